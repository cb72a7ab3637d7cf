"""Long horizons are bettered a fortnight at a time: everybody's line is free there and stays as it is elsewhere."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from fangxian.calc.race.board import Best, Board
from fangxian.calc.race.columns import Master, anew
from fangxian.calc.race.dive import Complete, best_lines, decisions, dive, lines_of, reprice
from fangxian.calc.race.lines import Line
from fangxian.calc.race.trade import traded

LONG = 20
"""Horizons of more days than this are bettered so, and not dived through as a whole."""

STRETCH, STEPS, ROUNDS = 14, (7, 3), 100
"""Days planned anew together, how far the next ones lie, first and then, and most times their prices are found."""


class Stretches:
    """Which days are planned anew next, for two engines from either end that never do the same at once."""

    def __init__(self, days: int) -> None:
        """Of a horizon of more than `STRETCH` days."""
        wide, close = ([*range(0, days - STRETCH, step), days - STRETCH] for step in STEPS)
        self._all = [[range(f, f + STRETCH) for f in some] for some in (wide, sorted({*close} - {*wide}))]
        self._tried = set[range]()
        self._busy = set[range]()
        self._number = 0
        self._lock = threading.Lock()

    @contextmanager
    def next(self, number: int, *, backwards: bool) -> Iterator[range | None]:
        """Days not planned anew since roster `number` was found; None when all were, and then all may be again."""
        with self._lock:
            if number != self._number:
                self._number = number
                self._tried.clear()
            left = [[d for d in some if d not in self._busy and d not in self._tried] for some in self._all]
            found = next((some[-1 if backwards else 0] for some in left if some), None)
            if found is None:
                self._tried.clear()
            else:
                self._busy.add(found)
                self._tried.add(found)
        try:
            yield found
        finally:
            with self._lock:
                self._busy.discard(found or range(0))


def better(
    master: Master,
    board: Board,
    complete: Complete,
    *,
    stretches: Stretches,
    chance: random.Random,
    backwards: bool,
) -> None:
    """Plans one stretch after the other anew until all of them were and none got better."""
    seen = 0
    while not board.over() and board.best is not None:
        if board.best.number != seen:
            trade(master, board, complete)
        seen = board.best.number
        with stretches.next(seen, backwards=backwards) as days:
            if days is None:
                break
            _within(master, board, days, complete, chance)


def trade(master: Master, board: Board, complete: Complete) -> None:
    """Let people who may stand in for each other trade stretches of the best roster's lines."""
    before = best_lines(master, board)
    after = traded(master.whole, before)
    if after != before:
        complete(decisions(master, dict(enumerate(after))))


def _within(master: Master, board: Board, days: range, complete: Complete, chance: random.Random) -> None:
    """Keep the best roster but for some days, and plan those anew for everybody."""
    began, lines, whole = board.best, best_lines(master, board), master.whole.lines
    base = whole.base.copy()
    for person, line in enumerate(lines):
        for day in (day for day in range(whole.days) if day not in days):
            base[person, day, np.arange(base.shape[2]) != line[day]] = np.inf
    part = anew(master, replace(whole, base=base))
    for person, line in enumerate(lines):
        part.add(part.groups.of[person], line)
    reprice(part, range(part.lines.people), board, enough=-np.inf, rounds=ROUNDS)

    def completed(decided: dict[int, int]) -> bool:
        joined = _joined(master, board, began, days, decided)
        return any([complete(joined), joined != decided and complete(decided)])

    if not board.over():
        dive(part, board, completed, chance)


def _joined(master: Master, board: Board, began: Best | None, days: range, decided: dict[int, int]) -> dict[int, int]:
    """What is decided about these days, in the best roster of now: the other engine may have bettered other days."""
    if board.best is None or board.best is began:
        return decided
    of = np.zeros(2 + max(master.whole.lines.last, *decided), int)
    of[list(decided)] = list(decided.values())
    lines = dict[int, Line]()
    for person, (old, new) in enumerate(zip(best_lines(master, board), lines_of(master.whole.lines, of), strict=True)):
        lines[person] = tuple(new[day] if day in days else option for day, option in enumerate(old))
    return decisions(master, lines)
