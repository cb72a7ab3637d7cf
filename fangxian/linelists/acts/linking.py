"""Rows that say who was exposed to whom: they join a contact, or another case, to the case it was exposed to."""

import json

from fangxian.cases.models import Case, Contact
from fangxian.door.act import Doing
from fangxian.linelists.acts.settling import Said, Waits, ended, record_contact, record_source
from fangxian.linelists.models import ListRow, ListRowEnd
from fangxian.linelists.queries import case_marked, contact_rows_marked, contacts_marked
from fangxian.linelists.rules.fields import Field
from fangxian.linelists.rules.matching import day_in
from fangxian.linelists.rules.ours import case_mark
from fangxian.linelists.rules.reading import Line


def record_link(row: ListRow, line: Line, doing: Doing) -> ListRowEnd:
    """Join both ends, where both are on record. Raises Waits."""
    source = case_marked(row.area, *said_by(line, Field.SOURCE, Field.SOURCE_MARK))
    marks = said_by(line, Field.TARGET, Field.TARGET_MARK)
    if not marks:
        raise Waits("ends_missing")
    if source is None:
        raise Waits("case_unfound")
    target = case_marked(row.area, *marks)
    if target is not None:
        return record_source(row, target, source, doing)
    contacts = contacts_marked(row.area, *marks)
    if not contacts:
        tell(contact_rows_marked(row.area, *marks).first(), source, line)
        raise Waits("target_unfound")
    return exposed_too(row, contacts, source, line, doing)


def said_by(line: Line, *fields: Field) -> list[str]:
    """What a row says in these columns."""
    return [line.values[field] for field in fields if line.values.get(field)]


def exposed_too(row: ListRow, contacts: list[Contact], source: Case, line: Line, doing: Doing) -> ListRowEnd:
    """Name somebody who is a contact already as one of this case, if they are not. Raises Waits."""
    same = next((each for each in contacts if each.case_id == source.pk), None)
    last_on = day_in(line, Field.LAST_ON)
    if same is not None and (same.resident_id is None or last_on is None):
        return ended(row, "known", doing, contact=same.pk)
    one = same or contacts[0]
    said = Said(resident=one.resident_id, name=one.name, phone=one.phone, case=source, last_on=last_on)
    return record_contact(row, said, doing)


def tell(contact: ListRow | None, source: Case, line: Line) -> None:
    """Write beside a row of a list of contacts to which case it belongs, and when they met last, unless it says so."""
    if contact is None:
        return
    values = json.loads(contact.values)
    told = {
        Field.OF_CASE: case_mark(source.community.code, source.number),
        Field.LAST_ON: line.values.get(Field.LAST_ON),
    }
    values = {name: text for name, text in told.items() if text} | values
    contact.values = json.dumps(values, ensure_ascii=False)
    contact.save(update_fields=["values"])
