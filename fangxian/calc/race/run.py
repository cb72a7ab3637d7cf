"""The race itself: one thread proves, the other seeks and then mends."""

import random
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from fangxian.calc.race.board import Board, Values
from fangxian.calc.race.columns import Master, master
from fangxian.calc.race.dive import dive
from fangxian.calc.race.generate import generate, know
from fangxian.calc.race.linear import binding, linear
from fangxian.calc.race.lines import Lines
from fangxian.calc.race.neighbours import Place, mend, settle
from fangxian.calc.race.prover import prove, within
from fangxian.calc.race.seeker import seek, seek_narrowly
from fangxian.calc.race.stretches import LONG, Stretches, better


@dataclass(frozen=True, slots=True)
class Course:
    """What is raced on: the model, whom and when its decisions are about, what is nobody's, and lines if known.

    `start` is a solution to begin with, and its cost; none is no harm. `likely` are decisions near which the best is
    looked for, whether or not they make a solution. `narrow` is the same model with more rows, such that its best
    is the best of all if it has any solution. `rough` are the same lines with less in them and more that is nobody's:
    the bound of a long horizon comes sooner from them. `parted` says that a long horizon is bettered a fortnight at a
    time: what is fair may be, what is left open or changed is sought on the whole.
    """

    model: cp_model.CpModel
    places: Mapping[int, Place]
    shared: Collection[int] = ()
    lines: Lines | None = None
    start: tuple[float, Values] | None = None
    likely: Mapping[int, int] = field(default_factory=dict)
    narrow: cp_model.CpModel | None = None
    rough: tuple[Lines, Collection[int]] | None = None
    parted: bool = False

    @property
    def long(self) -> bool:
        """Is this bettered a fortnight at a time?"""
        return self.parted and self.lines is not None and self.lines.days > LONG


TURNS = 8
"""Neighbourhoods mended between two sweeps over the stretches of a long horizon."""

LARGE = 20_000
"""Beyond so many variables nothing is proven in a useful time: both threads mend."""


@dataclass(slots=True)
class Faults:
    """What went wrong in a thread, to be raised where the race was asked for."""

    found: list[BaseException] = field(default_factory=list)


def race(course: Course, board: Board, *, seed: int, seek_s: float) -> None:
    """Both engines until the board says it is over; `seek_s` is how long CP-SAT seeks before it mends."""
    faults = Faults()

    growing = _grown(course, course.lines, course.shared, board) if course.lines else None
    stretches = Stretches(course.lines.days) if course.lines and course.long else None

    def proving() -> None:
        if growing is None:
            _prove(course, board, seed)
        else:
            _price(course, growing, stretches, board, seed)

    def seeking() -> None:
        _seek(course, growing, stretches, board, seed, seek_s)

    if course.start:
        board.offer(*course.start)
    threads = [threading.Thread(target=_guarded, args=(work, board, faults)) for work in (proving, seeking)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults.found:
        raise faults.found[0]


def _prove(course: Course, board: Board, seed: int) -> None:
    """By branch and cut; what is too large for that is mended by both threads."""
    program = linear(course.model)
    board.step = program.step
    if program.own > LARGE:
        mend(course.model, course.places, board, seed=seed + 1)
    else:
        prove(program, board, seed=seed)


def _seek(
    course: Course, growing: Master | None, stretches: Stretches | None, board: Board, seed: int, seek_s: float
) -> None:
    """By CP-SAT for a while, then by dives where there is no solution yet, then piece by piece."""
    if growing is not None and course.start and stretches:
        _better(course, growing, stretches, board, seed)
    if course.narrow is not None:
        seek_narrowly(course.narrow, board, seed=seed)
    seek(course.model, board, seed=seed, seconds=seek_s)
    if board.empty and growing is not None and course.lines is not None:
        own, chance = _grown(course, course.lines, course.shared, board), random.Random(seed + 1)
        for column in tuple(growing.columns):
            own.add(column.group, column.line)
        while board.empty:
            dive(own, board, lambda fixed: settle(course.model, fixed, board, seed), chance)
    mend(course.model, course.places, board, seed=seed)


def _grown(course: Course, lines: Lines, shared: Collection[int], board: Board) -> Master:
    """A master of a course, with the lines that are likely."""
    rows = binding(course.model)
    board.step = rows.step
    growing = master(rows, lines, course.places, shared)
    know(growing, course.likely)
    return growing


def _price(course: Course, growing: Master, stretches: Stretches | None, board: Board, seed: int) -> None:
    """By whole lines."""
    generate(
        growing,
        board,
        rough=_grown(course, *course.rough, board) if course.rough and course.long else None,
        stretches=stretches,
        search=lambda closed, seconds: within(linear(course.model), board, closed, seed=seed, seconds=seconds),
        complete=lambda fixed: settle(course.model, fixed, board, seed),
        seed=seed,
    )


def _better(course: Course, growing: Master, stretches: Stretches, board: Board, seed: int) -> None:
    """Stretches from the end, and what whole lines do not find in between, until the board says it is over."""
    chance = random.Random(seed)
    while not board.over():
        better(
            growing,
            board,
            lambda fixed: settle(course.model, fixed, board, seed),
            stretches=stretches,
            chance=chance,
            backwards=True,
        )
        mend(course.model, course.places, board, seed=chance.randrange(2**30), turns=TURNS)


def _guarded(work: Callable[[], None], board: Board, faults: Faults) -> None:
    try:
        work()
    except BaseException as fault:  # noqa: BLE001 - raised again by whoever asked for the race
        faults.found.append(fault)
        board.cancelled = True
