"""Claim: with three of thirty-five gone, the week is mended with a proven fewest number of changes in at most 1 s.

python -m benchmarks.roster_mend [seconds a mending may take]
"""

import sys
import time

from fangxian.calc.roster import Limits, plan, replan
from fangxian.calc.roster.result import Progress
from tests.calc.roster.checker import faults
from tests.calc.roster.village import village

AIM_S = 1.0
GONE = (("p03", "p10", "p21"), ("p01", "p02", "p03"), ("p07", "p19", "p33"))


def main() -> None:
    """Prints one line for each three who are gone."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    problem = village(35)
    old = plan(problem, limits=Limits(seconds=30)).duties
    heads = ("their days", "changed", "least", "seconds/1", "gaps", "faults")
    print(f"{'gone':<12} " + " ".join(f"{head:>10}" for head in heads))
    for gone in GONE:
        now, heard = problem.without(*gone), Heard()
        roster = replan(now, old, limits=Limits(seconds=seconds), report=heard.take)
        lost = sum(d.person in gone for d in old)
        wrong = len(faults(now, roster.duties, gaps=roster.gaps))
        cells = (lost, roster.changed, f"{heard.bound:.0f}", f"{heard.seconds / AIM_S:.2f}", len(roster.gaps), wrong)
        print(f"{' '.join(gone):<12} " + " ".join(f"{cell:>10}" for cell in cells), flush=True)


class Heard:
    """What was heard of the stage that counts changes: its last bound, and when it came."""

    def __init__(self) -> None:
        self.began, self.bound, self.seconds = time.perf_counter(), 0.0, float("nan")

    def take(self, progress: Progress) -> None:
        """Called by the planner."""
        if progress.phase == "changes":
            self.bound, self.seconds = progress.bound, time.perf_counter() - self.began


if __name__ == "__main__":
    main()
