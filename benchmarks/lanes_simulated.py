"""Lanes against a simulation by ciw: is each hour inside its 95 % interval, and what hourly Erlang-C would have said.

python -m benchmarks.lanes_simulated [runs]
"""

import sys
from math import factorial

import numpy as np

from fangxian.calc.lanes import Problem, Stream, plan
from tests.calc.lanes.simulated import simulate

# A junction's morning: it fills, stands above what four lanes clear, and empties again.
FLOW = (120.0, 380.0, 460.0, 520.0, 430.0, 260.0)
LANES = (2, 4, 4, 4, 4, 3)
SERVICE_S, LIMIT = 30.0, 10.0


def main() -> None:
    """Prints one line per hour: share in time and mean wait, ours and simulated."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 150
    seen = simulate(FLOW, LANES, service_s=SERVICE_S, limit=LIMIT, runs=runs)
    line = plan(Problem((Stream("vehicles", FLOW, SERVICE_S),), lanes=(LANES,))).lines[0]
    heads = ("lanes", "in time", "ciw", "±", "inside", "wait", "ciw", "±", "inside", "erlang")
    print("hour " + " ".join(f"{head:>8}" for head in heads))
    for hour, step in enumerate(line.steps):
        waits = [m.wait_min for m in line.curve if hour * 60 <= m.minute <= hour * 60 + 60]
        wait = float(np.trapezoid(waits) / (len(waits) - 1))
        inside = abs(step.share - seen.share[hour]) <= seen.share_half[hour] + 1e-3
        wait_inside = abs(wait - seen.wait[hour]) <= seen.wait_half[hour] + 1e-2
        cells = (
            f"{step.lanes}", f"{step.share:.3f}", f"{seen.share[hour]:.3f}", f"{seen.share_half[hour]:.3f}",
            "yes" if inside else "NO", f"{wait:.2f}", f"{seen.wait[hour]:.2f}", f"{seen.wait_half[hour]:.2f}",
            "yes" if wait_inside else "NO", erlang(FLOW[hour], LANES[hour]),
        )  # fmt: skip
        print(f"{hour:>4} " + " ".join(f"{cell:>8}" for cell in cells))
    chosen = plan(Problem((Stream("vehicles", FLOW, SERVICE_S),)))
    print(f"fewest lanes for 95 % under {LIMIT:.0f} min at every moment: {[s.lanes for s in chosen.lines[0].steps]}")
    print(f"400 an hour: {plan(Problem((Stream('vehicles', (400.0,), SERVICE_S),))).lines[0].steps[0].lanes} lanes")


def erlang(flow: float, lanes: int) -> str:
    """The mean wait hourly Erlang-C gives, in minutes; it knows no answer where more come than are cleared."""
    load = flow * SERVICE_S / 3600
    if load >= lanes:
        return "endless"
    last = load**lanes / factorial(lanes) * lanes / (lanes - load)
    delayed = last / (sum(load**k / factorial(k) for k in range(lanes)) + last)
    return f"{delayed * 60 / (lanes * 3600 / SERVICE_S - flow):.2f}"


if __name__ == "__main__":
    main()
