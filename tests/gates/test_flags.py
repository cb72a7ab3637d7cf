"""Flags follow what happened, in the order in which it happened, and never the order in which it arrived."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from fangxian.gates.queries.standing import rules_in
from fangxian.gates.rules import Flag, Passed, Way, flags, reflagged

RULES = rules_in("cn-2020-covid")
START = datetime(2020, 2, 8, 6, 0, tzinfo=UTC)


def passed(
    number: int, way: str, *, hours: float = 0, home: bool = True, subject: str = "r1", trip: int | None = None
) -> Passed:
    return Passed(UUID(int=number), START + timedelta(hours=hours), Way(way), home, subject, trip)


def marks(*line: Passed) -> list[tuple[str, ...]]:
    found = flags(line, rules=RULES)
    return [found[each.id] for each in line]


def test_out_and_home_again_is_nothing_to_look_at() -> None:
    assert marks(passed(1, "out"), passed(2, "in", hours=1), passed(3, "out", hours=2)) == [(), (), ()]


def test_out_twice_is_flagged_on_the_second() -> None:
    assert marks(passed(1, "out"), passed(2, "out", hours=1)) == [(), (Flag.DOUBLE_OUT,)]


def test_a_resident_comes_in_who_never_went_out() -> None:
    assert marks(passed(1, "in")) == [(Flag.NEVER_OUT,)]


def test_a_visitor_goes_out_who_never_came_in() -> None:
    assert marks(passed(1, "out", home=False)) == [(Flag.NEVER_IN,)]
    assert marks(passed(1, "in", home=False), passed(2, "out", hours=1, home=False)) == [(), ()]


def test_a_flock_of_nobody_in_particular_has_no_line() -> None:
    assert marks(passed(1, "out", home=False, subject=""), passed(2, "out", hours=1, home=False, subject="")) == [
        (),
        (),
    ]


def test_a_trip_before_its_days_are_over_is_flagged_whoever_of_the_household_goes() -> None:
    line = [
        passed(1, "out", trip=7), passed(2, "in", hours=1, trip=7), passed(3, "out", hours=30, subject="r2", trip=7),
        passed(4, "in", hours=31, subject="r2", trip=7), passed(5, "out", hours=78, trip=7),
    ]  # fmt: skip
    assert marks(*line) == [(), (), (Flag.TRIP_TOO_SOON,), (), ()]


def test_a_late_upload_clears_a_flag_that_was_only_a_gap() -> None:
    early = [passed(1, "out"), passed(3, "out", hours=2)]
    assert marks(*early)[1] == (Flag.DOUBLE_OUT,)
    assert marks(*early, passed(2, "in", hours=1)) == [(), (), ()]


def test_a_row_fetched_for_the_trips_keeps_what_it_carries_of_its_own_line() -> None:
    mine, other = passed(1, "out", trip=7), passed(2, "out", hours=5, subject="r2", trip=7)
    found = reflagged({mine: [], other: ["double_out"]}, subject="r1", household=7, rules=RULES)
    assert found == {mine.id: (), other.id: ("double_out", "trip_too_soon")}


lines = some.lists(
    some.builds(
        Passed,
        id=some.uuids(),
        at=some.integers(0, 9 * 24).map(lambda hours: START + timedelta(hours=hours)),
        way=some.sampled_from(list(Way)),
        home=some.just(True),
        subject=some.sampled_from(["r1", "r2", ""]),
        trip_of=some.sampled_from([None, 7]),
    ),
    unique_by=lambda each: each.id,
    max_size=12,
)


@given(lines.flatmap(lambda line: some.tuples(some.just(line), some.permutations(line))))
def test_any_order_of_arrival_gives_the_same_flags(orders: tuple[list[Passed], list[Passed]]) -> None:
    assert flags(orders[0], rules=RULES) == flags(orders[1], rules=RULES)


@given(lines)
def test_somebody_is_never_flagged_for_both_coming_and_going(line: list[Passed]) -> None:
    for each, found in zip(line, marks(*line), strict=True):
        assert not (each.way is Way.IN and {Flag.DOUBLE_OUT, Flag.NEVER_IN, Flag.TRIP_TOO_SOON} & set(found))
        assert not (each.way is Way.OUT and Flag.NEVER_OUT in found)
