"""Claim: with three of thirty-five gone, the roster is mended with a proven fewest number of changes in at most 1 s.

python -m benchmarks.roster_mend [seconds a mending may take]

The first of a process is timed too, in a process of its own: at once, and when a page to plan from is open.
The village's week cannot be covered by 32 (every block of nights costs a day): first the least is left open, proven,
and then the fewest days change. An invented neighbourhood's fortnight and four weeks can be covered.
"""

import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context

from fangxian.calc.roster import Duty, Limits, Problem, check_swap, plan, ready, replan
from fangxian.calc.roster.result import Progress
from fangxian.calc.roster.shapes import problem_of
from tests.calc.roster.checker import faults
from tests.calc.roster.hood import hood
from tests.calc.roster.village import village

AIM_S, SWAP_AIM_S = 1.0, 0.01
PLAN_S = 30.0
GONE = ((3, 10, 21), (1, 2, 3), (7, 19, 33))


def main() -> None:
    """Prints one line for each three who are gone; the first mending warms the compiled loop and is not shown."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    heads = ("their days", "changed", "proven", "seconds/1", "gaps", "faults")
    print(f"{'roster':<10} {'gone':<12} " + " ".join(f"{head:>10}" for head in heads))
    cases = (("village 7", village(35)), *((f"hood {d}", problem_of(hood(days=d))) for d in (14, 28)))
    for name, problem in cases:
        old = plan(problem, limits=Limits(seconds=PLAN_S)).duties
        _mended(problem, old, GONE[0], 2.0)
        if problem.days == 7:
            for when, awake in (("at once", False), ("page open", True)):
                cells = " ".join(f"{cell:>10}" for cell in _first(problem, old, seconds, awake=awake))
                print(f"{name:<10} {when:<12} {cells}", flush=True)
        for gone in GONE:
            cells = " ".join(f"{cell:>10}" for cell in _mended(problem, old, gone, seconds))
            print(f"{name:<10} {' '.join(map(str, gone)):<12} {cells}", flush=True)
        print(
            f"{name:<10} a swap checked in {_swap_s(problem, old) / SWAP_AIM_S:.2f} of 10 ms, on the average",
            flush=True,
        )


def _swap_s(problem: Problem, duties: tuple[Duty, ...]) -> float:
    """Seconds to say what stands against two people taking each other's duty: the mean over pairs of neighbours."""
    pairs = [(one, other) for one, other in pairwise(duties) if one.person != other.person]
    began = time.perf_counter()
    for one, other in pairs:
        check_swap(problem, duties, one, other)
    return (time.perf_counter() - began) / len(pairs)


def _mended(problem: Problem, old: tuple[Duty, ...], gone: tuple[int, ...], seconds: float) -> tuple[object, ...]:
    """How one roster was mended: figures of a line."""
    names = [problem.people[number].id for number in gone]
    now, heard = problem.without(*names), Heard()
    roster = replan(now, old, limits=Limits(seconds=seconds), report=heard.take)
    lost = sum(d.person in names for d in old)
    short = sum(gap.missing for gap in roster.gaps)
    wrong = len(faults(now, roster.duties, gaps=roster.gaps))
    proven = "yes" if heard.cost <= heard.bound else "no"
    return lost, roster.changed, proven, f"{heard.seconds / AIM_S:.2f}", short, wrong


def _first(problem: Problem, old: tuple[Duty, ...], seconds: float, *, awake: bool) -> tuple[object, ...]:
    """The first mending of a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=ready if awake else None) as fresh:
        return fresh.submit(_mended, problem, old, GONE[0], seconds).result()


class Heard:
    """What was heard of the stage that counts gaps and changes: its last cost and bound, and when they came."""

    def __init__(self) -> None:
        self.began, self.cost, self.bound, self.seconds = time.perf_counter(), 0.0, -1.0, float("nan")

    def take(self, progress: Progress) -> None:
        """Called by the planner."""
        if progress.phase == "changes":
            self.cost, self.bound = progress.cost, progress.bound
            self.seconds = time.perf_counter() - self.began


if __name__ == "__main__":
    main()
