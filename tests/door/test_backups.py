"""A backup brings everything back, and a restore that does not fit changes nothing."""

import json
import zipfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection

from fangxian.areas.models import Person, Post
from fangxian.door import backups
from fangxian.door.acts import AppointPost
from fangxian.door.models import Entry
from fangxian.door.queries import flaws
from fangxian.door.sealed import cipher, derived
from tests.world import World, people_the_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ground(transactional_db: None, settings: LazySettings, tmp_path: Path) -> World:
    settings.VAR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    world = people_the_world()
    world.written(appointed(world, "first"), by=world.an)
    return world


@pytest.fixture(autouse=True)
def keys() -> Iterator[None]:
    yield
    derived.cache_clear()
    cipher.cache_clear()


def appointed(world: World, name: str) -> AppointPost:
    return AppointPost(area=world.bamboo.pk, username=name, name="新人", role="gatekeeper")


def test_what_was_there_comes_back_and_what_came_after_is_gone(ground: World, tmp_path: Path) -> None:
    (tmp_path / "media/a").mkdir(parents=True)
    (tmp_path / "media/a/书.txt").write_text("一")
    call_command("backup", tmp_path / "b.zip", stdout=StringIO())
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0
    ground.written(appointed(ground, "second"), by=ground.an)
    (tmp_path / "media/a/书.txt").unlink()
    said = StringIO()
    call_command("restore", tmp_path / "b.zip", "--replace", stdout=said)
    assert "0 flaws" in said.getvalue()
    assert Person._base_manager.filter(username="first").exists()
    assert not Person._base_manager.filter(username="second").exists()
    assert (tmp_path / "media/a/书.txt").read_text() == "一"
    assert list(tmp_path.glob("*.part")) == []
    ground.written(appointed(ground, "third"), by=ground.an)
    assert list(flaws()) == []


def test_it_never_takes_the_place_of_work_unasked(ground: World, tmp_path: Path) -> None:
    backups.backup(tmp_path / "b.zip")
    ground.written(appointed(ground, "second"), by=ground.an)
    with pytest.raises(backups.BackupError, match="--replace"):
        backups.restore(tmp_path / "b.zip", replace=False)
    assert Post._base_manager.filter(person__username="second").exists()


def test_another_key_another_database_and_a_newer_version_are_refused(ground: World, tmp_path: Path) -> None:
    made = backups.backup(tmp_path / "b.zip")
    assert "fangxian" not in json.dumps(made)
    for change, told in ({"key": "0" * 32}, "KEY"), ({"database": "oracle"}, "oracle"), ({"format": 2}, "newer"):
        with zipfile.ZipFile(tmp_path / "c.zip", "w") as file:
            file.writestr("manifest.json", json.dumps(made | change))
            file.writestr("database", "x")
        with pytest.raises(backups.BackupError, match=told):
            backups.restore(tmp_path / "c.zip", replace=True)
    assert Person._base_manager.filter(username="first").exists()


@pytest.mark.parametrize("contents", [b"", b"PK\x03\x04", b"hello"])
def test_what_is_no_backup_is_said_in_one_sentence(ground: World, tmp_path: Path, contents: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(contents)
    for name in ("x.zip", "none.zip"):
        with pytest.raises(SystemExit) as ended:
            call_command("restore", tmp_path / name, "--replace", stderr=StringIO())
        assert ended.value.code == 1
    assert Entry._base_manager.exists()


def test_a_damaged_database_inside_is_refused_and_nothing_is_lost(ground: World, tmp_path: Path) -> None:
    made = backups.backup(tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as file:
        file.writestr("manifest.json", json.dumps(made))
        file.writestr("database", b"nothing of the kind" * 400)
    with pytest.raises(backups.BackupError):
        backups.restore(tmp_path / "c.zip", replace=True)
    assert Person._base_manager.filter(username="first").exists()


def test_a_folder_that_is_not_there_is_said(ground: World, tmp_path: Path) -> None:
    with pytest.raises(backups.BackupError, match="cannot be written"):
        backups.backup(tmp_path / "no/such/b.zip")
    assert connection.vendor
