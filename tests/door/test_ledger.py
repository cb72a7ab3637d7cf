"""The ledger: nobody changes or removes a row unnoticed, and readers see only kinds whose sight they have."""

import json

import pytest
from django.core.management import call_command

from fangxian.areas.roles import Can
from fangxian.door.acts import AppointPost, OpenNames
from fangxian.door.models import Chain, Entry
from fangxian.door.queries import Flaw, flaws, ledger_of
from tests.world import World


@pytest.fixture
def three_entries(world: World) -> list[Entry]:
    """Three appointments in Bamboo's chain."""
    return [
        world.submit(AppointPost(area=world.bamboo.pk, username=f"n{i}", name="某", role="gatekeeper"), by=world.an)
        for i in range(3)
    ]


def test_an_untouched_ledger_has_no_flaw(three_entries: list[Entry]) -> None:
    assert list(flaws()) == []
    assert [entry.seq for entry in three_entries] == [1, 2, 3]


@pytest.mark.parametrize(
    "change",
    [
        {"fate": "refused"},
        {"code": "x"},
        {"answer": {"post": 0}},
        {"payload": {"area": 1}},
        {"kind": "door.other"},
    ],
)
def test_a_changed_row_is_found(world: World, three_entries: list[Entry], change: dict[str, object]) -> None:
    Entry._base_manager.filter(pk=three_entries[1].pk).update(**change)
    assert Flaw(world.bamboo.pk, 2, "changed") in list(flaws())


def test_a_row_in_another_name_or_time_is_found(world: World, three_entries: list[Entry]) -> None:
    Entry._base_manager.filter(pk=three_entries[0].pk).update(by=world.dou)
    Entry._base_manager.filter(pk=three_entries[2].pk).update(happened_at=three_entries[0].happened_at)
    assert {flaw.seq for flaw in flaws()} == {1, 3}


def test_a_missing_row_is_found_in_the_middle_and_at_the_end(world: World, three_entries: list[Entry]) -> None:
    Entry._base_manager.filter(pk=three_entries[1].pk).delete()
    assert list(flaws()) == [Flaw(world.bamboo.pk, 2, "missing")]
    Entry._base_manager.filter(pk=three_entries[2].pk).delete()
    assert Flaw(world.bamboo.pk, 3, "head") in list(flaws())


def test_an_erased_payload_is_no_flaw(three_entries: list[Entry]) -> None:
    Entry._base_manager.update(payload=None)
    assert list(flaws()) == []


def test_the_command_says_so_and_exits_with_one(three_entries: list[Entry], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_ledger", json=True)
    assert json.loads(capsys.readouterr().out) == {"entries": 3, "flaws": []}
    Entry._base_manager.filter(pk=three_entries[0].pk).update(code="x")
    with pytest.raises(SystemExit) as left:
        call_command("verify_ledger", json=True)
    assert left.value.code == 1
    assert json.loads(capsys.readouterr().out)["flaws"][0]["what"] == "changed"


def test_chains_of_two_places_do_not_touch(world: World, three_entries: list[Entry]) -> None:
    world.written(AppointPost(area=world.lotus.pk, username="lotus", name="荷", role="gatekeeper"), by=world.dou)
    assert dict(Chain.objects.values_list("pk", "seq")) == {world.bamboo.pk: 3, world.lotus.pk: 1}


def test_a_reader_sees_the_kinds_whose_sight_they_have(
    world: World, three_entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.eyes_of(world.an):
        assert ledger_of(world.bamboo).count() == 3
    with world.eyes_of(world.shen):
        assert ledger_of(world.bamboo).count() == 3
    monkeypatch.setattr(AppointPost, "sight", Can.SEE_HEALTH)
    with world.eyes_of(world.shen):
        assert ledger_of(world.bamboo).count() == 0
    with world.eyes_of(world.dou):
        assert ledger_of(world.bamboo).count() == 0


def test_what_nobody_could_place_still_has_its_receipt(world: World) -> None:
    act = OpenNames(area=world.far.pk, reason="看看")
    entry = world.submit(act, by=world.zhen)
    assert (entry.refused, entry.area_id, entry.chain_id) == ("not_found", None, 0)
    assert list(flaws()) == []
