"""What a reading asks for: the medic, another measurement, or a visit from somebody who listens.

Only the medic judges symptoms (S-20). These rules judge whether the medic must be asked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

# What people say when they cannot bear it any longer (S-19). It opens a visit; it does not name an illness.
DISTRESS = re.compile(
    r"睡不着|睡不好|失眠|害怕|好怕|很怕|恐惧|心慌|崩溃|绝望|想不开|不想活|活不下去|自杀|撑不住|受不了|抑郁|焦虑|"
    r"(?:can(?:no|'|’)?t|unable to) sleep|sleepless|insomnia|\bafraid\b|\bscared\b|\bterrified\b|\bpanic|\bhopeless|"
    r"\bdesperate\b|\bsuicid|kill (?:my|him|her)self|end my life|want to die",
    re.IGNORECASE,
)
# "Not afraid" needs nobody's visit.
CALM = re.compile(r"(?:不|没有?|别)(?:害怕|怕|焦虑|心慌)|\bnot (?:afraid|scared)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Thresholds:
    """The numbers of the pack, in °C, and the symptoms that are asked for."""

    fever: Decimal
    low: Decimal
    high: Decimal
    worse_by: Decimal
    symptoms: frozenset[str]


@dataclass(frozen=True)
class Seen:
    """What a reading says: °C or nothing, and the symptoms by code."""

    temperature: Decimal | None
    symptoms: frozenset[str]


def possible(temperature: Decimal, *, by: Thresholds) -> bool:
    """Whether a living body can have this temperature; otherwise it was mistyped or mismeasured."""
    return by.low <= temperature <= by.high


def usable(seen: Seen, *, by: Thresholds) -> Seen:
    """The reading without what cannot be: an impossible temperature, symptoms nobody knows."""
    kept = seen.temperature if seen.temperature is not None and possible(seen.temperature, by=by) else None
    return Seen(kept, seen.symptoms & by.symptoms)


def remarks(seen: Seen, *, by: Thresholds) -> list[str]:
    """What is to be remarked on the entry itself: says that a value cannot be, never what a possible one means."""
    found = []
    if seen.temperature is None and not seen.symptoms:
        found.append("no_temperature")
    if seen.temperature is not None and not possible(seen.temperature, by=by):
        found.append("impossible_temperature")
    if seen.symptoms - by.symptoms:
        found.append("unknown_symptom")
    return found


def alarming(seen: Seen, *, by: Thresholds) -> bool:
    """Whether the medic must be asked: fever as the pack says (C-07), or any symptom it asks for (C-12)."""
    fever = seen.temperature is not None and seen.temperature >= by.fever
    return fever or bool(seen.symptoms)


def worse(seen: Seen, before: Seen, *, by: Thresholds) -> bool:
    """Whether a reading is worse than the one before: a marked rise, fever that was not there, a new symptom."""
    if seen.symptoms - before.symptoms:
        return True
    if seen.temperature is None or before.temperature is None:
        return alarming(seen, by=by) and not alarming(before, by=by)
    newly = seen.temperature >= by.fever > before.temperature
    return newly or seen.temperature - before.temperature >= by.worse_by


def asks_for_medic(seen: Seen, before: Sequence[Seen], *, by: Thresholds) -> bool:
    """Whether a reading opens a referral; `before` are the earlier ones, the latest last."""
    return alarming(seen, by=by) or (bool(before) and worse(seen, before[-1], by=by))


def distress(text: str) -> bool:
    """Whether words ask for somebody who listens."""
    return bool(DISTRESS.search(CALM.sub("", text)))
