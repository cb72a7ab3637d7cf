"""Readings that ask for the medic, the clock, the medic's decision, and visits only the medic knows of (S-19, S-20)."""

from datetime import timedelta

import pytest

from fangxian.monitoring.acts import (
    AcknowledgeReferral,
    AskWelfareVisit,
    RecordWelfareVisit,
    SettleReferral,
    WriteClinicalNote,
)
from fangxian.monitoring.models import ClinicalNote, Reading, Referral, ReferralEnd, WatchEnd, WelfareVisit
from fangxian.monitoring.queries import latest_readings, notes_of, open_referrals, open_visits, readings_of
from tests.homes import Homes, settle
from tests.monitoring.watching import at, measure, on_day, reading, standing, watched
from tests.world import World


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def test_37_5_opens_a_referral_with_a_clock_until_it_is_acknowledged(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    answer = measure(world, homes.li, on_day(1), "37.5")
    found = standing(world, on_day(1, 8, 5), by=world.an)
    assert found.referral and found.referral.pk == answer["referral"]
    assert found.referral.due_at == on_day(1, 9) and not hasattr(found.referral, "acknowledgement")
    with at(on_day(1, 8, 30)):
        world.written(AcknowledgeReferral(referral=answer["referral"]), by=world.mei)
        assert world.submit(AcknowledgeReferral(referral=answer["referral"]), by=world.mei).refused
    after = standing(world, on_day(1, 8, 31)).referral
    assert after and after.acknowledgement.by == world.mei


def test_what_was_measured_is_answered_to_nobody(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    answer = measure(world, homes.li, on_day(1), "38.7", "dry_cough", note="咳得厉害", by=world.mei)
    assert set(answer) == {"check", "remarks", "referral"} and answer["remarks"] == []
    with world.eyes_of(world.an):
        assert not Reading.objects.exists()
    with world.eyes_of(world.mei):
        (read,) = readings_of(homes.li, until=on_day(2))
    assert (str(read.seen.temperature), read.seen.symptoms, read.note) == ("38.7", {"dry_cough"}, "咳得厉害")


def test_an_impossible_value_is_kept_remarked_and_alarms_nobody(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    answer = measure(world, homes.li, on_day(1), "375")
    assert answer["remarks"] == ["impossible_temperature"] and answer["referral"] is None
    with world.eyes_of(world.mei):
        assert str(readings_of(homes.li, until=on_day(2))[0].seen.temperature) == "375"


def test_further_readings_belong_to_the_referral_that_waits(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    first = measure(world, homes.li, on_day(1, 8), "37.5")["referral"]
    assert measure(world, homes.li, on_day(1, 10), "39.1", "fatigue")["referral"] == first


def test_what_gets_worse_after_the_medic_took_over_starts_a_new_clock(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    first = measure(world, homes.li, on_day(1, 8), "37.5")["referral"]
    with at(on_day(1, 9)):
        world.written(AcknowledgeReferral(referral=first), by=world.mei)
    assert measure(world, homes.li, on_day(1, 10), "37.6")["referral"] == first
    second = measure(world, homes.li, on_day(1, 11), "38.9")["referral"]
    assert second not in (None, first)
    with world.eyes_of(world.mei):
        assert [one.pk for one in open_referrals(world.bamboo, at=on_day(1, 12))] == [second, first]


def test_a_marked_rise_below_fever_asks_for_the_medic(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    assert measure(world, homes.li, on_day(1, 8), "36.0")["referral"] is None
    assert measure(world, homes.li, on_day(1, 19), "37.1")["referral"] is not None


def test_the_medic_settles_and_only_the_medic(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    referral = measure(world, homes.li, on_day(1), "37.5")["referral"]
    with at(on_day(1, 10)):
        settle_it = SettleReferral(referral=referral, outcome="stays", note="低热,继续观察,明早复测")
        assert world.submit(settle_it, by=world.an).refused == "not_allowed"
        mine = SettleReferral(referral=referral, outcome="stays", note="低热,继续观察,明早复测")
        world.written(mine, by=world.mei)
        again = SettleReferral(referral=referral, outcome="stays")
        assert world.submit(again, by=world.mei).refused == "already_settled"
        nonsense = SettleReferral(referral=referral, outcome="cured")
        assert world.submit(nonsense, by=world.mei).refused == "unknown_settlement"
    assert standing(world, on_day(1, 11)).referral is None
    with world.eyes_of(world.mei):
        assert [note.text for note in notes_of(homes.li)] == ["低热,继续观察,明早复测"]
    with world.eyes_of(world.an):
        assert not ClinicalNote.objects.exists()


def test_whom_medical_care_has_is_no_longer_watched_here(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    referral = measure(world, homes.li, on_day(1), "38.5")["referral"]
    with at(on_day(1, 10)):
        world.written(SettleReferral(referral=referral, outcome="transferred"), by=world.mei)
    with world.all_eyes():
        assert WatchEnd.objects.get().outcome == "transferred"
        assert ReferralEnd.objects.get().outcome == "transferred"


def test_a_note_that_cannot_sleep_opens_a_visit_visible_only_to_the_medic(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    answer = measure(world, homes.li, on_day(1), "36.4", note="睡不着,害怕")
    assert answer["referral"] is None and answer["remarks"] == []
    for other in (world.an, world.wang, world.gao, world.su, world.zhen, world.shen):
        with world.eyes_of(other):
            assert not WelfareVisit.objects.exists()
    with world.eyes_of(world.mei):
        (visit,) = open_visits(world.bamboo)
        assert (visit.words, visit.household_id) == ("睡不着,害怕", homes.li.household_id)
    with at(on_day(1, 16)):
        world.written(RecordWelfareVisit(visit=visit.pk, note="聊了半小时,好些"), by=world.mei)
        assert world.submit(RecordWelfareVisit(visit=visit.pk), by=world.mei).refused == "already_visited"
    with world.eyes_of(world.mei):
        assert not open_visits(world.bamboo).exists()


def test_words_heard_at_a_door_reach_the_medic_and_nobody_else(world: World, homes: Homes) -> None:
    asked = AskWelfareVisit(household=homes.li.household_id, resident=homes.zhang.pk, words="cannot sleep, afraid")
    world.written(asked, by=world.tian)
    with world.eyes_of(world.mei):
        (visit,) = open_visits(world.bamboo)
        assert visit.resident is None and visit.heard_by == world.tian
    with world.eyes_of(world.tian):
        assert not open_visits(world.bamboo).exists()


def test_readings_that_arrive_late_start_the_clock_when_they_arrive(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    with at(on_day(3, 10)):
        world.written(reading(homes.li, "38.0", happened_at=on_day(1)), by=world.an)
    with world.all_eyes():
        referral = Referral.objects.get()
    assert (referral.opened_at, referral.due_at) == (on_day(3, 10), on_day(3, 10) + timedelta(hours=1))


def test_the_latest_readings_of_many_are_found_at_once(world: World, homes: Homes) -> None:
    for resident in (homes.li, homes.zhang):
        measure(world, resident, on_day(1, 8), "36.1")
        measure(world, resident, on_day(1, 19), "36.9")
    with world.eyes_of(world.mei):
        found = latest_readings([homes.li.pk, homes.zhang.pk], until=on_day(2), since=on_day(1, 0))
    assert {str(one.seen.temperature) for one in found.values()} == {"36.9"} and len(found) == 2


def test_the_medic_s_notes_are_written_by_medics(world: World, homes: Homes) -> None:
    assert world.submit(WriteClinicalNote(resident=homes.li.pk, text="肺部清"), by=world.an).refused == "not_allowed"
    world.written(WriteClinicalNote(resident=homes.li.pk, text="肺部清"), by=world.mei)
    with world.eyes_of(world.mei):
        assert notes_of(homes.li).get().text == "肺部清"
