"""Questions only the console's own pages ask: the ledger narrowed down, places found by name, the places below."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from fangxian.areas import scope
from fangxian.areas.models import Area, NamesOpened, Person, Post
from fangxian.areas.queries import in_force
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level, Span, community_key
from fangxian.door.act import all_acts, clinical_fields
from fangxian.door.models import Chain, Entry, Stray
from fangxian.door.queries import Flaw, flaws_in, ledger_of
from fangxian.register.models import Household, Resident


@dataclass(frozen=True)
class Verified:
    """How a place's chain stands: how many entries it holds, and where it does not hold."""

    entries: int
    flaws: list[Flaw]


@dataclass(frozen=True)
class Below:
    """One place below another, in numbers: communities, households and residents."""

    area: Area
    communities: int
    households: int
    residents: int


@dataclass(frozen=True)
class Living:
    """How many residents and households the register of a place holds."""

    residents: int
    households: int


@dataclass(frozen=True)
class Wanted:
    """What a reader of the ledger looks for; empty parts narrow nothing."""

    kind: str = ""
    day: date | None = None
    person: str = ""
    fate: str = ""


def ledger_where(area: Area, wanted: Wanted) -> QuerySet[Entry]:
    """The ledger's entries that fit."""
    found = ledger_of(area)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.day:
        found = found.filter(received_at__date=wanted.day)
    if wanted.person:
        found = found.filter(Q(by__name__icontains=wanted.person) | Q(by__username__iexact=wanted.person))
    return found.filter(fate=wanted.fate) if wanted.fate else found


def verified(area: Area) -> Verified:
    """Recompute the chain of this place from its first entry."""
    chain = Chain.objects.filter(pk=community_key(area.pk)).first()
    return Verified(chain.seq, list(flaws_in(chain))) if chain else Verified(0, [])


def stray_to_mend(area: Area, key: int) -> Stray | None:
    """A stray of a place that still waits."""
    inside = Q(area_id__gte=area.span.first, area_id__lt=area.span.end)
    return Stray.objects.filter(inside, pk=key, end=None).select_related("by", "area").first()


def post_here(area: Area, key: int) -> Post | None:
    """A post held at a place or below it."""
    return Post.objects.filter(pk=key, area_id__gte=area.span.first, area_id__lt=area.span.end).first()


def with_grids(area: Area) -> QuerySet[Area]:
    """A place and the grids drawn in it."""
    return Area.objects.filter(Q(pk=area.pk) | Q(parent=area, level=Level.GRID))


def places_called(words: str) -> QuerySet[Area]:
    """Communities and villages the reader may see, by part of the name or the beginning of the code."""
    found = Area.objects.filter(level=Level.COMMUNITY).select_related("parent")
    return found.filter(Q(name__icontains=words) | Q(code__startswith=words)) if words else found


def places_below(area: Area) -> list[Below]:
    """The places directly below, each with its counts; needs the ability to see counts there."""
    children = list(Area.objects.filter(parent=area).exclude(level=Level.GRID))
    with scope.counting(area.span):
        inside = {"area_id__gte": area.span.first, "area_id__lt": area.span.end}
        households = counted(Household.objects.filter(**inside))
        residents = counted(Resident.objects.filter(left_at=None, **inside))
    communities = dict.fromkeys(keys_of_communities(area), 1)
    return [
        Below(
            child,
            total(communities, child.span),
            total(households, child.span),
            total(residents, child.span),
        )
        for child in children
    ]


def living(area: Area) -> Living:
    """Who lives at a place and below; upper levels count without reading."""
    if scope.current().may(Can.SEE_HOMES, area.pk):
        return living_seen(area)
    with scope.counting(area.span):
        return living_seen(area)


def living_seen(area: Area) -> Living:
    """The residents who have not left, and their households."""
    inside = Resident.objects.filter(left_at=None, area_id__gte=area.span.first, area_id__lt=area.span.end)
    found = inside.aggregate(residents=Count("pk"), households=Count("household", distinct=True))
    return Living(found["residents"], found["households"])


def counted(rows: QuerySet[Household] | QuerySet[Resident]) -> dict[int, int]:
    """How many rows lie at each area key."""
    return {row["area_id"]: row["n"] for row in rows.order_by().values("area_id").annotate(n=Count("pk"))}


def keys_of_communities(area: Area) -> list[int]:
    """The keys of the communities at or below a place."""
    inside = Area.objects.filter(level=Level.COMMUNITY, pk__gte=area.span.first, pk__lt=area.span.end)
    return list(inside.values_list("pk", flat=True))


def total(counts: dict[int, int], span: Span) -> int:
    """The sum of the counts inside a span."""
    return sum(n for key, n in counts.items() if key in span)


def names_open_until(person: Person, area: Area, *, at: datetime) -> datetime | None:
    """Until when this person sees the names of a place by an opening of their own."""
    openings = NamesOpened.objects.filter(in_force(at), person=person, area__lte=area.pk)
    ends = [opening.until for opening in openings.select_related("area") if area.pk in opening.area.span]
    return max(ends, default=None)


def needs_a_reason(area: Area) -> bool:
    """Whether the reader sees only counts of this place, and could open its names for a reason."""
    eyes = scope.current()
    return eyes.may(Can.SEE_COUNTS, area.pk) and not eyes.may(Can.SEE_LEDGER, area.pk)


@dataclass(frozen=True)
class Sent:
    """What an upload holds: the values this reader may see, and those that only medics may, which go along unseen."""

    values: dict[str, Any]
    kept: dict[str, Any]
    concealed: bool


def sent_in(stray: Stray, *, by_medics: bool) -> Sent:
    """The values of an upload by name; one that is no object has none.

    Without a medic's eyes, an upload about somebody's health shows only the fields of its kind that are not clinical;
    one of a kind nobody knows shows nothing if it comes from a room that has clinical acts.
    """
    raw = json.loads(stray.raw)
    values: dict[str, Any] = raw if isinstance(raw, dict) else {}
    if by_medics:
        return Sent(values, {}, concealed=False)
    act = all_acts().get(stray.kind)
    clinical = clinical_fields(act) if act else frozenset()
    open_names = set(values) - only_clinical()
    if act is not None and clinical:
        open_names = set(act.model_fields) - clinical | {"kind"}
    elif act is None and stray.kind.partition(".")[0] in clinical_rooms():
        open_names = {"id", "kind", "happened_at"}
    shown = {name: value for name, value in values.items() if name in open_names}
    kept = {name: value for name, value in values.items() if name in clinical}
    return Sent(shown, kept, concealed=shown != values or not isinstance(raw, dict))


def clinical_rooms() -> set[str]:
    """The rooms that have acts with clinical fields."""
    return {kind.partition(".")[0] for kind, act in all_acts().items() if clinical_fields(act)}


def only_clinical() -> set[str]:
    """The names that mean something clinical in every act that has them."""
    acts = all_acts().values()
    clinical = {name for act in acts for name in clinical_fields(act)}
    return clinical - {name for act in acts for name in set(act.model_fields) - clinical_fields(act)}
