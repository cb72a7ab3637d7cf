"""People who are alike in everything a master knows become one of its rows with a number: no symmetry, few columns.

Two people are alike when their lines start, cost and end the same, count the same in the rows that bind others, and
what is said of each alone (hours, say) is the same word for word. What is said of each alone is summed over a group:
weaker for a mixture, the same for the lines in the end, which are judged one by one.
"""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np

from fangxian.calc.race.binding import Binding, Shared
from fangxian.calc.race.lines import Floats, Ints, Lines

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of alike people by number: who is in each, everybody's group, and a binding of one of each.

    In `one` the rows about one person alone are for the whole group; `low` and `high` are what holds for each.
    """

    members: tuple[tuple[int, ...], ...]
    of: tuple[int, ...]
    one: Binding
    low: Floats
    high: Floats


def grouped(whole: Binding) -> Groups:
    """The groups of a binding; everybody is a group of their own where no two are alike."""
    owner = _Owner(whole)
    by: dict[Hashable, list[int]] = defaultdict(list)
    for person in range(whole.lines.people):
        by[owner.likeness(person)].append(person)
    members = tuple(tuple(some) for some in by.values())
    of = {person: number for number, some in enumerate(members) for person in some}
    rows, columns = (_kept(whose, members) for whose in (owner.rows, owner.columns))
    times = [_times(whose[kept], members) for whose, kept in ((owner.rows, rows), (owner.columns, columns))]
    one, low, high = _one_of_each(whole, [some[0] for some in members], rows, columns, times)
    return Groups(members, tuple(of[person] for person in range(whole.lines.people)), one, low, high)


class _Owner:
    """Whose each row and each column is that speaks of one person alone; `NOBODY` where it binds others."""

    def __init__(self, whole: Binding) -> None:
        self.whole = whole
        self.variables = _variables(whole.lines)
        speaks: dict[int, set[int]] = defaultdict(set)
        for person, variables in enumerate(self.variables):
            for variable in variables:
                for row, _ in whole.weight.get(variable, ()):
                    speaks[row].add(person)
        alone = {row: next(iter(who)) for row, who in speaks.items() if len(who) == 1}
        self.rows = np.array([alone.get(row, NOBODY) for row in range(len(whole.shared.low))], int)
        self.columns = self._settle()

    def _settle(self) -> Ints:
        """Whose the columns are; rows that share a column with somebody else's are nobody's after all."""
        rows, columns, _ = self.whole.shared.cells
        while True:
            least = np.full(len(self.whole.shared.cost), len(self.variables))
            most = np.full(len(self.whole.shared.cost), NOBODY)
            np.minimum.at(least, columns, self.rows[rows])
            np.maximum.at(most, columns, self.rows[rows])
            whose = np.where(least == most, most, NOBODY)
            loose = rows[(whose[columns] == NOBODY) & (self.rows[rows] != NOBODY)]
            if not len(loose):
                return whose
            self.rows[loose] = NOBODY

    def likeness(self, person: int) -> Hashable:
        """The same for people who are alike."""
        lines, whole = self.whole.lines, self.whole
        own = {int(row): n for n, row in enumerate(np.flatnonzero(self.rows == person))}
        label = {variable: n for n, variable in enumerate(self.variables[person])}
        tables = [lines.variable[person], *([] if lines.also is None else [lines.also[person]])]
        places = tuple(label.get(v, -1) for table in tables for v in table.ravel().tolist())
        counts = tuple(
            tuple(sorted((row in own, own.get(row, row), factor) for row, factor in whole.weight.get(v, ())))
            for v in self.variables[person]
        )
        unlike = None if lines.unlike is None else int(lines.unlike[person])
        return (unlike, lines.terms(person), lines.base[person].tobytes(), places, counts, *self._said(own))

    def _said(self, own: dict[int, int]) -> tuple[Hashable, ...]:
        """What the rows about one person say, in their order, and what their columns cost."""
        shared = self.whole.shared
        here = np.isin(shared.cells[0], list(own))
        rows, columns, factors = (part[here].tolist() for part in shared.cells)
        named = {column: n for n, column in enumerate(dict.fromkeys(columns))}
        return (
            tuple((shared.low[row], shared.high[row], row in self.whole.alone) for row in own),
            tuple(
                (own[row], named[column], factor) for row, column, factor in zip(rows, columns, factors, strict=True)
            ),
            tuple((shared.cost[column], shared.least[column], shared.most[column]) for column in named),
        )


def _variables(lines: Lines) -> list[list[int]]:
    """Everybody's variables in the order of their places, each once."""
    tables = [lines.variable, *([] if lines.also is None else [lines.also])]
    flat = np.concatenate([table.reshape(lines.people, -1) for table in tables], axis=1)
    return [list(dict.fromkeys(v for v in row if v >= 0)) for row in flat.tolist()]


def _kept(whose: Ints, members: tuple[tuple[int, ...], ...]) -> Ints:
    """Which rows or columns stay: nobody's, and those of one of each group."""
    return np.flatnonzero(np.isin(whose, [NOBODY, *(some[0] for some in members)]))


def _times(whose: Ints, members: tuple[tuple[int, ...], ...]) -> Floats:
    """How many people each of these rows or columns stands for."""
    size = {some[0]: len(some) for some in members}
    return np.array([size.get(who, 1) for who in whose.tolist()], float)


def _one_of_each(
    whole: Binding, heads: list[int], rows: Ints, columns: Ints, times: list[Floats]
) -> tuple[Binding, Floats, Floats]:
    """The binding of these people only, its own rows and columns as many times as they stand for."""
    row_at = {int(row): n for n, row in enumerate(rows)}
    column_at = {int(column): n for n, column in enumerate(columns)}
    before = whole.shared
    met = [
        (row_at[r], column_at[c], f)
        for r, c, f in zip(*(part.tolist() for part in before.cells), strict=True)
        if r in row_at and c in column_at
    ]
    cells = np.array(met, float).reshape(-1, 3)
    shared = Shared(
        low=before.low[rows] * times[0],
        high=before.high[rows] * times[0],
        cost=before.cost[columns],
        least=before.least[columns] * times[1],
        most=before.most[columns] * times[1],
        cells=(cells[:, 0].astype(int), cells[:, 1].astype(int), cells[:, 2]),
        offset=before.offset,
    )
    lines = _picked(whole.lines, heads)
    weight = {
        variable: [(row_at[row], factor) for row, factor in whole.weight[variable]]
        for variables in _variables(lines)
        for variable in variables
        if variable in whole.weight
    }
    alone = frozenset(row_at[row] for row in whole.alone if row in row_at)
    return Binding(lines, shared, weight, alone), before.low[rows], before.high[rows]


def _picked(lines: Lines, people: list[int]) -> Lines:
    """The lines of some people only."""
    return replace(
        lines,
        start=lines.start[people],
        variable=lines.variable[people],
        base=lines.base[people],
        finish=lines.finish[people],
        also=None if lines.also is None else lines.also[people],
        unlike=None if lines.unlike is None else lines.unlike[people],
    )
