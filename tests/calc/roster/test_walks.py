"""Walks of one employee: the cheapest of all lines where they can all be listed, and never outside the contract."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.calc.roster.nrp.problem import NrpProblem, Shift, Staff
from fangxian.calc.roster.nrp.walks import terms, walked

DAYS = 7
SHIFTS = (Shift("E", 480), Shift("L", 600, frozenset({"E"})))


def contract(most_in_row: int, least_in_row: int, least_off: int, late: int) -> Staff:
    return Staff("a", (("E", 7), ("L", late)), 6000, 0, most_in_row, least_in_row, least_off, 1)


def keeps(line: tuple[int, ...], staff: Staff) -> bool:
    """The contract read from its words: rows begun on the first day are whole, rows cut by the end are forgiven."""
    text = "".join("-EL"[option] for option in line)
    rows = [len(row) for row in text.replace("E", "x").replace("L", "x").split("-") if row]
    offs = [len(off) for off in text.replace("L", "E").split("E") if off]
    last_on, first_off, last_off = text[-1] != "-", text[0] == "-", text[-1] == "-"
    short = [n < staff.least_in_row for n in (rows[:-1] if last_on else rows)]
    brief = [n < staff.least_off for n in offs[first_off : len(offs) - last_off]]
    return (
        "LE" not in text and text.count("L") <= dict(staff.most_of)["L"] and all(n <= staff.most_in_row for n in rows)
        and not any(short) and not any(brief)
    )  # fmt: skip


@given(
    st.lists(st.integers(-9, 9), min_size=2 * DAYS, max_size=2 * DAYS),
    st.tuples(st.integers(2, 4), st.integers(1, 2), st.integers(1, 3), st.sampled_from([2, 7])),
)
@settings(max_examples=40, deadline=None)
def test_a_walk_keeps_its_contract_and_none_with_as_many_minutes_is_cheaper(
    prices: list[int], rows: tuple[int, int, int, int]
) -> None:
    staff = contract(*rows)
    problem = NrpProblem(DAYS, SHIFTS, (staff,), (), (), ())
    price = np.zeros((DAYS, 3))
    price[:, 1:] = np.array(prices).reshape(DAYS, 2)
    line = walked(problem, staff, terms(problem, staff), price, seed=1)
    cheapest = min(_cost(price, each) for each in product(range(3), repeat=DAYS) if keeps(each, staff))
    assert line is None or keeps(line, staff)
    if line is not None:
        assert _cost(price, line) >= cheapest
    if rows[-1] == DAYS:
        # Nothing but the states is in the way then, and those are walked exactly.
        assert line is not None
        assert _cost(price, line) < cheapest + 1


def _cost(price: np.ndarray[tuple[int, ...], np.dtype[np.float64]], line: tuple[int, ...]) -> float:
    return float(sum(price[day, option] for day, option in enumerate(line)))


@pytest.mark.parametrize(("least", "most"), [(3360, 4320), (4800, 5280)])
def test_minutes_are_kept_by_their_price(least: int, most: int) -> None:
    staff = Staff("a", (), most, least, 5, 2, 2, 2)
    problem = NrpProblem(14, (Shift("D", 480),), (staff,), (), (), ())
    line = walked(problem, staff, terms(problem, staff), np.zeros((14, 2)), seed=1)
    assert line is not None
    assert least <= 480 * sum(line) <= most


def test_a_contract_no_walk_keeps_finds_none() -> None:
    staff = Staff("a", (), 6720, 6720, 5, 2, 2, 2)
    problem = NrpProblem(14, (Shift("D", 480),), (staff,), (), (), ())
    assert walked(problem, staff, terms(problem, staff), np.zeros((14, 2)), seed=1) is None
