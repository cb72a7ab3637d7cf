"""Claim: public routing instances within 1 % of the best known at n ≤ 500 in 30 s on two cores.

python -m benchmarks.routes_public [seconds] [folder of .vrp and .sol files]
"""

import sys
from pathlib import Path

from fangxian.calc.routes import Limits
from fangxian.calc.routes.public import read, solve
from tests.calc.routes.checker import vrp_faults
from tests.shared import SHARED


def main() -> None:
    """Prints one line an instance: cost by best known, and what an independent checker finds wrong."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else SHARED / "data/planning/vrp"
    print(f"{'instance':<14} {'n':>5} {'routes':>6} {'cost/best known':>16} {'seconds':>8} {'faults':>6}")
    for file in sorted(folder.glob("*.vrp")):
        instance = read(file.read_text())
        answer = solve(instance, limits=Limits(seconds=seconds, workers=2))
        ratio = answer.cost / _best_known(file)
        faults = len(vrp_faults(instance, answer.routes))
        size = len(instance.demand) - 1
        print(
            f"{file.stem:<14} {size:>5} {len(answer.routes):>6} {ratio:>16.4f} {answer.seconds:>8.1f} {faults:>6}",
            flush=True,
        )


def _best_known(file: Path) -> float:
    """The cost in the last line of the solution beside an instance."""
    return float(file.with_suffix(".sol").read_text().split()[-1])


if __name__ == "__main__":
    main()
