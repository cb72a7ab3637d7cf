"""`fangxian standdown` and `fangxian run-clock`."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from fangxian.gates.acts import RecordPassage
from fangxian.gates.acts.hours import recount
from fangxian.gates.models import Passage
from fangxian.gates.queries import inside_count
from fangxian.register.models import Upload
from fangxian.standdown.acts import EraseExpired, PlaceHold
from fangxian.standdown.models import ErasedTable
from tests.gates.village import close_bamboo
from tests.homes import settle
from tests.standdown.ended import ended
from tests.world import World

BAMBOO = "371103150201"


def run(capsys: pytest.CaptureFixture[str], command: str, *more: str) -> tuple[int, str]:
    """Exit status, and what was said."""
    status = 0
    try:
        call_command(command, *more)
    except SystemExit as left:
        status = int(left.code or 0)
    said = capsys.readouterr()
    return status, said.out + said.err


def report(capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(capsys, "standdown", "--area", BAMBOO, "--json", *more)[1])
    return found


def test_the_command_says_what_is_left_and_ends_with_one(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    close_bamboo(world)
    status, said = run(capsys, "standdown", "--area", BAMBOO)
    assert status == 1
    assert "left: closures 1" in said
    assert report(capsys)["left"]["closures"] == 1


def test_the_whole_ending_from_the_command_line_needs_two_people(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    ended(world, settle(world))
    assert run(capsys, "standdown", "--area", BAMBOO, "--freeze")[0] == 2
    by = ("--by", "an", "--place-name", "竹村")
    assert report(capsys, "--freeze", "--erase", *by)["held"]["homes"] > 0
    status, said = run(capsys, "standdown", "--area", BAMBOO, "--confirm", *by)
    assert (status, "Another person" in said) == (1, True)
    done = report(capsys, "--confirm", "--by", "zhen", "--place-name", "竹村")
    assert done["reproduces"] is True
    assert "homes" not in done["held"]
    assert run(capsys, "standdown", "--area", BAMBOO, "--confirm", *by)[0] == 1


def test_a_place_that_is_none_is_refused_in_a_sentence(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "standdown", "--area", "99") == (2, "There is no place with the code 99.\n")
    assert run(capsys, "standdown", "--area", "371103")[0] == 2


def test_a_night_takes_names_off_old_passages_and_the_count_inside_stays(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    village = close_bamboo(world)
    world.written(
        RecordPassage(gate=village.gate.pk, way="in", guest="客人", guest_phone="13900000099", outcome="passed"),
        by=world.gao,
    )
    for way in ("out", "in"):
        act = RecordPassage(
            gate=village.gate.pk,
            way=way,
            resident=village.homes.zhang.pk,
            temperature=Decimal("36.6"),
            outcome="passed",
        )
        world.written(act, by=world.gao)
    world.written(
        RecordPassage(gate=village.gate.pk, way="out", resident=village.homes.li.pk, outcome="passed"), by=world.gao
    )
    with world.all_eyes():
        Passage.objects.update(at=timezone.now() - timedelta(days=31))
        for n, row in enumerate(Passage.objects.order_by("received_at", "pk")):
            Passage.objects.filter(pk=row.pk).update(at=row.at + timedelta(minutes=n))
        recount(world.bamboo)
        before = inside_count(world.bamboo, timezone.now())
    status, said = run(capsys, "run_clock", "--json")
    assert status == 0 and json.loads(said)["places"][BAMBOO]["passages"] == 2
    with world.all_eyes():
        assert inside_count(world.bamboo, timezone.now()) == before
        told = Passage.objects.exclude(subject="", resident=None, guest="")
        # Li is away and the guest is inside: their last passages alone say so.
        assert {row.resident_id or row.guest for row in told} == {village.homes.li.pk, "客人"}
    assert json.loads(run(capsys, "run_clock", "--json")[1])["places"][BAMBOO] == {
        "uploads": 0, "passages": 0, "arrivals": 0,
    }  # fmt: skip


def test_a_file_nobody_took_in_is_thrown_away_after_its_days(world: World) -> None:
    upload = Upload._base_manager.create(
        area=world.bamboo, file_name="台账.xlsx", content="AAAA", fingerprint="f", uploaded_by=world.an,
        uploaded_at=timezone.now() - timedelta(days=8),
    )  # fmt: skip
    fresh = Upload._base_manager.create(
        area=world.bamboo, file_name="新.xlsx", content="AAAA", fingerprint="g", uploaded_by=world.an,
        uploaded_at=timezone.now(),
    )  # fmt: skip
    assert world.written(EraseExpired(area=world.bamboo.pk), by=world.an)["uploads"] == 1
    assert Upload._base_manager.get(pk=upload.pk).content == ""
    assert Upload._base_manager.get(pk=fresh.pk).content == "AAAA"
    assert ErasedTable._base_manager.get().table == "register.Upload"


def test_a_hold_stops_the_night_as_well(world: World) -> None:
    Upload._base_manager.create(
        area=world.bamboo, file_name="台账.xlsx", content="AAAA", fingerprint="f", uploaded_by=world.an,
        uploaded_at=timezone.now() - timedelta(days=8),
    )  # fmt: skip
    world.written(PlaceHold(area=world.bamboo.pk, registers=("homes",), reason="行政复议未结"), by=world.an)
    assert world.written(EraseExpired(area=world.bamboo.pk), by=world.an)["uploads"] == 0
