"""Whether stepping down is proposed for a place, from what the cases and the monitoring rooms know."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, Max, OuterRef

from fangxian.areas.models import Area
from fangxian.cases.models import ContactFinding
from fangxian.cases.queries import known_cases, level_at
from fangxian.measures.queries import rules_for
from fangxian.monitoring.models import Watch, WatchExtension
from fangxian.monitoring.queries import inside, open_at
from fangxian.rulepacks.packs import Pack
from fangxian.standdown.models import Ending
from fangxian.standdown.rules import stepping
from fangxian.standdown.rules.stepping import CALM, Condition, Days, Picture

CONTACTS = ("close", "general")
MISTAKES = ("mistaken", "excluded")


@dataclass(frozen=True)
class Standing:
    """A place before its ending: its picture, the conditions, whether to step down, and the stair's own day."""

    picture: Picture
    conditions: tuple[Condition, ...]
    proposed: bool
    asks: bool
    unit_free_on: date | None


def standing_of(area: Area, *, at: datetime, on: date) -> Standing:
    """The conditions at a moment, with the numbers of the pack of that day."""
    pack = rules_for(area, on=on)
    days = days_of(pack)
    seen = picture_of(area, at=at, quarantine=pack.int("contacts.quarantine_days"))
    found = stepping.conditions(seen, on=on, by=days)
    return Standing(
        seen, found, stepping.proposed(seen, found), stepping.asked(found), stepping.unit_free_on(seen, by=days)
    )


def days_of(pack: Pack) -> Days:
    """The numbers of a pack."""
    tested = "stepdown.test_within_days"
    return Days(
        clear=pack.int("stepdown.clear_days"), contact_clear=pack.int("stepdown.contact_clear_days"),
        unit_extra=pack.int("stepdown.case_unit_extra_days"),
        tested_within=pack.int(tested) if tested in pack else None,
    )  # fmt: skip


def picture_of(area: Area, *, at: datetime, quarantine: int) -> Picture:
    """What is known of a place at a moment; `quarantine` are the days from a contact's last exposure to their last."""
    level, known = level_at(area, at), known_cases(area, at=at)
    confirmed = [one.confirmed_on for one in known if one.confirmed_on and one.case.lives_here]
    contacts = Watch.objects.filter(inside(area), category="contact", opened_at__lte=at)
    return Picture(
        level=level.level if level else CALM,
        last_case_on=max(confirmed, default=None),
        last_exposure_on=last_exposure(area, at=at, quarantine=quarantine),
        contacts_watched=contacts.filter(open_at(at)).count(),
        waiting=sum(one.classification in ("suspected", "probable") for one in known),
    )


def last_exposure(area: Area, *, at: datetime, quarantine: int) -> date | None:
    """The last day on which a contact met a case; an observation opened by mistake or excluded tells of none."""
    contacts = Watch.objects.filter(inside(area), category="contact", opened_at__lte=at)
    first = contacts.exclude(end__outcome__in=MISTAKES).aggregate(day=Max("day_zero"))["day"]
    span = area.span
    further = WatchExtension.objects.filter(
        watch__resident__area_id__gte=span.first, watch__resident__area_id__lt=span.end, category="contact", at__lte=at
    )
    last = further.exclude(watch__end__outcome__in=MISTAKES).aggregate(day=Max("last_day"))["day"]
    days = (first, last - timedelta(days=quarantine) if last else None, last_found(area, at=at))
    return max((day for day in days if day), default=None)


def last_found(area: Area, *, at: datetime) -> date | None:
    """The last exposure of whoever an investigator found to be a contact; the latest word on each counts."""
    span = area.span
    said = ContactFinding.objects.filter(area_id__gte=span.first, area_id__lt=span.end, at__lte=at)
    later = said.filter(contact=OuterRef("contact"), at__gt=OuterRef("at"))
    found: date | None = said.filter(~Exists(later), finding__in=CONTACTS).aggregate(day=Max("last_on"))["day"]
    return found


def ending_of(area: Area, *, at: datetime) -> Ending | None:
    """The ending that holds for a place: the latest one, unless a level above calm was decided after it."""
    found = Ending.objects.filter(area=area, at__lte=at).select_related("by", "decision").first()
    level = level_at(area, at)
    return found if found and (level is None or level.level == CALM) else None
