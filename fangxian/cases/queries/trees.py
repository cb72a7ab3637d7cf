"""Questions about chains of infection, the curve of cases, and what the escalation table of a pack proposes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.cases.models import Case, Contact, Source
from fangxian.cases.queries.cases import Known, known_cases
from fangxian.cases.queries.contacts import findings_in_force
from fangxian.cases.queries.holding import reasons_of
from fangxian.cases.rules.ladder import Home, Rise, Rung, proposals
from fangxian.cases.rules.tree import Bar, Grown, Node, curve, tree
from fangxian.measures.queries import rules_for
from fangxian.monitoring.queries import watched_in
from fangxian.register.models import Building, Resident

CURVE = ("confirmed", "probable", "suspected")


@dataclass(frozen=True)
class Chain:
    """The cases of a place in rows, by their keys, with what is known of each, and the setting of each infection."""

    nodes: list[Node]
    known: dict[int, Known]
    settings: dict[int, str]


def began_on(one: Known) -> date:
    """The day a case began: its first symptoms, else the day it was found."""
    return one.case.onset_on or one.since


def sources_in(area: Area) -> dict[int, int]:
    """For each case of a place the case it comes from, as last found; those from outside are not there."""
    return {row.case_id: row.infected_by_id for row in latest_sources(area).values() if row.infected_by_id is not None}


def latest_sources(area: Area) -> dict[int, Source]:
    """The last finding on the source of each case at a place and below."""
    rows = Source.objects.filter(case__area_id__gte=area.span.first, case__area_id__lt=area.span.end)
    return {row.case_id: row for row in rows.order_by("pk")}


def chain_of(area: Area, *, at: datetime) -> Chain:
    """The transmission tree of a place: every case that was not excluded."""
    known = {one.case.pk: one for one in known_cases(area, at=at) if one.classification != "discarded"}
    latest = latest_sources(area)
    grown = [
        Grown(key, began_on(one), latest[key].infected_by_id if key in latest else None) for key, one in known.items()
    ]
    settings = {key: row.setting for key, row in latest.items() if row.setting}
    return Chain(tree(grown), known, settings)


def curve_of(known: Iterable[Known], *, until: date) -> list[Bar]:
    """The cases by the day they began, those excluded left out."""
    return curve([(began_on(one), one.classification) for one in known], classes=CURVE, until=until)


def counted_curve(area: Area, *, at: datetime, until: date) -> list[Bar]:
    """The curve for whoever may count but not read: days and numbers, no case."""
    with scope.counting(area.span):
        return curve_of(known_cases(area, at=at), until=until)


def source_proposed(case: Case) -> Case | None:
    """The case of whose contacts this one was: the system proposes it as the source."""
    if case.resident_id is None:
        return None
    held = findings_in_force(Contact.objects.filter(resident=case.resident_id).exclude(case=case))
    found = max(held, key=lambda row: row.last_on, default=None)
    return Case.objects.get(pk=found.contact.case_id) if found else None


def ladder_of(area: Area, *, on: date) -> list[Rung]:
    """The escalation table of the pack that governs a place, if it says that it is used."""
    pack = rules_for(area, on=on)
    if "situation.ladder_used" not in pack or not pack.flag("situation.ladder_used"):
        return []
    rows = pack.table("situation.ladder")
    return [Rung(row.text("within"), row.text("trigger"), row.int("at_least"), row.text("close")) for row in rows]


def escalations(area: Area, known: Iterable[Known], *, at: datetime) -> list[tuple[Rise, str]]:
    """What the table proposes at a moment, each with the name of the place; nothing where it is not used."""
    ladder = ladder_of(area, on=timezone.localdate(at))
    if not ladder:
        return []
    risen = proposals([*observed(area, at=at), *ill(known)], ladder)
    names = {one.pk: str(one) for one in Building.objects.filter(pk__in=[rise.building for rise in risen])}
    return [(rise, " ".join(filter(None, (names.get(rise.building), rise.unit, rise.group)))) for rise in risen]


def observed(area: Area, *, at: datetime) -> list[Home]:
    """The households with somebody under home observation.

    Whoever only works where somebody is suspected lives as usual: their household is none of them.
    """
    watches = list(watched_in(area, at=at))
    reasons = reasons_of(watches)
    return [
        home_of(watch.resident, "home_observation")
        for watch in watches
        if any(reason.category != "workplace" for reason in reasons[watch.pk])
    ]


def ill(known: Iterable[Known]) -> list[Home]:
    """The households of confirmed and suspected cases who live here."""
    counted = [one.case.resident_id for one in known if one.classification in ("confirmed", "suspected")]
    people = Resident.objects.filter(pk__in=[key for key in counted if key is not None])
    return [home_of(one, "case") for one in people.select_related("household__dwelling__building")]


def home_of(resident: Resident, trigger: str) -> Home:
    """Where somebody lives, as the table counts it."""
    home = resident.household.dwelling
    return Home(resident.household_id, home.building_id, home.unit, home.building.zone, trigger)
