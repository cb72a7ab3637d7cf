"""What a household's own page asks: whose link it is, what is due today, what is held about them, and who looked."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.models import Area, NamesOpened, Person
from fangxian.areas.queries import community_of, line_of
from fangxian.door.models import Entry
from fangxian.door.submit import community_span
from fangxian.gates.models import Authorisation, Passage
from fangxian.households.rules import Limits, Printed, fault, heard_enough
from fangxian.measures.models import Complaint, StayHome
from fangxian.measures.queries import confined, confined_in, rules_for
from fangxian.monitoring.models import Check
from fangxian.monitoring.queries import Standing, grid_worker_of, open_at, standing_of_all, watches
from fangxian.register.links import HomeLink, link_of, voice_of
from fangxian.register.models import Household, LinkRenewal, Resident, Vehicle
from fangxian.supplies.models import NeedsList, NeedsRound
from fangxian.supplies.queries.rounds import rounds_of

ONE_HOUR, LOOKS_BACK, LATEST = timedelta(hours=1), timedelta(days=14), 20


@dataclass(frozen=True)
class Opened:
    """A household's page as its link opens it: `fault` says why it does not, `voice` who the household speaks as."""

    home: Household
    link: str
    fault: str
    voice: Person | None
    call: "Call"


@dataclass(frozen=True)
class Call:
    """Whom a household calls: who brings what it needs with their phone, and the grid worker."""

    name: str
    phone: str
    grid_worker: str


@dataclass(frozen=True)
class Held:
    """How much is held about a household, by what it is, and how often its page was opened."""

    people: int
    with_phone: int
    with_identity: int
    vehicles: int
    passages: int
    authorisations: int
    checks: int
    lists: int
    looked_in: list[datetime]
    names_opened: list[NamesOpened]


@contextmanager
def as_itself(home: Household) -> Generator[None]:
    """Look on a household's behalf while its page is made. Only what is about this household may leave the block."""
    with scope.opened(scope.whole(community_span(home.area))):
        yield


def home_of(text: str) -> tuple[Household, HomeLink] | None:
    """The household a link was printed for, whether or not it still opens; None for one that nobody printed."""
    link = link_of(text)
    if link is None:
        return None
    found = Household._base_manager.select_related("area", "dwelling__building").filter(pk=link.household).first()
    return (found, link) if found else None


def opened(home: Household, text: str, link: HomeLink, *, at: datetime) -> Opened:
    """Whether a link opens its household's page at a moment, and whom to call."""
    voice = voice_of(home.area, at=at)
    why = fault_of(home, link, at=at) if voice else "closed"
    return Opened(home, text, why, voice, call_for(home, at=at))


def fault_of(home: Household, link: HomeLink, *, at: datetime) -> str:
    """Why a link does not open; empty when it does."""
    limits = limits_of(home.area, at=at)
    bound = is_bound(home, at=at) or is_bound(home, at=at - timedelta(days=limits.days_after))
    renewed = LinkRenewal.objects.filter(household=home).count()
    return fault(Printed(link.day, link.number, renewed, bound), on=timezone.localdate(at), by=limits)


def is_bound(home: Household, *, at: datetime) -> bool:
    """Whether the household had to stay at home at a moment, or somebody of it was watched."""
    return confined(home, at) is not None or watches().filter(open_at(at), resident__household=home).exists()


def limits_of(area: Area, *, at: datetime) -> Limits:
    """The numbers of the pack that governs a place."""
    pack = rules_for(area, on=timezone.localdate(at))
    return Limits(pack.int("homes.link_days"), pack.int("homes.link_days_after"), pack.int("homes.acts_per_hour"))


def call_for(home: Household, *, at: datetime) -> Call:
    """Who answers the phone for a household."""
    order: StayHome | None = confined(home, at)
    worker = grid_worker_of(home.area, at=at)
    brings = (order.supply_owner.name, order.contact_phone) if order else ("", "")
    return Call(*brings, grid_worker=worker.name if worker else "")


def has_sent_enough(home: Household, voice: Person, *, at: datetime) -> bool:
    """Whether the household has sent as much in the last hour as the pack allows; the ledger counts."""
    sent = by_home(home, voice).filter(received_at__gt=at - ONE_HOUR).count()
    return heard_enough(sent, by=limits_of(home.area, at=at))


def by_home(home: Household, voice: Person) -> QuerySet[Entry]:
    """The entries a household has made through its links."""
    return Entry.objects.filter(by=voice, area_id=home.area_id, payload__household=home.pk)


def members_of(home: Household) -> list[Resident]:
    """Who lives in a household now, its head first."""
    return list(Resident.objects.filter(household=home, left_at=None).order_by("-is_head", "pk"))


def watched_today(members: Iterable[Resident], area: Area, *, at: datetime) -> dict[int, Standing]:
    """How the checks of those under observation stand, by resident."""
    found = list(watches().filter(open_at(at), resident__in=list(members)))
    return {one.watch.resident_id: one for one in standing_of_all(found, area, at=at)} if found else {}


def checked_today(members: Iterable[Resident], *, at: datetime) -> dict[int, datetime]:
    """When each of them was last heard of today."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    found = Check.objects.filter(resident__in=list(members), found="reached", at__gte=midnight, at__lte=at)
    return dict(found.filter(taken_back=None).order_by("at").values_list("resident_id", "at"))


def round_now(area: Area, *, at: datetime) -> NeedsRound | None:
    """The round in which needs are being taken."""
    running = rounds_of(area).filter(deadline__gt=at, purchase=None)
    return running.first()


def stated(home: Household, round: NeedsRound) -> NeedsList | None:
    """What the household has stated in a round."""
    return NeedsList.objects.filter(round=round, household=home).prefetch_related("needs").first()


def questions_of(home: Household) -> QuerySet[Complaint]:
    """What the household has asked or complained about, the latest first, with the answers."""
    found = Complaint.objects.filter(household=home).select_related("answer__by")
    return found.order_by("-at")[:LATEST]


def held_about(home: Household, members: list[Resident], voice: Person, *, at: datetime) -> Held:
    """How much every register holds about a household, and who looked at it."""
    about: dict[str, Any] = {"household": home}
    looked = by_home(home, voice).filter(kind="households.look_in").order_by("-received_at")
    return Held(
        people=len(members), with_phone=sum(bool(one.phone) for one in members),
        with_identity=sum(bool(one.citizen_id_index) for one in members),
        vehicles=Vehicle.objects.filter(**about).count(), passages=Passage.objects.filter(**about).count(),
        authorisations=Authorisation.objects.filter(Q(**about) | Q(resident__household=home)).count(),
        checks=Check.objects.filter(resident__in=members).count(), lists=NeedsList.objects.filter(**about).count(),
        looked_in=list(looked.values_list("happened_at", flat=True)[:LATEST]),
        names_opened=opened_above(home, since=at - LOOKS_BACK),
    )  # fmt: skip


def opened_above(home: Household, *, since: datetime) -> list[NamesOpened]:
    """The times an upper level opened the names of the household's place, with their reasons."""
    places = [area.pk for area in line_of(home.area)]
    found = NamesOpened._base_manager.filter(area_id__in=places, since__gte=since).select_related("person", "area")
    return list(found.order_by("-since")[:LATEST])


def homes_bound(area: Area, words: str, *, at: datetime) -> QuerySet[Household]:
    """The households of a place that stay at home or have somebody under observation, in walking order."""
    span = area.span
    watched = watches().filter(open_at(at), resident__area_id__gte=span.first, resident__area_id__lt=span.end)
    inside = Household.objects.filter(area_id__gte=span.first, area_id__lt=span.end)
    bound = Q(pk__in=confined_in(area, at).values("pk")) | Q(pk__in=watched.values("resident__household_id"))
    found = inside.filter(bound, residents__left_at=None, residents__isnull=False)
    for word in words.replace("-", " ").split()[:3]:
        found = found.filter(Q(dwelling__building__number=word) | Q(dwelling__unit=word) | Q(dwelling__room=word))
    order = ("dwelling__building__place_in_walk", "dwelling__building__number", "dwelling__unit", "dwelling__room")
    return found.select_related("area", "dwelling__building").order_by(*order, "pk").distinct()


def community_open(area: Area, *, at: datetime) -> bool:
    """Whether the households of a place's community have their pages."""
    return voice_of(community_of(area), at=at) is not None
