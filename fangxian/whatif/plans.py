"""Ready plans: measures in the words people use, with a pack's numbers. Days count from the decision, day 0."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fangxian.calc.epidemic.disease import Delay
from fangxian.calc.epidemic.measures import (
    ClosePlace,
    CloseVillage,
    Deliver,
    Disinfect,
    Isolate,
    LimitTrips,
    Masks,
    Measure,
    OneGate,
    Report,
    StayHome,
    Test,
    Trace,
    Watch,
)
from fangxian.calc.epidemic.places import BUILDING, COMMUNITY, GATE, HOUSEHOLD, UNIT, WORK, Kind
from fangxian.whatif.diseases import Natural

OUTSIDE_HOME = (UNIT, BUILDING, WORK, COMMUNITY, GATE)


@dataclass(frozen=True)
class Plan:
    """A plan by its measures. `until` is the day from which they no longer hold, None: to the end."""

    name: str
    measures: frozenset[str] = frozenset()
    start: int = 0
    until: int | None = None
    quarantine_days: int = 14
    traced: float | None = None
    trace_delay: int = 1
    tracer_capacity: int | None = None
    naming: Literal["per_case", "per_day"] = "per_case"
    adherence: float | None = None
    isolate: Literal["home", "away"] = "away"
    test_everyone_every: int = 3
    trip_every: float = 2.0
    workplaces: tuple[int, ...] = ()
    # Further measures until a day of their own: (their names, the day they end).
    phases: tuple[tuple[frozenset[str], int], ...] = ()
    # Rows of a dated table, as they stand.
    dated: tuple[Measure, ...] = ()


MEASURES: dict[str, str | Promise] = {
    "isolate": _("isolate cases"),
    "trace": _("trace and quarantine contacts"),
    "close": _("close the village"),
    "gate": _("one gate with screening"),
    "home": _("stay at home by household"),
    "trips": _("one trip a household every two days"),
    "deliver": _("deliver to the door"),
    "masks": _("masks"),
    "disinfect": _("disinfection"),
    "test": _("test everybody in rounds"),
    "watch": _("watch at the workplace"),
    "close_work": _("close the workplace"),
    "close_buildings": _("close a building on its first case"),
}
READY: dict[str, tuple[str | Promise, frozenset[str]]] = {
    "nothing": (_("no measure"), frozenset()),
    "isolate": (_("isolate cases"), frozenset({"isolate"})),
    "trace": (_("isolate and trace"), frozenset({"isolate", "trace"})),
    "closed": (_("close, one gate, isolate"), frozenset({"isolate", "close", "gate", "trips", "masks"})),
    "home": (
        _("close, stay at home, deliver, isolate"), frozenset({"isolate", "close", "gate", "home", "deliver", "masks"}),
    ),
    "all": (
        _("close, stay at home, deliver, isolate, trace"),
        frozenset({"isolate", "trace", "close", "gate", "home", "deliver", "masks"}),
    ),
}  # fmt: skip


def measures_of(plan: Plan, of: Natural) -> tuple[Measure, ...]:
    """The measures of a plan with a disease's numbers, all from its start until its end."""
    spans = [(name, plan.until) for name in sorted(plan.measures)]
    spans += [(name, end) for names, end in plan.phases for name in sorted(names - plan.measures)]
    made = [(one, end) for name, end in spans for one in _MAKERS[name](plan, of)]
    return (*(replace(one, start=plan.start, end=end) for one, end in made), *plan.dated)


def _isolate(plan: Plan, of: Natural) -> Iterable[Measure]:
    yield Report(coverage=of.share("reports"), onset_to_found=Delay("geometric", 1 / max(1.0, of.found_after)))
    at_home = of.share("away_household" if plan.isolate == "away" else "isolated_household")
    yield Isolate(where=plan.isolate, left={"*": of.share("isolated_others"), HOUSEHOLD: at_home})


def _trace(plan: Plan, of: Natural) -> Iterable[Measure]:
    shares = {name: of.share(f"traced_{name}") for name in (HOUSEHOLD, UNIT, WORK, COMMUNITY)}
    if plan.traced is not None:
        shares = dict.fromkeys(shares, plan.traced)
    left = {"*": of.share("quarantined_others"), HOUSEHOLD: of.share("quarantined_household")}
    yield Trace(
        shares=shares, days=plan.quarantine_days, left=left, delay=plan.trace_delay, capacity=plan.tracer_capacity,
        naming=plan.naming,
    )  # fmt: skip


def _close(plan: Plan, of: Natural) -> Iterable[Measure]:
    left = {COMMUNITY: of.share("closed_community"), WORK: of.share("closed_work")}
    yield CloseVillage(outside=of.share("closed_outside"), visitors=of.share("closed_visitors"), left=left)


def _gate(_plan: Plan, of: Natural) -> Iterable[Measure]:
    yield OneGate(sensitivity=of.share("gate_sensitivity"))


def _home(plan: Plan, of: Natural) -> Iterable[Measure]:
    left = {name: of.share(f"home_{name}") for name in (COMMUNITY, UNIT, WORK)} | {BUILDING: of.share("home_unit")}
    adherence = of.share("home_adherence") if plan.adherence is None else plan.adherence
    yield StayHome(left=left, outside=of.share("home_outside"), adherence=adherence)


def _trips(plan: Plan, of: Natural) -> Iterable[Measure]:
    yield LimitTrips(every=plan.trip_every, usual=of.named["trips_per_household"])


def _deliver(_plan: Plan, of: Natural) -> Iterable[Measure]:
    yield Deliver(left={GATE: of.share("deliver_gate")}, outside=of.share("deliver_gate"))


def _masks(plan: Plan, of: Natural) -> Iterable[Measure]:
    share = of.share("mask_coverage")
    yield Masks(source=of.share("mask_source"), wearer=of.share("mask_wearer"), layers=OUTSIDE_HOME, coverage=share)


def _disinfect(_plan: Plan, of: Natural) -> Iterable[Measure]:
    surfaces = dict.fromkeys((UNIT, BUILDING, WORK, GATE), of.share("surface_share"))
    yield Disinfect(effect=of.share("disinfection"), surfaces=surfaces)


def _test(plan: Plan, of: Natural) -> Iterable[Measure]:
    yield Test(everyone_every=plan.test_everyone_every, sensitivity=of.share("gate_sensitivity"), delay=1)


def _watch(plan: Plan, of: Natural) -> Iterable[Measure]:
    yield Watch(sensitivity=of.share("gate_sensitivity"), workplaces=plan.workplaces)


def _close_work(plan: Plan, of: Natural) -> Iterable[Measure]:
    yield ClosePlace(kind=Kind.WORKPLACE, left={WORK: of.share("closed_work")}, places=plan.workplaces)


def _close_buildings(plan: Plan, of: Natural) -> Iterable[Measure]:
    left = {COMMUNITY: of.share("home_community"), WORK: of.share("home_work")}
    yield ClosePlace(kind=Kind.BUILDING, left=left, cases=1, days=plan.quarantine_days)


_MAKERS: dict[str, Callable[[Plan, Natural], Iterable[Measure]]] = {
    "isolate": _isolate, "trace": _trace, "close": _close, "gate": _gate, "home": _home, "trips": _trips,
    "deliver": _deliver, "masks": _masks, "disinfect": _disinfect, "test": _test, "watch": _watch,
    "close_work": _close_work, "close_buildings": _close_buildings,
}  # fmt: skip
