"""`[model] kind = "household"`: how many of one household fall ill in the end."""

from functools import partial
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from fangxian.calc.epidemic.household import (
    BLOCK,
    EXACT_UP_TO,
    ONE_DAY,
    Household,
    agreement,
    exact_sizes,
    mean_share,
    rate_for,
    rate_for_final,
    simulated_sizes,
)
from fangxian.calc.epidemic.laws import Law
from fangxian.whatif.figures import wilson
from fangxian.whatif.running import Job, everywhere
from fangxian.whatif.scenarios.durations import law
from fangxian.whatif.scenarios.reader import Reader, ScenarioError

REED_FROST = "Reed–Frost: everybody is infectious for one period"
ONE_CASE = "one introductory case"
RUNS, MOST_RUNS = 200_000, 2_000_000
LISTS: set[str] = set()
NEARLY = 1e-4
_PERIODS = {"constant": ONE_DAY, "reed-frost": ONE_DAY, "exponential": Law("exponential", 1.0)}
_PERIOD = ("infectious_period", "period", "infectious")
_OUTSIDE = ("community_escape", "B")
_INTRODUCED = ("community_infection", "community_attack_rate", "cpi")
_PAIRWISE = ("p", "pairwise", "pairwise_attack_rate", "transmission_probability")
_FINAL = ("final_attack_rate", "sar", "secondary_attack_rate", "attack_rate")
_RATE = ("rate", "b", "beta", "contact_rate")
_ESCAPE = ("Q", "q", "household_escape")


def read(reader: Reader) -> Household:
    """The household a table asks for: by p, by a rate, by a final attack rate, or by Longini and Koopman's B and Q."""
    size = reader.whole("size", "n", "household_size", low=1, high=200)
    period = law(reader, *_PERIOD, named=_PERIODS, default=ONE_DAY, source=REED_FROST, positive=True)
    escape = _community(reader)
    usual = 0 if escape < 1 else 1
    introduced = reader.whole("introduced", "initial_cases", "a", low=0, high=size, default=usual, source=ONE_CASE)
    if introduced == 0 and escape == 1:
        raise ScenarioError(_("model.introduced is 0 and nobody comes from outside: nothing can happen."))
    return Household(size, _rate(reader, size, period), period, introduced, escape)


def _community(reader: Reader) -> float:
    """How likely somebody escapes the community, which may be told by its opposite."""
    if reader.has(*_INTRODUCED) and not reader.has(*_OUTSIDE):
        return 1 - reader.share(*_INTRODUCED)
    return reader.share(*_OUTSIDE, default=1.0, source="nobody is infected from outside later on")


def _rate(reader: Reader, size: int, period: Law) -> float:
    ways = [way for way in (_PAIRWISE, _FINAL, _RATE, _ESCAPE) if reader.has(*way)]
    if len(ways) != 1:
        for way in (_PAIRWISE, _FINAL, _RATE, _ESCAPE):
            reader.known.append(way[0])
        refuse_wrong_keys(reader)
        raise ScenarioError(
            _("model needs exactly one of p (one ill member infects one given other), final_attack_rate, rate, Q.")
        )
    if ways[0] is _PAIRWISE:
        return _reached(reader, _PAIRWISE, reader.share(*_PAIRWISE), period)
    if ways[0] is _ESCAPE:
        return _reached(reader, _ESCAPE, 1 - reader.share(*_ESCAPE), period)
    if ways[0] is _RATE:
        return reader.number(*_RATE, low=0, high=1000)
    if not 2 <= size <= EXACT_UP_TO:
        raise ScenarioError(_("model.final_attack_rate needs a size from 2 to %(most)s.") % {"most": EXACT_UP_TO})
    return rate_for_final(reader.share(*_FINAL), size, period)


def _reached(reader: Reader, keys: tuple[str, ...], p: float, period: Law) -> float:
    """The rate for a pairwise attack rate; a period that is nearly always too short cannot reach a high one."""
    rate = rate_for(p, period)
    if abs(1 - period.laplace(rate) - p) > NEARLY:
        raise reader.fault(keys, _("cannot be reached with this infectious period: it is too often too short"))
    return rate


def refuse_wrong_keys(reader: Reader) -> None:
    """A misspelt key explains what is missing better than its absence."""
    spellings = {*_PAIRWISE, *_FINAL, *_RATE, *_ESCAPE}
    if any(key not in reader.used | spellings for key in reader.table):
        reader.used |= spellings
        reader.done()


def outcome(asked: Household, job: Job) -> dict[str, Any]:
    """How often how many fell ill, beside the exact law where there is one."""
    parts = everywhere(partial(simulated_sizes, asked, seed=job.seed), job, multiple=BLOCK)
    counts: Any = np.sum(parts, axis=0)
    final = mean_share(counts)
    found: dict[str, Any] = {
        "ill_at_the_end": [asked.introduced + ill for ill in range(asked.at_risk + 1)],
        "runs_by_size": [int(count) for count in counts],
        "probability": [float(count / job.runs) for count in counts],
        "probability_95": [wilson(int(count), job.runs) for count in counts],
        "pairwise_attack_rate": asked.pairwise(),
        "final_attack_rate": final,
    }
    if asked.at_risk <= EXACT_UP_TO:
        sizes = exact_sizes(asked)
        found |= {
            "exact_probability": [float(p) for p in sizes],
            "exact_final_attack_rate": mean_share(sizes),
            "chi_square_p": agreement(counts, sizes),
        }
    return found | {"sentence": sentence(asked, final)}


def sentence(asked: Household, final: float) -> str:
    """The two attack rates in plain words: they are often taken for one another."""
    words = {
        "size": asked.size, "pairwise": f"{asked.pairwise() * 100:.1f}", "final": f"{final * 100:.1f}",
    }  # fmt: skip
    return (
        _(
            "In a household of %(size)s, one ill member infects one given other with %(pairwise)s %% (pairwise attack "
            "rate); in the end %(final)s %% of those at risk are ill (final attack rate, what surveys count), because "
            "housemates also infect each other. The model holds all housemates for equally close."
        )
        % words
    )
