"""Photos as proof: only where a rule asks, in parts that arrive once, bare of what cameras add, seen by few, erased."""

from base64 import b64decode, b64encode
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fangxian.disinfection.acts import AddProofPart, RecordDisinfection
from fangxian.disinfection.models import ProofPart, Stop
from fangxian.disinfection.rules.photo import bare_jpeg
from fangxian.door.models import Entry
from fangxian.field.sync import fates_of
from fangxian.standdown.rules.registers import DELETED, PLACED, table_of
from tests.disinfection.photos import PHOTO, PICTURE, ask_for_photos, segment
from tests.disinfection.test_rounds import PageOf, planned, url
from tests.world import World


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ask_for_photos(monkeypatch, tmp_path)


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
    seen = b64decode(answer.content.decode().partition("data:image/jpeg;base64,")[2].partition('"')[0])
    assert answer["Cache-Control"] == "no-store"
    assert b"GPS" not in seen and seen.endswith(PICTURE)
    with world.all_eyes():
        stop = Stop.objects.get(pk=act.stop)
    page = lead.get(url("place", world, pk=stop.pk)).content.decode()
    assert address in page
    assert page_of(world.tian).get(address).status_code == 403
    assert address not in page_of(world.tian).get(url("place", world, pk=stop.pk)).content.decode()


@pytest.mark.usefixtures("asked")
def test_who_looked_at_a_photo_stands_in_the_ledger_and_beside_it(world: World, page_of: PageOf) -> None:
    act = done(world)
    for part in parts(act):
        world.written(part, by=world.tian)
    lead, address = page_of(world.an), url("proof", world, pk=key_of(act))
    place = url("place", world, pk=act.stop)
    assert "Photo seen by" not in lead.get(place).content.decode()
    for _ in range(2):
        assert lead.get(address).status_code == 200
    assert page_of(world.tian).get(address).status_code == 403
    looks = Entry._base_manager.filter(kind="disinfection.look_at_proof")
    assert {(look.by_id, look.answer["done"]) for look in looks} == {(world.an.pk, key_of(act))} and len(looks) == 2
    assert "Photo seen by" in page_of(world.an).get(place).content.decode()
    assert "Photo seen by" not in page_of(world.tian).get(place).content.decode()


@pytest.mark.usefixtures("asked")
def test_a_photo_that_is_not_whole_was_seen_by_nobody(world: World, page_of: PageOf) -> None:
    act = done(world)
    world.written(parts(act)[0], by=world.tian)
    assert page_of(world.an).get(url("proof", world, pk=key_of(act))).status_code == 404
    assert not Entry._base_manager.filter(kind="disinfection.look_at_proof").exists()


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
