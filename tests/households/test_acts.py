"""What a household may do by its link, at the door: its own, with a good link, and nothing else."""

from decimal import Decimal
from typing import Any

import pytest

from fangxian.areas.models import Person
from fangxian.door.models import Entry
from fangxian.households.acts import AskFromHome, LookIn, ReportReading, StateOwnNeeds
from fangxian.measures.models import Complaint
from fangxian.monitoring.acts import Signs
from fangxian.monitoring.models import Check, Referral, WelfareVisit
from fangxian.register.links import voice_of
from fangxian.supplies.models import NeedsList
from tests.homes import Homes, settle
from tests.households.linked import carried, link, stays
from tests.monitoring.watching import opening
from tests.supplies.shelf import filled
from tests.world import World, ago


@pytest.fixture
def homes(world: World) -> Homes:
    found = settle(world)
    stays(world, found)
    return found


def voice(world: World) -> Person:
    found = voice_of(world.bamboo, at=ago())
    assert found is not None
    return found


def report(world: World, homes: Homes, temperature: str = "36.6", **more: Any) -> ReportReading:
    signs = Signs(temperature=Decimal(temperature))
    return ReportReading(**{**carried(world, homes.li, resident=homes.li.pk, signs=signs), **more})


def test_a_reading_by_link_counts_as_the_check_of_the_watch(world: World, homes: Homes) -> None:
    watch = world.written(opening(homes.li), by=world.an)["watch"]
    answer = world.written(report(world, homes), by=voice(world))
    assert answer["remarks"] == []
    with world.all_eyes():
        check = Check.objects.get()
    assert (check.how, check.watch_id, check.by) == ("self", watch, voice(world))


def test_a_fever_by_link_asks_the_medic(world: World, homes: Homes) -> None:
    assert world.written(report(world, homes, "38.1"), by=voice(world))["referral"]
    with world.all_eyes():
        assert Referral.objects.count() == 1


def test_nobody_of_another_household_can_be_meant(world: World, homes: Homes) -> None:
    other = report(world, homes, resident=homes.zhang.pk)
    assert world.submit(other, by=voice(world)).refused == "not_found"
    with world.all_eyes():
        assert not Check.objects.exists()


@pytest.mark.parametrize("wrong", ["", "a" * 32, "zhang", "lotus"])
def test_without_the_households_own_link_nothing_is_written(world: World, homes: Homes, wrong: str) -> None:
    links = {"zhang": link(world, homes.zhang), "lotus": link(world, homes.lotus_qian)}
    for act in (
        report(world, homes, link=links.get(wrong, wrong)),
        LookIn(**{**carried(world, homes.li), "link": links.get(wrong, wrong)}),
        AskFromHome(**{**carried(world, homes.li, words="几点送菜?"), "link": links.get(wrong, wrong)}),
    ):
        assert world.submit(act, by=voice(world)).refused == "not_found"
    with world.all_eyes():
        assert not Check.objects.exists()
        assert not Complaint.objects.exists()


def test_a_link_of_another_community_is_not_there(world: World, homes: Homes) -> None:
    foreign = LookIn(**carried(world, homes.lotus_qian))
    assert world.submit(foreign, by=voice(world)).refused == "not_found"


def test_the_link_never_stands_in_the_ledger(world: World, homes: Homes) -> None:
    act = report(world, homes)
    entry = world.submit(act, by=voice(world))
    with world.all_eyes():
        kept = str(Entry.objects.get(pk=entry.pk).payload)
    assert act.link not in kept
    assert "36.6" not in kept


def test_who_serves_cannot_speak_for_a_household_even_with_its_link(world: World, homes: Homes) -> None:
    for person in (world.an, world.gao, world.mei):
        assert world.submit(report(world, homes), by=person).refused == "not_allowed"


def test_needs_by_link_keep_what_a_worker_had_noted_as_urgent(world: World, homes: Homes) -> None:
    shelf = filled(world, homes)
    assert shelf.state(0, {shelf.cabbage: 1}, priority="older").written
    wanted = [{"item": shelf.cabbage, "quantity": Decimal("2.5")}]
    world.written(StateOwnNeeds(**carried(world, homes.li, round=shelf.round, wanted=wanted)), by=voice(world))
    with world.all_eyes():
        found = NeedsList.objects.get(household=homes.li.household)
        assert (found.priority, found.needs.get().quantity) == ("older", Decimal("2.5"))


def test_needs_after_the_deadline_are_refused_in_a_sentence(world: World, homes: Homes) -> None:
    shelf = filled(world, homes)
    wanted = [{"item": shelf.cabbage, "quantity": 1}]
    act = StateOwnNeeds(**carried(world, homes.li, round=shelf.round, wanted=wanted))
    with shelf.after_deadline():
        late = act.model_copy(update={"happened_at": ago()})
        assert world.submit(late, by=voice(world)).refused == "deadline_passed"


def test_a_question_gets_an_owner_and_words_of_distress_reach_the_medic_as_well(world: World, homes: Homes) -> None:
    world.written(AskFromHome(**carried(world, homes.li, words="什么时候能下地?")), by=voice(world))
    with world.all_eyes():
        assert Complaint.objects.get().kind == "question"
        assert not WelfareVisit.objects.exists()
    world.written(AskFromHome(**carried(world, homes.li, words="天天睡不着,害怕")), by=voice(world))
    with world.all_eyes():
        assert WelfareVisit.objects.get().household_id == homes.li.household_id
