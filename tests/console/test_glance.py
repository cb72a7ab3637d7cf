"""What the overview asks in one question is what the rooms' own pages say in several."""

from datetime import timedelta

from django.utils import timezone

from fangxian.cases.queries import cases_in, known_cases
from fangxian.gates.queries import inside_count
from fangxian.supplies.queries.counts import medicines_waiting, unmet, waiting_and_unmet
from fangxian.tasks.queries import day_view, still_open
from tests.crowd import crowd
from tests.world import World


def test_the_open_lines_and_the_late_ones_are_those_of_the_day_view(world: World) -> None:
    crowd(world, 2)
    for at in (timezone.now(), timezone.now() + timedelta(hours=3), timezone.now() + timedelta(days=2)):
        with world.eyes_of(world.an):
            sections = day_view(world.bamboo, on=timezone.localdate(at))
            left = still_open(world.bamboo, at=at)
        lines = [one.line for section in sections for one in section.lines]
        late = [line for line in lines if line.ended is None and line.due_at is not None and line.due_at < at]
        assert left.count == sum(section.open for section in sections) > 0
        assert left.late == len(late)


def test_medicines_and_missed_needs_are_counted_as_each_by_itself(world: World) -> None:
    crowd(world, 3)
    at, since, span = timezone.now(), timezone.now() - timedelta(days=1), world.bamboo.span
    with world.eyes_of(world.an):
        both = waiting_and_unmet(span, since=since, until=at)
        assert both == (medicines_waiting(span, at=at), unmet(span, since=since, until=at))
    assert min(both) > 0


def test_the_cases_known_are_the_cases_on_record_and_the_count_inside_takes_the_register_s_word(world: World) -> None:
    crowd(world, 2)
    with world.eyes_of(world.an):
        known = known_cases(world.bamboo, at=timezone.now())
        assert [one.case.pk for one in known] == [case.pk for case in cases_in(world.bamboo)]
        counted = inside_count(world.bamboo, timezone.now())
        assert inside_count(world.bamboo, timezone.now(), register=counted.register) == counted
