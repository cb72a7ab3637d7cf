"""Lanes: the promise at every moment, the backlog carried over, and the same as a simulation says."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.calc.lanes import LaneError, Problem, Stream, plan
from fangxian.calc.lanes.queue import Flow, after, late, mean, quantile, standing
from tests.calc.lanes.simulated import simulate


def cars(*vehicles: float, service_s: float = 30, waiting: int = 0) -> tuple[Stream, ...]:
    return (Stream("vehicles", tuple(vehicles), service_s, waiting),)


def lanes(problem: Problem) -> list[int]:
    return [step.lanes for step in plan(problem).lines[0].steps]


def test_400_vehicles_an_hour_at_30_seconds_need_4_lanes() -> None:
    assert lanes(Problem(cars(400))) == [4]
    assert lanes(Problem(cars(*[400] * 6))) == [4] * 6


def test_one_lane_clears_120_an_hour_and_no_more() -> None:
    found = plan(Problem(cars(*[120] * 5), lanes=((1,) * 5,)))
    queues = [step.queue for step in found.lines[0].steps]
    assert queues == sorted(queues)
    assert found.short


def test_the_backlog_of_an_hour_is_there_in_the_next() -> None:
    alone = plan(Problem(cars(200), lanes=((3,),))).lines[0].steps[0]
    after_rush = plan(Problem(cars(700, 200), lanes=((4, 3),))).lines[0].steps[1]
    assert alone.worst > 0.999
    assert after_rush.worst < 0.6
    assert after_rush.queue > 50 * max(alone.queue, 0.1)


def test_what_stands_there_already_counts() -> None:
    assert lanes(Problem(cars(60))) == [1]
    assert lanes(Problem(cars(60, waiting=120)))[0] >= 4


@pytest.mark.parametrize("flow", [(100, 450, 90), (330, 380, 200, 20), (10, 10, 600, 10), (240, 250, 260)])
def test_every_moment_keeps_the_promise_and_no_lane_can_be_spared(flow: tuple[float, ...]) -> None:
    problem = Problem(cars(*flow))
    found = plan(problem)
    assert found.short == ()
    chosen = tuple(lanes(problem))
    for step, number in enumerate(chosen):
        if number > 1:
            fewer = (*chosen[:step], number - 1, *chosen[step + 1 :])
            assert plan(replace(problem, lanes=(fewer,))).short


def test_no_other_choice_of_lanes_is_smaller_by_more_than_one() -> None:
    problem = Problem(cars(40, 90, 60), step_min=12)
    best = min(
        sum(tried) for tried in product(range(1, 7), repeat=3) if not plan(replace(problem, lanes=(tried,))).short
    )
    assert sum(lanes(problem)) <= best + 1


def test_a_queue_that_settles_waits_as_erlang_says() -> None:
    """M/M/c for ever: Erlang's formula; the transient must come to it."""
    arrivals, rate, c = 6.0, 2.0, 4
    load = arrivals / rate
    terms = [load**k / float(np.prod(range(1, k + 1))) for k in range(c)]
    last = load**c / float(np.prod(range(1, c + 1))) * c / (c - load)
    delayed = last / (sum(terms) + last)
    spread = after(standing(0), Flow(arrivals, c, rate), 600.0)
    assert spread[c:].sum() == pytest.approx(delayed, abs=1e-6)
    assert mean(spread) == pytest.approx(load + delayed * load / (c - load), abs=1e-5)
    wait = late(spread, [(5.0, c, rate)], 0.7)
    assert wait == pytest.approx(delayed * np.exp(-(c * rate - arrivals) * 0.7), abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 20), st.integers(0, 12), st.floats(0.2, 4), st.integers(0, 60), st.floats(0.1, 8))
def test_a_distribution_stays_one_and_its_mean_follows_the_flow(
    arrivals: float, open_lanes: int, rate: float, start: int, minutes: float
) -> None:
    spread = after(standing(start), Flow(arrivals, open_lanes, rate), minutes)
    assert spread.min() >= -1e-12
    assert spread.sum() == pytest.approx(1)
    assert mean(spread) <= start + arrivals * minutes + 1e-6
    assert mean(spread) >= start + (arrivals - open_lanes * rate) * minutes - 1e-6
    assert quantile(spread, 0.05) <= quantile(spread, 0.95)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 500), min_size=1, max_size=4), st.integers(0, 3))
def test_one_lane_more_never_makes_anybody_wait_longer(flow: list[int], step: int) -> None:
    at = step % len(flow)
    few = tuple(max(1, number // 130) for number in flow)
    more = (*few[:at], few[at] + 1, *few[at + 1 :])
    problem = Problem(cars(*flow))
    one, other = (plan(replace(problem, lanes=(given,))).lines[0].steps for given in (few, more))
    assert all(b.queue <= a.queue + 1e-6 for a, b in zip(one, other, strict=True))


def test_a_simulation_by_ciw_agrees_hour_by_hour() -> None:
    """80 runs of a day's rush: the shares and the mean waits lie within the simulation's 95 % interval."""
    flow, given_lanes = (150.0, 420.0, 500.0, 260.0), (2, 4, 4, 3)
    seen = simulate(flow, given_lanes, service_s=30, limit=10, runs=80)
    steps = plan(Problem(cars(*flow), lanes=(given_lanes,))).lines[0].steps
    curve = plan(Problem(cars(*flow), lanes=(given_lanes,))).lines[0].curve
    for hour, step in enumerate(steps):
        assert abs(step.share - seen.share[hour]) <= seen.share_half[hour] + 0.005
        mean_wait = np.mean([m.wait_min for m in curve if hour * 60 <= m.minute <= hour * 60 + 60])
        assert abs(mean_wait - seen.wait[hour]) <= seen.wait_half[hour] + 0.15


def test_freight_has_lanes_of_its_own_and_staff_is_the_sum() -> None:
    streams = (*cars(200, 300), Stream("freight", (40, 60), 90))
    found = plan(Problem(streams, people_per_lane=3, emergency_people=1))
    assert [line.stream for line in found.lines] == ["vehicles", "freight"]
    for at, staff in enumerate(found.staff):
        assert staff.lanes == sum(line.steps[at].lanes for line in found.lines)
        assert staff.people == staff.lanes * 3 + 1
    assert found.travellers == pytest.approx(2.3 * 600)


def test_where_there_are_too_few_lanes_it_is_said_where() -> None:
    found = plan(Problem(cars(100, 700, 100), max_lanes=4, start_min=16 * 60))
    assert ("vehicles", 1) in found.short
    assert found.lines[0].steps[1].lanes == 4
    assert found.lines[0].steps[1].low < found.lines[0].steps[1].queue < found.lines[0].steps[1].high


def test_an_hour_without_vehicles_keeps_the_least_lanes() -> None:
    assert lanes(Problem(cars(0, 0, 50))) == [1, 1, 1]
    assert lanes(Problem(cars(0, 0, 50), min_lanes=0)) == [0, 0, 1]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"streams": ()}, "vehicles", "nothing to plan"),
        ({"streams": cars(10, -1), "start_min": 17 * 60}, "vehicles", "vehicles at 18:00 is -1"),
        ({"streams": cars(float("nan"))}, "vehicles", "at 00:00"),
        ({"streams": cars(10, service_s=0)}, "service_s", "1 and 3600"),
        ({"streams": (*cars(1, 2), Stream("freight", (1,), 30))}, "freight", "1 steps"),
        ({"share": 1.0}, "share", "between 0 and 1"),
        ({"max_lanes": 0}, "max_lanes", "at least 1"),
        ({"step_min": 0}, "step_min", "between"),
        ({"lanes": ((1, 2),)}, "lanes", "has 2 steps"),
        ({"lanes": ((-1,),)}, "lanes", "at 00:00 is -1"),
    ],
)
def test_what_cannot_be_is_said_by_field_and_hour(change: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(LaneError, match=words) as fault:
        replace(Problem(cars(10)), **change)  # type: ignore[arg-type]
    assert fault.value.field == field
