"""A watch from day 0 to its certificate, in the seed's own numbers (S-03)."""

from datetime import date, datetime, timedelta

import pytest

from fangxian.areas.models import PackChoice, Post
from fangxian.monitoring.acts import (
    CloseSearch,
    CloseWatch,
    HandOverWatch,
    IssueCertificate,
    NameCarer,
    NoteSpecialGroup,
    RecordAttempt,
    SettleReferral,
)
from fangxian.monitoring.models import Certificate, Check, Watch, WatchEnd
from fangxian.monitoring.queries import Standing, counts, returned_unwatched, standings, without_owner
from fangxian.monitoring.rules.searching import Search
from fangxian.register.models import Resident
from tests.homes import Homes, settle
from tests.monitoring.watching import (
    DAY_ZERO,
    at,
    healthy_days,
    measure,
    on_day,
    opening,
    standing,
    watched,
)
from tests.world import World


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def test_a_returnee_gets_14_days_of_two_checks(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    found = standing(world, on_day(0, 10))
    assert (found.watch.last_day, len(found.found)) == (DAY_ZERO + timedelta(days=14), 28)
    assert not found.calls


def test_a_missed_morning_check_stands_on_the_owner_s_list_at_noon(world: World, homes: Homes) -> None:
    watched(world, homes.li, owner=world.mei.pk)
    assert standing(world, on_day(1, 11, 59)).missing == []
    (missing,) = standing(world, on_day(1, 12)).missing
    assert (missing.day, missing.number) == (DAY_ZERO + timedelta(days=1), 1)
    with world.eyes_of(world.mei):
        mine = standings(world.bamboo, at=on_day(1, 12), owner=world.mei)
        assert [one.watch.resident_id for one in mine] == [homes.li.pk]
        assert standings(world.bamboo, at=on_day(1, 12), owner=world.an) == []
    measure(world, homes.li, on_day(1, 12, 30), how="phone")
    assert standing(world, on_day(1, 12, 31)).missing == []


def test_who_is_missing_is_escalated_after_the_pack_s_number_of_checks(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    assert not standing(world, on_day(1, 12)).silent
    found = standing(world, on_day(1, 21))
    assert found.silent and found.in_row == 2
    assert found.search == Search(on_day(1, 21), on_day(1, 23), closed=False) and not found.late
    late = standing(world, on_day(1, 23))
    assert late.late and late.calls
    measure(world, homes.li, on_day(1, 23, 10))
    after = standing(world, on_day(1, 23, 11))
    assert after.search is None and not after.late


def test_whoever_is_reached_after_the_last_day_is_no_longer_looked_for(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    healthy_days(world, homes.li, 13)
    lost = standing(world, on_day(15, 9))
    assert lost.silent and lost.late and lost.carried
    measure(world, homes.li, on_day(15, 10))
    found = standing(world, on_day(15, 11))
    assert (found.search, found.late, found.missing, found.carried, found.in_row) == (None, False, [], None, 0)
    # What was missed stays missed in the count.
    assert (found.release.proposed, found.release.done, found.release.expected) == (True, 26, 28)


def test_a_search_is_closed_by_whoever_knows_where_they_are(world: World, homes: Homes) -> None:
    watch = watched(world, homes.li)
    told = {"watch": watch, "outcome": "handed_over"}
    with at(on_day(1, 13)):
        assert world.submit(CloseSearch(**told, words="镇派出所"), by=world.an).refused == "nobody_missing"
    with at(on_day(1, 23)):
        assert world.submit(CloseSearch(**told), by=world.an).refused == "search_words_missing"
        world.written(CloseSearch(**told, words="镇派出所"), by=world.an)
    found = standing(world, on_day(2, 9))
    assert found.search and found.search.closed and not found.silent and not found.late
    # Reached, and missing again: another search.
    measure(world, homes.li, on_day(2, 10))
    assert standing(world, on_day(3, 12)).silent


def test_whoever_was_said_to_be_found_and_is_not_reached_is_looked_for_anew(world: World, homes: Homes) -> None:
    watch = watched(world, homes.li)
    with at(on_day(1, 23)):
        world.written(CloseSearch(watch=watch, outcome="found", words="在姐姐家"), by=world.an)
    assert standing(world, on_day(2, 12)).search is None
    found = standing(world, on_day(2, 22))
    assert found.silent and found.search and found.search.since == on_day(2, 21)
    assert standing(world, found.search.due).late
    # Handed over this time: that stays, until they are reached.
    with at(on_day(2, 23)):
        world.written(CloseSearch(watch=watch, outcome="handed_over", words="镇派出所"), by=world.an)
    assert not standing(world, on_day(6, 12)).silent
    # A moment before the last closing knows only the one before it.
    assert standing(world, on_day(2, 12)).search is None and standing(world, on_day(2, 22)).silent


def test_a_referral_nobody_took_over_in_time_and_an_owner_who_left_are_the_lead_s(world: World, homes: Homes) -> None:
    watched(world, homes.li, owner=world.mei.pk)
    measure(world, homes.li, on_day(1), "38.4")
    assert not standing(world, on_day(1, 8, 59)).late and standing(world, on_day(1, 9)).late
    found = standing(world, on_day(1, 9)).watch
    with world.eyes_of(world.an):
        assert without_owner([found], at=on_day(1, 9)) == set()
        Post._base_manager.filter(person=world.mei).update(until=on_day(1, 9))
        assert without_owner([found], at=on_day(1, 10)) == {found.pk}


def test_an_owner_of_another_grid_looks_after_nobody_here(world: World, homes: Homes) -> None:
    with world.all_eyes():
        Resident.objects.filter(pk=homes.zhang.pk).update(area=world.grid_one)
    watched(world, homes.zhang)
    with world.all_eyes():
        Resident.objects.filter(pk=homes.zhang.pk).update(area=world.bamboo)
    found = standing(world, on_day(1)).watch
    with world.eyes_of(world.an):
        assert without_owner([found], at=on_day(1)) == {found.pk}


def test_whoever_is_put_under_observation_late_is_not_at_once_missing(world: World, homes: Homes) -> None:
    with at(on_day(5, 14)):
        world.written(opening(homes.li, day_zero=DAY_ZERO, happened_at=on_day(5, 14)), by=world.an)
    found = standing(world, on_day(5, 14, 1))
    assert (found.silent, found.missing, found.in_row, found.calls) == (False, [], 0, False)
    assert (found.found[0].due, found.release.expected) == (on_day(5, 21), 19)
    with world.eyes_of(world.an):
        assert counts.in_numbers("竹村", [found]).due == 0
    measure(world, homes.li, on_day(5, 19))
    healthy_days(world, homes.li, 14, first=6)
    ending = standing(world, on_day(15, 8)).release
    assert (ending.proposed, ending.done, ending.expected, ending.questions) == (True, 19, 19, ())


def test_a_missed_evening_is_carried_over_midnight_until_they_are_reached(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    measure(world, homes.li, on_day(1, 8))
    found = standing(world, on_day(2, 0, 10))
    assert found.carried and found.carried.due == on_day(1, 21) and found.calls
    measure(world, homes.li, on_day(2, 7))
    assert not standing(world, on_day(2, 7, 1)).calls


def test_a_referral_older_than_the_watch_holds_the_release(world: World, homes: Homes) -> None:
    before = measure(world, homes.li, on_day(0, 8), "38.4")["referral"]
    watch = watched(world, homes.li)
    healthy_days(world, homes.li, 14)
    found = standing(world, on_day(15, 8))
    assert found.referral and found.referral.pk == before and found.release.because == "referred"
    with at(on_day(15, 8)):
        assert world.submit(CloseWatch(watch=watch, outcome="completed"), by=world.an).refused == "referred"
        world.written(SettleReferral(referral=before, outcome="stays"), by=world.mei)
        world.written(CloseWatch(watch=watch, outcome="completed"), by=world.an)


def test_attempts_in_vain_are_counted_until_somebody_is_reached(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    for hour in (13, 14):
        with at(on_day(1, hour)):
            world.written(RecordAttempt(resident=homes.li.pk, found="away", happened_at=on_day(1, hour)), by=world.an)
    assert standing(world, on_day(1, 15)).attempts == 2
    measure(world, homes.li, on_day(1, 15, 30))
    assert standing(world, on_day(1, 16)).attempts == 0


def test_the_release_is_proposed_on_day_14_plus_1_decided_by_a_person_and_certified(world: World, homes: Homes) -> None:
    watch = watched(world, homes.li)
    healthy_days(world, homes.li, 14)
    close = CloseWatch(watch=watch, outcome="completed", happened_at=on_day(14, 22))
    with at(on_day(14, 22)):
        assert world.submit(close, by=world.an).refused == "days_left"
    found = standing(world, on_day(15, 0))
    assert found.release.proposed and (found.release.done, found.release.expected) == (28, 28)
    assert found.release.questions == ()
    with at(on_day(15, 9)):
        for other in (world.wang, world.gao):
            entry = world.submit(CloseWatch(watch=watch, outcome="completed"), by=other)
            assert entry.refused in {"not_allowed", "not_found"}
        world.written(CloseWatch(watch=watch, outcome="completed"), by=world.mei)
        issued = world.written(IssueCertificate(resident=homes.li.pk, certificate="observation"), by=world.an)
        again = world.written(IssueCertificate(resident=homes.li.pk, certificate="observation"), by=world.an)
    assert issued == again and issued["number"] == 1
    with world.all_eyes():
        assert WatchEnd.objects.get().by == world.mei
        assert Certificate.objects.get().watch_id == watch
    with world.eyes_of(world.an):
        assert standings(world.bamboo, at=on_day(15, 10)) == []


def test_whoever_is_referred_is_not_proposed_for_release(world: World, homes: Homes) -> None:
    watch = watched(world, homes.li)
    healthy_days(world, homes.li, 13)
    assert measure(world, homes.li, on_day(14, 8), "37.5")["referral"]
    assert standing(world, on_day(15, 8)).release.because == "referred"
    with at(on_day(15, 8)):
        entry = world.submit(CloseWatch(watch=watch, outcome="completed"), by=world.an)
    assert entry.refused == "referred"


def test_ending_early_needs_its_reason_and_ends_once(world: World, homes: Homes) -> None:
    watch = watched(world, homes.li)
    with at(on_day(2)):
        end = {"watch": watch, "outcome": "excluded"}
        assert world.submit(CloseWatch(**end), by=world.an).refused == "ending_reason_missing"
        world.written(CloseWatch(**end, reason="车次弄错了"), by=world.an)
        assert world.submit(CloseWatch(**end, reason="再来"), by=world.mei).refused == "watch_ended"
        assert world.submit(HandOverWatch(watch=watch, to=world.mei.pk), by=world.an).refused == "watch_ended"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"category": "stranger"}, "unknown_category"),
        ({"day_zero": DAY_ZERO + timedelta(days=1)}, "watch_day_ahead"),
        ({"day_zero": DAY_ZERO - timedelta(days=15)}, "watch_past"),
    ],
)
def test_what_makes_no_sense_is_refused(world: World, homes: Homes, changes: dict[str, object], code: str) -> None:
    with at(on_day(0)):
        assert world.submit(opening(homes.li, **changes), by=world.an).refused == code


def test_only_somebody_who_serves_there_looks_after_them(world: World, homes: Homes) -> None:
    with at(on_day(0)):
        assert world.submit(opening(homes.li, owner=world.gao.pk), by=world.an).refused == "owner_not_serving"
        world.written(opening(homes.li, owner=world.mei.pk), by=world.an)
    found = standing(world, on_day(0, 9))
    assert found.watch.owner_name == "梅雪"  # type: ignore[attr-defined]
    with at(on_day(1)):
        world.written(HandOverWatch(watch=found.watch.pk, to=world.an.pk), by=world.an)
    assert standing(world, on_day(1, 9)).watch.owner_name == "安宁"  # type: ignore[attr-defined]


def test_the_grid_worker_looks_after_their_grid(world: World, homes: Homes) -> None:
    with world.all_eyes():
        Resident.objects.filter(pk=homes.zhang.pk).update(area=world.grid_one)
    watched(world, homes.zhang)
    assert standing(world, on_day(1)).watch.owner_name == "汪洋"  # type: ignore[attr-defined]
    assert standing(world, on_day(1), by=world.wang).watch.resident_id == homes.zhang.pk


def test_a_further_reason_that_lasts_longer_extends_the_same_watch(world: World, homes: Homes) -> None:
    watch = watched(world, homes.li)
    with at(on_day(5)):
        entry = world.submit(opening(homes.li, category="contact", day_zero=DAY_ZERO), by=world.an)
        assert entry.refused == "already_watched"
        answer = world.written(opening(homes.li, category="contact"), by=world.an)
    assert answer == {"watch": watch, "until": (DAY_ZERO + timedelta(days=19)).isoformat()}
    assert len(standing(world, on_day(6)).found) == 2 * 19


def test_nobody_who_has_left_is_watched(world: World, homes: Homes) -> None:
    with world.all_eyes():
        Resident.objects.filter(pk=homes.li.pk).update(left_at=on_day(-3))
    with at(on_day(0)):
        assert world.submit(opening(homes.li), by=world.an).refused == "has_left"


def test_a_watch_goes_with_whoever_moves_to_another_grid(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    with world.eyes_of(world.wang):
        assert standings(world.grid_one, at=on_day(1)) == []
    with world.all_eyes():
        Resident.objects.filter(pk=homes.li.pk).update(area=world.grid_one)
    with world.eyes_of(world.wang):
        assert len(standings(world.grid_one, at=on_day(1))) == 1


def test_under_another_pack_the_same_village_counts_other_days(world: World, homes: Homes) -> None:
    PackChoice._base_manager.create(
        area=world.bamboo, kind="disease", pack="sars-2003", since=date(2020, 1, 1), chosen_by=world.an,
        chosen_at=on_day(-9),
    )  # fmt: skip
    watched(world, homes.li)
    assert len(standing(world, on_day(1)).found) == 20
    assert measure(world, homes.li, on_day(1), "37.5")["referral"] is None


def test_a_pack_adopted_later_changes_no_watch_that_was_decided(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    PackChoice._base_manager.create(
        area=world.bamboo, kind="disease", pack="who-2020-covid", since=DAY_ZERO, chosen_by=world.an,
        chosen_at=on_day(1),
    )  # fmt: skip
    assert len(standing(world, on_day(2)).found) == 28


def of(world: World, watch: int, when: datetime) -> Standing:
    """One watch of several as it stands at a moment."""
    with at(when), world.eyes_of(world.an):
        return next(one for one in standings(world.bamboo, at=when) if one.watch.pk == watch)


def test_a_child_needs_a_carer_who_is_neither_ill_nor_old_nor_a_child(world: World, homes: Homes) -> None:
    with world.all_eyes():
        Resident.objects.filter(pk=homes.li.pk).update(born_on=date(2016, 5, 1))
        hong = Resident.objects.get(name="李红")
        Resident.objects.filter(pk=hong.pk).update(born_on=date(1955, 5, 1))
    watch = watched(world, homes.li)
    with at(on_day(0, 10)), world.all_eyes():
        answer = world.written(opening(homes.zhang, happened_at=on_day(0, 10)), by=world.an)
        world.written(NoteSpecialGroup(watch=answer["watch"], group="pregnant"), by=world.an)
    found = of(world, watch, on_day(1))
    assert found.groups == ("child",) and found.needs_carer and found.calls
    with at(on_day(1)):
        refused = [
            world.submit(NameCarer(watch=watch, **carer), by=world.an).refused
            for carer in (
                {},
                {"resident": homes.li.pk},
                {"resident": hong.pk},
                {"name": "王阿姨", "has_illness": True, "age": 40},
                {"name": "王阿姨"},
                {"name": "小王", "age": 12},
                {"resident": homes.zhang.pk, "age": 40},
            )
        ]
        assert refused == ["carer_missing", "carer_is_the_watched", "carer_elderly", "carer_unfit", "carer_age_missing",
                           "carer_child", "carer_unfit"]  # fmt: skip
        with world.all_eyes():
            wang = Resident.objects.get(name="王芳")
        entry = world.submit(NameCarer(watch=watch, resident=wang.pk, age=40, has_illness=False), by=world.an)
        assert entry.written and entry.payload and str(entry.payload["has_illness"]).startswith("sealed:")
    assert not of(world, watch, on_day(1, 9)).needs_carer
    with world.all_eyes():
        Resident.objects.filter(name="王芳").update(left_at=on_day(2))
    assert of(world, watch, on_day(2, 9)).needs_carer


def test_special_groups_are_written_down_once(world: World, homes: Homes) -> None:
    watch = watched(world, homes.li)
    with at(on_day(1)):
        world.written(NoteSpecialGroup(watch=watch, group="dependent"), by=world.an)
        assert world.submit(NoteSpecialGroup(watch=watch, group="dependent"), by=world.an).refused == "group_known"
        assert world.submit(NoteSpecialGroup(watch=watch, group="rich"), by=world.an).refused == "unknown_group"
    assert standing(world, on_day(1, 9)).needs_carer


def test_only_the_two_certificates_a_community_may_issue(world: World, homes: Homes) -> None:
    refused = [
        world.submit(IssueCertificate(resident=homes.li.pk, certificate=kind), by=world.an).refused
        for kind in ("health", "observation", "residence")
    ]
    assert refused == ["unknown_certificate", "observation_not_completed", None]


def test_who_returned_lately_and_is_not_watched_is_shown_to_be_asked(world: World, homes: Homes) -> None:
    with world.all_eyes():
        Resident.objects.filter(pk=homes.li.pk).update(returned_on=DAY_ZERO, came_from="武汉")
        Resident.objects.filter(pk=homes.zhang.pk).update(returned_on=DAY_ZERO - timedelta(days=14))
    with world.eyes_of(world.an):
        assert [one.pk for one in returned_unwatched(world.bamboo, at=on_day(0))] == [homes.li.pk]
    watched(world, homes.li)
    with world.eyes_of(world.an):
        assert returned_unwatched(world.bamboo, at=on_day(1)) == []


def test_a_reading_of_somebody_not_watched_is_kept_and_remarked(world: World, homes: Homes) -> None:
    assert measure(world, homes.zhang, on_day(1), "36.5")["remarks"] == ["not_watched"]
    with world.all_eyes():
        assert Check.objects.get().watch is None and not Watch.objects.exists()
