"""Taking a list in: every row is kept, the sure ones are recorded at once, the others wait for a person."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from fangxian.areas.models import Area
from fangxian.cases.models import Case
from fangxian.door.act import Answer, Doing, handles
from fangxian.door.sealed import blind
from fangxian.linelists.acts.files import AboutList, content_of, local_day, standing, understood
from fangxian.linelists.acts.linking import record_link
from fangxian.linelists.acts.settling import Said, Waits, record_case, record_contact
from fangxian.linelists.models import ListFile, ListRow, ListRowEnd
from fangxian.linelists.queries import blinded, case_marked, line_of, register_for
from fangxian.linelists.rules.cells import Fault
from fangxian.linelists.rules.fields import CASES, CONTACTS, RELATIONSHIPS, Field
from fangxian.linelists.rules.matching import Register, day_in
from fangxian.linelists.rules.reading import Line
from fangxian.linelists.words import HARMLESS


class TakeInList(AboutList):
    """Take a list in: who is surely meant is recorded, everybody else waits for a person. Nobody is made in silence."""


@handles(TakeInList)
def take_in_list(act: TakeInList, doing: Doing) -> Answer:
    """Keep every row that is not here already, settle what is sure, and erase the file."""
    file = standing(act.list_file)
    listing = understood(content_of(file.content), kind=file.kind, area=file.area, on=local_day(doing))
    known = set(ListRow.objects.filter(area=file.area).values_list("fingerprint", flat=True))
    lines = dict(fingerprinted(listing.lines, file.kind))
    new = {print_: line for print_, line in lines.items() if print_ not in known}
    file.content, file.taken_at, file.again = "", doing.received_at, len(lines) - len(new)
    file.columns_left_out = list(listing.left_out)
    file.save(update_fields=["content", "taken_at", "again", "columns_left_out"])
    ListRow.objects.bulk_create(row_of(file, print_, line) for print_, line in new.items())
    return {"list": file.pk, "again": file.again, **settled_in(file, doing)}


def fingerprinted(lines: Iterable[Line], kind: str) -> Iterator[tuple[str, Line]]:
    """Each row with what makes it the same row in a later file; of equal rows in one file each is its own."""
    seen: Counter[str] = Counter()
    for line in lines:
        text = json.dumps([kind, sorted(line.values.items())], ensure_ascii=False)
        seen[text] += 1
        yield blind(f"{seen[text]}:{text}", purpose="list_row"), line


def row_of(file: ListFile, fingerprint: str, line: Line) -> ListRow:
    """A row as it is kept: its words sealed, its marks as fingerprints, and its first fault that matters."""
    fault = hindering(line.faults)
    return ListRow(
        area_id=file.area_id, of=file, row=line.row, values=json.dumps(line.values, ensure_ascii=False),
        fingerprint=fingerprint, mark=blinded(line.values.get(Field.MARK, "")),
        number=blinded(line.values.get(Field.NUMBER, "")), why=fault.code if fault else "",
    )  # fmt: skip


def hindering(faults: Iterable[Fault]) -> Fault | None:
    """The first fault without whose mending a row cannot be recorded."""
    return next((fault for fault in faults if fault.code not in HARMLESS), None)


class TryListAgain(AboutList):
    """Try the rows of a list again that wait: other lists, or the register, may know more by now."""


@handles(TryListAgain)
def try_list_again(act: TryListAgain, doing: Doing) -> Answer:
    """Settle whatever has become sure."""
    return {"list": act.list_file, **settled_in(ListFile.objects.select_related("area").get(pk=act.list_file), doing)}


def settled_in(file: ListFile, doing: Doing) -> dict[str, int]:
    """Settle what is sure of a list. A list of exposures tells waiting contacts of their cases, then joins them."""
    rows = ListRow.objects.filter(area=file.area, end=None).select_related("of", "area")
    counts = settled(rows.filter(of=file), doing)
    if file.kind == RELATIONSHIPS and counts["waiting"]:
        settled(rows.filter(of__kind=CONTACTS), doing)
        later = settled(rows.filter(of=file), doing)
        counts = {name: later[name] + (counts[name] if name != "waiting" else 0) for name in counts}
    return counts


def settled(rows: Iterable[ListRow], doing: Doing) -> dict[str, int]:
    """Record each row that is sure; how many came to which end, and how many wait."""
    waiting = list(rows)
    people = register_for(doing.place, [line_of(row) for row in waiting])
    counts: Counter[str] = Counter()
    for row in waiting:
        try:
            counts[tried(row, people, doing).outcome] += 1
        except Waits as wait:
            row.why, row.params = wait.code, wait.params
            row.save(update_fields=["why", "params", "resident"])
            counts["waiting"] += 1
    return {name: counts[name] for name in ("recorded", "changed", "onset", "known", "waiting")}


def tried(row: ListRow, people: Register, doing: Doing) -> ListRowEnd:
    """Record one row where it is sure who and what is meant. Raises Waits."""
    line = line_of(row)
    if row.of.kind not in (CASES, CONTACTS):
        return record_link(row, line, doing)
    said = sure(row, line, people)
    return record_case(row, said, doing) if row.of.kind == CASES else record_contact(row, said, doing)


def sure(row: ListRow, line: Line, people: Register) -> Said:
    """What a row of cases or contacts says, with who is meant. Raises Waits where that is not sure."""
    fault = unmended(row, line)
    found = people.find(line)
    row.resident_id = found.known.pk if found.known else None
    if fault:
        raise Waits(fault)
    known = same_case(row.area, row.of.kind, line)
    if found.known is None and (row.of.kind == CONTACTS or known is None):
        raise Waits("namesakes" if found.namesakes else "unmatched")
    return as_said(line, resident=row.resident_id, case=known)


def unmended(row: ListRow, line: Line) -> str:
    """The fault with which a row was read, where it still stands in the way."""
    if row.of.kind == CASES and Field.CLASSIFICATION not in line.values:
        return row.why or "class_missing"
    return row.why if row.why in ("name_missing", "day_unreadable", "day_ahead") else ""


def same_case(area: Area, kind: str, line: Line) -> Case | None:
    """The case a row of cases is about, or the one a contact was exposed to, where its mark is known. Raises Waits."""
    if kind == CASES:
        return case_marked(area, line.values.get(Field.MARK, ""), line.values.get(Field.NUMBER, ""))
    mark = line.values.get(Field.OF_CASE, "")
    if not mark:
        raise Waits("case_unsaid")
    found = case_marked(area, mark)
    if found is None:
        raise Waits("case_unfound")
    return found


def as_said(line: Line, *, resident: int | None, case: Case | None) -> Said:
    """What a row says in the words of the acts."""
    classification = line.values.get(Field.CLASSIFICATION, "")
    became = day_in(line, Field.BECAME_ON) if classification == "confirmed" else None
    return Said(
        resident=resident, name=line.name[:60], phone=line.values.get(Field.PHONE, ""), classification=classification,
        onset_on=day_in(line, Field.ONSET_ON), on=became or day_in(line, Field.REPORTED_ON), case=case,
        last_on=day_in(line, Field.LAST_ON),
    )  # fmt: skip
