"""Covasim 3.1.9 in its own environment: its hybrid network of n people, and what its runs cost and end with.

python covasim_side.py FOLDER PEOPLE DAYS RUNS; writes network.npz and covasim.json. Times are processor seconds of
`sim.run()` after everything was set up, so that a busy machine does not count against anybody.
"""

import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import covasim as cv
import numpy as np

FIRST = 20
# Many first infected, so that chance hardly moves a size, and so many runs of them for four in a thousand.
MANY, SHARP_RUNS = 200, 160
TESTS = {"symp_prob": 0.2, "asymp_prob": 0.001, "test_delay": 1}
SHARES = {"h": 1.0, "s": 0.5, "w": 0.5, "c": 0.1}
DELAYS = {"h": 0, "s": 1, "w": 1, "c": 2}


def main() -> None:
    """Write the network and the results."""
    folder, people, days, runs = Path(sys.argv[1]), *map(int, sys.argv[2:5])
    base = cv.Sim(
        pop_size=people,
        pop_type="hybrid",
        pop_infected=FIRST,
        n_days=days - 1,
        verbose=0,
        use_waning=False,
        rand_seed=1,
    )
    base.initialize(init_infections=False)
    layers = {f"{name}_{end}": base.people.contacts[name][end] for name in "hswc" for end in ("p1", "p2")}
    np.savez(folder / "network.npz", age=base.people.age, **layers)
    table = {key: np.asarray(value).tolist() for key, value in base["prognoses"].items()}
    found = {}
    for plan in ("none", "traced"):
        # What is compiled at the first run is not counted.
        _run(base, plan, runs)
        found[plan] = _gathered([_run(base, plan, seed) for seed in range(runs)])
    # Only sizes are asked of these: they may share the machine's cores.
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        found["sharp"] = _gathered([*pool.map(partial(_run, base, "sharp"), range(SHARP_RUNS), chunksize=20)])
    (folder / "covasim.json").write_text(
        json.dumps({"prognoses": table, "dur": base["dur"], "beta_layer": base["beta_layer"], **found})
    )


def _gathered(rows: list[dict[str, float]]) -> dict[str, list[float]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


def _run(base: cv.Sim, plan: str, seed: int) -> dict[str, float]:
    # The same people and links in every run; only what happens to them is drawn anew.
    sim = base.copy()
    measures = [cv.test_prob(**TESTS), cv.contact_tracing(SHARES, DELAYS)]
    sim["interventions"] = [] if plan == "none" else measures
    sim["pop_infected"] = MANY if plan == "sharp" else FIRST
    sim.init_interventions()
    cv.set_seed(seed + 100)
    # Else every run would begin with the same twenty people, and be a tale of how infectious these are.
    sim.people.rel_trans[:] = cv.utils.sample(**sim["beta_dist"], size=len(sim.people))
    begun = time.process_time()
    sim.run(reset_seed=False)
    infected = sim.results["cum_infections"]
    return {
        "seconds": time.process_time() - begun,
        "sizes": float(infected[-1]),
        "day_20": float(infected[20]),
        "found": float(np.count_nonzero(sim.people.date_diagnosed < sim.npts)),
    }


if __name__ == "__main__":
    main()
