"""`[model] kind = "register"`: plans on a community's own register, or on one made up from a few totals."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
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
from fangxian.whatif.scenarios.reader import Reader, ScenarioError
from fangxian.whatif.scenarios.tables import dated_measures

PACKS = {"covid-19": "cn-2020-covid", "sars": "sars-2003", "influenza": "influenza-cn"}
RUNS = 200
LISTS = {"plans", "measures"}


@dataclass(frozen=True)
class Community:
    """A community that can be run on, the pack that governs it, and the plans that are asked about."""

    register: Register
    pack: Pack
    of: Natural
    plans: tuple[Plan, ...]
    asked: Asked


def read(reader: Reader, plan_tables: list[dict[str, Any]] | None = None, folder: Path = Path()) -> Community:
    """What a table asks for; `[[plan]]` tables are plans of one's own, files are looked for in `folder`."""
    area = _area(reader) if reader.has("area") else None
    pack = _pack(reader, area)
    of = _overridden(reader, natural(pack))
    register = _registered(area, of) if area else _invented(reader, of)
    days = reader.whole("days", low=5, high=365, default=60, source="usual")
    quarantine = reader.whole(
        "quarantine_days", low=0, high=60, default=pack.int("contacts.quarantine_days"), source=pack.id
    )
    asked = Asked(
        begin=_begin(reader), days=days, log=reader.flag("log", default=False, source="usual"),
        after=reader.whole("after", "no_case_after", low=0, high=days - 1, default=min(28, days - 1), source="usual"),
        sure=reader.share("sure", "probability", default=0.95, source="usual"), team_hours=_team(reader, area),
    )  # fmt: skip
    workplace = queries.largest_workplace(register)
    plans = _plans(reader, plan_tables or [], quarantine, () if workplace is None else (workplace,))
    return Community(register, pack, of, _with_table(reader, plans, folder), asked)


def _area(reader: Reader) -> Area:
    code = reader.text("area")
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
        name: reader.days(name, high=60, default=getattr(of, name), source="rule pack") for name in _DAYS
    }
    return replace(
        of, **share, **days, r0=reader.number("R0", "r0", low=0, high=30, default=of.r0, source="rule pack"),
        k=reader.number("k", "dispersion", low=0.01, high=1000, default=of.k, source="rule pack"),
    )  # fmt: skip


_SHARES = ("household_attack", "silent", "silent_infectiousness", "fever")
_DAYS = ("presymptomatic_days", "infectious_days", "found_after")


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


def _begin(reader: Reader) -> Begin:
    infected = reader.whole("infected", "initial_cases", "n0", low=1, high=10_000, default=2, source="usual")
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
    if own and not reader.has("question"):
        return own
    return (*plans_for(question, quarantine_days=quarantine, workplaces=workplaces), *own)


def _own(reader: Reader, quarantine: int) -> Plan:
    """A plan of one's own: a ready one with changes, or measures by their names."""
    measures = frozenset[str]()
    if reader.has("ready"):
        measures = READY[reader.word("ready", among=list(READY))][1]
    plan = Plan(
        name=reader.text("name"), measures=measures | _measures(reader),
        start=reader.whole("start", low=0, high=365, default=0, source="usual"),
        until=reader.whole("until", low=0, high=365) if reader.has("until") else None,
        quarantine_days=reader.whole("quarantine_days", low=0, high=60, default=quarantine, source="rule pack"),
        traced=reader.share("share_traced", "traced") if reader.has("share_traced", "traced") else None,
        trace_delay=reader.whole("trace_delay", low=0, high=30, default=1, source="usual"),
        tracer_capacity=reader.whole("tracer_capacity", low=1, high=100_000) if reader.has("tracer_capacity") else None,
        adherence=reader.share("adherence") if reader.has("adherence") else None,
        isolate="home" if reader.word("isolate", among=["home", "away"], default="away", source="usual") == "home"
        else "away",
        test_everyone_every=reader.whole("test_everyone_every", low=1, high=60, default=3, source="usual"),
    )  # fmt: skip
    reader.done()
    return plan


def _measures(reader: Reader) -> frozenset[str]:
    reader.known.append("measures")
    if not reader.has("measures"):
        return frozenset()
    raw = reader.table["measures"]
    reader.used.add("measures")
    for one in raw if isinstance(raw, list) else [raw]:
        if one not in MEASURES:
            words = {"value": one, "names": ", ".join(MEASURES)}
            raise ScenarioError(_("plan.measures holds %(value)s, which is not known; there is %(names)s.") % words)
    return frozenset(raw)


def _with_table(reader: Reader, plans: tuple[Plan, ...], folder: Path) -> tuple[Plan, ...]:
    """The plans with the rows of a dated table beside them."""
    reader.known += ["measures_file", "day_0"]
    if not reader.has("measures_file"):
        return plans
    day_0 = reader.table.get("day_0")
    reader.used.add("day_0")
    if day_0 is not None and type(day_0) is not date:
        raise ScenarioError(_("model.day_0 must be a date such as 2020-02-03."))
    rows = dated_measures(folder / reader.text("measures_file"), day_0=day_0)
    return tuple(replace(plan, dated=rows) for plan in plans)


def outcome(asked: Community, job: Job) -> dict[str, Any]:
    """Every plan's outcomes, with everything they rest on."""
    population = populated(asked.register, asked.of)
    how = replace(asked.asked, runs=job.runs, seed=job.seed, workers=job.workers)
    found = compare(population, asked.plans, asked.of, how, heard=job.heard)
    return {**found, "pack": asked.pack.id, "pack_parameters": sources(asked.pack), "sentence": paragraph(found, how)}


def populated(register: Register, of: Natural) -> Population:
    """The settled community. Links the register does not hold are drawn the same way every time."""
    return settle(register, mixing(of))
