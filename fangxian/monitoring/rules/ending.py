"""When a watch is over, and who may care for whom (domain-rules C-10, C-14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fangxian.monitoring.rules.days import Slot


@dataclass(frozen=True)
class Release:
    """What is proposed at the end of a watch.

    `because`: `over`, or what speaks against it: `days_left`, `referred`. `questions`: `last_check` where nobody was
    reached on the last day, `gaps` where checks are missing.
    """

    proposed: bool
    because: str
    on: date
    done: int
    expected: int
    questions: tuple[str, ...]


def release(found: Sequence[Slot], *, last_day: date, on: date, referred: bool) -> Release:
    """Whether the release is proposed on a day: the day after the last one, and nothing open with the medic (S-03).

    Every symptom opens a referral, so "without symptoms" is "no referral is open".
    """
    done = sum(slot.at is not None for slot in found)
    free_on = last_day + timedelta(days=1)
    because = "days_left" if on < free_on else "referred" if referred else "over"
    asked = {
        "last_check": not any(slot.day == last_day and slot.at is not None for slot in found),
        "gaps": done < len(found),
    }
    questions = tuple(code for code, holds in asked.items() if holds and because == "over")
    return Release(because == "over", because, free_on, done, len(found), questions)


def age_on(born_on: date, day: date) -> int:
    """Full years on a day; somebody born on 29 February turns a year older on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def is_child(born_on: date | None, *, on: date, child_age_max: int) -> bool:
    """Whether somebody is a child by the pack; who has no birth date is not taken for one."""
    return born_on is not None and age_on(born_on, on) <= child_age_max


def carer_fault(*, age: int | None, unfit: bool, child_age_max: int, carer_age_max: int) -> str | None:
    """Why somebody may not care for a person under observation, as a refusal code; None when they may (C-10).

    `age` in full years, None where nobody knows it. `unfit`: they are ill, pregnant, need help themselves, or wait for
    the medic; the code does not say which.
    """
    if unfit:
        return "carer_unfit"
    if age is None:
        return "carer_age_missing"
    if age <= child_age_max:
        return "carer_child"
    return "carer_elderly" if age > carer_age_max else None
