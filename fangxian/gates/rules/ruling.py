"""The verdict at the gate (domain-rules D-01 to D-05, D-10): closed by default, open by recorded exception.

Life comes first: an emergency passes before anything else is asked. A fever is held for the medic, never sent away.
Somebody who lives here is always let home. Everybody and everything else needs an authorisation in force.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum


class Way(StrEnum):
    """The direction of a passage."""

    IN = "in"
    OUT = "out"


class Kind(StrEnum):
    """What moves: D-01 and D-10 register all four."""

    PERSON = "person"
    VEHICLE = "vehicle"
    ANIMAL = "animal"
    GOODS = "goods"


class Ruling(StrEnum):
    """What the gatekeeper is told."""

    ALLOWED = "allowed"
    DENIED = "denied"
    EMERGENCY = "emergency"
    HELD = "held"


TRIP = "shopping"


@dataclass(frozen=True)
class GateRules:
    """What a rule pack says about gates; temperatures in °C."""

    fever_c: Decimal
    trip_every: timedelta
    persons_per_trip: int
    emergency_kinds: tuple[str, ...]
    clock_ahead: timedelta
    take_back: timedelta
    animal_exceptions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Permit:
    """An authorisation, or an exception from staying at home, as the gate sees it. `persons` 0: no limit.

    `household` is whose it is, if anybody's here, and `resident` whom of them it names; `gates` where it holds, empty
    everywhere; `away` how many persons went out on it and have not come back, below 0 for how many came in and have
    not left.
    """

    id: str
    purpose: str
    since: datetime
    until: datetime
    persons: int = 0
    lifts_stay_home: bool = False
    household: int | None = None
    gates: tuple[int, ...] = ()
    away: int = 0
    resident: int | None = None


@dataclass(frozen=True)
class Trip:
    """A shopping trip of the household that already happened: when its member went out."""

    at: datetime


@dataclass(frozen=True)
class Standing:
    """Who or what stands at the gate, as far as it is known. `home`: lives here, or the vehicle of a household here.

    `pass_fault` says what is wrong with a pass that was shown (see `passes`), empty when nothing is or none was.
    """

    way: Way
    kind: Kind = Kind.PERSON
    home: bool = False
    closed: bool = True
    stays_home: bool = False
    wrong_gate: bool = False
    emergency: str = ""
    temperature: Decimal | None = None
    persons: int = 1
    permits: tuple[Permit, ...] = ()
    trips: tuple[Trip, ...] = field(default=())
    household: int | None = None
    gate: int | None = None
    pass_fault: str = ""
    resident: int | None = None


@dataclass(frozen=True)
class Verdict:
    """The ruling, its reasons as codes with the weightiest first, and the permit it rests on."""

    ruling: Ruling
    reasons: tuple[str, ...]
    permit: str = ""

    @property
    def passes(self) -> bool:
        """Whether to let pass."""
        return self.ruling in {Ruling.ALLOWED, Ruling.EMERGENCY}


def verdict(standing: Standing, *, at: datetime, rules: GateRules) -> Verdict:
    """Who may pass at a moment, and why."""
    if standing.emergency in rules.emergency_kinds:
        return Verdict(Ruling.EMERGENCY, ("emergency",))
    if standing.temperature is not None and standing.temperature >= rules.fever_c:
        return Verdict(Ruling.HELD, ("medic",))
    if not standing.closed and not standing.stays_home:
        return Verdict(Ruling.ALLOWED, ("open_place",))
    found = _comes_home(standing) or _by_permit(standing, at=at, rules=rules)
    return _with_measuring(found, standing)


def _comes_home(standing: Standing) -> Verdict | None:
    moves = standing.kind in {Kind.PERSON, Kind.VEHICLE}
    if standing.home and moves and standing.way is Way.IN:
        return Verdict(Ruling.ALLOWED, ("comes_home",))
    return None


def _by_permit(standing: Standing, *, at: datetime, rules: GateRules) -> Verdict:
    """The first permit that fits; if none does, what is wrong with the nearest one."""
    against = [standing.pass_fault] if standing.pass_fault else []
    for permit in sorted(standing.permits, key=lambda each: (each.since, each.id)):
        wrong = objection(permit, standing, at=at, rules=rules)
        if wrong is None:
            return Verdict(Ruling.ALLOWED, ("authorised",), permit.id)
        against.append(wrong)
    reasons = ["stays_home"] if standing.stays_home else []
    reasons += [max(against, key=WEIGHT.index)] if against else [NOTHING[standing.kind]]
    return Verdict(Ruling.DENIED, tuple(reasons))


# From what explains least to what explains most to the person who waits.
WEIGHT = (
    "expired", "not_yet", "not_for_stay_home", "not_for_animals", "not_this_gate", "too_many", "trip_too_soon",
    "lent", "lent_at_home", "copied", "pass_unreadable", "pass_elsewhere", "pass_key_new", "pass_key_withdrawn",
    "pass_altered", "pass_revoked",
)  # fmt: skip
NOTHING = {
    Kind.PERSON: "no_authorisation",
    Kind.VEHICLE: "no_vehicle_pass",
    Kind.ANIMAL: "no_animal_pass",
    Kind.GOODS: "no_goods_pass",
}


def objection(permit: Permit, standing: Standing, *, at: datetime, rules: GateRules) -> str | None:
    """Why a permit does not carry this passage; None when it does (D-02, D-10)."""
    trip = permit.purpose == TRIP and standing.way is Way.OUT
    most = min(filter(None, (permit.persons, rules.persons_per_trip if permit.purpose == TRIP else 0)), default=0)
    through = permit.away if standing.way is Way.OUT else -permit.away
    wrong = {
        "expired": at >= permit.until,
        "not_yet": at < permit.since,
        "not_for_stay_home": standing.stays_home and not permit.lifts_stay_home,
        "not_for_animals": standing.kind is Kind.ANIMAL and permit.purpose not in rules.animal_exceptions,
        "not_this_gate": standing.gate is not None and bool(permit.gates) and standing.gate not in permit.gates,
        "too_many": bool(most) and standing.persons > most,
        "trip_too_soon": trip and any(too_soon(each.at, at=at, rules=rules) for each in standing.trips),
        "lent_at_home": differ(permit.resident, standing.resident),
        "lent": differ(permit.household, standing.household),
        "copied": bool(most) and through > 0 and through + standing.persons > most,
    }
    return next((code for code in WEIGHT if wrong.get(code)), None)


def differ(named: int | None, standing: int | None) -> bool:
    """Whether a pass names somebody, and somebody else is known to stand there."""
    return None not in (named, standing) and named != standing


def too_soon(earlier: datetime, *, at: datetime, rules: GateRules) -> bool:
    """Whether a household's trip comes before its days are over, counted from trip to trip (D-02)."""
    return earlier < at < earlier + rules.trip_every


def _with_measuring(found: Verdict, standing: Standing) -> Verdict:
    """Whoever comes into a closed place is measured first (D-04)."""
    bodily = standing.kind in {Kind.PERSON, Kind.VEHICLE}
    if found.passes and bodily and standing.way is Way.IN and standing.temperature is None:
        return Verdict(found.ruling, (*found.reasons, "measure"), found.permit)
    return found
