"""What only medics are answered: readings, notes, welfare visits."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from fangxian.areas.models import Area
from fangxian.monitoring.models import Check, ClinicalNote, Reading, Referral, Watch, WelfareVisit
from fangxian.monitoring.queries.watches import inside, unsettled
from fangxian.monitoring.rules.signs import Seen
from fangxian.register.models import Resident


@dataclass(frozen=True)
class Read:
    """A reading unsealed: its check, what it says, and the words that came with it."""

    check: Check
    seen: Seen
    note: str


def sealed_signs(temperature: Decimal | None, symptoms: Iterable[str], note: str) -> str:
    """A reading as the text that is sealed."""
    said = {"temperature": str(temperature) if temperature is not None else None, "symptoms": sorted(symptoms)}
    return json.dumps({**said, "note": note}, ensure_ascii=False)


def read(reading: Reading) -> Read:
    """A reading as it was said."""
    said = json.loads(reading.signs)
    temperature = Decimal(said["temperature"]) if said["temperature"] is not None else None
    return Read(reading.checked, Seen(temperature, frozenset(said["symptoms"])), said["note"])


def standing_readings(until: datetime) -> QuerySet[Reading]:
    """Every reading up to a moment that was not taken back as somebody else's."""
    return Reading.objects.filter(checked__at__lte=until, checked__taken_back=None)


def readings_of(resident: Resident, *, until: datetime, since: datetime | None = None) -> list[Read]:
    """Somebody's readings up to a moment, the latest last."""
    found = standing_readings(until).filter(checked__resident=resident)
    if since is not None:
        found = found.filter(checked__at__gte=since)
    return [read(one) for one in found.select_related("checked__by").order_by("checked__at", "checked_id")]


def latest_readings(residents: Iterable[int], *, until: datetime, since: datetime) -> dict[int, Read]:
    """The latest reading of each of these people within a time."""
    found = standing_readings(until).filter(checked__resident__in=list(residents), checked__at__gt=since)
    return {one.checked.resident_id: read(one) for one in found.select_related("checked").order_by("checked__at")}


def readings_of_watch(watch: Watch, *, until: datetime) -> list[Read]:
    """The readings of one watch, the latest last."""
    found = standing_readings(until).filter(checked__watch=watch).select_related("checked__by")
    return [read(one) for one in found.order_by("checked__at", "checked_id")]


def notes_of(resident: Resident) -> QuerySet[ClinicalNote]:
    """The medics' notes about somebody, the latest first."""
    return ClinicalNote.objects.filter(resident=resident).select_related("by").order_by("-at", "-pk")


def open_referrals(area: Area, *, at: datetime) -> list[Referral]:
    """The referrals at a place and below that are not settled; those nobody has acknowledged come first, by clock."""
    found = Referral.objects.filter(inside(area), unsettled(at))
    people = found.select_related("resident__household__dwelling__building", "watch", "acknowledgement__by")
    waiting = Q(acknowledgement=None)
    return [
        *people.filter(waiting).order_by("due_at", "pk"),
        *people.exclude(waiting).order_by("opened_at", "pk"),
    ]


def open_visits(area: Area) -> QuerySet[WelfareVisit]:
    """The welfare visits nobody has made yet, the oldest first."""
    found = WelfareVisit.objects.filter(
        household__area_id__gte=area.span.first, household__area_id__lt=area.span.end, end=None
    )
    return found.select_related("household__dwelling__building", "resident", "heard_by").order_by("at", "pk")
