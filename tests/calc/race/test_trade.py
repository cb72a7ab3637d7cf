"""Trades between people who may stand in for each other: nobody goes missing, and everybody's lines get cheaper."""

from collections import Counter

import numpy as np
import pytest

from fangxian.calc.race.binding import Binding, bind
from fangxian.calc.race.dive import lines_of
from fangxian.calc.race.linear import binding
from fangxian.calc.race.lines import NEVER, Line, cost_of
from fangxian.calc.race.trade import traded
from fangxian.calc.roster import Limits
from fangxian.calc.roster.model import Model
from fangxian.calc.roster.paths import places, priced
from fangxian.calc.roster.search import search
from fangxian.calc.roster.soft import soft_costs
from tests.calc.roster.village import one_gate

DAYS = 14


@pytest.fixture(scope="module")
def bare() -> tuple[Binding, list[Line]]:
    """A fortnight that is covered and no more, and what its fairness would cost."""
    model = Model(one_gate(9, DAYS))
    soft = soft_costs(model)
    model.cp.minimize(model.gaps_cost().total)
    found = search(model.cp, phase="cover", limits=Limits(seconds=120, effort=40.0))
    assert found.found
    model.cp.minimize(sum(part.total for part in soft))
    found_lines = priced(model, fair=True)
    assert found_lines
    whole = bind(binding(model.cp), found_lines.lines, places(model), found_lines.shared)
    return whole, lines_of(found_lines.lines, np.array([*found.values, 0]))


def cost(whole: Binding, some: list[Line]) -> float:
    return sum(cost_of(whole.lines, who, line) for who, line in enumerate(some))


def test_a_trade_makes_a_bare_roster_fairer_and_everybody_keeps_a_line(bare: tuple[Binding, list[Line]]) -> None:
    whole, before = bare
    after = traded(whole, before)
    assert cost(whole, after) < cost(whole, before) < NEVER


def test_as_many_stand_every_shift_as_before(bare: tuple[Binding, list[Line]]) -> None:
    whole, before = bare
    after = traded(whole, before)
    for day in range(whole.lines.days):
        assert Counter(line[day] for line in after) == Counter(line[day] for line in before)


def test_every_row_that_binds_people_is_kept_as_it_was(bare: tuple[Binding, list[Line]]) -> None:
    whole, before = bare

    def rows(some: list[Line]) -> Counter[int]:
        counted: Counter[int] = Counter()
        for who, line in enumerate(some):
            for variable in whole.lines.switched(who, line):
                counted.update({row: round(factor) for row, factor in whole.weight.get(variable, ())})
        return Counter({row: n for row, n in counted.items() if row not in whole.alone and n})

    assert rows(traded(whole, before)) == rows(before)


def test_where_nothing_is_gained_nothing_is_traded(bare: tuple[Binding, list[Line]]) -> None:
    whole, before = bare
    settled = traded(whole, before)
    assert traded(whole, settled) == settled
