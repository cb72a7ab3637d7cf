"""From a mixture of lines to whole rosters: fix what it likes best, price the others anew, choose the last at once."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from math import floor

import highspy
import numpy as np

from fangxian.calc.race.board import Board
from fangxian.calc.race.columns import NEAR, Column, Master
from fangxian.calc.race.lines import Floats, Ints, Line, Lines, cheapest
from fangxian.calc.race.prover import solver

WAYS = 3
"""Lines taken in at once for each group: more columns, fewer rounds."""

NO_USE = 3.0
"""Lines dearer by so many steps of the cost than what a group pays at most are not looked for."""

SMOOTH = 0.5
"""How far prices stay with those of the round before: less zigzag, fewer rounds."""

ROUNDS, DEEP = 6, 100
"""Most times some people are priced anew, and those left after each step of a dive: the last ones need many."""

DEARER, TAKEN_BACK = 0.04, 3
"""How much dearer a dive may make the mixture, as a share; and how often a step that makes it so is taken back."""

LIKING = 0.5
"""The least a line's share of the mixture is multiplied by, by chance, before the ones it likes best are fixed."""

AT_ONCE = 8
"""One in so many of the people left is given a line at each step."""

SURE = 0.999
"""A line the mixture takes by at least this much is fixed."""

MIX_S = 10.0
"""Most seconds for choosing among known lines as a whole; with only some people free a third of it."""

Complete = Callable[[dict[int, int]], bool]
"""Takes the value of every decision, completes the rest and offers it to the board."""


class Held:
    """How many people have which line for good, until they are let go."""

    def __init__(self, master: Master) -> None:
        self.master = master
        self.counts = Counter[Column]()
        self.left = list(master.sizes)

    @property
    def free(self) -> int:
        """How many people have no line yet."""
        return sum(self.left)

    @property
    def groups(self) -> list[int]:
        """The groups with people who have none."""
        return [group for group, people in enumerate(self.left) if people]

    def take(self, column: Column, people: int = 1) -> None:
        """So many more people have this line; fewer when the number is negative."""
        self.counts[column] += people
        self.left[column.group] -= people
        self.master.highs.changeColBounds(column.index, float(self.counts[column]), highspy.kHighsInf)

    def let_go(self) -> None:
        """Nobody has a line for good any more."""
        for column in self.counts:
            self.master.highs.changeColBounds(column.index, 0.0, highspy.kHighsInf)


def price(master: Master, duals: Floats, groups: Iterable[int]) -> tuple[float, int]:
    """The least all people of these groups cost at these prices, and how many lines are new.

    `duals` are the prices of the rows, then what each group pays for its dearest line: lines much above are no use.
    """
    prices, total, new = master.price(duals[: master.rows]), 0.0, 0
    worth = duals[master.rows :] + NO_USE * master.step
    alike: dict[bytes, list[tuple[float, Line]]] = {}
    for group in groups:
        key = master.lines.terms(group) + prices[group].tobytes() + worth[group].tobytes()
        found = alike.get(key)
        if found is None:
            found = alike[key] = cheapest(master.lines, group, prices[group], ways=WAYS, limit=float(worth[group]))
        total += master.sizes[group] * (found[0][0] if found else float(worth[group]))
        new += sum(master.add(group, line) for _, line in found)
    return total, new


def reprice(
    master: Master, groups: Iterable[int], board: Board, *, enough: float, rounds: int = ROUNDS
) -> tuple[Floats, float]:
    """Values of the columns and the mixture's cost after pricing some groups anew, until it costs `enough` or less."""
    cost, duals, values = master.solve()
    centre = duals
    for turn in range(rounds):
        if board.over() or (turn and cost <= enough and not master.paid(values)):
            break
        centre = SMOOTH * centre + (1 - SMOOTH) * duals
        _, new = price(master, centre, groups)
        if not new:
            centre = duals
            _, new = price(master, centre, groups)
        if not new and not (master.paid(values) and master.raise_toll()):
            break
        cost, duals, values = master.solve()
    return values, cost


def dive(master: Master, board: Board, complete: Complete, chance: random.Random) -> None:
    """Fix lines one after the other, pricing in between, until everybody has one.

    A step that makes the mixture dearer than `DEARER` allows is taken back, a few times; then the dive goes on, but
    not where it could only end worse than the best roster known. No two dives go the same way.
    """
    held, barred, backs = Held(master), set[Column](), 0
    values, cost = reprice(master, held.groups, board, enough=-np.inf)
    allowed = cost + max(DEARER * abs(cost), 2 * board.step)
    # What the mixture cannot take without getting dearer only slows the program down; prices bring back what is used.
    master.forget(NEAR)
    values, cost = reprice(master, held.groups, board, enough=allowed)
    while held.free and not board.over() and not _hopeless(board, cost):
        taken = _fix(held, values, barred, chance)
        if not taken:
            break
        values, cost = reprice(master, held.groups, board, enough=allowed, rounds=DEEP)
        if cost > allowed and backs < TAKEN_BACK:
            backs, barred = backs + 1, barred | set(taken)
            for column, people in taken.items():
                held.take(column, -people)
            values, cost = reprice(master, held.groups, board, enough=allowed, rounds=DEEP)
    if not board.over() and (not held.free or (board.best is None and 2 * held.free <= sum(master.sizes))):
        complete(decisions(master, dealt(master, held.counts)))
    held.let_go()


def _hopeless(board: Board, cost: float) -> bool:
    return board.best is not None and cost > board.best.cost - board.step + NEAR


def _fix(held: Held, values: Floats, barred: set[Column], chance: random.Random) -> Counter[Column]:
    """Fix the lines the mixture is sure of, and some it likes best; those fixed."""
    some, taken = max(1, held.free // AT_ONCE), Counter[Column]()
    mine = [c for c in held.master.columns if c.sound and c.index < len(values) and c not in barred]
    over = {c: float(values[c.index]) - held.counts[c] for c in mine}
    for column in mine:
        sure = min(held.left[column.group], floor(over[column] + 1 - SURE))
        if sure > 0:
            held.take(column, sure)
            taken[column] += sure
            over[column] -= sure
    for column in sorted(mine, key=lambda c: -over[c] * chance.uniform(LIKING, 1.0)):
        if taken.total() >= some:
            break
        if held.left[column.group]:
            held.take(column)
            taken[column] += 1
    return taken


def choose(held: Held, board: Board, complete: Complete, *, seconds: float) -> bool:
    """The best whole roster made of known lines, if it is better than the best; False when there is none."""
    master = held.master
    highs = solver(1)
    highs.passModel(master.highs.getLp())
    columns = [c for c in master.columns if held.left[c.group]]
    for column in columns:
        if not column.sound:
            highs.changeColBounds(column.index, 0.0, 0.0)
    places = np.array([c.index for c in columns], np.int32)
    highs.changeColsIntegrality(len(places), places, np.full(len(places), highspy.HighsVarType.kInteger))
    highs.setOptionValue("time_limit", max(0.1, min(seconds, board.left)))
    highs.cbMipInterrupt += lambda event: event.interrupt(board.over())
    if board.best is not None:
        highs.setOptionValue("objective_bound", board.best.cost - 0.5)
    highs.run()
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible or board.over():
        return False
    values = np.array(highs.getSolution().col_value)
    counts = {c: round(values[c.index]) for c in master.columns if values[c.index] > 0.5}
    if sum(counts.values()) != sum(master.sizes):
        return False
    return complete(decisions(master, dealt(master, counts)))


def lines_of(lines: Lines, of: Ints) -> list[Line]:
    """Everybody's line where `of` says of every variable whether it is on; its last cell is of none."""
    variable = lines.variable
    held = of[variable]
    held[variable < 0] = 0
    held[:, :, 0] = 0
    return [tuple(int(o) for o in row) for row in np.where(held.any(axis=2), held.argmax(axis=2), 0)]


def best_lines(master: Master, board: Board) -> list[Line]:
    """Everybody's line in the best roster known."""
    assert board.best is not None  # noqa: S101 - asked by the caller
    return lines_of(master.whole.lines, np.array([*board.best.values, 0]))


def dealt(master: Master, counts: Mapping[Column, int]) -> dict[int, Line]:
    """Lines for people: each group's lines to its members, in their order."""
    ranks = [iter(members) for members in master.groups.members]
    return {next(ranks[column.group]): column.line for column, people in counts.items() for _ in range(people)}


def decisions(master: Master, lines: Mapping[int, Line]) -> dict[int, int]:
    """The value of every decision about the people who have one of these lines."""
    whole = master.whole.lines
    some = whole.variable[sorted(lines)]
    found = {int(v): 0 for v in some.ravel() if v >= 0}
    for person, line in lines.items():
        found |= dict.fromkeys(whole.switched(person, line), 1)
    return found
