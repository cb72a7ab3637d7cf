"""Says what is wrong with a cut. Shares no code with the planner: neighbours are read from the answer or given."""

from collections import Counter
from collections.abc import Iterable

from fangxian.calc.grids import Cut, Problem


def faults(problem: Problem, cut: Cut, *, pairs: Iterable[tuple[str, str]] | None = None) -> list[str]:
    """Every broken promise, one sentence each; empty for a cut that holds."""
    touching = _touching(cut.neighbours if pairs is None else pairs)
    loads = {building.id: building.load for building in problem.buildings}
    border = {building.id: building.border for building in problem.buildings}
    found = []
    if len(cut.grids) != problem.grids:
        found.append(f"{len(cut.grids)} grids instead of {problem.grids}")
    times = Counter(one for grid in cut.grids for one in grid.buildings)
    found += [f"{one} is in {times[one]} grids" for one in loads if times[one] != 1]
    for number, grid in enumerate(cut.grids):
        if grid.load != sum(loads[one] for one in grid.buildings):
            found.append(f"grid {number} does not hold {grid.load}")
        if not hangs_together(grid.buildings, touching):
            found.append(f"grid {number} is in pieces: {grid.buildings}")
        if len({border[one] for one in grid.buildings}) > 1:
            found.append(f"grid {number} crosses a border")
    grid_of = {one: number for number, grid in enumerate(cut.grids) for one in grid.buildings}
    found += [f"{group} is torn apart" for group in problem.together if len({grid_of[one] for one in group}) > 1]
    named = [grid.worker for grid in cut.grids if grid.worker]
    found += [f"{who} has {n} grids" for who, n in Counter(named).items() if n > 1]
    return found


def hangs_together(buildings: tuple[str, ...], touching: dict[str, set[str]]) -> bool:
    """Can one walk from each building to each other one without leaving the grid?"""
    inside, todo = set(buildings), [buildings[0]]
    seen = {buildings[0]}
    while todo:
        for next_one in touching.get(todo.pop(), set()) & inside - seen:
            seen.add(next_one)
            todo.append(next_one)
    return seen == inside


def _touching(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for a, b in pairs:
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found
