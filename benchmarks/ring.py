"""Control of outbreaks by isolation and tracing beside the rebuilt table of Hellewell et al. 2020 (± 3 points).

python -m benchmarks.ring [runs]; the table is data/ring_dev.csv of the shared data, FANGXIAN_SHARED names its folder.
"""

import csv
import os
import sys
import time
from pathlib import Path

from fangxian.calc.epidemic.branching import DELAYS, Branching, branch

TABLE = Path(os.environ.get("FANGXIAN_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data/ring_dev.csv"
POINTS = 3.0


def main() -> int:
    """Print the worst rows and the speed; 1 when a row is further away than it may be."""
    if not TABLE.exists():
        print("  skipped: the table is not here")
        return 0
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    began, away = time.perf_counter(), []
    for row in csv.DictReader(TABLE.open()):
        asked = Branching(
            float(row["R0"]), 0.16, int(row["n0"]), float(row["trace"]), 0.15, float(row["asym"]),
            DELAYS[row["delay"]], shared_delay=row["mode"] == "shared",
        )  # fmt: skip
        found = float(branch(asked, runs=runs, seed=3).controlled.mean())
        away.append(
            (abs(found - float(row["p"])) * 100, row["R0"], row["n0"], row["trace"], row["mode"], row["p"], found)
        )
    away.sort(reverse=True)
    for points, *what in away[:5]:
        print(f"  {points:4.1f} points (R0, cases, traced, delay, table, here): {what}")
    took = time.perf_counter() - began
    print(f"  {len(away)} rows × {runs} runs in {took:.0f} s; worst {away[0][0]:.1f} of {POINTS:.0f} points")
    return int(away[0][0] > POINTS)


if __name__ == "__main__":
    sys.exit(main())
