"""Whether a situation may be stepped down: each condition, whether it holds, and why (A-11, A-12, S-28)."""

from dataclasses import dataclass
from datetime import date, timedelta

CALM = "no_case"


@dataclass(frozen=True)
class Days:
    """The pack's numbers. `tested_within` is None where the pack asks for no test."""

    clear: int
    contact_clear: int
    unit_extra: int
    tested_within: int | None = None


@dataclass(frozen=True)
class Picture:
    """A place as the rooms know it: its level, the last confirmed resident's day, the last contact's last exposure."""

    level: str
    last_case_on: date | None
    last_exposure_on: date | None
    contacts_watched: int
    waiting: int


@dataclass(frozen=True)
class Condition:
    """One condition. `met` is None where nothing here can tell and a person is asked.

    `since` is the day counted from, `days` how many must pass, `holds_on` the first day it holds, `left` what is in
    its way.
    """

    code: str
    met: bool | None
    since: date | None = None
    days: int = 0
    holds_on: date | None = None
    left: int = 0


def conditions(seen: Picture, *, on: date, by: Days) -> tuple[Condition, ...]:
    """Every condition of the pack, in the order in which they are told."""
    # A day of exposure is day 0, and the last of the days still counts: release comes on the day after it.
    found = [
        passed("no_new_case", seen.last_case_on, by.clear, on=on),
        passed("contacts_clear", seen.last_exposure_on, by.contact_clear + 1, on=on),
        Condition("contacts_released", seen.contacts_watched == 0, left=seen.contacts_watched),
        Condition("nobody_waiting", seen.waiting == 0, left=seen.waiting),
    ]
    if by.tested_within is not None:
        found.append(Condition("tested", None, days=by.tested_within))
    return tuple(found)


def passed(code: str, since: date | None, days: int, *, on: date) -> Condition:
    """A condition of time: so many days after a day; without a day to count from it holds."""
    holds_on = since + timedelta(days=days) if since else None
    return Condition(code, holds_on is None or on >= holds_on, since, days, holds_on)


def clear(found: tuple[Condition, ...]) -> bool:
    """Whether nothing that can be told is in the way of stepping down, or of ending where it is calm already."""
    return all(one.met is not False for one in found)


def proposed(seen: Picture, found: tuple[Condition, ...]) -> bool:
    """Whether stepping down is proposed: the level is above calm, and the conditions are met."""
    return seen.level != CALM and clear(found)


def asked(found: tuple[Condition, ...]) -> bool:
    """Whether a person has to say what nothing here can tell."""
    return any(one.met is None for one in found)


def unit_free_on(seen: Picture, *, by: Days) -> date | None:
    """Until when the closed stair of the last case stays closed, though the place is free (A-11)."""
    return seen.last_case_on + timedelta(days=by.clear + by.unit_extra) if seen.last_case_on else None
