"""Photos as proof: only where a rule asks, in parts that arrive once, bare of what cameras add, seen by few, erased."""

from base64 import b64encode
from pathlib import Path
from shutil import copytree
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fangxian.disinfection import queries
from fangxian.disinfection.acts import AddProofPart, RecordDisinfection
from fangxian.disinfection.models import ProofPart, Stop
from fangxian.disinfection.rules.photo import bare_jpeg
from fangxian.door.models import Entry
from fangxian.field.sync import fates_of
from fangxian.rulepacks.packs.library import PACKAGED, load_packs
from fangxian.standdown.rules.registers import DELETED, PLACED, table_of
from tests.disinfection.test_rounds import PageOf, planned, url
from tests.world import World

ASKING = """
[pack]
id = "photo-asked"
kind = "disease"
title = { zh = "要拍照留证", en = "A photo is asked for" }
jurisdiction = "CN-municipal"
disease = "covid-19"
effective_from = 2025-09-01
extends = "cn-2020-covid"

[sources]
order = "县消毒指引（试验）"

[values.disinfection]
photo_proof = { value = true, unit = "yes/no", source = "order", evidence = "I" }
"""


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2) + body


PICTURE = segment(0xDB, b"\x10" * 65) + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\x34\xff\xd9"
PHOTO = b"\xff\xd8" + segment(0xE0, b"JFIF\0") + segment(0xE1, b"Exif\0\0GPS 35.1N 119.2E") + PICTURE


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A pack whose rule asks for a photo governs every place."""
    folder = Path(copytree(PACKAGED, tmp_path / "packs"))
    (folder / "photo-asked.toml").write_text(ASKING, encoding="utf-8")
    pack = load_packs(folder).pack("photo-asked")
    monkeypatch.setattr(queries, "pack_of", lambda _area, *, on: pack)


def done(world: World, *, photo: bool = True) -> RecordDisinfection:
    act = RecordDisinfection(stop=planned(world)[0].pk, photo=photo)
    world.written(act, by=world.tian)
    return act


def parts(act: RecordDisinfection, photo: bytes = PHOTO, *, size: int = 30) -> list[AddProofPart]:
    pieces = [b64encode(photo[at : at + size]).decode() for at in range(0, len(photo), size)]
    return [AddProofPart(record=act.id, part=n, parts=len(pieces), content=piece) for n, piece in enumerate(pieces, 1)]


def key_of(act: RecordDisinfection) -> int:
    key: int = Entry._base_manager.get(act_id=act.id).answer["done"]
    return key


@pytest.mark.usefixtures("asked")
def test_a_photo_is_seen_when_all_its_parts_are_here_in_any_order_and_without_its_place(
    world: World, page_of: PageOf
) -> None:
    act = done(world)
    *rest, first = parts(act)
    lead, address = page_of(world.an), url("proof", world, pk=key_of(act))
    for part in reversed(rest):
        world.written(part, by=world.tian)
    assert lead.get(address).status_code == 404
    world.written(first, by=world.tian)
    answer = lead.get(address)
    assert answer["Content-Type"] == "image/jpeg" and answer["Cache-Control"] == "no-store"
    assert b"GPS" not in answer.content and answer.content.endswith(PICTURE)
    with world.all_eyes():
        stop = Stop.objects.get(pk=act.stop)
    page = lead.get(url("place", world, pk=stop.pk)).content.decode()
    assert address in page
    assert page_of(world.tian).get(address).status_code == 403
    assert address not in page_of(world.tian).get(url("place", world, pk=stop.pk)).content.decode()


@pytest.mark.usefixtures("asked")
def test_a_part_sent_again_is_one_part_and_its_data_stands_in_no_ledger(world: World) -> None:
    act = done(world)
    (part,) = parts(act, size=1_000)
    again = part.model_copy(update={"id": uuid4()})
    assert [world.written(each, by=world.tian)["remarks"] for each in (part, part, again)] == [
        [], [], ["already_there"],
    ]  # fmt: skip
    with world.all_eyes():
        (row,) = ProofPart.objects.all()
    assert row.data == part.content
    assert part.content not in str(list(Entry._base_manager.values_list("payload", "answer")))


def test_without_a_rule_that_asks_nothing_of_a_photo_is_kept(world: World) -> None:
    act = done(world)
    assert world.written(parts(act)[0], by=world.tian)["remarks"] == ["not_asked"]
    with world.all_eyes():
        assert not ProofPart.objects.exists()


@pytest.mark.usefixtures("asked")
def test_a_place_done_without_the_photo_is_recorded_with_a_remark(world: World) -> None:
    act = RecordDisinfection(stop=planned(world)[0].pk)
    assert "no_photo" in world.written(act, by=world.tian)["remarks"]


@pytest.mark.usefixtures("asked")
def test_a_part_whose_act_never_came_is_kept_whole_for_a_person(world: World) -> None:
    part = AddProofPart(record=uuid4(), part=1, parts=1, content="/9j/")
    (fate,) = fates_of([{"kind": part.kind, **part.model_dump(mode="json")}], by=world.tian)
    assert (fate["fate"], fate["code"]) == ("kept", "out_of_reach")


def test_photos_go_with_the_rounds_and_before_what_they_show() -> None:
    assert PLACED["disinfection.ProofPart"] == "rounds" and table_of("disinfection.ProofPart").how == DELETED
    labels = list(PLACED)
    assert labels.index("disinfection.ProofPart") < labels.index("disinfection.DoorDone")


markers = some.integers(0xC0, 0xFE).filter(lambda marker: marker not in {0xD8, 0xDA})
segments = some.lists(some.tuples(markers, some.binary(max_size=20)), max_size=5)


@given(segments)
def test_nothing_but_the_picture_is_left_of_a_photo(found: list[tuple[int, bytes]]) -> None:
    whole = b"\xff\xd8" + b"".join(segment(marker, body) for marker, body in found) + PICTURE
    kept = b"".join(segment(marker, body) for marker, body in found if not (0xE1 <= marker <= 0xEF or marker == 0xFE))
    assert bare_jpeg(whole) == b"\xff\xd8" + kept + PICTURE


@given(some.binary())
def test_what_is_no_photo_is_none_and_raises_nothing(found: bytes) -> None:
    for photo in (found, b"\xff\xd8" + found):
        bare = bare_jpeg(photo)
        assert bare is None or (photo.startswith(b"\xff\xd8") and len(bare) <= len(photo))
