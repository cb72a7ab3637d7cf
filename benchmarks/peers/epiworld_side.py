"""epiworldpy in the peers' environment: its SEIR on the links of network.npz, and what a run costs and ends with.

python epiworld_side.py FOLDER DAYS RUNS; writes epiworld.json. Times are processor seconds of `run`.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from epiworldpy import epimodels

CHANCE, INCUBATION, RECOVERY, FIRST = 0.012, 4.0, 0.125, 20


def main() -> None:
    """Write the results."""
    folder, days, runs = Path(sys.argv[1]), *map(int, sys.argv[2:4])
    network = np.load(folder / "network.npz")
    people = len(network["age"])
    ends = [np.concatenate([network[f"{name}_{end}"] for name in "hswc"]) for end in ("p1", "p2")]
    low, high = np.minimum(*ends).astype(np.int64), np.maximum(*ends).astype(np.int64)
    links = np.unique((low * people + high)[low != high])
    model = epimodels.ModelSEIR("x", FIRST / people, CHANCE, INCUBATION, RECOVERY)
    model.agents_from_edgelist((links // people).tolist(), (links % people).tolist(), people, False)
    model.verbose_off()
    seconds, sizes = [], []
    for seed in range(runs):
        begun = time.process_time()
        model.run(days, seed + 1)
        seconds.append(time.process_time() - begun)
        sizes.append(float(np.count_nonzero(np.array(model.get_agents_states()) != model.state_of("Susceptible"))))
    (folder / "epiworld.json").write_text(json.dumps({"seconds": seconds, "sizes": sizes}))


if __name__ == "__main__":
    main()
