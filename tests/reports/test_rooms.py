"""Figures of gates and duty, recounted by hand."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.duty.models import Member, Roster, Shift
from fangxian.gates.acts.hours import add_to_hour
from fangxian.gates.models import Passage
from fangxian.reports.figures import day_of
from fangxian.reports.figures.duty import began_tired, days_without_off, uncovered
from fangxian.reports.queries import digest_of
from tests.duty.staffed import publish, staff, tomorrow
from tests.gates.village import Village, close_bamboo
from tests.world import World

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
ELEVEN = timedelta(hours=11)


@pytest.fixture
def village(world: World) -> Village:
    """Bamboo, closed but for one gate."""
    return close_bamboo(world)


def passed(village: Village, way: str, *, hours_ago: float, persons: int = 1, outcome: str = Passage.PASSED) -> None:
    """A passage as the gate would have written it."""
    at = timezone.now() - timedelta(hours=hours_ago)
    row = Passage._base_manager.create(
        id=uuid7(), area=village.world.bamboo, gate=village.gate, way=way, kind="person", persons=persons,
        verdict="allowed", outcome=outcome, at=at, received_at=at, recorded_by=village.world.gao,
    )  # fmt: skip
    add_to_hour(row)


def values(village: Village) -> dict[str, object]:
    """What the lead reads now."""
    now = timezone.now() + timedelta(seconds=1)
    with village.world.eyes_of(village.world.an):
        digest = digest_of(village.world.bamboo, on=timezone.localdate(now), now=now)
    return {line.figure.key: line.value for line in digest.lines}


def test_the_gate_counts_persons_of_today_and_whoever_is_inside(village: Village) -> None:
    passed(village, "out", hours_ago=30, persons=2)
    passed(village, "in", hours_ago=0, persons=3)
    passed(village, "out", hours_ago=0, persons=1)
    passed(village, "in", hours_ago=0, outcome=Passage.TURNED_BACK)
    found = values(village)
    assert (found["gates.persons_in"], found["gates.persons_out"], found["gates.turned_back"]) == (3, 1, 1)
    assert found["gates.inside"] == village.homes.bamboo_people - 2 + 3 - 1


def test_a_closed_village_counts_its_homes_and_its_one_gate(village: Village) -> None:
    found = values(village)
    assert (found["measures.confined_households"], found["measures.confined_people"]) == (3, 6)
    assert found["measures.open_gates"] == 1


@pytest.mark.parametrize(
    ("on", "minutes"),
    [(date(2026, 3, 9), 0), (date(2026, 3, 10), 2 * 60), (date(2026, 3, 11), 2 * 30 + 90), (date(2026, 3, 12), 0)],
)
def test_a_gap_over_midnight_counts_on_both_days(world: World, on: date, minutes: int) -> None:
    gaps = [
        {"start": 23 * 60, "end": 24 * 60 + 30, "missing": 2, "skill": ""},
        {"start": 24 * 60 + 60, "end": 24 * 60 + 150, "missing": 1, "skill": ""},
        {"start": 0, "end": 600, "missing": 1, "skill": "gate"},
    ]
    roster = Roster(first_day=date(2026, 3, 10), days=7, gaps=gaps)
    assert uncovered(roster, day_of(world.bamboo, on=on, now=NOW + timedelta(days=5))) == minutes


@pytest.mark.parametrize(("hours", "tired"), [(10.9, True), (11, False), (30, False)])
def test_rest_is_what_lies_between_two_shifts(world: World, *, hours: float, tired: bool) -> None:
    day = day_of(world.bamboo, on=date(2026, 3, 10), now=NOW)
    start = day.since + timedelta(hours=8)
    before = (start - timedelta(hours=hours + 8), start - timedelta(hours=hours))
    assert began_tired([before, (start, start + timedelta(hours=8))], day, ELEVEN) is tired


def test_a_short_rest_of_yesterday_is_not_todays(world: World) -> None:
    day = day_of(world.bamboo, on=date(2026, 3, 10), now=NOW)
    early = day.since - timedelta(hours=9)
    spans = [(early - timedelta(hours=6), early - timedelta(hours=4)), (early, early + timedelta(hours=2))]
    assert not began_tired(spans, day, ELEVEN)


def test_the_longest_row_without_a_day_off_is_that_of_the_shifts(world: World) -> None:
    staff(world, ("周一", "吴二", "郑三"))
    publish(world)
    on = tomorrow() + timedelta(days=6)
    day = day_of(world.bamboo, on=on, now=timezone.now() + timedelta(days=8))
    with world.all_eyes():
        rows = {n: {timezone.localdate(shift.starts_at) for shift in Shift.objects.filter(member=n)}
                for n in Member.objects.values_list("pk", flat=True)}  # fmt: skip
        assert days_without_off(day) == max(map(partial(row_up_to, on), rows.values())) > 0


def row_up_to(on: date, days: set[date]) -> int:
    """How many days in a row end with this one."""
    return next(back for back in range(30) if on - timedelta(days=back) not in days)
