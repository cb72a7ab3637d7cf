"""Plain planning files (shifts, posts by shift, people, rows of absences and wishes) as problems.

The shape: `shifts` name → start, len (hours), night; `posts` rows of post, shift, need, skills, captain; `people`
with skills, no_night, h7 (weekly hours) and, in a district, `posts` → cost of standing there (0 is home); `unavail`
rows [person, day, shift or *]; `wish` rows [person, day, shift or *, weight], below zero: rather off.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from fangxian.calc.roster.problem import (
    DAY,
    HOUR,
    Need,
    Pattern,
    Person,
    Post,
    Problem,
    RosterError,
    Rules,
    Weights,
    Wish,
)
from fangxian.calc.windows import Span

MONDAY = date(2020, 1, 27)
SHORT, LACKING = 1000, 1000


def is_shape(data: Mapping[str, Any]) -> bool:
    """Is this such a plain file?"""
    return isinstance(data.get("shifts"), Mapping) and "unavail" in data


def problem_of(data: Mapping[str, Any]) -> Problem:
    """The problem a plain file describes. Raises `RosterError` naming what is missing or unknown."""
    try:
        return _problem(data)
    except KeyError as fault:
        raise RosterError(f"{fault.args[0]} is missing or unknown.", field=str(fault.args[0])) from None
    except (TypeError, AttributeError, IndexError, ValueError) as fault:
        if isinstance(fault, RosterError):
            raise
        raise RosterError(f"the file has not the expected shape: {fault}.", field="file") from None


def _problem(data: Mapping[str, Any]) -> Problem:
    shifts = {name: Span(s["start"] * HOUR, (s["start"] + s["len"]) * HOUR) for name, s in data["shifts"].items()}
    longest = max(s.minutes for s in shifts.values())
    known = [p["id"] for p in data["people"]]
    for row in (*data["unavail"], *data["wish"]):
        if row[0] not in known:
            raise RosterError(f"unavail or wish: nobody is called {row[0]}.", field="unavail", subject=str(row[0]))
    away: dict[str, list[Span]] = defaultdict(list)
    for who, day, shift in data["unavail"]:
        away[who] += [_span(span, day) for span in _shifts(shifts, shift)]
    return Problem(
        first_day=MONDAY,
        days=data["days"],
        people=tuple(_person(p, away[p["id"]], _names(data)) for p in data["people"]),
        posts=tuple(_posts(data, shifts)),
        rules=_rules(data, longest),
        wishes=tuple(
            Wish(who, day, weight, None if shift == "*" else _start(shifts, shift))
            for who, day, shift, weight in data["wish"]
        ),
        weights=_weights(data, longest),
    )


def _shifts(shifts: Mapping[str, Span], name: str) -> list[Span]:
    return list(shifts.values()) if name == "*" else [shifts[name]]


def _start(shifts: Mapping[str, Span], name: str) -> int:
    return shifts[name].start


def _span(span: Span, day: int) -> Span:
    return Span(span.start + day * DAY, span.end + day * DAY)


def _names(data: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(row["post"] for row in data["posts"]))


def _person(row: Mapping[str, Any], away: list[Span], posts: list[str]) -> Person:
    near = row.get("posts")
    home = min(near, key=lambda post: (near[post], post)) if near else ""
    return Person(
        id=row["id"],
        skills=frozenset(row["skills"]),
        no_night=bool(row["no_night"]),
        max_weekly_h=row["h7"],
        barred=frozenset(away),
        never=frozenset(post for post in posts if near and post not in near),
        home_post=home,
    )


def _posts(data: Mapping[str, Any], shifts: Mapping[str, Span]) -> list[Post]:
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in data["posts"]:
        rows[row["post"]].append(row)
    return [
        Post(
            id=post,
            needs=tuple(_need(row, shifts[row["shift"]]) for row in mine),
            patterns=tuple(Pattern(s.start, s.minutes) for s in (shifts[row["shift"]] for row in mine)),
        )
        for post, mine in rows.items()
    ]


def _need(row: Mapping[str, Any], shift: Span) -> Need:
    captain = [("captain", int(row["captain"]))] if row.get("captain") else []
    return Need(shift.start, shift.end, row["need"], some=(*row["skills"].items(), *captain))


def _rules(data: Mapping[str, Any], longest: int) -> Rules:
    return Rules(
        min_rest_h=data["rest"],
        max_weekly_h=max((p["h7"] for p in data["people"]), default=48),
        max_daily_h=max(longest / HOUR, 8),
        max_shift_h=max(longest / HOUR, 8),
        max_nights_in_row=data["max_nights"],
        max_days_in_row=data["max_days"],
        days_off_per_7=0,
        early_before=0,
    )


def _weights(data: Mapping[str, Any], longest: int) -> Weights:
    away = [cost for p in data["people"] for cost in p.get("posts", {}).values() if cost]
    hours = longest // HOUR
    return Weights(
        uncovered_hour=SHORT // hours, missing_skill_hour=LACKING // hours, early=0, away=min(away, default=0)
    )
