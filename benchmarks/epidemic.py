"""The outbreak engine beside Covasim 3.1.9 and epiworldpy on the same people, links and tables, and alone.

python -m benchmarks.epidemic [people [runs]]

The peers are installed into an environment of their own that is thrown away afterwards; FANGXIAN_PEERS names one that
is kept. Times are processor seconds of one core after set-up, as ratios; sizes are means over the runs.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from benchmarks.peers.community import community, covid, covid_plan
from fangxian.calc.epidemic.disease import AgeGroup, Delay, Disease, lognormal
from fangxian.calc.epidemic.measures import Isolate, Measure, Test, Trace
from fangxian.calc.epidemic.population import Population, from_layers
from fangxian.calc.epidemic.run import run
from fangxian.calc.epidemic.scenario import Begin, Scenario

SIDES = Path(__file__).parent / "peers"
PEERS = ("covasim==3.1.9", "epiworldpy")
# `sharp` compares sizes under tracing: from so many first infected chance is a tenth of what it is from twenty. So many
# runs of ours cost little and leave the peers' chance alone.
DAYS, FIRST, MANY, OURS = 120, 20, 200, 1000
NAMES = {"h": "household", "s": "school", "w": "work", "c": "community"}
ISOLATED = {"household": 0.3, "school": 0.1, "work": 0.1, "community": 0.1}
CONFINED = {"household": 0.6, "school": 0.2, "work": 0.2, "community": 0.2}
TRACED: tuple[Measure, ...] = (
    Test(symptomatic=0.2, others=0.001, delay=1),
    Isolate(where="home", left=ISOLATED),
    Trace(
        shares={"household": 1.0, "school": 0.5, "work": 0.5, "community": 0.1},
        delays={"household": 0, "school": 1, "work": 1, "community": 2},
        days=14,
        left=CONFINED,
        naming="per_day",
    ),
)
AIMS = {658: (0.05, 0.02), 22_000: (1.0, 0.5), 430_000: (20.0, 12.0)}


def main(words: Sequence[str]) -> None:
    """Prints one line per claim."""
    if words[:1] == ["alone"]:
        alone(int(words[1]))
        return
    people, runs = (*map(int, words), 22_000, 6)[:2] if len(words) < 2 else map(int, words[:2])
    for size in AIMS:
        subprocess.run([sys.executable, "-m", "benchmarks.epidemic", "alone", str(size)], check=True)
    with tempfile.TemporaryDirectory() as folder:
        python = peers(Path(folder))
        if python is None:
            print("Covasim and epiworldpy could not be installed here; the comparison is left out.")
            return
        compare(python, Path(folder), people, runs)


def alone(size: int) -> None:
    """A hundred runs with tracing, once everything is compiled: seconds against the aim, memory of the process."""
    asked = time.perf_counter()
    town = community(size)
    plan = Scenario(days=DAYS, disease=covid(), measures=covid_plan(), begin=Begin(infected=min(FIRST, size // 100)))
    run(town, plan, runs=1, seed=0, where="loop")
    first = time.perf_counter() - asked
    begun = time.process_time()
    found = run(town, plan, runs=100, seed=1, where="loop")
    seconds = time.process_time() - begun
    limit, aim = AIMS[size]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:>7} people, 100 runs traced: {seconds / limit:5.2f} of the limit, {seconds / aim:5.2f} of the aim; "
        f"infected {found.infected.mean():.0f}; memory {memory:.0f} MB; first answer {first:.1f} s"
    )


def peers(folder: Path) -> Path | None:
    """The interpreter of an environment with the peers, None when they cannot be installed."""
    kept = os.environ.get("FANGXIAN_PEERS")
    home = Path(kept) if kept else folder / "peers"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        done = subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=False, capture_output=True)
        if done.returncode:
            return None
    return python


def compare(python: Path, folder: Path, people: int, runs: int) -> None:
    """The peers' runs, then ours on their network."""
    single = {**os.environ, "MPLBACKEND": "agg", "NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONPATH": ""}
    orders = (("covasim_side.py", folder, people, DAYS, runs), ("epiworld_side.py", folder, DAYS, 5 * runs))
    for order in orders:
        subprocess.run([python, SIDES / order[0], *map(str, order[1:])], env=single, check=True, capture_output=True)
    peer = json.loads((folder / "covasim.json").read_text())
    town = network(folder, "hswc")
    print(f"{people} people × {DAYS} days, ours/theirs: times faster, final size, infected by day 20, found; infected")
    disease = as_covasim(peer)
    for plan, measures, first in (("none", (), FIRST), ("traced", TRACED, FIRST), ("sharp", TRACED, MANY)):
        line(f"Covasim 3.1.9, {plan}", peer[plan], town, Scenario(
            days=DAYS, disease=disease, measures=measures, begin=Begin(infected=first)
        ))  # fmt: skip
    seir = json.loads((folder / "epiworld.json").read_text())
    line("epiworldpy, SEIR", seir, network(folder, None), Scenario(
        days=DAYS, disease=as_epiworld(), begin=Begin(infected=FIRST)
    ))  # fmt: skip


def line(name: str, peer: dict[str, Any], town: Population, scenario: Scenario) -> None:
    """One comparison: processor time a run, final size, the infected by day 20 and the found, as ratios."""
    run(town, scenario, runs=1, seed=0, where="loop")
    begun = time.process_time()
    found = run(town, scenario, runs=OURS, seed=7, where="loop")
    seconds = (time.process_time() - begun) / found.runs
    ours = {"day_20": found.daily["infections"][:, :21].sum(axis=1), "found": found.total("found")}
    others = [ratio(own, peer[key]) if any(peer.get(key, ())) else f"{'-':^15}" for key, own in ours.items()]
    print(
        f"{name:<22}{mean(peer['seconds']) / seconds:>5.0f}   {ratio(found.infected, peer['sizes'])}   "
        f"{'   '.join(others)}{found.infected.mean():>8.0f}"
    )


def ratio(ours: Any, theirs: Sequence[float]) -> str:
    """Our mean over theirs, and the standard error that both have by chance."""
    own, other = np.asarray(ours, float), np.asarray(theirs, float)
    chance = sum(each.var() / len(each) / each.mean() ** 2 for each in (own, other)) ** 0.5
    return f"{own.mean() / other.mean():.4f} ± {own.mean() / other.mean() * chance:.4f}"


def network(folder: Path, layers: str | None) -> Population:
    """The peers' people and links; without layers, all links in one."""
    held = np.load(folder / "network.npz")
    age = held["age"].astype(np.int64)
    rows = np.arange(len(age))
    if layers:
        links = {NAMES[name]: (held[f"{name}_p1"], held[f"{name}_p2"]) for name in layers}
    else:
        ends = [np.concatenate([held[f"{name}_{end}"] for name in "hswc"]) for end in ("p1", "p2")]
        links = {"community": (ends[0], ends[1])}
    return from_layers(rows, age, rows, links)


def as_covasim(peer: dict[str, Any]) -> Disease:
    """Covasim's own tables.

    It draws infectiousness in hundredths (a variance more by 0.01 than the gamma's), and compares parts of a course in
    double precision with a single-precision share, so that of ten days four are early ones, of fourteen or more five.
    """
    table = peer["prognoses"]
    law = {name: lognormal(mean=each["par1"], sd=each["par2"]) for name, each in peer["dur"].items()}
    columns = ("age_cutoffs", "sus_ORs", "symp_probs", "severe_probs", "crit_probs", "death_probs")
    return Disease(
        beta=0.016,
        by_layer={NAMES[key]: float(value) for key, value in peer["beta_layer"].items()},
        contact="chance",
        dispersion=1.0 / (1.0 / 0.45 + 0.01),
        latent=law["exp2inf"],
        presymptomatic=law["inf2sym"],
        early_share=float(np.float32(0.3)),
        early_ratio=2.0,
        early_days=float(np.nextafter(np.float32(4.0), np.float32(5.0))),
        silent_days=law["asym2rec"],
        mild_days=law["mild2rec"],
        to_severe=law["sym2sev"],
        severe_days=law["sev2rec"],
        to_critical=law["sev2crit"],
        critical_days=law["crit2rec"],
        to_death=law["crit2die"],
        ages=tuple(
            AgeGroup(above=int(a), susceptibility=s, symptomatic=p, severe=q, critical=c, dies=d)
            for a, s, p, q, c, d in zip(*(table[name] for name in columns), strict=True)
        ),
    )


def as_epiworld() -> Disease:
    """Epiworld's SEIR, in which the exposed infect as well: both stages are geometric and one course here."""
    days = np.arange(1, 121)
    exposed, ill = (rate * (1 - rate) ** (days - 1) for rate in (1 / 4.0, 0.125))
    course = np.concatenate([[0.0, 0.0], np.convolve(exposed, ill)])[:120]
    return Disease(
        beta=0.012,
        contact="chance",
        latent=Delay("fixed", 1),
        silent_days=Delay("table", chances=tuple(course.tolist())),
        ages=(AgeGroup(symptomatic=0.0),),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
