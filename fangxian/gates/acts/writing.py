"""One passage from what was seen to the row: who it was, the verdict, the remarks and the flags of its line."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID, uuid5

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field

from fangxian.areas.inserting import insert
from fangxian.areas.models import Area
from fangxian.areas.prepared import Prepared
from fangxian.areas.rules import Level, community_key
from fangxian.door.act import Doing, PrivateText, Sealed, SealedApart
from fangxian.door.sealed import blind
from fangxian.door.submit import locked
from fangxian.gates.acts.hours import add_to_hour
from fangxian.gates.models import Arrival, GateBook, Passage
from fangxian.gates.queries import Mover, Ruled, line_of, ruled, shown_pass, visit_mark
from fangxian.gates.rules import Checked, GateRules, Kind, Passed, Ruling, Way, bare_plate, reflagged
from fangxian.gates.rules.ruling import TRIP
from fangxian.monitoring.acts import fever_at_gate
from fangxian.register.models import Resident, Vehicle

PASS_REMARKS = {
    "pass_unreadable", "pass_elsewhere", "pass_key_new", "pass_key_withdrawn", "pass_altered", "pass_revoked", "lent",
    "lent_at_home", "copied",
}  # fmt: skip
BY_VERDICT = {
    Ruling.ALLOWED: Passage.PASSED,
    Ruling.EMERGENCY: Passage.PASSED,
    Ruling.DENIED: Passage.TURNED_BACK,
    Ruling.HELD: Passage.HELD,
}


Degrees = Annotated[Decimal, Field(ge=30, le=45, decimal_places=1)]


class Movement(BaseModel):
    """What was seen at the gate. `outcome` left out follows the verdict; `persons` counts everybody who moves along."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    way: Way
    moving: Kind = Kind.PERSON
    resident: int | None = None
    guest: PrivateText = ""
    guest_phone: PrivateText = ""
    plate: Annotated[str, Sealed(), Field(max_length=20)] = ""
    persons: Annotated[int | None, Field(ge=0, le=999)] = None
    animals: Annotated[int, Field(ge=0, le=9999)] = 0
    goods: Annotated[str, Sealed(), Field(max_length=100)] = ""
    temperature: Annotated[Decimal | None, SealedApart(), Field(ge=30, le=45, decimal_places=1)] = None
    temperatures: Annotated[tuple[Degrees, ...], SealedApart(), Field(max_length=100)] = ()
    purpose: Annotated[str, Field(max_length=24)] = ""
    authorisation: UUID | None = None
    # The exception from staying at home by which a visitor comes.
    exception: int | None = None
    pass_token: Annotated[str, Sealed(), Field(max_length=400)] = ""
    emergency: Annotated[str, Field(max_length=24)] = ""
    outcome: Literal["passed", "turned_back", "held"] | None = None
    came_from: Annotated[str, Sealed(), Field(max_length=100)] = ""
    bound_for: Annotated[str, Sealed(), Field(max_length=100)] = ""
    bound_area: int | None = None
    note: Annotated[str, Sealed(), Field(max_length=200)] = ""

    @property
    def highest(self) -> Decimal | None:
        """The highest temperature of those who move together: it decides."""
        measured = [*self.temperatures, *([] if self.temperature is None else [self.temperature])]
        return max(measured, default=None)

    def feverish(self, rules: GateRules) -> bool:
        """Whether somebody of them is to be seen by the medic."""
        return self.highest is not None and self.highest >= rules.fever_c


@dataclass(frozen=True)
class Moment:
    """When and where a movement was seen, and under which rules; `ahead`: the device's clock ran ahead.

    `corrected`: the device knew that its clock was wrong, and the moment was put right by it.
    """

    id: UUID
    gate: int
    at: datetime
    rules: GateRules
    ahead: bool = False
    corrected: bool = False
    book: GateBook | None = None


@dataclass(frozen=True)
class _Who:
    resident: int | None
    household: int | None
    plate: str
    persons: int


def write_passage(seen: Movement, moment: Moment, doing: Doing) -> Passage:
    """Write what was seen: never refused, whatever is wrong with it is remarked upon."""
    who = _identified(seen)
    shown = shown_pass(doing.place, seen.pass_token, gate=moment.gate, at=moment.at) if seen.pass_token else None
    found = ruled(doing.place, _mover(seen, who, shown), at=moment.at, rules=moment.rules, gate=moment.gate)
    outcome = seen.outcome or BY_VERDICT[found.verdict.ruling]
    permit = found.verdict.permit
    purpose = seen.purpose or next((p.purpose for p in found.standing.permits if permit and p.id == permit), "")
    row = Passage(
        id=moment.id, area=doing.place, gate_id=moment.gate, way=seen.way, kind=seen.moving, resident_id=who.resident,
        household_id=who.household, home=who.household is not None, subject=_subject(seen, who), guest=seen.guest,
        guest_phone=seen.guest_phone, plate=who.plate, persons=who.persons, animals=seen.animals, goods=seen.goods,
        temperature="" if seen.highest is None else str(seen.highest), purpose=purpose, emergency=seen.emergency,
        authorisation_id=UUID(permit) if permit and permit != visit_of(seen) else None, came_from=seen.came_from,
        bound_for=seen.bound_for,
        verdict=found.verdict.ruling, reasons=list(found.verdict.reasons), outcome=outcome, note=seen.note,
        remarks=[*_remarks(seen, who, found, outcome, moment), *_pass_remarks(found)], at=moment.at,
        received_at=doing.received_at, recorded_by=doing.by, book=moment.book,
    )  # fmt: skip
    if outcome == Passage.PASSED:
        row.flags = reflag(row, doing, moment.rules, new=True)
    insert(row)
    add_to_hour(row)
    if who.resident is not None and seen.feverish(moment.rules):
        refer(row, who.resident, seen, replace(doing, at=row.at))
    if outcome == Passage.PASSED and seen.bound_area is not None:
        announced(row, seen, seen.bound_area, doing)
    return row


def refer(row: Passage, resident: int, seen: Movement, doing: Doing) -> None:
    """Hand a resident's fever to the medic, with a clock: there the value lies, and here only that they were referred.

    Of several who moved together the highest is known, and not whose it is: it goes on nobody's chart, and the medic
    is told so in words.
    """
    among = max(row.persons, len(seen.temperatures))
    said = _("%(celsius)s °C was the highest measured at the gate among %(persons)s persons. It may be another's.")
    note = said % {"celsius": seen.highest, "persons": among} if among > 1 else ""
    fever_at_gate(check_of(row), resident=resident, celsius=seen.highest, note=note, theirs=among < 2, doing=doing)


def check_of(row: Passage) -> UUID:
    """The number of the check that a passage with a fever becomes at the medic's."""
    return uuid5(row.id, "check")


def announced(row: Passage, seen: Movement, key: int, doing: Doing) -> None:
    """Tell the place a traveller is bound for, if it lies on the checkpoint's ground; otherwise remark on it."""
    bound = Area.objects.filter(pk=key, level__gte=Level.COMMUNITY).first()
    if bound is None or bound.pk == doing.place.pk:
        row.remarks = [*row.remarks, *(["unknown_destination"] if bound is None else [])]
        Passage.objects.filter(pk=row.pk).update(remarks=row.remarks)
        return
    Arrival.objects.create(
        id=row.id, area=bound, checkpoint=row.gate.name, plate=row.plate, guest=seen.guest,
        guest_phone=seen.guest_phone, persons=row.persons, came_from=seen.came_from, bound_for=seen.bound_for,
        at=row.at,
    )  # fmt: skip


def _pass_remarks(found: Ruled) -> list[str]:
    """What is wrong with the pass that was shown, whatever the verdict rested on in the end."""
    fault = found.mover.pass_fault
    return [code for code in dict.fromkeys((fault, *found.verdict.reasons)) if code in PASS_REMARKS]


def _identified(seen: Movement) -> _Who:
    """The resident and household meant, as far as they are known here."""
    plate = bare_plate(seen.plate)[:12]
    bodies = seen.moving in {Kind.PERSON, Kind.VEHICLE}
    persons = seen.persons if seen.persons is not None else int(bodies)
    if seen.resident is not None:
        home = _home_of.first(resident=seen.resident)
        return _Who(seen.resident if home else None, home, plate, persons)
    if plate:
        return _Who(
            None, Vehicle.objects.filter(plate=plate).values_list("household_id", flat=True).first(), plate, persons
        )
    return _Who(None, None, plate, persons)


@Prepared
def _home_of(resident: int) -> Any:
    return Resident.objects.filter(pk=resident).order_by("pk").values_list("household_id", flat=True)


def _mover(seen: Movement, who: _Who, shown: Checked | None) -> Mover:
    held = shown is not None and not shown.code and shown.read is not None
    named = str(shown.read.authorisation) if held and shown and shown.read else str(seen.authorisation or "")
    return Mover(
        seen.way, seen.moving, who.resident, who.household, who.plate, named, seen.emergency, seen.highest, who.persons,
        shown.code if shown else "", seen.exception,
    )  # fmt: skip


def visit_of(seen: Movement) -> str:
    """The visit that was named, as permits are called; empty for none."""
    return visit_mark(seen.exception) if seen.exception is not None else ""


def _subject(seen: Movement, who: _Who) -> str:
    """Whose line this passage belongs to: a resident, a vehicle, or a guest by name and phone."""
    if who.resident is not None:
        return f"r{who.resident}"
    if who.plate:
        return f"p{who.plate}"
    return "g" + blind(f"{seen.guest}|{seen.guest_phone}", purpose="guest") if seen.guest else ""


def _remarks(seen: Movement, who: _Who, found: Ruled, outcome: str, moment: Moment) -> list[str]:
    """What a reader should know about this passage by itself."""
    passed, standing, rules = outcome == Passage.PASSED, found.standing, moment.rules
    measured = seen.moving not in {Kind.PERSON, Kind.VEHICLE} or seen.highest is not None
    permits = {permit.id for permit in standing.permits}
    marks = {
        "against_verdict": passed and not found.verdict.passes,
        "turned_back_home": outcome == Passage.TURNED_BACK and found.verdict.passes,
        "medic": seen.feverish(rules),
        "referred": seen.feverish(rules) and who.resident is not None,
        "no_temperature": passed and standing.closed and seen.way is Way.IN and not measured and not seen.emergency,
        "stays_home": passed and standing.stays_home,
        "not_all_measured": passed and 0 < len(seen.temperatures) < who.persons,
        "gate_shut": standing.wrong_gate,
        "clock_ahead": moment.ahead,
        "clock_corrected": moment.corrected,
        "unknown_resident": seen.resident is not None and who.resident is None,
        "unknown_authorisation": (seen.authorisation is not None and str(seen.authorisation) not in permits)
        or (standing.closed and seen.exception is not None and visit_of(seen) not in permits),
        "unknown_emergency": bool(seen.emergency) and seen.emergency not in rules.emergency_kinds,
    }
    return [code for code, holds in marks.items() if holds]


def reflag(row: Passage, doing: Doing, rules: GateRules, *, new: bool) -> list[str]:
    """Recompute the line a passage lies in, with it or, when it was taken back, without it; its own flags come back.

    What came before stays as it is: a flag looks back one passage. The community's chain is taken first: two passages
    of one person written at once see one another.
    """
    trip = row.household_id if row.purpose == TRIP else None
    if not row.subject and trip is None:
        return []
    locked(community_key(doing.place.pk))
    line = line_of(row.subject, trip, about=row.at)
    if new:
        me = Passed(row.id, row.at, Way(row.way), row.home, row.subject, trip)
        line[me] = []
    found = reflagged(line, subject=row.subject, household=trip, rules=rules)
    for each, held in line.items():
        if each.id != row.id and each.at >= row.at and list(found[each.id]) != held:
            Passage.objects.filter(pk=each.id).update(flags=list(found[each.id]))
    return list(found.get(row.id, ()))
