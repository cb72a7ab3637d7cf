"""Covasim 3.1.9 in its own environment: its hybrid network of n people, and what its runs cost and end with.

python covasim_side.py FOLDER PEOPLE DAYS RUNS; writes network.npz and covasim.json. Times are processor seconds of
`sim.run()` after everything was set up, so that a busy machine does not count against anybody.
"""

import json
import sys
import time
from pathlib import Path

import covasim as cv
import numpy as np

FIRST = 20
# Many first infected, so that chance hardly moves a size, and so many runs of them.
MANY, SHARP_RUNS = 200, 40
TESTS = {"symp_prob": 0.2, "asymp_prob": 0.001, "test_delay": 1}
SHARES = {"h": 1.0, "s": 0.5, "w": 0.5, "c": 0.1}
DELAYS = {"h": 0, "s": 1, "w": 1, "c": 2}


class ByLink(cv.contact_tracing):
    """Each case names each contact with the layer's share; Covasim asks once a day for all cases of a layer at once."""

    def identify_contacts(self, sim: cv.Sim, trace_inds: np.ndarray) -> dict[int, np.ndarray]:
        """Whom the cases of a day name, by the days until they are reached."""
        found = np.zeros(len(sim.people), bool)
        found[trace_inds] = True
        named: dict[int, list[np.ndarray]] = {}
        for key, share in self.trace_probs.items():
            layer = sim.people.contacts[key]
            beside = np.concatenate([layer["p2"][found[layer["p1"]]], layer["p1"][found[layer["p2"]]]])
            reached = beside[np.random.random(len(beside)) < share]
            named.setdefault(self.trace_time[key], []).append(reached)
        return {delay: np.unique(np.concatenate(parts)).astype(np.int32) for delay, parts in named.items()}


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
    found = {plan: _runs(base, plan, runs) for plan in ("none", "traced")}
    found["sharp"] = _runs(base, "sharp", SHARP_RUNS)
    (folder / "covasim.json").write_text(
        json.dumps({"prognoses": table, "dur": base["dur"], "beta_layer": base["beta_layer"], **found})
    )


def _runs(base: cv.Sim, plan: str, runs: int) -> dict[str, list[float]]:
    seconds, sizes, early = [], [], []
    for seed in range(runs):
        # The same people and links in every run; only what happens to them is drawn anew.
        sim = base.copy()
        tracing = {"traced": cv.contact_tracing, "sharp": ByLink}.get(plan)
        sim["interventions"] = [cv.test_prob(**TESTS), tracing(SHARES, DELAYS)] if tracing else []
        sim["pop_infected"] = MANY if plan == "sharp" else FIRST
        sim.init_interventions()
        cv.set_seed(seed + 100)
        # Else every run would begin with the same twenty people, and be a tale of how infectious these are.
        sim.people.rel_trans[:] = cv.utils.sample(**sim["beta_dist"], size=len(sim.people))
        begun = time.process_time()
        sim.run(reset_seed=False)
        seconds.append(time.process_time() - begun)
        sizes.append(float(sim.results["cum_infections"][-1]))
        early.append(float(sim.results["cum_infections"][20]))
    return {"seconds": seconds, "sizes": sizes, "day_20": early}


if __name__ == "__main__":
    main()
