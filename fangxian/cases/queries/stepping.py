"""Whether stepping down is proposed for a place, from what the cases and the monitoring rooms know."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef

from fangxian.areas.models import Area
from fangxian.cases.models import ContactFinding
from fangxian.cases.queries.cases import Known, known_cases, level_at
from fangxian.cases.rules import stepping
from fangxian.cases.rules.contacts import IN_FORCE
from fangxian.cases.rules.stepping import CALM, Condition, Days, Picture
from fangxian.measures.queries import rules_for
from fangxian.monitoring.models import Watch, WatchExtension
from fangxian.monitoring.queries import inside, open_at
from fangxian.rulepacks.packs import Pack

MISTAKES = ("mistaken", "excluded")


@dataclass(frozen=True)
class Standing:
    """A place before its ending: its picture, the conditions, whether to step down, and the stair's own day.

    `clear`: nothing that can be told is in the way; `proposed`: that, and the situation is above calm.
    """

    picture: Picture
    conditions: tuple[Condition, ...]
    clear: bool
    proposed: bool
    asks: bool
    unit_free_on: date | None


def standing_of(area: Area, *, at: datetime, on: date) -> Standing:
    """The conditions at a moment, with the numbers of the pack of that day."""
    level = level_at(area, at)
    return standing_from(known_cases(area, at=at), area, level.level if level else CALM, at=at, on=on)


def standing_from(known: Sequence[Known], area: Area, level: str, *, at: datetime, on: date) -> Standing:
    """The same from cases and a situation that were already asked for."""
    pack = rules_for(area, on=on)
    days = days_of(pack)
    seen = picture_of(known, area, level, at=at, quarantine=pack.int("contacts.quarantine_days"))
    found = stepping.conditions(seen, on=on, by=days)
    return Standing(
        seen, found, stepping.clear(found), stepping.proposed(seen, found), stepping.asked(found),
        stepping.unit_free_on(seen, by=days),
    )  # fmt: skip


def days_of(pack: Pack) -> Days:
    """The numbers of a pack."""
    tested = "stepdown.test_within_days"
    return Days(
        clear=pack.int("stepdown.clear_days"), contact_clear=pack.int("stepdown.contact_clear_days"),
        unit_extra=pack.int("stepdown.case_unit_extra_days"),
        tested_within=pack.int(tested) if tested in pack else None,
    )  # fmt: skip


def picture_of(known: Iterable[Known], area: Area, level: str, *, at: datetime, quarantine: int) -> Picture:
    """What is known of a place at a moment; `quarantine` are the days from a contact's last exposure to their last."""
    every = list(known)
    confirmed = [one.confirmed_on for one in every if one.confirmed_on and one.case.lives_here]
    met = list(exposures(area, at=at, quarantine=quarantine))
    running = set(Watch.objects.filter(inside(area), open_at(at)).values_list("pk", flat=True)) if met else set()
    return Picture(
        level=level,
        last_case_on=max(confirmed, default=None),
        last_exposure_on=max((on for _watch, on in met), default=None),
        contacts_watched=len(running & {watch for watch, _on in met}),
        waiting=sum(one.classification in ("suspected", "probable") for one in every),
    )


def exposures(area: Area, *, at: datetime, quarantine: int) -> Iterator[tuple[int | None, date]]:
    """Every last exposure of a contact that still counts, with the observation it is the reason of, if there is one.

    What an investigator found counts as last found, whatever was found before. An observation opened by hand, or
    lengthened by hand for this reason, counts from the day it says, unless it was ended as a mistake.
    """
    span = area.span
    said = ContactFinding.objects.filter(area_id__gte=span.first, area_id__lt=span.end, at__lte=at)
    rows = list(said.order_by("pk").values_list("contact_id", "finding", "watch_id", "last_on", "until"))
    latest = {contact: (finding, watch, on) for contact, finding, watch, on, _until in rows}
    yield from ((watch, on) for finding, watch, on in latest.values() if finding in IN_FORCE)
    ours = {(watch, until) for _contact, _finding, watch, _on, until in rows}
    yield from opened_by_hand(area, at=at)
    for watch, last_day in lengthened(area, at=at):
        if (watch, last_day) not in ours:
            yield watch, last_day - timedelta(days=quarantine)


def opened_by_hand(area: Area, *, at: datetime) -> Iterator[tuple[int, date]]:
    """The observations of contacts that no finding opened, each with its day 0."""
    found = Watch.objects.filter(inside(area), category="contact", opened_at__lte=at)
    by_a_finding = Exists(ContactFinding.objects.filter(watch=OuterRef("pk"), opened=True))
    yield from found.exclude(by_a_finding).exclude(end__outcome__in=MISTAKES).values_list("pk", "day_zero")


def lengthened(area: Area, *, at: datetime) -> Iterator[tuple[int, date]]:
    """The observations that were lengthened because somebody is a contact, each with the day it lasts to by that."""
    span = area.span
    found = WatchExtension.objects.filter(
        watch__resident__area_id__gte=span.first, watch__resident__area_id__lt=span.end, category="contact", at__lte=at
    )
    yield from found.exclude(watch__end__outcome__in=MISTAKES).values_list("watch_id", "last_day")
