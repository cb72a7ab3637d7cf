"""A CP-SAT model as a mixed integer program for HiGHS: the same variables in the same order, then a few switches."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from math import gcd
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

FAR = 10**15
Row = tuple[float, float, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Linear:
    """The program, how many of its columns are the model's own, and what all costs are multiples of."""

    program: Any
    own: int
    step: int


class UnknownConstraint(ValueError):
    """A kind of constraint that has no linear form here."""


def linear(model: cp_model.CpModel) -> Linear:
    """Raises `UnknownConstraint`. Knows linear rows, at-most-one, exactly-one, clauses and implications."""
    return _linear(model, lambda constraint: True)


def binding(model: cp_model.CpModel) -> Linear:
    """The rows alone, without clauses and implications: those speak of one person, whose lines keep them."""
    return _linear(model, lambda constraint: bool(constraint.has_linear()))


def _linear(model: cp_model.CpModel, kept: Callable[[Any], bool]) -> Linear:
    proto = model.proto
    domains = [list(v.domain) for v in proto.variables]
    low, high = [d[0] for d in domains], [d[-1] for d in domains]
    rows: list[Row] = []
    for index, domain in enumerate(domains):
        if len(domain) > 2:
            rows += _switch(index, domain, len(low))
            low.append(0)
            high.append(1)
    for constraint in filter(kept, proto.constraints):
        rows += _rows(constraint)
    cost = np.zeros(len(low))
    np.add.at(cost, np.array(proto.objective.vars, int), np.array(proto.objective.coeffs, float))
    factor = proto.objective.scaling_factor or 1.0
    program = _program(low, high, rows, cost * factor, proto.objective.offset * factor)
    # Where nothing costs anything there is no common measure: whole numbers are one then as well.
    step = reduce(gcd, (int(c * factor) for c in proto.objective.coeffs), 0) or 1
    whole = float(proto.objective.offset).is_integer() and int(proto.objective.offset) % step == 0
    return Linear(program, len(domains), step if whole else 1)


def _switch(index: int, domain: list[int], switch: int) -> list[Row]:
    """Nothing or between two numbers: a switch of its own says which."""
    if len(domain) != 4 or domain[:2] != [0, 0]:
        raise UnknownConstraint(f"domain {domain}")
    return [
        (0, highspy.kHighsInf, [(index, 1), (switch, -domain[2])]),
        (-highspy.kHighsInf, 0, [(index, 1), (switch, -domain[3])]),
    ]


def _rows(constraint: Any) -> Iterator[Row]:
    enforced = list(constraint.enforcement_literal)
    if constraint.has_linear():
        if enforced or len(constraint.linear.domain) != 2:
            raise UnknownConstraint("a row under a condition")
        yield _row(constraint.linear)
    elif constraint.has_bool_and():
        for literal in constraint.bool_and.literals:
            yield _clause([*(-e - 1 for e in enforced), literal])
    elif constraint.has_bool_or():
        yield _clause([*(-e - 1 for e in enforced), *constraint.bool_or.literals])
    elif constraint.has_at_most_one() and not enforced:
        yield _counted(list(constraint.at_most_one.literals), -highspy.kHighsInf, 1)
    elif constraint.has_exactly_one() and not enforced:
        yield _counted(list(constraint.exactly_one.literals), 1, 1)
    else:
        raise UnknownConstraint(str(constraint))


def _row(row: Any) -> Row:
    terms: dict[int, int] = defaultdict(int)
    for index, factor in zip(row.vars, row.coeffs, strict=True):
        terms[index] += factor
    low, high = row.domain
    return (
        -highspy.kHighsInf if low < -FAR else low,
        highspy.kHighsInf if high > FAR else high,
        list(terms.items()),
    )


def _clause(literals: list[int]) -> Row:
    return _counted(literals, 1, highspy.kHighsInf)


def _counted(literals: list[int], low: float, high: float) -> Row:
    """Bounds on how many literals are true; a negated one counts as one less its variable."""
    negated = sum(literal < 0 for literal in literals)
    return (low - negated, high - negated, [(x, 1) if x >= 0 else (-x - 1, -1) for x in literals])


def _program(low: list[int], high: list[int], rows: list[Row], cost: NDArray[np.float64], offset: float) -> Any:
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(low), len(rows)
    program.col_cost_, program.offset_ = cost, offset
    program.col_lower_, program.col_upper_ = np.array(low, float), np.array(high, float)
    program.row_lower_ = np.array([row[0] for row in rows], float)
    program.row_upper_ = np.array([row[1] for row in rows], float)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0, *(len(row[2]) for row in rows)])
    program.a_matrix_.index_ = np.array([index for row in rows for index, _ in row[2]])
    program.a_matrix_.value_ = np.array([factor for row in rows for _, factor in row[2]], float)
    program.integrality_ = [highspy.HighsVarType.kInteger] * len(low)
    return program
