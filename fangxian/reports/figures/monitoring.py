"""Figures of observation, as counts only, and the indicators professionals look at (domain-rules L)."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from fangxian.monitoring.queries import counts, standings, watched_in
from fangxian.reports.figures.registry import Day, NotCollected, figure


def numbers(day: Day) -> counts.Counted:
    """The place in numbers, just before the cut: a moment later the next day's checks would be asked for."""
    return counts.in_numbers(day.area.name, standings(day.area, at=day.last))


@figure("monitoring.watched", label=_("People under observation"), source="monitoring.queries.watched_in",
        page="monitoring:today")  # fmt: skip
def watched(day: Day) -> int:
    """Everybody under observation at the cut."""
    return watched_in(day.area, at=day.last).count()


@figure("monitoring.checked_percent", label=_("Checks made, of those due"), unit="%",
        source="monitoring.queries.counts.in_numbers", page="monitoring:today")  # fmt: skip
def checked_percent(day: Day) -> Decimal:
    """The share of people under observation whose state was checked as often as was due on the day."""
    found = day.once(numbers)
    return share(found.checked, found.due, _("No check was due yet."))


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
    """Of the referrals of seven days, the share the medic took over within the pack's hours."""
    done, of = counts.evaluated(day.area, since=day.at - counts.WEEK, until=day.at)
    return share(done, of, _("Nobody was referred in these days."))


@figure("monitoring.completed_percent", label=_("Observations completed, seven days"), unit="%",
        source="monitoring.queries.counts.completed", page="monitoring:everyone")  # fmt: skip
def completed_percent(day: Day) -> Decimal:
    """Of the observations that ended in seven days, the share that was completed."""
    done, of = counts.completed(day.area, since=day.at - counts.WEEK, until=day.at)
    return share(done, of, _("No observation ended in these days."))


def share(part: int, of: int, why: object) -> Decimal:
    """A share in percent. Raises NotCollected of nothing."""
    found = counts.percent(part, of)
    if found is None:
        raise NotCollected(str(why))
    return found
