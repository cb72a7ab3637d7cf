"""Claim: 241 villages are planned in under 10 minutes on two cores, and a cluster of two processes plans the same.

python -m benchmarks.plan_day [villages]. Each has a team of 35 for a week, 60 households to bring bags to, 40 places to
disinfect. Prints seconds as a share of the ten minutes, and whether the plans are equal byte for byte.
"""

import sys
import time

from distributed import LocalCluster

from fangxian.nights.crews import plan_all
from fangxian.nights.rules import Effort, Planned
from tests.nights.pictures import whole

AIM_S = 600.0
CORES = 2


def main() -> None:
    """Prints a line for this process and one for the cluster."""
    villages = int(sys.argv[1]) if len(sys.argv) > 1 else 241
    pictures = [whole(f"{n:03}", n) for n in range(villages)]
    aim = AIM_S * villages / 241
    print(f"{'where':<10} {'villages':>8} {'failed':>6} {'shifts':>7} {'short':>6} {'bags':>6} {'time/aim':>9}  same")
    began, worked = time.perf_counter(), time.process_time()
    here = plan_all(pictures, effort=Effort(), told=_told)
    _line("here", here, (time.perf_counter() - began) / aim, "")
    print(f"two cores with nothing else to do: {(time.process_time() - worked) / CORES / aim:.2f} of the aim")
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0") as cluster:  # type: ignore[no-untyped-call]
        began = time.perf_counter()
        there = plan_all(pictures, effort=Effort(), told=_told, cluster=cluster.scheduler_address)
        same = all(here[code].as_json() == there[code].as_json() for code in here)
        _line("cluster", there, (time.perf_counter() - began) / aim, "yes" if same else "NO")


def _told(made: Planned) -> None:
    """Progress is for people; a benchmark says only how it ended."""


def _line(where: str, made: dict[str, Planned], share: float, same: str) -> None:
    failed = sum(bool(each.fault) for each in made.values())
    figures = [each.figures() for each in made.values()]
    shifts, short, bags = (sum(each[key] for each in figures) for key in ("shifts", "short", "bags"))
    print(f"{where:<10} {len(made):>8} {failed:>6} {shifts:>7} {short:>6} {bags:>6} {share:>9.2f}  {same}", flush=True)


if __name__ == "__main__":
    main()
