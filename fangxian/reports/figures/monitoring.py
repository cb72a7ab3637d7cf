"""Figures of observation, as counts only, and the indicators professionals look at (domain-rules L)."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from fangxian.monitoring.queries import Standing, counts, standings, watched_in
from fangxian.reports.figures.registry import Day, NotCollected, figure


def every(day: Day) -> list[Standing]:
    """Every observation just before the cut: a moment later the next day's checks would be asked for."""
    return standings(day.area, at=day.last)


def numbers(day: Day) -> counts.Counted:
    """The place in numbers."""
    return counts.in_numbers(day.area.name, day.once(every))


@figure("monitoring.watched", label=_("People under observation"), source="monitoring.queries.watched_in",
        page="monitoring:today")  # fmt: skip
def watched(day: Day) -> int:
    """Everybody under observation at the cut."""
    return watched_in(day.area, at=day.last).count()


@figure("monitoring.checked_percent", label=_("Contacts whose state was checked today"), unit="%",
        source="monitoring.queries.counts.contacts_checked", page="monitoring:today")  # fmt: skip
def checked_percent(day: Day) -> Decimal:
    """Of the contacts under observation, the share who were reached at least once on the day."""
    done, of = counts.contacts_checked(day.area, day.once(every), at=day.last)
    return share(done, of, _("No contact was under observation."))


@figure("monitoring.silent", label=_("People who could not be found"), source="monitoring.queries.standings",
        page="monitoring:today")  # fmt: skip
def silent(day: Day) -> int:
    """People who missed as many checks in a row as the pack says."""
    return day.once(numbers).silent


@figure("monitoring.referrals_waiting", label=_("Referrals nobody has taken over"),
        source="monitoring.queries.counts.referrals_waiting", page="monitoring:today")  # fmt: skip
def referrals_waiting(day: Day) -> int:
    """Referrals the medic had not acknowledged at the cut."""
    return counts.referrals_waiting(day.area, at=day.at)


@figure("monitoring.evaluated_percent", label=_("Symptoms evaluated in time, seven days"), unit="%",
        source="monitoring.queries.counts.evaluated", page="monitoring:today")  # fmt: skip
def evaluated_percent(day: Day) -> Decimal:
    """Of the referrals of seven days, the share the medic settled, noted or visited within the pack's hours."""
    done, of = counts.evaluated(day.area, since=day.at - counts.WEEK, until=day.at)
    return share(done, of, _("Nobody was referred in these days."))


@figure("monitoring.completed_percent", label=_("Contacts who completed their observation, seven days"), unit="%",
        source="monitoring.queries.counts.completed", page="monitoring:everyone")  # fmt: skip
def completed_percent(day: Day) -> Decimal:
    """Of the contacts whose observation ended in seven days, the share who completed it."""
    done, of = counts.completed(day.area, since=day.at - counts.WEEK, until=day.at)
    return share(done, of, _("No contact's observation ended in these days."))


def share(part: int, of: int, why: object) -> Decimal:
    """A share in percent. Raises NotCollected of nothing."""
    found = counts.percent(part, of)
    if found is None:
        raise NotCollected(str(why))
    return found
