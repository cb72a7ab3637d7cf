"""The race itself: one thread proves, the other seeks and then mends."""

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from fangxian.calc.race.board import Board, Values
from fangxian.calc.race.columns import master
from fangxian.calc.race.generate import generate
from fangxian.calc.race.linear import linear
from fangxian.calc.race.lines import Lines
from fangxian.calc.race.neighbours import Place, mend, settle
from fangxian.calc.race.prover import prove, within
from fangxian.calc.race.seeker import seek


@dataclass(frozen=True, slots=True)
class Course:
    """What is raced on: the model, whom and when its decisions are about, what is nobody's, and lines if known.

    `start` is a solution to begin with, and its cost; none is no harm.
    """

    model: cp_model.CpModel
    places: Mapping[int, Place]
    shared: Collection[int] = ()
    lines: Lines | None = None
    start: tuple[float, Values] | None = None


LARGE = 20_000
"""Beyond so many variables nothing is proven in a useful time: both threads mend."""


@dataclass(slots=True)
class Faults:
    """What went wrong in a thread, to be raised where the race was asked for."""

    found: list[BaseException] = field(default_factory=list)


def race(course: Course, board: Board, *, seed: int, seek_s: float) -> None:
    """Both engines until the board says it is over; `seek_s` is how long CP-SAT seeks before it mends."""
    program = linear(course.model)
    board.step = program.step
    faults = Faults()

    def proving() -> None:
        if course.lines is None and program.own > LARGE:
            mend(course.model, course.places, board, seed=seed + 1)
        elif course.lines is None:
            prove(program, board, seed=seed)
        else:
            growing = master(program, course.lines, course.places, course.shared)
            generate(
                growing,
                board,
                search=lambda closed, seconds: within(program, board, closed, seed=seed, seconds=seconds),
                complete=lambda fixed: settle(course.model, fixed, board, seed),
                seed=seed,
            )

    def seeking() -> None:
        seek(course.model, board, seed=seed, seconds=seek_s)
        mend(course.model, course.places, board, seed=seed)

    if course.start:
        board.offer(*course.start)
    threads = [threading.Thread(target=_guarded, args=(work, board, faults)) for work in (proving, seeking)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults.found:
        raise faults.found[0]


def _guarded(work: Callable[[], None], board: Board, faults: Faults) -> None:
    try:
        work()
    except BaseException as fault:  # noqa: BLE001 - raised again by whoever asked for the race
        faults.found.append(fault)
        board.cancelled = True
