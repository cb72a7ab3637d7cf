"""HiGHS on the board: branch and cut for the bound, and for solutions while it is at it."""

from collections.abc import Collection
from typing import Any

import highspy
import numpy as np

from fangxian.calc.race.board import Board
from fangxian.calc.race.linear import Linear

KEPT = 0.99
"""Costs are whole: a solution within this of the bound is the best."""


def prove(program: Linear, board: Board, *, seed: int) -> None:
    """Runs until the board says it is over. Takes better solutions of others in as it goes."""
    highs = solver(seed)
    highs.passModel(program.program)
    _run(highs, _Told(program, board))


def within(program: Linear, board: Board, closed: Collection[int], *, seed: int, seconds: float) -> None:
    """Searches for at most `seconds` with the `closed` variables at zero; it proves nothing of the whole."""
    highs = solver(seed)
    highs.passModel(program.program)
    places = np.array(sorted(closed), np.int32)
    highs.changeColsBounds(len(places), places, np.zeros(len(places)), np.zeros(len(places)))
    highs.setOptionValue("time_limit", max(0.1, min(seconds, board.left)))
    _run(highs, _Told(program, board, whole=False))


def _run(highs: Any, told: "_Told") -> None:
    highs.cbMipInterrupt += told.interrupt
    highs.cbSimplexInterrupt += told.interrupt
    highs.cbMipImprovingSolution += told.solution
    highs.cbMipUserSolution += told.take_in
    if not told.board.over():
        highs.run()
    told.last_word(highs)
    highs.clearCallbacks()


class _Silent(highspy.Highs):  # type: ignore[misc, unused-ignore]
    """Says nothing, not even who it is, which HiGHS would print as its callbacks are first enabled."""

    def enableCallbacks(self) -> None:
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call, unused-ignore]


def solver(seed: int) -> Any:
    """A silent HiGHS on one core."""
    highs = _Silent()  # type: ignore[no-untyped-call, unused-ignore]
    for option, value in {
        "output_flag": False,
        "threads": 1,
        "random_seed": seed,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": KEPT,
    }.items():
        highs.setOptionValue(option, value)
    return highs


class _Told:
    """What passes between HiGHS and the board."""

    def __init__(self, program: Linear, board: Board, *, whole: bool = True) -> None:
        self.program, self.board, self.whole, self.seen = program, board, whole, 0

    def interrupt(self, event: Any) -> None:
        if self.whole and event.callback_type == highspy.cb.HighsCallbackType.kCallbackMipInterrupt:
            self.board.prove(event.data_out.mip_dual_bound)
        event.interrupt(self.board.over())

    def solution(self, event: Any) -> None:
        self._offer(event.data_out.objective_function_value, event.data_out.mip_solution)

    def take_in(self, event: Any) -> None:
        best = self.board.best
        if best is None or best.number == self.seen:
            return
        self.seen = best.number
        own = np.arange(self.program.own, dtype=np.int32)
        event.data_in.setSolution(own, np.array(best.values, float))

    def _offer(self, cost: float, values: Any) -> None:
        whole = tuple(np.rint(np.asarray(values)[: self.program.own]).astype(int).tolist())
        self.board.offer(round(cost), whole)

    def last_word(self, highs: Any) -> None:
        status, info = highs.getModelStatus(), highs.getInfo()
        if self.whole and status == highspy.HighsModelStatus.kInfeasible:
            self.board.prove_impossible()
        if self.whole:
            self.board.prove(info.mip_dual_bound)
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            self._offer(info.objective_function_value, highs.getSolution().col_value)
