"""The running sums of a gate: at every moment the same as counting every passage, whatever was written and how late."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangxian.gates.acts import BookLine, RecordGateBook, TakeBackPassage
from fangxian.gates.acts.hours import recount
from fangxian.gates.models import GateHour, Passage
from fangxian.gates.queries import Counts, inside_count
from fangxian.gates.queries.passages import SUMS, counting, living_at
from fangxian.register.acts import RecordDeparture
from fangxian.standdown.acts import EraseExpired
from tests.gates.village import Village
from tests.world import ago

HOURS = (0, 0.4, 1, 1.5, 2, 3.7, 26)
OLD = timedelta(days=40)
AGES = st.sampled_from((0.1, 0.5, 1.2, 2.6, 3.1, 25.0))
WAYS = st.sampled_from(("in", "out"))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("person"), WAYS, AGES, st.sampled_from(("passed", "passed", "turned_back", "held"))),
        st.tuples(st.just("guest"), WAYS, AGES, st.integers(0, 4)),
        st.tuples(st.just("book"), WAYS, AGES, st.integers(1, 3)),
        st.tuples(st.just("back"), st.integers(0, 20)),
        st.tuples(st.just("leaves"), st.sampled_from((0.0, 0.8, 2.0))),
        st.tuples(st.just("night"), st.integers(0, 20)),
    ),
    min_size=4,
    max_size=14,
)


def plainly(village: Village, at: datetime) -> Counts:
    """The count as it is meant: every passage that counts, but for those of residents who left."""
    area = village.world.bamboo
    still = Q(resident=None) | Q(resident__left_at=None) | Q(resident__left_at__gt=at)
    sums = counting(area).filter(still, at__lte=at).aggregate(**SUMS)
    visitors = max(0, sums["guests_in"] - sums["guests_out"])
    return Counts(living_at(area, at), sums["persons_in"], sums["persons_out"], visitors)


class Teller:
    """Carries out what the strategy made up."""

    def __init__(self, village: Village) -> None:
        self.village, self.written = village, list[str]()

    def tell(self, step: tuple[Any, ...]) -> None:
        getattr(self, step[0])(*step[1:])

    def person(self, way: str, hours: float, outcome: str) -> None:
        who = (self.village.homes.li, self.village.homes.zhang)[round(hours) % 2]
        self.record(way, hours, resident=who.pk, outcome=outcome)

    def guest(self, way: str, hours: float, persons: int) -> None:
        self.record(way, hours, guest="客人", persons=persons, outcome="passed")

    def record(self, way: str, hours: float, **more: Any) -> None:
        self.written.append(self.village.record(way, happened_at=ago(hours=hours), **more)["passage"])

    def book(self, way: str, hours: float, lines: int) -> None:
        page = tuple(
            BookLine(at=ago(hours=hours, minutes=7 * n), way=way, persons=2, outcome="passed") for n in range(lines)
        )
        self.village.world.written(RecordGateBook(gate=self.village.gate.pk, lines=page), by=self.village.world.gao)

    def back(self, which: int) -> None:
        """A slip is taken back, now and then a second time, which is refused."""
        if self.written:
            act = TakeBackPassage(passage=self.written[which % len(self.written)])
            self.village.world.submit(act, by=self.village.world.an)

    def leaves(self, hours: float) -> None:
        act = RecordDeparture(resident=self.village.homes.zhang.pk, happened_at=ago(hours=hours))
        self.village.world.written(act, by=self.village.world.an)

    def night(self, which: int) -> None:
        """A passage that came in weeks late, so that the night takes its names off at once."""
        who = (self.village.homes.li, self.village.homes.zhang)[which % 2]
        for way in ("out", "in"):
            self.village.record(way, resident=who.pk, outcome="passed", happened_at=timezone.now() - OLD)
        self.village.world.written(EraseExpired(area=self.village.world.bamboo.pk), by=self.village.world.an)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_sums_say_at_every_moment_what_the_passages_say(village: Village, steps: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        teller = Teller(village)
        for step in steps:
            teller.tell(step)
        with village.world.all_eyes():
            for moment in (*(ago(hours=hours) for hours in HOURS), timezone.now() - OLD, timezone.now()):
                assert inside_count(village.world.bamboo, moment) == plainly(village, moment)
            held = hours_held()
            recount(village.world.bamboo)
            assert hours_held() == held
        transaction.set_rollback(True)


def hours_held() -> list[tuple[Any, ...]]:
    """The sums that say anything."""
    rows = GateHour.objects.order_by("gate", "hour").values_list("gate", "hour", *SUMS)
    return [row for row in rows if any(row[2:])]


def test_a_passage_that_is_refused_its_row_leaves_no_sum(village: Village) -> None:
    act = village.passage("in", guest="客人", outcome="passed")
    village.world.written(act, by=village.world.gao)
    village.world.written(act, by=village.world.gao)
    with village.world.all_eyes():
        assert [row[2] for row in hours_held()] == [1]


@pytest.mark.parametrize("hours", [0, 5, 30])
def test_a_house_that_is_brought_up_to_date_counts_what_it_has(village: Village, hours: int) -> None:
    for way in ("out", "in", "out"):
        village.record(way, resident=village.homes.li.pk, outcome="passed", happened_at=ago(hours=hours))
    mistake = village.record("in", guest="客人", persons=3, outcome="passed", happened_at=ago(hours=hours))
    village.world.written(TakeBackPassage(passage=mistake["passage"]), by=village.world.an)
    migration = import_module("fangxian.gates.migrations.0007_hours_counted")
    with village.world.all_eyes():
        held = hours_held()
        migration.uncount(apps, None)
        assert hours_held() == []
        migration.count(apps, connection.schema_editor())
        assert hours_held() == held


def test_the_count_reads_no_passage_of_the_hours_before(village: Village, django_assert_num_queries: Any) -> None:
    village.record("out", resident=village.homes.li.pk, outcome="passed", happened_at=ago(hours=5))
    with village.world.all_eyes():
        # Rows past the door, which no sum knows of: the count does not see them until it is made anew.
        row = Passage.objects.get()
        row.pk, row.at = uuid4(), ago(hours=6)
        row.save(force_insert=True)
        people = village.homes.bamboo_people
        with django_assert_num_queries(4):
            assert inside_count(village.world.bamboo, timezone.now()).inside == people - 1
        recount(village.world.bamboo)
        assert inside_count(village.world.bamboo, timezone.now()).inside == people - 2
