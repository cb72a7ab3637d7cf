"""`[model] kind = "register"`: plans on a community's own register, or on one made up from a few totals."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import inf
from pathlib import Path
from typing import Any, Literal

from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.calc.epidemic.measures import Dated
from fangxian.calc.epidemic.population import Population, Register, settle
from fangxian.calc.epidemic.scenario import Begin
from fangxian.measures.queries import rules_for
from fangxian.rulepacks.packs import Pack, packaged_library
from fangxian.whatif import queries
from fangxian.whatif.communities import AGE_UNKNOWN, CHILD, INFECTED_DAYS_AGO, Totals, invented
from fangxian.whatif.comparing import Asked, compare
from fangxian.whatif.diseases import Natural, mixing, natural, sources
from fangxian.whatif.plans import MEASURES, READY, Plan
from fangxian.whatif.questions import QUESTIONS, plans_for
from fangxian.whatif.running import Job
from fangxian.whatif.saying import paragraph
from fangxian.whatif.scenarios.reader import Reader, ScenarioError, said, short
from fangxian.whatif.scenarios.tables import Where, dated_measures, dated_tables, where

PACKS = {"covid-19": "cn-2020-covid", "sars": "sars-2003", "influenza": "influenza-cn"}
RUNS, MOST_RUNS = 200, 20_000
NAMINGS: tuple[Literal["per_case"], Literal["per_day"]] = ("per_case", "per_day")
LISTS: set[str] = set()
UNBOUNDED = 1e6
NO_TABLES: Mapping[str, list[dict[str, Any]]] = {}


@dataclass(frozen=True)
class Community:
    """A community that can be run on, the pack that governs it, and the plans that are asked about."""

    register: Register
    pack: Pack
    of: Natural
    plans: tuple[Plan, ...]
    asked: Asked


def read(reader: Reader, tables: Mapping[str, list[dict[str, Any]]] = NO_TABLES, folder: Path = Path()) -> Community:
    """What a table asks for; [[plan]] are plans of one's own, [[dated]] rows like those of `measures_file`, which is
    looked for in `folder`."""
    area = _area(reader) if reader.has("area") else None
    pack = _pack(reader, area)
    of = _overridden(reader, natural(pack))
    register = _registered(area, of) if area else _invented(reader, of)
    days = reader.whole("days", low=5, high=365, default=60, source="usual")
    quarantine = reader.whole(
        "quarantine_days", low=0, high=60, default=pack.int("contacts.quarantine_days"), source=pack.id
    )
    asked = Asked(
        begin=_begin(reader, len(register.person)), days=days, log=reader.flag("log", default=False, source="usual"),
        after=reader.whole("after", "no_case_after", low=0, high=days - 1, default=min(28, days - 1), source="usual"),
        sure=reader.share("sure", "probability", default=0.95, source="usual"), team_hours=_team(reader, area),
    )  # fmt: skip
    workplace = queries.largest_workplace(register)
    plans = _plans(reader, tables.get("plan", []), quarantine, () if workplace is None else (workplace,))
    dated = _dated(reader, _where(reader, area, register), tables.get("dated", []), folder)
    return Community(register, pack, of, tuple(replace(plan, dated=dated) for plan in plans), asked)


def _area(reader: Reader) -> Area:
    code = reader.code("area")
    found = Area._base_manager.filter(code=code).first()
    if found is None:
        raise ScenarioError(_("model.area: there is no place with the code %(code)s.") % {"code": code})
    return found


def _pack(reader: Reader, area: Area | None) -> Pack:
    if area and not reader.has("disease"):
        return rules_for(area, on=timezone.localdate())
    disease = reader.word("disease", among=list(PACKS), default="covid-19", source="usual")
    return packaged_library().pack(PACKS[disease])


def _overridden(reader: Reader, of: Natural) -> Natural:
    """The pack's numbers, unless the file gives its own."""
    share: dict[str, Any] = {
        name: reader.share(name, default=getattr(of, name), source="rule pack") for name in _SHARES
    }
    days: dict[str, Any] = {
        name: reader.days(name, low=low, high=60, default=getattr(of, name), source="rule pack")
        for name, low in _DAYS.items()
    }
    return replace(
        of, **share, **days, r0=reader.number("R0", "r0", low=0, high=30, default=of.r0, source="rule pack"),
        k=reader.number("k", "dispersion", low=0.01, high=1000, default=of.k, source="rule pack"),
    )  # fmt: skip


_SHARES = ("household_attack", "silent", "silent_infectiousness", "fever")
_DAYS = {"presymptomatic_days": 0, "infectious_days": 1, "found_after": 0}


def _registered(area: Area, of: Natural) -> Register:
    on = timezone.localdate()
    with scope.opened(scope.whole(area.span)):
        found = queries.register_of(
            area, on=on, crossings=of.named["crossings_per_day"], age_unknown=AGE_UNKNOWN, child=CHILD
        )
    if not len(found.person):
        raise ScenarioError(_("Nobody is registered in %(place)s yet: import the household ledger first.") % {
            "place": area.name})  # fmt: skip
    return found


def _invented(reader: Reader, of: Natural) -> Register:
    totals = Totals(
        people=reader.whole("people", "population", low=2, high=1_000_000),
        household_size=reader.number("household_size", low=1, high=12, default=3.0, source="usual"),
        employed_share=reader.share("employed_share", default=0.45, source="usual"),
        workplace_size=reader.whole("workplace_size", low=2, high=20_000, default=40, source="usual"),
        gates=reader.whole("gates", low=1, high=100, default=1, source="usual"),
    )
    return invented(totals, crossings=of.named["crossings_per_day"], seed=0)


def _begin(reader: Reader, people: int) -> Begin:
    most = min(10_000, people)
    infected = reader.whole("infected", "initial_cases", "n0", low=1, high=most, default=min(2, most), source="usual")
    found = reader.whole("found", "confirmed", low=0, high=infected, default=infected, source="usual")
    ago = reader.whole("infected_days_ago", low=0, high=60, default=INFECTED_DAYS_AGO, source="usual")
    return Begin(
        infected=infected,
        found=found,
        ago=ago,
    )


def _team(reader: Reader, area: Area | None) -> float:
    if area and not reader.has("team_hours"):
        with scope.opened(scope.whole(area.span)):
            return queries.team_hours(area, on=timezone.localdate())
    return reader.number("team_hours", low=0, high=100_000, default=0.0, source="unknown")


def _plans(
    reader: Reader, tables: list[dict[str, Any]], quarantine: int, workplaces: tuple[int, ...]
) -> tuple[Plan, ...]:
    question = reader.word("question", among=list(QUESTIONS), default="which_plan", source="usual")
    own = tuple(_own(Reader("plan", table), quarantine) for table in tables)
    for number, plan in enumerate(own):
        if plan.name in {one.name for one in own[:number]}:
            raise ScenarioError(_("plan.name is %(name)s twice.") % {"name": short(plan.name)})
    if own and not reader.has("question"):
        return own
    return (*plans_for(question, quarantine_days=quarantine, workplaces=workplaces), *own)


def _own(reader: Reader, quarantine: int) -> Plan:
    """A plan of one's own: a ready one with changes, or measures by their names."""
    measures = frozenset[str]()
    if reader.has("ready"):
        measures = READY[reader.word("ready", among=list(READY))][1]
    start = reader.whole("start", low=0, high=365, default=0, source="usual")
    plan = Plan(
        name=reader.text("name"), measures=measures | _measures(reader), start=start,
        until=reader.whole("until", low=start, high=365) if reader.has("until") else None,
        quarantine_days=reader.whole("quarantine_days", low=0, high=60, default=quarantine, source="rule pack"),
        traced=reader.share("share_traced", "traced") if reader.has("share_traced", "traced") else None,
        trace_delay=reader.whole("trace_delay", low=0, high=30, default=1, source="usual"),
        tracer_capacity=_capacity(reader),
        naming="per_day" if reader.word("naming", among=NAMINGS, default=NAMINGS[0], source="usual") == NAMINGS[1]
        else NAMINGS[0],
        adherence=reader.share("adherence") if reader.has("adherence") else None,
        isolate="home" if reader.word("isolate", among=["home", "away"], default="away", source="usual") == "home"
        else "away",
        test_everyone_every=reader.whole("test_everyone_every", low=1, high=60, default=3, source="usual"),
    )  # fmt: skip
    reader.done()
    return plan


def _capacity(reader: Reader) -> int | None:
    """Contacts that can be traced in a day; None, also written `inf`: as many as there are."""
    if not reader.has("tracer_capacity"):
        return None
    most = reader.number("tracer_capacity", low=0, named={"inf": inf, "unlimited": inf})
    return int(most) if most < UNBOUNDED else None


def _measures(reader: Reader) -> frozenset[str]:
    reader.known.append("measures")
    if not reader.has("measures"):
        return frozenset()
    raw = reader.table["measures"]
    reader.used.add("measures")
    for one in raw if isinstance(raw, list) else [raw]:
        if not isinstance(one, str) or one not in MEASURES:
            words = {"value": said(one), "names": ", ".join(MEASURES)}
            raise ScenarioError(_("plan.measures holds %(value)s, which is not known; there is %(names)s.") % words)
    return frozenset(raw if isinstance(raw, list) else [raw])


def _where(reader: Reader, area: Area | None, register: Register) -> Where:
    """What dated rows may name. Buildings of a register go by their names, too."""
    reader.known.append("day_0")
    reader.used.add("day_0")
    day_0 = reader.table.get("day_0")
    if day_0 is not None and type(day_0) is not date:
        raise ScenarioError(_("model.day_0 must be a date such as 2020-02-03."))
    names: dict[int, str] = {}
    if area:
        with scope.opened(scope.whole(area.span)):
            names = queries.building_names(area, sorted(set(register.building.tolist())))
    return where(register, names, day_0=day_0)


def _dated(reader: Reader, spots: Where, tables: list[dict[str, Any]], folder: Path) -> tuple[Dated, ...]:
    """The dated rows that stand beside every plan: those of the file, then those of the scenario."""
    reader.known.append("measures_file")
    rows: tuple[Dated, ...] = ()
    if reader.has("measures_file"):
        rows = dated_measures(folder / reader.text("measures_file"), spots)
    return (*rows, *dated_tables(tables, spots))


def outcome(asked: Community, job: Job) -> dict[str, Any]:
    """Every plan's outcomes, with everything they rest on."""
    population = populated(asked.register, asked.of)
    how = replace(asked.asked, runs=job.runs, seed=job.seed, workers=job.workers)
    found = compare(population, asked.plans, asked.of, how, heard=job.heard)
    return {**found, "pack": asked.pack.id, "pack_parameters": sources(asked.pack), "sentence": paragraph(found, how)}


def populated(register: Register, of: Natural) -> Population:
    """The settled community. Links the register does not hold are drawn the same way every time."""
    return settle(register, mixing(of))
