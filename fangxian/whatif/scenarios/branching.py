"""`[model] kind = "branching"`: outbreaks as branching processes with isolation and tracing."""

from functools import partial
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from fangxian.calc.epidemic.branching import (
    ALIKE,
    DELAYS,
    INCUBATION,
    Branched,
    Branching,
    branch,
    extinction,
    share_causing,
)
from fangxian.whatif.figures import between, wilson
from fangxian.whatif.running import Job, everywhere
from fangxian.whatif.scenarios.durations import law
from fangxian.whatif.scenarios.reader import Reader

HELLEWELL = "Hellewell et al. 2020, doi 10.1016/S2214-109X(20)30074-7"
BACKER = "Backer et al. 2020, doi 10.2807/1560-7917.ES.2020.25.5.2000062"
SARS_K = "Lloyd-Smith et al. 2005, doi 10.1038/nature04153"
RUNS, MOST_RUNS = 1000, 200_000
# Keys that are lists by themselves; a list elsewhere asks for each of its values.
LISTS = {"weeks"}


# The names of keys, and how else people spell them.
FIRST = ("initial_cases", "n0", "initial", "first_cases", "seeds", "cases")
TRACED = ("share_traced", "traced", "trace", "tracing", "traced_share", "prop_ascertain")
BEFORE = ("presymptomatic_share", "presymptomatic", "theta", "before_onset", "presymp")
SILENT = ("asymptomatic_share", "asymptomatic", "asym", "subclinical", "prop_asym")
DELAY = ("delay", "onset_to_isolation", "isolation_delay")
INCUBATED = ("incubation", "incubation_period")
CAP = ("max_cases", "cap", "cap_cases")
# Words for numbers: how the paper writes its smallest share, and everybody alike.
LEAST = {"<1%": 0.01}
ALL_ALIKE = {"inf": np.inf, "infinite": np.inf, "infinity": np.inf, "∞": np.inf, "poisson": np.inf}


def read(reader: Reader) -> Branching:
    """The outbreak a table asks for, in whatever spelling."""
    return Branching(
        r0=reader.number("R0", "r0", "R", "r", low=0, high=50),
        k=reader.number("k", "dispersion", low=0.001, default=0.16, source=SARS_K, named=ALL_ALIKE),
        initial_cases=reader.whole(*FIRST, low=1, high=1000, default=1, source=HELLEWELL),
        share_traced=reader.share(*TRACED, default=0.0, source=HELLEWELL),
        presymptomatic_share=reader.share(*BEFORE, default=0.15, source=HELLEWELL, named=LEAST),
        asymptomatic_share=reader.share(*SILENT, default=0.0, source=HELLEWELL),
        delay=law(reader, *DELAY, named=DELAYS, default=DELAYS["short"], source=HELLEWELL),
        incubation=law(reader, *INCUBATED, named={"hellewell": INCUBATION}, default=INCUBATION, source=BACKER),
        shared_delay=reader.flag("shared_delay", default=False, source=HELLEWELL),
        quarantine=reader.flag("quarantine", "quarantine_traced", default=False, source=HELLEWELL),
        weeks=_weeks(reader),
        max_cases=reader.whole(*CAP, low=10, high=100_000, default=5000, source=HELLEWELL),
    )


def _weeks(reader: Reader) -> tuple[int, int]:
    low, high = reader.wholes("weeks", "control_weeks", count=2, low=0, high=52, default=(12, 16), source=HELLEWELL)
    return low, high


def outcome(asked: Branching, job: Job) -> dict[str, Any]:
    """What becomes of it, over all runs."""
    parts = everywhere(partial(branch, asked, seed=job.seed), job)
    return _figures(asked, parts, job.runs)


def _figures(asked: Branching, parts: list[Branched], runs: int) -> dict[str, Any]:
    def all_of(name: str) -> Any:
        return np.concatenate([getattr(part, name) for part in parts])

    cases, controlled, extinct = all_of("cases"), all_of("controlled"), all_of("extinct")
    drawn, infected = all_of("drawn"), all_of("infected")
    weekly = all_of("weekly")[:, : asked.weeks[1] + 1]
    return {
        "p_controlled": float(controlled.mean()),
        "p_controlled_95": wilson(int(controlled.sum()), runs),
        "p_extinct": float(extinct.mean()),
        "p_extinct_95": wilson(int(extinct.sum()), runs),
        "p_first_case_infects_nobody": float(all_of("none_infected").sum() / (runs * asked.initial_cases)),
        "cases": between(cases),
        "reached_max_cases": float((cases >= asked.max_cases).mean()),
        "effective_r": float(infected.sum() / drawn.sum()),
        "weekly_cases": {
            name: np.quantile(weekly, at, axis=0).tolist()
            for name, at in (("p5", 0.05), ("median", 0.5), ("p95", 0.95))
        },
        "exact": {
            "p_extinct_without_measures": extinction(asked.r0, asked.k) ** asked.initial_cases,
            "p_case_infects_nobody_without_measures": _nobody(asked),
            "share_of_cases_causing_80_percent": share_causing(asked.k),
        },
        "sentence": sentence(asked, float(controlled.mean())),
    }


def _nobody(asked: Branching) -> float:
    if asked.k >= ALIKE:
        return float(np.exp(-asked.r0))
    return float((1 + asked.r0 / asked.k) ** -asked.k)


def sentence(asked: Branching, controlled: float) -> str:
    """The outcome in plain words, with what the model does not know."""
    words = {
        "cases": asked.initial_cases, "traced": round(asked.share_traced * 100), "controlled": round(controlled * 100),
        "low": asked.weeks[0], "high": asked.weeks[1], "max": asked.max_cases, "r0": f"{asked.r0:g}",
    }  # fmt: skip
    return (
        _(
            "Beginning with %(cases)s, each infecting %(r0)s others on average, with %(traced)s %% of contacts traced: "
            "in %(controlled)s of 100 outbreaks nobody falls ill in weeks %(low)s to %(high)s and fewer than %(max)s "
            "are ill in all. The model knows no households, places or people, and holds its numbers for certain."
        )
        % words
    )
