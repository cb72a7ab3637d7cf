"""Long horizons are bettered a fortnight at a time: everybody's line is free there and stays as it is elsewhere."""

import random
from dataclasses import replace
from itertools import cycle

import numpy as np

from fangxian.calc.race.board import Best, Board
from fangxian.calc.race.columns import Master, anew
from fangxian.calc.race.dive import Complete, best_lines, decisions, dive, lines_of, reprice
from fangxian.calc.race.lines import Line
from fangxian.calc.race.trade import traded

LONG = 20
"""Horizons of more days than this are bettered so, and not dived through as a whole."""

STRETCH, STEP, ROUNDS = 14, 7, 100
"""Days planned anew together, how far the next ones lie, and most times their prices are found."""


def better(master: Master, board: Board, complete: Complete, *, chance: random.Random, backwards: bool) -> None:
    """Plans one stretch after the other anew until all of them were and none got better. Two may, from either end."""
    stretches, idle, seen = _stretches(master.whole.lines.days, backwards=backwards), 0, 0
    for days in cycle(stretches):
        if board.over() or idle == len(stretches) or board.best is None:
            break
        if board.best.number != seen:
            trade(master, board, complete)
        idle, seen = idle + 1 if board.best.number == seen else 0, board.best.number
        _within(master, board, days, complete, chance)


def trade(master: Master, board: Board, complete: Complete) -> None:
    """Let people who may stand in for each other trade stretches of the best roster's lines."""
    before = best_lines(master, board)
    after = traded(master.whole, before)
    if after != before:
        complete(decisions(master, dict(enumerate(after))))


def _stretches(days: int, *, backwards: bool) -> list[range]:
    firsts = [min(first, days - STRETCH) for first in range(0, max(1, days - STRETCH + STEP), STEP)]
    stretches = [range(max(0, first), min(days, max(0, first) + STRETCH)) for first in firsts]
    return stretches[::-1] if backwards else stretches


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
