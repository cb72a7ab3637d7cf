"""The evening digest: computed when it is read, from the ledger and the rooms' own questions. Nothing is stored."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.measures.queries import rules_for
from fangxian.reports.figures import Day, Figure, NotCollected, Number, day_of, registered
from fangxian.reports.figures.registry import Words

TREND_DAYS = 7


@dataclass(frozen=True)
class Line:
    """A figure on a day: its value and its difference from the day before, or why it is not there.

    `bound` is the pack's number for its alarm, and `alarm` whether it is crossed.
    """

    figure: Figure
    value: Number | None
    change: Number | None
    why: Words = ""
    bound: Number | None = None
    alarm: bool = False


@dataclass(frozen=True)
class Digest:
    """A place's day in figures, as of a moment."""

    area: Area
    on: date
    at: datetime
    final: bool
    lines: list[Line]

    def part(self, name: str) -> list[Line]:
        """The lines of one part."""
        return [line for line in self.lines if line.figure.part == name]


def digest_of(area: Area, *, on: date, now: datetime) -> Digest:
    """The digest of a day. Whoever may count there may read it: the figures see everything, and only they come out.

    Raises NoScope for a reader who may not even count.
    """
    day = day_of(area, on=on, now=now)
    with scope.counting(area.span):
        lines = [line_for(figure, day) for figure in registered()]
    return Digest(area, on, day.at, day.at < now or day.at == day.since + timedelta(days=1), lines)


def line_for(figure: Figure, day: Day) -> Line:
    """One line: today's value, and its difference from the day before at the same time of day."""
    value, why = asked(figure, day)
    before, _why = asked(figure, day.before)
    change = value - before if value is not None and before is not None else None
    if figure.limit is None:
        return Line(figure, value, change, why)
    bound = rules_for(day.area, on=day.on).number(figure.limit.key)
    return Line(figure, value, change, why, bound, value is not None and figure.limit.crossed(value, bound))


def asked(figure: Figure, day: Day) -> tuple[Number | None, Words]:
    """The figure's value, or the sentence that says why there is none."""
    try:
        return figure.ask(day), ""
    except NotCollected as missing:
        return None, missing.why


def trends(area: Area, *, on: date, now: datetime) -> dict[str, list[Number | None]]:
    """Each figure on the last seven days, the oldest first, for small drawings."""
    days = [day_of(area, on=on - timedelta(days=back), now=now) for back in reversed(range(TREND_DAYS))]
    with scope.counting(area.span):
        return {figure.key: [asked(figure, day)[0] for day in days] for figure in registered()}
