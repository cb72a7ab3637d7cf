"""How a dwelling stands after knocks, and what is remarked."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangxian.canvass.rules import RECORDED, Outcome, floor_of, remarks_at, round_at, standing, tally

knocks = st.lists(st.sampled_from(RECORDED), max_size=8)


@pytest.mark.parametrize(
    ("happened", "stands"),
    [
        ([], "not_attempted"),
        (["no_answer"], "no_answer"),
        (["no_answer", "refused"], "refused"),
        (["refused", "opened"], "opened"),
        (["opened", "no_answer"], "opened"),
        (["vacant", "no_answer"], "no_answer"),
    ],
)
def test_the_last_knock_counts_but_a_door_that_opened_stays_so(happened: list[str], stands: str) -> None:
    assert standing(map(Outcome, happened)) == stands


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(knocks)
def test_whoever_was_visited_is_never_counted_as_not_attempted(happened: list[Outcome]) -> None:
    assert (standing(happened) is Outcome.NOT_ATTEMPTED) == (happened == [])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(knocks, knocks)
def test_knocks_may_be_taken_in_parts(first: list[Outcome], later: list[Outcome]) -> None:
    before = standing(first)
    seen = [] if before is Outcome.NOT_ATTEMPTED else [before]
    assert standing([*first, *later]) == standing([*seen, *later])


@given(st.lists(st.sampled_from(list(Outcome))))
def test_the_parts_of_a_tally_add_up(stands: list[Outcome]) -> None:
    found = tally(stands)
    assert found.attempted + found.never == found.total == len(stands)
    assert found.counts == Counter(stands)
    assert found.complete == (bool(stands) and Outcome.NOT_ATTEMPTED not in stands)
    assert sum(found.share(outcome) for outcome in Outcome) == pytest.approx(1 if stands else 0)


def test_chengdus_first_sweep_is_told_as_it_was() -> None:
    found = tally([Outcome.OPENED] * 258 + [Outcome.NO_ANSWER] * 2148)
    assert (found.total, found.never, found.open) == (2406, 0, 2148)
    assert round(found.share(Outcome.OPENED), 3) == 0.107


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, []),
        ({"before": [Outcome.OPENED]}, ["asked_before"]),
        ({"before": [Outcome.NO_ANSWER]}, []),
        ({"met": 0}, ["nobody_met"]),
        ({"closed": True, "in_sweep": False}, ["after_close", "not_in_sweep"]),
    ],
)
def test_what_is_odd_is_remarked(given: dict[str, object], said: list[str]) -> None:
    values = {"before": [], "met": None, "closed": False, "in_sweep": True, **given}
    assert remarks_at(Outcome.OPENED, **values) == said  # type: ignore[arg-type]


def test_a_knock_belongs_to_the_round_of_its_moment() -> None:
    noon = datetime(2020, 2, 10, 12, tzinfo=UTC)
    begun = {1: noon, 2: noon + timedelta(days=1)}
    hours = {-5: 1, 0: 1, 23: 1, 24: 2, 99: 2}
    assert {h: round_at(begun, noon + timedelta(hours=h)) for h in hours} == hours


@pytest.mark.parametrize(("room", "floor"), [("501", 5), ("1203", 12), ("3", 0), ("", 0), ("地下", 0), ("A402", 4)])
def test_the_room_says_the_floor(room: str, floor: int) -> None:
    assert floor_of(room) == floor
