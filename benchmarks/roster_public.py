"""Claim: public shift-scheduling instances within 1 % of the best known in 60 s on two cores.

python -m benchmarks.roster_public [seconds] [folder of InstanceN.txt files]
"""

import sys
from pathlib import Path

from fangxian.calc.roster import Limits
from fangxian.calc.roster.nrp import read, solve
from fangxian.calc.roster.nrp.solve import cost
from tests.shared import SHARED

# https://www.schedulingbenchmarks.org/srp: the best known costs of the first five.
BEST_KNOWN = {"Instance1": 607, "Instance2": 828, "Instance3": 1001, "Instance4": 1716, "Instance5": 1143}


def main() -> None:
    """Prints one line an instance: cost by best known and by our own bound."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else SHARED / "data/planning/nrp"
    print(f"{'instance':<12} {'people':>6} {'days':>5} {'cost/best known':>16} {'cost/bound':>11} {'of the time':>12}")
    for file in sorted(folder.glob("*.txt")):
        problem = read(file.read_text())
        answer = solve(problem, limits=Limits(seconds=seconds))
        counted = cost(problem, answer)
        known = counted / BEST_KNOWN[file.stem] if file.stem in BEST_KNOWN else float("nan")
        bound = counted / answer.bound if answer.bound else float("inf")
        share = answer.seconds / seconds
        print(
            f"{file.stem:<12} {len(problem.staff):>6} {problem.days:>5} {known:>16.4f} {bound:>11.4f} {share:>12.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
