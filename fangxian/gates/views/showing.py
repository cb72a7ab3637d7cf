"""What the gate's pages show, made from the answers of the queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.gates.models import Passage
from fangxian.gates.queries import Candidate, Ruled
from fangxian.gates.rules import GateRules, Ruling, Way
from fangxian.gates.words import (
    EMERGENCIES,
    FEVER_STEPS,
    KINDS,
    OUTCOMES,
    PURPOSES,
    REASONS,
    REMARKS,
    RULINGS,
    SIGNS,
    WAYS,
)
from fangxian.measures.models import EXCEPTION_REASONS, Gate
from fangxian.measures.queries import gates_of


@dataclass(frozen=True)
class Panel:
    """One direction of a candidate: the verdict in words, and the key that records it."""

    way: str
    label: Promise
    sign: str
    word: Promise
    reason: str
    passes: bool
    hotkey: str


@dataclass(frozen=True)
class Shown:
    """A candidate as the desk shows it, the likelier direction first."""

    candidate: Candidate
    title: str
    panels: list[Panel]
    inside: bool
    act_id: UUID


def shown(candidate: Candidate, *, last_way: str | None) -> Shown:
    """A candidate with its panels; who went out last probably comes home now."""
    home = candidate.into.mover.household is not None
    inside = last_way == Way.IN if last_way else home
    both = [panel(candidate.out, "o"), panel(candidate.into, "i")]
    title = candidate.name or candidate.plate or str(KINDS[candidate.kind])
    return Shown(candidate, title, both if inside else both[::-1], inside, uuid7())


def panel(ruled: Ruled, hotkey: str) -> Panel:
    """The verdict of one direction in words."""
    found, way = ruled.verdict, ruled.mover.way
    return Panel(
        way, WAYS[way], SIGNS[found.ruling], RULINGS[found.ruling], sentences(found.reasons), found.passes, hotkey
    )


def sentences(reasons: Iterable[str]) -> str:
    """Reason codes as sentences in the reader's language."""
    return " ".join(str(REASONS[code]) for code in reasons if code in REASONS)


@dataclass(frozen=True)
class Row:
    """A passage as a line of a list."""

    passage: Passage
    way: Promise
    what: str
    outcome: Promise
    sign: str
    word: Promise
    reason: str
    remarks: list[Promise]
    measured: bool
    taken_back: bool
    may_take_back: bool
    steps: list[Promise]
    act_id: UUID


def row(passage: Passage, *, may_take_back: bool = False) -> Row:
    """A passage in words; a fever brings its steps."""
    taken = hasattr(passage, "taken_back")
    steps = FEVER_STEPS if passage.verdict == Ruling.HELD else []
    return Row(
        passage, WAYS[passage.way], what_moved(passage), OUTCOMES[passage.outcome], SIGNS[passage.verdict],
        RULINGS[passage.verdict], sentences(passage.reasons),
        [REMARKS[code] for code in (*passage.remarks, *passage.flags) if code in REMARKS], bool(passage.temperature),
        taken, may_take_back and not taken, steps, uuid7(),
    )  # fmt: skip


def what_moved(passage: Passage) -> str:
    """Who or what, as short as a line of a book."""
    name = passage.resident.name if passage.resident else passage.guest
    parts = [name, passage.plate, str(EMERGENCIES.get(passage.emergency, "")), passage.goods]
    if passage.animals:
        parts.append(_("%(number)s animals") % {"number": passage.animals})
    if passage.purpose:
        parts.append(str(PURPOSES.get(passage.purpose) or EXCEPTION_REASONS.get(passage.purpose) or ""))
    return " · ".join(part for part in parts if part) or str(KINDS[passage.kind])


def rows(found: Iterable[Passage], request: Request, area: Area, *, rules: GateRules, at: datetime) -> list[Row]:
    """Passages in words, with the slips this reader may still take back."""
    eyes = scope.current()
    lead, gate = eyes.may(Can.AUTHORISE, area.pk), eyes.may(Can.WORK_GATE, area.pk)
    return [row(each, may_take_back=gate and (lead or at <= each.received_at + rules.take_back)) for each in found]


def gates_here(area: Area, at: datetime) -> list[Gate]:
    """The gates of the community a place lies in, open ones first."""
    return sorted(gates_of(community_of(area), at), key=lambda gate: (not gate.is_open, gate.pk))  # type: ignore[attr-defined]


def chosen_gate(gates: list[Gate], wanted: str | None) -> Gate | None:
    """The gate that was asked for, or the first open one."""
    by_number = {str(gate.pk): gate for gate in gates}
    return by_number.get(wanted or "", gates[0] if gates else None)
