"""What ought not to be done (domain-rules E-20 to E-23): the pack names the rules, the circumstances call them up."""

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """The circumstances of a round or of one place done."""

    surface: str
    spraying: bool = False
    outdoors: bool = False
    people_present: bool = False
    raining: bool = False
    chlorine: bool = False
    flammable: bool = False


# For each rule of the pack, when it speaks.
_SPEAKS: dict[str, Callable[[Work], bool]] = {
    "outdoor_large_area": lambda work: work.outdoors and work.surface == "outdoor_ground",
    "streets": lambda work: work.outdoors and work.surface == "outdoor_ground" and work.spraying,
    "outdoor_in_rain": lambda work: work.outdoors and work.raining,
    "outdoor_air": lambda work: work.outdoors and work.surface == "air",
    "spray_people": lambda work: work.spraying and work.people_present,
    "air_with_people": lambda work: work.surface == "air" and work.people_present and not work.outdoors,
    "alcohol_spray": lambda work: work.flammable and work.spraying,
    "indoor_fogging": lambda work: work.spraying and not work.outdoors,
    "mix_chlorine": lambda work: work.chlorine,
}

# Said before the work as a reminder; the others say that the work itself is wrong.
REMINDERS = frozenset({"mix_chlorine"})


def warnings(work: Work, *, never: Collection[str]) -> list[str]:
    """The rules of the pack that speak against this work, in the pack's order, reminders last."""
    spoken = [code for code in never if code in _SPEAKS and _SPEAKS[code](work)]
    return sorted(spoken, key=lambda code: code in REMINDERS)


def objections(work: Work, *, never: Collection[str]) -> list[str]:
    """The warnings without the reminders: what a planner must answer with a reason."""
    return [code for code in warnings(work, never=never) if code not in REMINDERS]


@dataclass(frozen=True)
class Done:
    """What was done at one place, against what was planned there."""

    mg_l: int
    minutes: int
    planned_mg_l: int
    planned_minutes: int
    expired: bool
    in_home: bool
    consent: bool
    qualified: bool
    qualified_needed: bool


def shortfalls(done: Done) -> list[str]:
    """Remarks on a place that was done otherwise than it should be. A fact carries remarks, it is never refused."""
    found = {
        "weaker": done.mg_l < done.planned_mg_l,
        "shorter": done.minutes < done.planned_minutes,
        "expired": done.expired,
        "no_consent": done.in_home and not done.consent,
        "not_qualified": done.qualified_needed and not done.qualified,
    }
    return [code for code, so in found.items() if so]
