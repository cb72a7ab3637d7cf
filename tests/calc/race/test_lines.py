"""The cheapest line is the cheapest of all lines there are; shrinking loses no solution."""

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from fangxian.calc.race import Lines, Step
from fangxian.calc.race.linear import binding, linear
from fangxian.calc.race.lines import NEVER, cheapest, cost_of
from fangxian.calc.race.shrink import Bounds, Row, shrink

DAYS, OPTIONS, STATES, CELLS = 4, 3, 3, 3
PRICES = st.integers(-9, 9).map(float)


@st.composite
def ways(draw: st.DrawFn) -> Lines:
    """One person's moves: from any state by any option to a state or nowhere, counting nought or one."""
    steps = tuple(
        tuple(
            Step(state, option, after, draw(PRICES), (draw(st.integers(0, 1)),))
            for state, option in product(range(STATES), range(OPTIONS))
            if (after := draw(st.integers(-1, STATES - 1))) >= 0
        )
        for _ in range(DAYS)
    )
    finish = [draw(st.sampled_from([0.0, 3.0, 7.0, np.inf])) for _ in range(CELLS)]
    variable = np.arange(DAYS * OPTIONS).reshape(1, DAYS, OPTIONS)
    base = np.array([draw(PRICES) for _ in range(DAYS * OPTIONS)]).reshape(1, DAYS, OPTIONS)
    gathers = (draw(st.booleans()),)
    return Lines(steps, STATES, np.array([0]), variable, base, np.array([finish]), gathers, np.arange(OPTIONS))


def walked(lines: Lines, line: tuple[int, ...], price: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    """What a line costs, step by step; infinite when it is no path."""
    state, count, cost = 0, 0, 0.0
    for day, option in enumerate(line):
        found = [s for s in lines.steps[day] if (s.state, s.kind) == (state, option)]
        if not found:
            return float("inf")
        state, cost = found[0].after, cost + found[0].fee + price[day, option]
        count += found[0].counts[0]
        if count >= CELLS and not lines.gathers[0]:
            return float("inf")
        count = min(count, CELLS - 1)
    return float(cost + lines.finish[0, count])


@given(ways(), st.lists(PRICES, min_size=DAYS * OPTIONS, max_size=DAYS * OPTIONS))
@settings(max_examples=150, deadline=None)
def test_the_cheapest_line_is_the_cheapest_of_all(lines: Lines, prices: list[float]) -> None:
    price = np.array(prices).reshape(DAYS, OPTIONS)
    every = {line: walked(lines, line, price) for line in product(range(OPTIONS), repeat=DAYS)}
    found = cheapest(lines, 0, price, ways=CELLS)
    least = min(every.values())
    assert bool(found) == (least < NEVER)
    for cost, line in found:
        assert cost == every[line]
    if found:
        assert found[0][0] == least
        assert [cost for cost, _ in found] == sorted(cost for cost, _ in found)


@given(ways(), st.lists(PRICES, min_size=2 * DAYS * OPTIONS, max_size=2 * DAYS * OPTIONS), PRICES)
@settings(max_examples=100, deadline=None)
def test_asking_before_at_other_prices_and_limits_changes_no_answer(
    lines: Lines, prices: list[float], limit: float
) -> None:
    before, now = np.array(prices).reshape(2, DAYS, OPTIONS)
    untouched = cheapest(replace(lines), 0, now, ways=CELLS)
    cheapest(lines, 0, before, ways=1, limit=limit)
    assert cheapest(lines, 0, now, ways=CELLS) == untouched
    assert cheapest(lines, 0, now, limit=limit, ways=CELLS) == [each for each in untouched if each[0] <= limit]


@given(ways())
@settings(max_examples=80, deadline=None)
def test_what_a_line_costs_by_itself_is_what_its_steps_cost(lines: Lines) -> None:
    for line in product(range(OPTIONS), repeat=DAYS):
        assert cost_of(lines, 0, line) == walked(lines, line, lines.base[0])


ROWS = st.lists(
    st.tuples(
        st.lists(st.sampled_from([-2, -1, 0, 1, 2]), min_size=3, max_size=3), st.integers(-4, 4), st.integers(0, 4)
    ),
    min_size=1,
    max_size=4,
)


@given(ROWS)
@settings(max_examples=200, deadline=None)
def test_shrinking_keeps_every_solution_and_drops_only_rows_that_say_nothing(
    rows: list[tuple[list[int], int, int]],
) -> None:
    asked = []
    for factors, low, width in rows:
        at = [n for n, factor in enumerate(factors) if factor]
        asked.append(Row(np.array(at, int), np.array([factors[n] for n in at], float), float(low), float(low + width)))
    whole = [point for point in product(range(4), repeat=3) if all(kept(row, point) for row in asked)]
    bounds = Bounds(np.zeros(3), np.full(3, 3.0))
    says = shrink(asked, bounds)
    saying = [row for row, does in zip(asked, says, strict=True) if does]
    inside = [p for p in product(range(4), repeat=3) if all(bounds.least <= p) and all(p <= bounds.most)]
    assert [p for p in inside if all(kept(row, p) for row in saying)] == whole


def kept(row: Row, point: tuple[int, ...]) -> bool:
    """Does a point keep a row?"""
    total = sum(factor * point[column] for column, factor in zip(row.columns, row.factors, strict=True))
    return bool(row.low <= total <= row.high)


def test_a_model_in_which_nothing_costs_anything_is_counted_in_ones() -> None:
    model = cp_model.CpModel()
    model.minimize(0 * model.new_bool_var(""))
    assert linear(model).step == binding(model).step == 1
