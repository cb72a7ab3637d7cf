"""Works a master on the board: prices until the bound stands, then dives to whole rosters, again and again.

A dive fixes the lines the mixture likes best, prices the others anew, and goes on until everybody has one line.
Later dives keep most people's lines of the best roster and free the rest: large neighbourhoods with true prices.
"""

import random
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from itertools import cycle

import highspy
import numpy as np

from fangxian.calc.race.board import Board
from fangxian.calc.race.columns import Column, Ints32, Master, anew
from fangxian.calc.race.lines import Floats, Ints, Line, cheapest
from fangxian.calc.race.prover import solver
from fangxian.calc.race.trade import traded

SMOOTH = 0.5
"""How far prices stay with the best ones so far: less zigzag, fewer rounds."""

WAYS = 3
"""Lines taken in at once for each person: more columns, fewer rounds."""

ROUNDS = 6
"""Most times the others are priced anew after each step of a dive."""

DEARER, TAKEN_BACK = 0.04, 2
"""How much dearer a dive may make the mixture, as a share; and how many lines that do are taken back before it ends."""

AT_ONCE = 12
"""One in so many of the people left is given a line at each step."""

LAST = 8
"""So many people at the end of a dive are given their lines at once."""

STRETCH, LONG, STRETCH_ROUNDS = 8, 20, 60
"""Days planned anew together, on horizons of more than so many; and most times their prices are found."""

SURE = 0.999
"""A line the mixture takes by at least this much is fixed."""

SETTLED = 0.01

MIX_S = 10.0
"""Most seconds for choosing among known lines as a whole; with only some people free a third of it."""

NEAR_BEST = 0.3
"""A roster within this share of the bound is mended, not sought anew."""

SLACK = 1e-6
"""How far from the mixture's own lines the whole model is searched."""

WITHIN_S = 15.0
"""Most seconds for one such search."""

SHARES = (0.2, 0.35, 0.5)
"""The parts of the people that are free in a neighbourhood."""

Complete = Callable[[dict[int, int]], bool]
"""Takes the value of every decision, completes the rest and offers it to the board."""


Search = Callable[[set[int], float], None]
"""Searches the whole model for some seconds with these decisions closed."""


def generate(master: Master, board: Board, *, search: Search, complete: Complete, seed: int) -> None:
    """Runs until the board says it is over."""
    chance = random.Random(seed)
    everybody = list(range(master.lines.people))
    if board.best is not None:
        _trade(master, board, complete)
    seen = take_in(master, board, 0)
    bound_up(master, board)
    if not board.over() and not _near(board):
        _dive(master, board, complete)
        seen = take_in(master, board, seen)
        _choose(master, board, everybody, complete, seconds=MIX_S)
    if not board.over() and not _near(board):
        search(_closed(master, SLACK), min(WITHIN_S, board.left / 4))
    stretches = _stretches(master.lines.days)
    while not board.over():
        if board.best is not None and board.best.number != seen:
            _trade(master, board, complete)
        seen = take_in(master, board, seen)
        if board.best is None:
            _dive(master, board, complete)
        elif days := next(stretches):
            _within(master, board, days, complete)
        else:
            _around(master, board, _some(everybody, chance.choice(SHARES), chance), complete)


def _trade(master: Master, board: Board, complete: Complete) -> None:
    """Let people who may stand in for each other trade stretches of the best roster's lines."""
    assert board.best is not None  # noqa: S101 - asked by the caller
    before = _lines(master, np.array([*board.best.values, 0]))
    after = traded(master, before)
    if after != before:
        complete(_decisions(master, [Column(who, line, -1, sound=True) for who, line in enumerate(after)]))


def _stretches(days: int) -> Iterator[range]:
    """Which days are planned anew with everybody free, one stretch after the other; none where one holds them all."""
    firsts = range(0, max(1, days - STRETCH // 2), STRETCH // 2) if days > LONG else ()
    yield from cycle([*(range(first, min(days, first + STRETCH)) for first in firsts), range(0)])


def _near(board: Board) -> bool:
    """Is the best known so near the bound that its neighbourhood is the place to look?"""
    return board.best is not None and board.best.cost - board.bound <= NEAR_BEST * abs(board.best.cost)


def _closed(master: Master, slack: float) -> set[int]:
    """Decisions no line takes that costs at most `slack` more than it brings."""
    master.solve()
    reduced = np.array(master.highs.getSolution().col_dual)
    taken = _decisions(master, [c for c in master.columns if reduced[c.index] <= slack])
    return {variable for variable, value in taken.items() if not value}


def _some(everybody: list[int], share: float, chance: random.Random) -> list[int]:
    return chance.sample(everybody, min(len(everybody), max(2, round(share * len(everybody)))))


def take_in(master: Master, board: Board, seen: int) -> int:
    """Make columns of the board's best roster; the number of the one taken in."""
    best = board.best
    if best is None or best.number == seen:
        return seen
    for person, line in enumerate(_lines(master, np.array([*best.values, 0]))):
        master.add(person, line)
    return best.number


def know(master: Master, decided: Mapping[int, int]) -> None:
    """Make columns of these decisions; a line that is no path is left out."""
    if decided:
        of = np.zeros(2 + max(master.lines.last, *decided), int)
        of[list(decided)] = list(decided.values())
        for person, line in enumerate(_lines(master, of)):
            master.add(person, line)


def _lines(master: Master, of: Ints) -> list[Line]:
    """Everybody's line where `of` says of every variable whether it is on; its last cell is of none."""
    held = of[master.lines.variable]
    held[master.lines.variable < 0] = 0
    held[:, :, 0] = 0
    return [tuple(int(o) for o in row) for row in np.where(held.any(axis=2), held.argmax(axis=2), 0)]


def bound_up(master: Master, board: Board) -> None:
    """Price lines until the linear master is solved; every round proves a bound."""
    centre: Floats | None = None
    best = -np.inf
    while not board.over():
        cost, duals, values = master.solve()
        duals = master.shared.clean(duals[: master.rows])
        used = duals if centre is None else SMOOTH * centre + (1 - SMOOTH) * duals
        found, new = _price(master, used, list(range(master.lines.people)))
        bound = master.shared.worth(used) + found
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


def _price(master: Master, duals: Floats, who: list[int]) -> tuple[float, int]:
    """The least all of them cost at these prices, and how many lines are new."""
    price, total, new = master.price(duals), 0.0, 0
    alike: dict[bytes, list[tuple[float, Line]]] = {}
    for person in who:
        key = master.lines.terms(person) + price[person].tobytes()
        found = alike.get(key)
        if found is None:
            found = alike[key] = cheapest(master.lines, person, price[person], ways=WAYS)
        total += found[0][0] if found else 0.0
        new += sum(master.add(person, line) for _, line in found)
    return total, new


def _dive(master: Master, board: Board, complete: Complete) -> None:
    """Fix lines one after the other, pricing in between, until few people are left, and find theirs at once.

    A line that makes the mixture dearer than `DEARER` allows is taken back, a few times; then those left are.
    """
    fixed: dict[int, Column] = {}
    barred: set[int] = set()
    values, cost = _reprice(master, _left(master, fixed), board, enough=-np.inf)
    allowed = cost + max(DEARER * abs(cost), 2 * board.step)
    idle = _idle(master, allowed - cost)
    while len(fixed) < master.lines.people - LAST and not board.over():
        taken = _fix(master, values, fixed, barred)
        if not taken:
            break
        values, cost = _reprice(master, _left(master, fixed), board, enough=allowed)
        if cost <= allowed:
            continue
        barred |= {column.index for column in taken}
        _let_go(master, {column.person: fixed.pop(column.person) for column in taken})
        if len(barred) > TAKEN_BACK:
            break
        values, _ = _reprice(master, _left(master, fixed), board, enough=allowed)
    chosen = not board.over() and _choose(master, board, _left(master, fixed), complete, seconds=MIX_S / 3)
    if not chosen and not board.over() and (board.best is None or 2 * len(fixed) >= master.lines.people):
        complete(_decisions(master, list(fixed.values()), set(fixed)))
    _let_go(master, fixed)
    _open(master, idle)


def _idle(master: Master, room: float) -> Ints32:
    """Close the lines that cost more than `room` beyond what they bring: no roster that good has one of them."""
    dear = np.array(master.highs.getSolution().col_dual)
    idle = np.array([c.index for c in master.columns if c.index < len(dear) and dear[c.index] > room], np.int32)
    master.highs.changeColsBounds(len(idle), idle, np.zeros(len(idle)), np.zeros(len(idle)))
    return idle


def _open(master: Master, idle: Ints32) -> None:
    most = np.full(len(idle), highspy.kHighsInf)
    master.highs.changeColsBounds(len(idle), idle, np.zeros(len(idle)), most)


def _left(master: Master, fixed: dict[int, Column]) -> list[int]:
    return [person for person in range(master.lines.people) if person not in fixed]


def _around(master: Master, board: Board, free: list[int], complete: Complete) -> None:
    """Keep the best roster's lines but for some people; price theirs anew, and choose among all they have."""
    assert board.best is not None  # noqa: S101 - asked by the caller
    fixed: dict[int, Column] = {}
    at = {(c.person, c.line): c for c in master.columns}
    for person, line in enumerate(_lines(master, np.array([*board.best.values, 0]))):
        column = at.get((person, line))
        if person not in free and column is not None and column.sound:
            _hold(master, column, fixed)
    _reprice(master, free, board, enough=-np.inf)
    _choose(master, board, free, complete, seconds=MIX_S / 3)
    _let_go(master, fixed)


def _within(master: Master, board: Board, days: range, complete: Complete) -> None:
    """Keep the best roster but for some days, and plan those anew for everybody, with lines of their own."""
    assert board.best is not None  # noqa: S101 - asked by the caller
    lines = _lines(master, np.array([*board.best.values, 0]))
    base = master.lines.base.copy()
    for person, line in enumerate(lines):
        for day in (day for day in range(master.lines.days) if day not in days):
            base[person, day, np.arange(base.shape[2]) != line[day]] = np.inf
    part = anew(master, replace(master.lines, base=base))
    for person, line in enumerate(lines):
        part.add(person, line)
    everybody = list(range(master.lines.people))
    _reprice(part, everybody, board, enough=-np.inf, rounds=STRETCH_ROUNDS)
    if not board.over():
        _dive(part, board, complete)
        _choose(part, board, everybody, complete, seconds=MIX_S / 3)


def _choose(master: Master, board: Board, free: list[int], complete: Complete, *, seconds: float) -> bool:
    """The best whole roster made of known lines, if it is better than the best; False when there is none."""
    highs = solver(1)
    highs.passModel(master.highs.getLp())
    ours = set(free)
    columns = [c for c in master.columns if c.person in ours]
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
    if highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        values = np.array(highs.getSolution().col_value)
        taken = [c for c in master.columns if values[c.index] > 0.5]
        if len(taken) == master.lines.people and not board.over():
            return complete(_decisions(master, taken))
    return False


def _reprice(
    master: Master, left: list[int], board: Board, *, enough: float, rounds: int = ROUNDS
) -> tuple[Floats, float]:
    """Values of the columns and the mixture's cost after pricing some people anew, until it costs `enough` or less."""
    cost, duals, values = master.solve()
    for turn in range(rounds):
        if board.over() or (turn and cost <= enough):
            break
        _, new = _price(master, master.shared.clean(duals[: master.rows]), left)
        if not new:
            break
        cost, duals, values = master.solve()
    return values, cost


def _fix(master: Master, values: Floats, fixed: dict[int, Column], barred: set[int]) -> list[Column]:
    """Fix the lines the mixture is sure of, and some it likes best; those fixed."""
    some = max(1, (master.lines.people - len(fixed)) // AT_ONCE)
    mine = [c for c in master.columns if c.sound and c.index < len(values) and c.index not in barred]
    mine.sort(key=lambda c: -values[c.index])
    taken: list[Column] = []
    for column in mine:
        if column.person not in fixed and (values[column.index] >= SURE or len(taken) < some):
            _hold(master, column, fixed)
            taken.append(column)
    return taken


def _hold(master: Master, column: Column, fixed: dict[int, Column]) -> None:
    fixed[column.person] = column
    master.highs.changeColBounds(column.index, 1.0, np.inf)


def _let_go(master: Master, fixed: dict[int, Column]) -> None:
    for column in fixed.values():
        master.highs.changeColBounds(column.index, 0.0, np.inf)


def _decisions(master: Master, taken: list[Column], people: Collection[int] | None = None) -> dict[int, int]:
    """The value of every decision about everybody, or about some people, where they have the lines taken."""
    lines = master.lines
    some = lines.variable if people is None else lines.variable[sorted(people)]
    found = {int(v): 0 for v in some.ravel() if v >= 0}
    for column in taken:
        found |= dict.fromkeys(lines.switched(column.person, column.line), 1)
    return found
