"""Works a master on the board: prices until the bound stands, then dives to whole rosters, again and again.

A dive fixes the lines the mixture likes best, prices the others anew, and goes on until everybody has one line.
Later dives keep most people's lines of the best roster and free the rest: large neighbourhoods with true prices.
"""

import random
from collections.abc import Callable, Mapping

import numpy as np

from fangxian.calc.race.board import Board
from fangxian.calc.race.columns import Master
from fangxian.calc.race.dive import (
    MIX_S,
    Complete,
    Held,
    best_lines,
    choose,
    dive,
    lines_of,
    price,
    reprice,
)
from fangxian.calc.race.lines import Floats
from fangxian.calc.race.stretches import Stretches, better, trade

SMOOTH = 0.5
"""How far prices stay with the best ones so far: less zigzag, fewer rounds."""

FIRST_S = 0.6
"""Seconds for a roster of the lines that made the bound: where little is to be found, they have it."""

AGAIN, AROUND = 0.5, 6
"""How often the whole is dived for anew instead of a neighbourhood of the best; how many of those on long horizons."""

SETTLED = 0.01

NEAR_BEST = 0.3
"""A roster within this share of the bound is mended, not sought anew."""

SLACK = 1e-6
"""How far from the mixture's own lines the whole model is searched."""

WITHIN_S = 15.0
"""Most seconds for one such search."""

SHARES = (0.2, 0.35, 0.5)
"""The parts of the people that are free in a neighbourhood."""

Search = Callable[[set[int], float], None]
"""Searches the whole model for some seconds with these decisions closed."""


def generate(
    master: Master,
    board: Board,
    *,
    rough: Master | None = None,
    stretches: Stretches | None = None,
    search: Search,
    complete: Complete,
    seed: int,
) -> None:
    """Runs until the board says it is over. `rough` has less in its lines and bounds what has `stretches`."""
    chance, priced, long = random.Random(seed), rough or master, stretches is not None
    if board.best is not None:
        trade(master, board, complete)
    seen = take_in(priced, board, 0)
    bound_up(priced, board)
    if not board.over() and not long:
        choose(Held(master), board, complete, seconds=FIRST_S)
    if not board.over() and not (long and board.best):
        dive(master, board, complete, chance)
        seen = take_in(master, board, seen)
    if not board.over() and not long and not _near(board):
        search(_closed(master, SLACK), min(WITHIN_S, board.left / 4))
    while not board.over():
        if board.best is not None and stretches:
            better(master, board, complete, stretches=stretches, chance=chance, backwards=False)
        if board.best is not None and board.best.number != seen:
            trade(master, board, complete)
        seen = take_in(master, board, seen)
        if board.best is None or (not long and chance.random() < AGAIN):
            dive(master, board, complete, chance)
        else:
            for _ in range(AROUND if long else 1):
                _around(master, board, _some(master.whole.lines.people, chance.choice(SHARES), chance), complete)


def _near(board: Board) -> bool:
    """Is the best known so near the bound that its neighbourhood is the place to look?"""
    return board.best is not None and board.best.cost - board.bound <= NEAR_BEST * abs(board.best.cost)


def _closed(master: Master, slack: float) -> set[int]:
    """Decisions no line takes that costs at most `slack` more than it brings."""
    master.solve()
    reduced = np.array(master.highs.getSolution().col_dual)
    lines, groups = master.whole.lines, master.groups
    taken = {
        variable
        for column in master.columns
        if reduced[column.index] <= slack
        for person in groups.members[column.group]
        for variable in lines.switched(person, column.line)
    }
    return {int(v) for v in lines.variable.ravel() if v >= 0} - taken


def _some(people: int, share: float, chance: random.Random) -> list[int]:
    return chance.sample(range(people), min(people, max(2, round(share * people))))


def take_in(master: Master, board: Board, seen: int) -> int:
    """Make columns of the board's best roster; the number of the one taken in."""
    best = board.best
    if best is None or best.number == seen:
        return seen
    for person, line in enumerate(lines_of(master.whole.lines, np.array([*best.values, 0]))):
        master.add(master.groups.of[person], line)
    return best.number


def know(master: Master, decided: Mapping[int, int]) -> None:
    """Make columns of these decisions; a line that is no path is left out."""
    if decided:
        of = np.zeros(2 + max(master.whole.lines.last, *decided), int)
        of[list(decided)] = list(decided.values())
        for person, line in enumerate(lines_of(master.whole.lines, of)):
            master.add(master.groups.of[person], line)


def bound_up(master: Master, board: Board) -> None:
    """Price lines until the linear master is solved; every round proves a bound."""
    centre: Floats | None = None
    best = -np.inf
    while not board.over():
        cost, duals, values = master.solve()
        used = duals if centre is None else SMOOTH * centre + (1 - SMOOTH) * duals
        found, new = price(master, used, range(master.lines.people))
        bound = master.shared.worth(used[: master.rows]) + found
        board.prove(bound)
        if cost - max(bound, best) < SETTLED or (not new and centre is None):
            if not master.paid(values) or not master.raise_toll():
                return
            centre, best = None, -np.inf
            continue
        if bound > best:
            best, centre = bound, used
        if not new:
            centre = None


def _around(master: Master, board: Board, free: list[int], complete: Complete) -> None:
    """Keep the best roster's lines but for some people; price theirs anew, and choose among all they have."""
    held = Held(master)
    for person, line in enumerate(best_lines(master, board)):
        master.add(master.groups.of[person], line)
        column = master.known.get((master.groups.of[person], line))
        if person not in free and column is not None and column.sound:
            held.take(column)
    reprice(master, held.groups, board, enough=-np.inf)
    choose(held, board, complete, seconds=MIX_S / 3)
    held.let_go()
