"""Who was exposed to a case: the household, the stair, the workplace, recorded stays and passages at gates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.cases.models import Case, CaseStep, Classification, Stay
from fangxian.cases.queries.cases import standing_at
from fangxian.cases.rules.contacts import GROUND_ORDER, Ground, Window, window
from fangxian.gates.queries import beside_at_gates
from fangxian.measures.queries import rules_for
from fangxian.register.models import Resident
from fangxian.register.queries import same_workplace


@dataclass(frozen=True)
class TracingRules:
    """The numbers of the pack on contacts: days before and after onset, days of observation, minutes, kinds."""

    before: int
    after: int
    days: int
    minutes: int
    kinds: tuple[str, ...]
    small_settings: frozenset[str]
    min_stay_h: int


@dataclass(frozen=True)
class Exposed:
    """A resident who may have been in contact, with every ground, the nearest first."""

    resident: int
    grounds: tuple[Ground, ...]

    @property
    def last_on(self) -> date:
        """The last day on any ground."""
        return max(ground.last_on for ground in self.grounds)

    @property
    def times(self) -> int:
        """How often on the nearest ground."""
        return self.grounds[0].times


def tracing_rules(area: Area, *, on: date) -> TracingRules:
    """What the pack that governs a place on a day says about contacts."""
    pack = rules_for(area, on=on)
    return TracingRules(
        before=pack.int("contacts.window_before_days"), after=pack.int("contacts.window_after_days"),
        days=pack.int("contacts.quarantine_days"), minutes=pack.int("contacts.close_minutes"),
        kinds=tuple(pack.words("contacts.kinds")), min_stay_h=pack.int("situation.min_stay_h"),
        small_settings=frozenset(pack.words("situation.small_settings")),
    )  # fmt: skip


def window_of(case: Case, rules: TracingRules, *, at: datetime) -> Window:
    """The contact window of a case as it is known at a moment."""
    found = Classification.objects.filter(case=case, at__lte=at).aggregate(first=Min("on"))["first"]
    steps = CaseStep.objects.filter(standing_at(at), case=case, step="isolated", at__lte=at)
    isolated = steps.values_list("at", flat=True).first()
    return window(
        began=case.onset_on or found or timezone.localdate(case.recorded_at), on=timezone.localdate(at),
        isolated=timezone.localdate(isolated) if isolated else None, before=rules.before, after=rules.after,
    )  # fmt: skip


def exposed(case: Case, *, at: datetime) -> list[Exposed]:
    """Everybody of the register who may have been in contact with a case, the nearest first; asked in a few questions.

    Each question runs along an index: household, dwelling's stair, employer, stays, and the gate's passages by time.
    """
    rules = tracing_rules(case.community, on=timezone.localdate(at))
    days = window_of(case, rules, at=at)
    found: dict[int, dict[tuple[str, int | None], Ground]] = defaultdict(dict)
    for resident, ground in every_ground(case, days, rules, at=at):
        found[resident][ground.key] = ground
    if case.resident_id is not None:
        found.pop(case.resident_id, None)
    people = [Exposed(key, tuple(in_order(grounds.values()))) for key, grounds in found.items()]
    return sorted(people, key=lambda one: (GROUND_ORDER.index(one.grounds[0].ground), -one.times, one.resident))


def in_order(grounds: Iterable[Ground]) -> list[Ground]:
    """The nearest ground first, of one kind the latest."""
    latest = sorted(grounds, key=lambda each: (each.last_on, each.stay or 0), reverse=True)
    return sorted(latest, key=lambda each: GROUND_ORDER.index(each.ground))


def every_ground(case: Case, days: Window, rules: TracingRules, *, at: datetime) -> Iterator[tuple[int, Ground]]:
    """Residents with a ground each; somebody may come more than once."""
    if case.resident_id is not None:
        yield from around_home(case.resident_id, days)
        yield from at_gates(case.resident_id, days, rules)
    for stay in Stay.objects.filter(case=case, at__lte=at, taken_back=None).select_related("area"):
        last = min(timezone.localdate(stay.until), days.last_day)
        if days.holds(timezone.localdate(stay.since)) or days.holds(last):
            there_then = lived_since(max(timezone.localdate(stay.since), days.first_day)).filter(there(stay))
            for resident, left_at in there_then.values_list("pk", "left_at"):
                yield resident, Ground("stay", until_left(last, left_at), stay=stay.pk)


def around_home(resident: int, days: Window) -> Iterator[tuple[int, Ground]]:
    """Those of the same household, stair and employer, whoever has left since among them."""
    person = Resident.objects.select_related("area", "household__dwelling").get(pk=resident)
    home = person.household.dwelling
    living = lived_since(days.first_day)
    yield from everybody(living.filter(household=person.household_id), "household", days)
    if home.unit:
        beside = living.filter(household__dwelling__building=home.building_id, household__dwelling__unit=home.unit)
        yield from everybody(beside.exclude(household=person.household_id), "stair", days)
    if person.employer_id is not None:
        named = same_workplace(person.area, person.employer_id)
        yield from everybody(living.filter(employer__in=named), "workplace", days)


def everybody(people: QuerySet[Resident], ground: str, days: Window) -> Iterator[tuple[int, Ground]]:
    """The same ground for all of them, up to the last day of the window, or the day on which they left."""
    rows = people.values_list("pk", "left_at")
    return ((key, Ground(ground, until_left(days.last_day, left_at))) for key, left_at in rows)


def until_left(day: date, left_at: datetime | None) -> date:
    """The day, or the day on which somebody left before it: nobody met them here afterwards."""
    return min(day, timezone.localdate(left_at)) if left_at is not None else day


def at_gates(resident: int, days: Window, rules: TracingRules) -> Iterator[tuple[int, Ground]]:
    """Those who came to a gate within the pack's minutes of the case."""
    zone = timezone.get_current_timezone()
    since = datetime.combine(days.first_day, time(0), zone)
    until = datetime.combine(days.last_day, time(0), zone) + timedelta(days=1)
    for one in beside_at_gates(resident, since=since, until=until, within=timedelta(minutes=rules.minutes)):
        yield one.resident, Ground("gate", timezone.localdate(one.last_at), one.times)


def there(stay: Stay) -> Q:
    """The filter for whoever belongs where a stay was: a home, a stair or building, a workplace; nobody for words."""
    if stay.household_id is not None:
        return Q(household=stay.household_id)
    if stay.building_id is not None:
        stair = Q(household__dwelling__unit=stay.unit) if stay.unit else Q()
        return Q(household__dwelling__building=stay.building_id) & stair
    if stay.employer_id is not None:
        return Q(employer__in=same_workplace(stay.area, stay.employer_id))
    return Q(pk__in=())


def lived_since(day: date) -> QuerySet[Resident]:
    """Everybody who lived here on a day or came afterwards; whoever has left since was here all the same."""
    morning = datetime.combine(day, time(0), timezone.get_current_timezone())
    return Resident.objects.filter(Q(left_at=None) | Q(left_at__gte=morning))
