"""A roster as a board: people by days, the coverage of each post, and the gaps in words."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.calc.roster import HOUR
from fangxian.calc.roster.objections import is_early, is_night
from fangxian.calc.roster.problem import Rules
from fangxian.duty import queries, sentences
from fangxian.duty.models import OUTDOOR_KINDS, SKILLS, DutyPost, Member, Roster, Shift

COLOURS = 8
SATURDAY = 5


@dataclass(frozen=True)
class Place:
    """A shift on the board: its post, its hours, and the colour of the post."""

    shift: Shift
    post: str
    hours: str
    colour: int


@dataclass(frozen=True)
class Row:
    """One member's week: the shifts of each day, and what all of them add up to.

    `hours` and `outdoors` are hours, `nights` and `early` shifts, `weekends` days of a Saturday or Sunday.
    """

    member: str
    key: int
    days: list[list[Place]]
    hours: float
    nights: int
    weekends: int
    early: int
    outdoors: float


@dataclass(frozen=True)
class Strip:
    """One post's week: for each day what is missing, in person-hours; 0 is fully covered."""

    post: str
    colour: int
    missing: list[float]


@dataclass(frozen=True)
class Hole:
    """A gap in words: where, when, how many, why, what keeps the team away and what would help."""

    post: str
    day: date
    hours: str
    missing: int
    skill: str
    reasons: list[str]
    away: str
    repairs: list[str]


@dataclass(frozen=True)
class Board:
    """Everything the page and the wall sheet show of one roster."""

    roster: Roster
    days: list[date]
    rows: list[Row]
    strips: list[Strip]
    holes: list[Hole]

    @property
    def short_hours(self) -> float:
        """Person-hours nobody covers."""
        return sum(sum(strip.missing) for strip in self.strips)


def board_of(area: Area, roster: Roster) -> Board:
    """The board of one roster, with hand-overs as they stand."""
    shifts = list(queries.with_holder(Shift.objects.filter(roster=roster)))
    names = queries.member_names(area)
    posts = {p.pk: p for p in DutyPost.objects.filter(area=area)}
    colours = {pk: n % COLOURS for n, pk in enumerate(sorted({*(s.post_id for s in shifts), *_gap_posts(roster)}))}
    days = [roster.first_day + timedelta(days=n) for n in range(roster.days)]
    return Board(
        roster=roster,
        days=days,
        rows=_rows(area, roster, shifts, names, colours),
        strips=[_strip(roster, posts[pk].name, pk, colour) for pk, colour in colours.items()],
        holes=[_hole(roster, row, posts, names) for row in roster.gaps],
    )


def _gap_posts(roster: Roster) -> set[int]:
    return {row["post"] for row in roster.gaps}


def _rows(area: Area, roster: Roster, shifts: list[Shift], names: dict[int, str], colours: dict[int, int]) -> list[Row]:
    rules = queries.rules_of(queries.rest_pack(area, on=roster.first_day))
    mine: dict[int, list[Shift]] = defaultdict(list)
    for shift in shifts:
        mine[queries.holder_of(shift)].append(shift)
    on_team = Member.objects.filter(area=area, leaving=None).values_list("pk", flat=True)
    keys = [*on_team, *sorted(mine.keys() - set(on_team))]
    rows = []
    for key in (k for k in keys if k not in roster.without):
        days: list[list[Place]] = [[] for _ in range(roster.days + 1)]
        for shift in mine[key]:
            day = (queries.day_of(shift.starts_at) - roster.first_day).days
            days[day].append(Place(shift, shift.post.name, hours_of(shift), colours[shift.post_id]))
        rows.append(_row(roster, names[key], key, days, mine[key], rules))
    return rows


def _row(roster: Roster, name: str, key: int, days: list[list[Place]], mine: list[Shift], rules: Rules) -> Row:
    spans = [(s.post.kind in OUTDOOR_KINDS, queries.duty_of(s, roster.first_day).span) for s in mine]
    begun = {queries.day_of(s.starts_at) for s in mine}
    return Row(
        member=name,
        key=key,
        days=days[: roster.days],
        hours=sum(span.minutes for _, span in spans) / HOUR,
        nights=sum(is_night(rules, span) for _, span in spans),
        weekends=sum(day.weekday() >= SATURDAY for day in begun),
        early=sum(is_early(rules, span) for _, span in spans),
        outdoors=sum(span.minutes for outdoor, span in spans if outdoor) / HOUR,
    )


def hours_of(shift: Shift) -> str:
    """ "23–07": whole hours without minutes."""
    return _clock(shift.starts_at) + "–" + _clock(shift.ends_at)


def _clock(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local:%H}" if local.minute == 0 else f"{local:%H:%M}"


def _strip(roster: Roster, name: str, post: int, colour: int) -> Strip:
    missing = [0.0] * roster.days
    for row in roster.gaps:
        if row["post"] == post and not row["skill"]:
            day = min(max(row["start"] // 1440, 0), roster.days - 1)
            missing[day] += row["missing"] * (row["end"] - row["start"]) / 60
    return Strip(name, colour, missing)


def _hole(roster: Roster, row: dict[str, Any], posts: dict[int, DutyPost], names: dict[int, str]) -> Hole:
    begin = queries.midnight(roster.first_day)
    start, end = (begin + timedelta(minutes=row[edge]) for edge in ("start", "end"))
    return Hole(
        post=posts[row["post"]].name,
        day=queries.day_of(start),
        hours=f"{_clock(start)}–{_clock(end)}",
        missing=row["missing"],
        skill=str(SKILLS.get(row["skill"], row["skill"])) if row["skill"] else "",
        reasons=[sentences.reason(code, params) for code, params in row["reasons"]],
        away=sentences.kept_away(row["people"]),
        repairs=[sentences.repair(code, params, names) for code, params in row["repairs"]],
    )
