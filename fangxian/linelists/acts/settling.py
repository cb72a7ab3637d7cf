"""Recording what a row says by the acts of the cases room, each through the door in the name of whoever settles it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from fangxian.cases.acts import ClassifyCase, NameContact, NameSource, ProposeOnset, RecordCase
from fangxian.cases.models import Case, Classification, Contact, ContactGround
from fangxian.cases.queries import onset_proposed
from fangxian.cases.queries.trees import sources_in
from fangxian.door.act import Act, Answer, Doing
from fangxian.door.submit import submit
from fangxian.linelists.models import ListRow, ListRowEnd


@dataclass(frozen=True)
class Said:
    """What is to be recorded of a row, as it was read or as a person put it right."""

    resident: int | None = None
    name: str = ""
    phone: str = ""
    lives_here: bool = False
    classification: str = ""
    onset_on: date | None = None
    on: date | None = None
    case: Case | None = None
    last_on: date | None = None


class Waits(Exception):
    """A row that a person must look at: a code of words.py or of a refusal, and what fills its sentence."""

    def __init__(self, code: str, params: dict[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params = params or {}


def sent(act: Act, doing: Doing) -> Answer:
    """The answer to an act of the cases room. Raises Waits with the code of its refusal."""
    entry = submit(act, by=doing.by)
    if not entry.written:
        raise Waits(entry.code, entry.answer)
    answer: Answer = entry.answer
    return answer


def record_case(row: ListRow, said: Said, doing: Doing) -> ListRowEnd:
    """The case this row speaks of, recorded, or told what the row says otherwise. Raises Waits."""
    case = said.case or (
        Case.objects.filter(resident=said.resident, community=row.area_id).first() if said.resident else None
    )
    if case is not None:
        return told_of(case, row, said, doing)
    act = RecordCase(
        area=row.area_id, resident=said.resident, name="" if said.resident else said.name,
        lives_here=said.lives_here, onset_on=said.onset_on, classification=said.classification, on=said.on,
        happened_at=doing.at,
    )  # fmt: skip
    return ended(row, "recorded", doing, case=sent(act, doing)["case"])


def told_of(case: Case, row: ListRow, said: Said, doing: Doing) -> ListRowEnd:
    """A known case: classified anew where the row says otherwise. Another day of first symptoms is only proposed."""
    moved = said.onset_on is not None and said.onset_on != case.onset_on
    if moved:
        sent(ProposeOnset(case=case.pk, onset_on=said.onset_on, happened_at=doing.at), doing)
        moved = onset_proposed(case) is not None
    last = Classification.objects.filter(case=case).order_by("at", "pk").last()
    if last is not None and last.classification == said.classification:
        return ended(row, "onset" if moved else "known", doing, case=case.pk)
    source = last.source if last is not None else "none"
    sent(
        ClassifyCase(case=case.pk, classification=said.classification, source=source, on=said.on, happened_at=doing.at),
        doing,
    )
    return ended(row, "changed", doing, case=case.pk)


def record_contact(row: ListRow, said: Said, doing: Doing) -> ListRowEnd:
    """The contact of a case this row speaks of, named once for each last day. Raises Waits."""
    if said.case is None:
        raise Waits("case_unsaid")
    if said.last_on is None:
        raise Waits("last_on_missing")
    found = contact_known(said)
    if found is not None:
        return ended(row, "known", doing, contact=found.pk)
    act = NameContact(
        case=said.case.pk, resident=said.resident, name="" if said.resident else said.name,
        phone="" if said.resident else said.phone, last_on=said.last_on, happened_at=doing.at,
    )  # fmt: skip
    return ended(row, "recorded", doing, contact=sent(act, doing)["contact"])


def contact_known(said: Said) -> Contact | None:
    """The resident's row on the list of that case, if somebody has already named them for that day or a later one."""
    if said.resident is None:
        return None
    named = ContactGround.objects.filter(ground="named", last_on__gte=said.last_on)
    return Contact.objects.filter(case=said.case, resident=said.resident, contactgrounds__in=named).first()


def record_source(row: ListRow, case: Case, infected_by: Case, doing: Doing) -> ListRowEnd:
    """That one case comes from another, where that is not known already. Raises Waits."""
    if sources_in(case.community).get(case.pk) == infected_by.pk:
        return ended(row, "known", doing, case=case.pk)
    sent(NameSource(case=case.pk, infected_by=infected_by.pk, happened_at=doing.at), doing)
    return ended(row, "recorded", doing, case=case.pk)


def ended(
    row: ListRow, outcome: str, doing: Doing, *, case: int | None = None, contact: int | None = None
) -> ListRowEnd:
    """Close a row, and erase its words: what is known stands with the case or contact."""
    end = ListRowEnd.objects.create(
        area_id=row.area_id, row=row, outcome=outcome, case_id=case, contact_id=contact, by=doing.by, at=doing.at
    )
    row.values, row.why, row.params = "", "", {}
    row.save(update_fields=["values", "why", "params"])
    return end
