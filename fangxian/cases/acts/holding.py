"""Putting people under observation because of a case, and letting them go when its reason falls away.

Somebody may be under observation for several reasons at once. When one falls away, the others still hold: the
observation ends only when none is left, and otherwise lasts as long as the longest of them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas.models import Area
from fangxian.cases.queries.holding import reasons_left
from fangxian.cases.rules.holding import longest
from fangxian.door.act import Doing
from fangxian.monitoring.acts import begin_watch, begin_watches, finish_watch, says_reasons, shorten_watch
from fangxian.monitoring.models import Watch
from fangxian.monitoring.queries import until_of, watch_of, watches, watches_of
from fangxian.register.models import Resident
from fangxian.tasks.acts import word
from fangxian.tasks.models import Task


@says_reasons
def every_reason(watch: Watch) -> list[tuple[str, date]]:
    """Why somebody is under observation, by category and last day, for the room that ends observations."""
    return [(reason.category, reason.until) for reason in reasons_left(watch)]


def hold(resident: Resident, *, category: str, day_zero: date, until: date, doing: Doing) -> tuple[Watch | None, bool]:
    """The observation that holds somebody to a day, and whether it was opened now; none where it would be over."""
    gone = resident.left_at is not None and resident.left_at <= doing.at
    if gone or until < timezone.localdate(doing.at):
        return None, False
    standing = watch_of(resident, at=doing.at)
    if standing is not None and until_of(standing) >= until:
        return standing, False
    return begin_watch(resident, category=category, day_zero=day_zero, doing=doing), standing is None


def hold_all(
    residents: Iterable[Resident], *, category: str, day_zero: date, until: date, doing: Doing
) -> dict[int, tuple[Watch | None, bool]]:
    """The same for many, by their numbers: whoever is not under observation yet gets one, all of them at once."""
    people = list(residents)
    standing = {watch.resident_id: watch for watch in watches_of(people, at=doing.at)}
    free = [one for one in people if one.pk not in standing and until >= timezone.localdate(doing.at)]
    opened = begin_watches(free, category=category, day_zero=day_zero, doing=doing)
    found: dict[int, tuple[Watch | None, bool]] = {watch.resident_id: (watch, True) for watch in opened}
    for one in people:
        if one.pk not in found:
            found[one.pk] = hold(one, category=category, day_zero=day_zero, until=until, doing=doing)
    return found


def settle(touched: Iterable[Watch | None], doing: Doing) -> int:
    """Bring observations to what is left of their reasons, and see that those let go are told; how many ended."""
    keys = {watch.pk for watch in touched if watch is not None}
    ended = [watch for watch in watches().filter(pk__in=keys, end=None) if settled(watch, doing)]
    tell(ended, doing)
    return len(ended)


def settled(watch: Watch, doing: Doing) -> bool:
    """End or shorten one observation as its reasons ask; whether it ended."""
    left = longest(reasons_left(watch))
    if left is None:
        finish_watch(watch, outcome="excluded", doing=doing)
        return True
    if left.until < until_of(watch):
        shorten_watch(watch, category=left.category, last_day=left.until, doing=doing)
    return False


def tell(ended: Iterable[Watch], doing: Doing) -> None:
    """A line in the notebook of each grid, for whoever looked after them. It names neither a patient nor a case."""
    counts = Counter((watch.resident.area, watch.owner_name) for watch in ended)  # type: ignore[attr-defined]
    for (area, owner), count in counts.items():
        sentence = _("%(owner)s: tell %(count)s people today that their observation is over: its reason is gone.")
        note(area, sentence % {"owner": owner or "", "count": count}, doing)


def note(area: Area, text: str, doing: Doing) -> Task:
    """A line in the notebook of a place."""
    there = replace(doing, place=area)
    task = Task.objects.create(area=area, noted_by=doing.by, noted_at=doing.at)
    word(task, text, there)
    return task
