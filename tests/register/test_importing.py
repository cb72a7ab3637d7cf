"""A large ledger is taken in apart from its page, once, and whoever comes second is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from uuid_utils.compat import uuid7

from fangxian.areas.models import Person
from fangxian.door import apart
from fangxian.door.apart import RUNNING, Report
from fangxian.register import importing
from fangxian.register.acts import ImportLedger
from fangxian.register.acts.ledgers import read_ahead
from fangxian.register.models import Import, Resident, Upload
from fangxian.register.queries import layouts_of
from tests.register.test_imports import ROWS, ledger, upload
from tests.register.test_pages import send, url
from tests.world import World, people_the_world

PageOf = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.VAR = tmp_path
    yield


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is a large one."""
    monkeypatch.setattr(importing, "SMALL", 0)


def ended() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("import-"):
            thread.join(30)


@pytest.mark.django_db(transaction=True)
def test_a_large_ledger_is_taken_in_behind_its_page(transactional_db: None, large: None, page_of: PageOf) -> None:
    world = people_the_world()
    client, number = page_of(world.an), uuid7()
    preview = send(world, client, ledger(*ROWS))
    for _ in range(2):
        answer = client.post(f"{preview}apply/", {"act_id": number})
        assert answer.headers["Location"] == f"{preview}progress/" or "imports" in answer.headers["Location"]
    ended()
    answer = client.get(f"{preview}progress/", headers={"HX-Request": "true"})
    assert "32 new" in client.get(answer.headers["HX-Redirect"]).content.decode()
    with world.all_eyes():
        assert (Import.objects.count(), Resident.objects.count()) == (1, 32)
        assert Upload.objects.get().content == ""


def going(world: World, key: int, by: Person, phase: str) -> object:
    """Somebody takes a file in just now: the lock is held as its thread holds it."""
    name = f"import-{world.bamboo.pk}"
    lock = apart._claimed(name)
    apart._write(name, Report(RUNNING, key, by.pk, 1_790_000_000.0, phase, 200, 1000))
    return lock


def test_whoever_comes_second_is_told_who_is_at_it_and_loses_nothing(world: World, page_of: PageOf) -> None:
    client = page_of(world.an)
    preview = send(world, client, ledger(*ROWS))
    lock = going(world, 0, world.guan, "write")
    page = client.post(f"{preview}apply/", {"act_id": uuid7()}, follow=True)
    assert world.guan.name in page.content.decode()
    assert "Yours waits" in page.content.decode()
    with world.all_eyes():
        assert not Resident.objects.exists()
    assert lock


@pytest.mark.parametrize(
    ("phase", "told"),
    [("read", "Reading"), ("compare", "Comparing"), ("write", "200 of 1000"), ("keep", "look at")],
)
def test_the_page_says_how_far_it_is(world: World, page_of: PageOf, phase: str, told: str) -> None:
    client = page_of(world.an)
    preview = send(world, client, ledger(*ROWS))
    with world.all_eyes():
        key = Upload.objects.get().pk
    lock = going(world, key, world.an, phase)
    assert told in client.get(preview, follow=True).content.decode()
    assert client.post(f"{preview}apply/", {"act_id": uuid7()}).headers["Location"] == f"{preview}progress/"
    assert lock


def test_what_was_interrupted_is_said_and_the_file_stays(world: World, page_of: PageOf) -> None:
    client = page_of(world.an)
    preview = send(world, client, ledger(*ROWS))
    with world.all_eyes():
        key = Upload.objects.get().pk
    lock = going(world, key, world.an, "write")
    lock.close()  # type: ignore[attr-defined]
    assert "nothing of it was written" in client.get(f"{preview}progress/").content.decode()
    assert client.post(f"{preview}apply/", {"act_id": uuid7()}).headers["Location"].startswith(url(world, "imports"))


def test_progress_of_a_file_that_waits_or_is_not_there(world: World, page_of: PageOf) -> None:
    client = page_of(world.an)
    preview = send(world, client, ledger(*ROWS))
    assert client.get(f"{preview}progress/").headers["Location"] == url(world, "imports")
    assert client.get(url(world, "progress", 10**6)).status_code == 404


def test_a_file_read_ahead_is_read_once_and_only_with_the_same_layouts(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = upload(world, ledger(*ROWS)).answer["upload"]
    with world.all_eyes():
        file = Upload.objects.select_related("area").get(pk=sent)
        layouts = layouts_of(file.area)
    data = ledger(*ROWS)
    with read_ahead(file, data, layouts):
        monkeypatch.setattr("fangxian.register.acts.ledgers.read_ledger", None)
        assert world.written(ImportLedger(upload=sent), by=world.an)["created"] == 32
