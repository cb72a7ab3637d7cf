"""Claim: the planner's ways through our two delivery shapes are much shorter than nearest-first order.

python -m benchmarks.routes_shapes [seconds]. Nearest first keeps the same windows, loads and hours. The last columns:
one deliverer dropping out, and the next day with everybody's households kept.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace

from fangxian.calc.routes import Limits, Plan, Problem, Stop, plan, replan, shapes
from tests.calc.routes.checker import faults, way_between
from tests.shared import SHARED


def main() -> None:
    """Prints one line a shape."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    print("shape  stops unmet  nearest_unmet  way/nearest  changed/least  kept  way/free  faults")
    for shape in "AB":
        file = SHARED / f"data/planning/deliver_{shape}_s1.json"
        asked = shapes.problem_of(json.loads(file.read_text()))
        limits = Limits(seconds=seconds)
        made = plan(asked, limits=limits)
        nearest, left = _nearest_first(asked)
        old = made.deliverer_of()
        gone = asked.deliverers[0]
        without = replace(asked, deliverers=asked.deliverers[1:])
        mended = replan(without, old, now=gone.since, limits=limits)
        kept = plan(replace(asked, keep=old), limits=replace(limits, seed=2))
        print(_line(shape, asked, made, nearest, left, mended.moved / list(old.values()).count(gone.id), kept))


def _line(
    shape: str, asked: Problem, made: Plan, nearest: float, left: int, changed: float, kept: Plan
) -> str:  # fmt: skip
    cells = (
        f"{len(asked.stops):>5}",
        f"{len(made.unmet):>5}",
        f"{left:>14}",
        f"{made.metres / nearest:>12.3f}",
        f"{changed:>14.2f}",
        f"{kept.kept / len(asked.stops):>5.0%}",
        f"{kept.metres / kept.metres_free:>9.3f}",
        f"{len(faults(asked, made)):>7}",
    )
    return f"{shape:<6} " + " ".join(cells)


def _nearest_first(asked: Problem) -> tuple[float, int]:
    """Metres walked, and stops not served, when everybody in turn goes to the nearest open door that still fits."""
    left = sorted(asked.stops, key=lambda stop: (stop.window, stop.id))
    metres = 0.0
    for one in asked.deliverers:
        now = one.since
        while trip := list(_trip(asked, one, left, now)):
            metres += trip[-1][2]
            now = trip[-1][1]
            left = [stop for stop in left if stop not in {stop for stop, _, _ in trip}]
    return metres, len(left)


def _trip(asked: Problem, one, left: list[Stop], now: float) -> Iterator[tuple[Stop, int, float]]:  # type: ignore[no-untyped-def]
    """One load, nearest first: each stop with when the deliverer would be home after it, and the way so far."""
    here, carried, metres, clock = asked.base, 0, 0.0, now + one.loading_s
    open_doors = list(left)
    while True:
        best = None
        for stop in open_doors:
            way = way_between(asked, here, stop.place)
            back = way_between(asked, stop.place, asked.base)
            begins = max(clock + way / one.speed_m_s, stop.window[0])
            home = begins + stop.service_s + back / one.speed_m_s
            fits = begins <= stop.window[1] and home <= one.until and carried + stop.load <= one.capacity
            if fits and (best is None or (begins, stop.id) < (best[0], best[1].id)):
                best = (begins, stop, way, back, home)
        if best is None:
            return
        begins, stop, way, back, home = best
        here, carried, metres, clock = stop.place, carried + stop.load, metres + way, begins + stop.service_s
        open_doors.remove(stop)
        yield stop, int(home) + 1, metres + back


if __name__ == "__main__":
    main()
