"""CP-SAT on the board: a search with a strong relaxation on one core."""

import threading

from ortools.sat.python import cp_model

from fangxian.calc.race.board import Board

POLL_S = 0.05


def seek(model: cp_model.CpModel, board: Board, *, seed: int, seconds: float | None = None) -> None:
    """Runs until it is proven or the board says it is over, or for `seconds`."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.05, board.left if seconds is None else min(seconds, board.left))
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.subsolvers.extend(["max_lp"])
    solver.best_bound_callback = board.prove
    status = _watched(solver, model, board)
    if status == cp_model.INFEASIBLE:
        board.prove_impossible()
    elif status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        board.prove(solver.best_objective_bound)
        board.offer(round(solver.objective_value), tuple(solver.response_proto.solution))


def seek_narrowly(model: cp_model.CpModel, board: Board, *, seed: int) -> None:
    """Runs on a model whose best, if it has any solution, is the best of all; what it shows otherwise is not told."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.05, board.left)
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    if _watched(solver, model, board) == cp_model.OPTIMAL:
        board.offer(round(solver.objective_value), tuple(solver.response_proto.solution))
        board.prove(solver.best_objective_bound)


def _watched(solver: cp_model.CpSolver, model: cp_model.CpModel, board: Board) -> cp_model.CpSolverStatus:
    """Solves until it is done or the board says it is over."""
    done = threading.Event()
    threading.Thread(target=_guard, args=(solver, board, done), daemon=True).start()
    try:
        return solver.solve(model, _Watch(board))
    finally:
        done.set()


class _Watch(cp_model.CpSolverSolutionCallback):
    """Offers every better solution."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.board = board

    def on_solution_callback(self) -> None:
        """Called by the solver."""
        self.board.offer(round(self.objective_value), tuple(self.response_proto.solution))


def _guard(solver: cp_model.CpSolver, board: Board, done: threading.Event) -> None:
    while not done.wait(POLL_S):
        if board.over():
            solver.stop_search()
