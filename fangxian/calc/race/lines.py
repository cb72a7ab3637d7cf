"""A person's whole line of duty as a path: day by day an option, a small state, a few counted things.

The cheapest line at given prices is found by dynamic programming over (day, state, counts). What a line may not do
at all is in the states; what it pays for at the end is a table over the counts. Rules left out here only make the
bound weaker, never wrong.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fangxian.calc.race.kernel import backward, best_ends, cheapest_option, forward, to_go

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEVER = np.inf


class Step(NamedTuple):
    """From a state by a kind of option to a state, for a fee, with something counted on each axis."""

    state: int
    kind: int
    after: int
    fee: float
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Lines:
    """What lines there are. Option 0 is a day off; `variable[person, day, option]` is -1 where there is none.

    `kinds[option]` is what an option is to rest and counts (a shift, whatever the post); `steps[day]` are the moves
    of that day by kind, `start[person]` the states people begin in, `finish[person, counts…]` what the counts cost in
    the end; the last cell of an axis that `gathers` stands for more, other counts beyond their axis are not done at
    all. `base[person, day, option]` is what an option costs by itself (wishes, another post than one's own).
    `also[person, day, option]` is a second variable an option switches on, -1 for none. People whose `unlike` differ
    are never taken for each other, though their lines look the same: the model knows more of them than lines do.
    """

    steps: tuple[tuple[Step, ...], ...]
    states: int
    start: Ints
    variable: Ints
    base: Floats
    finish: Floats
    gathers: tuple[bool, ...]
    kinds: Ints
    also: Ints | None = None
    unlike: Ints | None = None

    @property
    def people(self) -> int:
        """How many people there are."""
        return int(self.variable.shape[0])

    @property
    def days(self) -> int:
        """How many days there are."""
        return len(self.steps)

    @cached_property
    def last(self) -> int:
        """The highest number of a variable in any line."""
        return int(max(self.variable.max(), -1 if self.also is None else self.also.max()))

    def switched(self, person: int, line: "Line") -> list[int]:
        """The variables a person's line switches on."""
        some = [self.variable, *([] if self.also is None else [self.also])]
        days = [(day, option) for day, option in enumerate(line) if option]
        found = [int(of[person, day, option]) for day, option in days for of in some]
        return [variable for variable in found if variable >= 0]

    def terms(self, person: int) -> bytes:
        """The same for people whose cheapest lines are the same at the same prices."""
        return bytes(self.start[person].tobytes() + self.flat.finish[person].tobytes())

    @cached_property
    def step(self) -> tuple[dict[tuple[int, int], Step], ...]:
        """The step of each day from a state by a kind."""
        return tuple({(step.state, step.kind): step for step in day} for day in self.steps)

    @cached_property
    def flat(self) -> "Flat":
        """The steps as the compiled loop wants them."""
        return _flat(self)


Line = tuple[int, ...]
"""An option for every day."""


@dataclass(frozen=True, slots=True)
class Flat:
    """Steps in arrays, where each move leads from each cell of counts, and room for the loops to work in."""

    first: NDArray[np.int32]
    before: NDArray[np.int32]
    kind: NDArray[np.int32]
    after: NDArray[np.int32]
    fee: Floats
    move: NDArray[np.int32]
    targets: NDArray[np.int32]
    kind_of: NDArray[np.int32]
    finish: Floats
    step_to: NDArray[np.int32]
    cell_to: NDArray[np.int32]
    costs: Floats
    places: NDArray[np.int32]
    many: NDArray[np.int32]
    least: Floats
    best: NDArray[np.int32]


def _flat(lines: Lines) -> Flat:
    steps = [step for day in lines.steps for step in day]
    moves = {counts: number for number, counts in enumerate(dict.fromkeys(step.counts for step in steps))}
    sizes = lines.finish.shape[1:]
    room = (lines.days, lines.states, int(np.prod(sizes, dtype=int)))
    return Flat(
        first=np.cumsum([0, *(len(day) for day in lines.steps)]).astype(np.int32),
        before=np.array([s.state for s in steps], np.int32),
        kind=np.array([s.kind for s in steps], np.int32),
        after=np.array([s.after for s in steps], np.int32),
        fee=np.array([s.fee for s in steps], float),
        move=np.array([moves[s.counts] for s in steps], np.int32),
        targets=np.array([_targets(counts, sizes, lines.gathers) for counts in moves], np.int32),
        kind_of=lines.kinds.astype(np.int32),
        finish=np.ascontiguousarray(lines.finish.reshape(lines.people, -1)),
        step_to=np.empty(room, np.int32),
        cell_to=np.empty(room, np.int32),
        costs=np.full((2, *room[1:]), NEVER),
        places=np.empty((2, *room[1:]), np.int32),
        many=np.zeros((2, lines.states), np.int32),
        least=np.full(room[2], NEVER),
        best=np.empty(room[2], np.int32),
    )


def _targets(counts: tuple[int, ...], sizes: tuple[int, ...], gathers: tuple[bool, ...]) -> NDArray[np.int64]:
    """The cell every cell leads to by this move: the last ones gather in the last, or fall off (-1)."""
    if not sizes:
        return np.zeros(1, int)
    cells = np.stack(np.unravel_index(np.arange(int(np.prod(sizes))), sizes), axis=1) + np.array(counts)
    last = np.array(sizes) - 1
    cells = np.where(np.array(gathers), np.minimum(cells, last), cells)
    inside = (cells <= last).all(axis=1)
    return np.where(inside, np.ravel_multi_index(tuple(np.minimum(cells, last).T), sizes), -1)


def cheapest(
    lines: Lines, person: int, price: Floats, *, ways: int = 1, limit: float = NEVER
) -> list[tuple[float, Line]]:
    """A person's cheapest line and its cost when option o of day d costs `price[d, o]`, and the cheapest ones that
    end with other counts, `ways` at most. None when no line costs `limit` or less. Not for two threads at once.
    """
    flat = lines.flat
    least, which = cheapest_option(price, flat.kind_of, int(flat.kind_of.max()) + 1)
    in_the_end = np.full(lines.states, flat.finish[person].min())
    left = to_go(flat.first, flat.before, flat.kind, flat.after, flat.fee, least, in_the_end)
    turn = forward(
        flat.first, flat.before, flat.kind, flat.after, flat.fee, flat.move, flat.targets, least, left,
        int(lines.start[person]), limit, flat.step_to, flat.cell_to, flat.costs, flat.places, flat.many,
    )  # fmt: skip
    costs, states, cells = best_ends(
        flat.costs[turn], flat.places[turn], flat.many[turn], flat.finish[person], flat.least, flat.best
    )
    found = []
    for number in np.lexsort((cells, costs))[:ways]:
        if costs[number] <= limit:
            kinds = backward(
                flat.before, flat.kind, flat.step_to, flat.cell_to, int(states[number]), int(cells[number])
            )
            found.append((float(costs[number]), tuple(int(which[day, kind]) for day, kind in enumerate(kinds))))
    return found


def cost_of(lines: Lines, person: int, line: Line) -> float:
    """What a line costs by itself; `NEVER` when it is no path."""
    sizes = lines.finish.shape[1:]
    state, counts, cost = int(lines.start[person]), (0,) * len(sizes), 0.0
    axes = tuple(zip((size - 1 for size in sizes), lines.gathers, strict=True))
    for day, option in enumerate(line):
        step = lines.step[day].get((state, int(lines.kinds[option])))
        if step is None:
            return NEVER
        state, cost = step.after, cost + step.fee + float(lines.base[person, day, option])
        counts = tuple(at + more for at, more in zip(counts, step.counts, strict=True))
        if any(at > last and not gathers for at, (last, gathers) in zip(counts, axes, strict=True)):
            return NEVER
        counts = tuple(min(at, last) for at, (last, _) in zip(counts, axes, strict=True))
    return cost + float(lines.finish[(person, *counts)])
