"""Plans side by side on one community: the same chance events for each, and what each buys and costs."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from django.conf import settings

from fangxian.calc.epidemic.cluster import on_dask
from fangxian.calc.epidemic.places import Kind
from fangxian.calc.epidemic.population import Population
from fangxian.calc.epidemic.result import Result
from fangxian.calc.epidemic.run import Elsewhere, run
from fangxian.calc.epidemic.scenario import Begin, Scenario
from fangxian.whatif.diseases import Natural, disease, load
from fangxian.whatif.figures import between, wilson
from fangxian.whatif.plans import Plan, measures_of
from fangxian.whatif.running import Heard, nobody

# Counts of a building are shown only where this many live in it: fewer would point to a person.
LEAST_PEOPLE = 10
WEEK = 7
TORNADO_STEP = 0.25
LIKELIEST, SHARES = 0.99, frozenset({"household_attack", "silent"})
TORNADO = ("r0", "household_attack", "silent", "presymptomatic_days", "found_after")


@dataclass(frozen=True)
class Asked:
    """What is asked of every plan: `days` from the decision, no onset after day `after` with `sure` probability.

    `team_hours` is what the team can give in a day, 0 where nobody knows.
    """

    begin: Begin
    days: int = 60
    after: int = 28
    sure: float = 0.95
    team_hours: float = 0.0
    runs: int = 200
    seed: int = 1
    workers: int = 0
    log: bool = False


def compare(
    population: Population, plans: Sequence[Plan], of: Natural, asked: Asked, *, heard: Heard = nobody,
    stop: Callable[[], bool] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Every plan's outcomes on common random numbers, and how far the figures move with what is not known for sure.

    Raises `calc.epidemic.run.Stopped` when asked to stop.
    """
    turns = len(plans) + 2 * len(TORNADO)
    rows = []
    for number, plan in enumerate(plans):
        found = _ran(population, plan, of, asked, _counting(heard, number, turns, asked.runs), stop)
        rows.append(_outcome(population, plan, of, asked, found))
    chosen = _gentlest(rows)
    tornado = _tornado(population, plans[chosen], of, asked, heard, stop, turns)
    return {"plans": rows, "best": plans[chosen].name, "tornado": tornado, "people": population.size}


def _gentlest(rows: Sequence[dict[str, Any]]) -> int:
    """The plan that restricts people least among those that are sure enough and can be carried; else the surest."""
    able = [n for n, row in enumerate(rows) if row["sure"] and not row["too_much"]]
    if able:
        return min(able, key=lambda n: (rows[n]["restricted_days"]["mean"], rows[n]["hours"]["mean"]))
    return max(range(len(rows)), key=lambda n: (not rows[n]["too_much"], rows[n]["p_controlled"]))


def _counting(heard: Heard, turn: int, turns: int, runs: int) -> Heard:
    return lambda done, _of: heard(turn * runs + done, turns * runs)


def _ran(
    population: Population, plan: Plan, of: Natural, asked: Asked, heard: Heard, stop: Callable[[], bool] | None
) -> Result:
    scenario = Scenario(
        days=asked.days, disease=disease(of, population), measures=measures_of(plan, of), begin=asked.begin
    )
    where: Elsewhere | Literal["threads"] = on_dask(settings.CLUSTER) if settings.CLUSTER else "threads"
    return run(
        population, scenario, runs=asked.runs, seed=asked.seed, where=where,
        workers=asked.workers or None, progress=heard, stop=stop,
    )  # fmt: skip


def _outcome(population: Population, plan: Plan, of: Natural, asked: Asked, found: Result) -> dict[str, Any]:
    held = found.controlled(after=asked.after)
    p = float(held.mean())
    return {
        "name": plan.name,
        "measures": sorted(plan.measures),
        "until": plan.until,
        "p_controlled": p,
        "p_controlled_95": wilson(int(held.sum()), found.runs),
        "sure": p >= asked.sure,
        "infected": between(found.infected),
        "deaths": between(found.deaths),
        "restricted_days": between(found.restricted_days),
        **_work(found, of, asked),
        "fan": {
            name: found.between("infections")[row].tolist() for row, name in enumerate(("p5", "median", "p95"))
        },
        "ways": {name: float(days.sum() / found.runs) for name, days in found.ways.items() if days.sum()},
        "by_building": _by_building(population, found),
        **({"log": _log(population, found)} if asked.log else {}),
    }  # fmt: skip


def _work(found: Result, of: Natural, asked: Asked) -> dict[str, Any]:
    """What the plan asks of those who carry it out; too much when the median of the busiest week is above the team."""
    work = found.work(load(of))
    gated = any(type(one).__name__ == "OneGate" for one in found.scenario.measures)
    hours = work.hours + (of.named["gate_hours"] if gated else 0.0)
    weeks = np.stack([np.convolve(row, np.ones(WEEK) / WEEK, mode="valid") for row in hours]).max(axis=1)
    return {
        "hours": between(hours.sum(axis=1)),
        "busiest_week_hours_a_day": between(weeks),
        "meals": between(work.meals.sum(axis=1)),
        "readings": between(work.readings.sum(axis=1)),
        "deliveries": between(work.deliveries.sum(axis=1)),
        "sets": between(work.sets.sum(axis=1)),
        "traced": between(found.total("traced")),
        "most_traced_in_a_day": between(found.daily["traced"].max(axis=1)),
        "waiting_to_be_traced": between(found.daily["waiting"].max(axis=1)),
        "team_hours_a_day": asked.team_hours or None,
        "too_much": bool(asked.team_hours and np.median(weeks) > asked.team_hours),
    }


def _large(population: Population) -> set[int]:
    """The buildings in which enough people live to be counted by themselves."""
    people = Counter(population.places[Kind.BUILDING].tolist())
    ids = population.ids[Kind.BUILDING]
    return {int(ids[number]) for number, count in people.items() if number >= 0 and count >= LEAST_PEOPLE}


def _by_building(population: Population, found: Result) -> dict[str, float]:
    """Infections a run by building (register number); small buildings stand together under `other`."""
    large, sums = _large(population), Counter[str]()
    for spot in found.spots:
        sums[str(spot.building) if spot.building in large else "other"] += spot.infections
    return {place: count / found.runs for place, count in sorted(sums.items())}


def _log(population: Population, found: Result) -> list[dict[str, Any]]:
    """Infections by way, building and day, over all runs."""
    large, sums = _large(population), Counter[tuple[str, str, int]]()
    for spot in found.spots:
        sums[spot.way, str(spot.building) if spot.building in large else "other", spot.day] += spot.infections
    keys = ("way", "building", "day")
    return [{**dict(zip(keys, place, strict=True)), "infections": count} for place, count in sorted(sums.items())]


def _tornado(
    population: Population, plan: Plan, of: Natural, asked: Asked, heard: Heard, stop: Callable[[], bool] | None,
    turns: int,
) -> list[dict[str, Any]]:  # fmt: skip
    """P(control) of one plan with each uncertain number a quarter lower and higher, the widest first."""
    found = []
    for number, name in enumerate(TORNADO):
        held: float = getattr(of, name)
        ends = []
        for side, factor in enumerate((1 - TORNADO_STEP, 1 + TORNADO_STEP)):
            turn = turns - 2 * len(TORNADO) + 2 * number + side
            moved = held * factor
            changed: dict[str, Any] = {name: min(moved, LIKELIEST) if name in SHARES else moved}
            other = replace(of, **changed)
            ran = _ran(population, plan, other, asked, _counting(heard, turn, turns, asked.runs), stop)
            ends.append({"value": getattr(other, name), "p_controlled": ran.probability(after=asked.after)})
        found.append({"what": name, "value": held, "low": ends[0], "high": ends[1]})
    return sorted(found, key=lambda one: -abs(one["low"]["p_controlled"] - one["high"]["p_controlled"]))
