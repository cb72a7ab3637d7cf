"""The indicators of domain-rules L as far as the cases room holds their data."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fangxian.cases.acts import ClassifyCase, DecideContacts, NameContact, RecordStep, TraceContacts
from fangxian.cases.queries import indicators
from fangxian.monitoring.acts import OpenWatch
from fangxian.register.models import Resident
from tests.cases.test_contacts import days_ago, decide, recorded, traced
from tests.homes import Homes, settle
from tests.world import World, ago


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def week() -> dict[str, datetime]:
    return {"since": ago(days=7), "until": timezone.now() + timedelta(seconds=1)}


def test_a_case_is_dealt_with_when_it_was_interviewed_and_isolated(world: World, homes: Homes) -> None:
    first, second = recorded(world, homes.li), recorded(world, homes.zhang, happened_at=ago(hours=25))
    for case, step in ((first, "interviewed"), (first, "isolated"), (second, "interviewed")):
        world.written(RecordStep(case=case, step=step), by=world.mei)
    with world.all_eyes():
        assert indicators.dealt_with(world.bamboo, **week()) == (1, 2)
    world.written(ClassifyCase(case=second, classification="discarded"), by=world.mei)
    with world.all_eyes():
        assert indicators.dealt_with(world.bamboo, **week()) == (1, 1)


def test_a_step_that_came_too_late_does_not_count(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li, happened_at=ago(days=3))
    for step in ("interviewed", "isolated"):
        world.written(RecordStep(case=case, step=step), by=world.mei)
    with world.all_eyes():
        assert indicators.dealt_with(world.bamboo, **week()) == (0, 1)


def test_a_case_of_an_hour_ago_has_missed_nothing(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li, happened_at=ago(hours=1))
    with world.all_eyes():
        assert indicators.dealt_with(world.bamboo, **week()) == (0, 0)
    for step in ("interviewed", "isolated"):
        world.written(RecordStep(case=case, step=step), by=world.mei)
    with world.all_eyes():
        assert indicators.dealt_with(world.bamboo, **week()) == (1, 1), "done within its hours counts at once"


def test_contacts_are_held_in_time(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    traced(world, case)
    with world.all_eyes():
        assert indicators.held_in_time(world.bamboo, **week()) == (0, 0), "their hours still run"
    decide(world, case)
    with world.all_eyes():
        assert indicators.held_in_time(world.bamboo, **week()) == (2, 2)


def test_whoever_had_moved_away_is_handed_over_and_spoils_no_number(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    with world.all_eyes():
        Resident.objects.filter(pk=homes.zhang.pk).update(left_at=ago(hours=2))
    named = NameContact(case=case, resident=homes.zhang.pk, last_on=timezone.localdate())
    contact = world.written(named, by=world.mei)["contact"]
    world.written(DecideContacts(case=case, contacts=(contact,), finding="close"), by=world.mei)
    with world.all_eyes():
        assert indicators.held_in_time(world.bamboo, **week()) == (0, 0)


def test_contacts_nobody_decided_about_are_not_held_in_time(world: World, homes: Homes) -> None:
    """Deciding nothing makes the number bad; clearing them takes them out of it."""
    case = recorded(world, homes.li, happened_at=ago(days=4))
    world.written(TraceContacts(case=case, happened_at=ago(days=3)), by=world.mei)
    with world.all_eyes():
        assert indicators.held_in_time(world.bamboo, **week()) == (0, 2)
    decide(world, case, "none")
    with world.all_eyes():
        assert indicators.held_in_time(world.bamboo, **week()) == (0, 0)


def test_whoever_was_held_in_time_stays_so_when_it_is_decided_again(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li, happened_at=ago(days=4))
    world.written(TraceContacts(case=case, happened_at=ago(days=3)), by=world.mei)
    decide(world, case, happened_at=ago(days=3, hours=-2))
    decide(world, case, last_on=days_ago(1))
    with world.all_eyes():
        assert indicators.held_in_time(world.bamboo, **week()) == (2, 2)


def test_whoever_was_held_late_counts_as_late(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li, happened_at=ago(days=4))
    world.written(TraceContacts(case=case, happened_at=ago(days=3)), by=world.mei)
    decide(world, case)
    with world.all_eyes():
        assert indicators.held_in_time(world.bamboo, **week()) == (0, 2)


def test_who_fell_ill_under_observation_was_found_in_time(world: World, homes: Homes) -> None:
    opening = OpenWatch(resident=homes.li.pk, category="returnee", day_zero=days_ago(5), happened_at=ago(days=5))
    world.written(opening, by=world.an)
    recorded(world, homes.li)
    recorded(world, homes.zhang)
    with world.all_eyes():
        assert indicators.watched_at_onset(world.bamboo, **week()) == (1, 2)


def test_a_case_without_a_contact_is_counted(world: World, homes: Homes) -> None:
    first = recorded(world, homes.li)
    traced(world, first)
    recorded(world, homes.zhang)
    with world.all_eyes():
        assert indicators.without_contacts(world.bamboo, **week()) == (2, 2), "the register's proposals name nobody"
    decide(world, first)
    with world.all_eyes():
        assert indicators.without_contacts(world.bamboo, **week()) == (1, 2)
        assert indicators.without_contacts(world.bamboo, since=ago(days=30), until=ago(days=20)) == (0, 0)


def test_a_case_all_of_whose_contacts_were_found_none_has_none(world: World, homes: Homes) -> None:
    case = recorded(world, homes.zhang)
    met(world, homes, case)
    with world.all_eyes():
        assert indicators.without_contacts(world.bamboo, **week()) == (0, 1)
    decide(world, case, "none")
    with world.all_eyes():
        assert indicators.without_contacts(world.bamboo, **week()) == (1, 1)


def test_from_a_fifth_of_cases_without_contacts_on_it_is_an_alarm(world: World, homes: Homes) -> None:
    """Domain-rules L, by the pack's number; nothing is said where there is no case."""
    with world.all_eyes():
        assert indicators.too_few_contacts(world.bamboo, at=ago()) is None
    first = recorded(world, homes.li)
    recorded(world, homes.zhang)
    with world.all_eyes():
        assert indicators.too_few_contacts(world.bamboo, at=timezone.now()) == (2, 2, 20)
    met(world, homes, first, homes.zhang)
    for number in range(3):
        met(world, homes, recorded(world, None, name=f"外人{number}", lives_here=False))
    with world.all_eyes():
        assert indicators.too_few_contacts(world.bamboo, at=timezone.now()) == (1, 5, 20), "a fifth is enough"
    met(world, homes, recorded(world, None, name="又一人", lives_here=False))
    with world.all_eyes():
        assert indicators.without_contacts(world.bamboo, **week()) == (1, 6)
        assert indicators.too_few_contacts(world.bamboo, at=timezone.now()) is None


def met(world: World, homes: Homes, case: int, who: Resident | None = None) -> None:
    """Somebody names a contact of the case."""
    world.written(NameContact(case=case, resident=(who or homes.li).pk, last_on=days_ago(1)), by=world.mei)


@pytest.mark.parametrize("reader", ["mei", "qu"])
def test_the_alarm_is_on_the_page_of_whoever_reads_or_counts(
    world: World, homes: Homes, client: Client, reader: str
) -> None:
    recorded(world, homes.zhang)
    client.force_login(world.people[reader])
    page = client.get(f"/{world.bamboo.code}/cases/")
    assert page.context["few_contacts"] == (1, 1, 20)
