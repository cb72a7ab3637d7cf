"""Rows of a ledger that no dwelling could be found for: a person says where they belong, or that they are nothing."""

from __future__ import annotations

import csv
import io
import json
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field as Limited

from fangxian.areas.models import Area
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, Sealed, handles
from fangxian.door.words import refusals
from fangxian.register.acts.residents import read_home
from fangxian.register.acts.writing import write
from fangxian.register.ledger import Field, LedgerUnreadable, Reading, read_ledger
from fangxian.register.ledger.columns import named_field
from fangxian.register.models import UnplacedRow
from fangxian.register.queries import known_residents, layouts_of, plates_of, stated_people
from fangxian.register.rules import matches

REFUSALS = refusals(
    row_settled=_("Somebody has already settled this row."),
    row_without_name=_("This row names nobody. Write the name of the person beside the address."),
)
PLACES = frozenset({Field.ADDRESS, Field.ZONE, Field.BUILDING, Field.UNIT, Field.FLOOR, Field.ROOM})


class PlaceRow(Decision):
    """Say where the people of an unplaced row live, and their name if the row lacks it."""

    needs = Can.KEEP_REGISTER
    row: int
    address: Annotated[str, Sealed(), Limited(min_length=1, max_length=100)]
    name: Annotated[PrivateText, Limited(max_length=60)] = ""

    def place(self) -> Area:
        """The place of the import the row came with."""
        return UnplacedRow.objects.select_related("area").get(pk=self.row).area


@handles(PlaceRow)
def place_row(act: PlaceRow, doing: Doing) -> Answer:
    """Read the row again, with the address a person gave, and merge it like any other."""
    row = waiting(act.row)
    read_home(act.address)
    reading = read_again(row, act, doing.place)
    community = community_of(doing.place)
    found = matches(stated_people(reading), known_residents(community))
    writing = write(found, community=community, area=doing.place, vacant=(), plates=plates_of(reading))
    made = writing.journal.made.get("Resident", [])
    known = [match.known.pk for match in found if match.known]
    settle(row, doing, resident=[*made, *known][0])
    return {"row": row.pk, "created": writing.created, "updated": writing.updated}


def waiting(key: int) -> UnplacedRow:
    """A row nobody has settled. Raises Refusal."""
    row = UnplacedRow.objects.get(pk=key)
    if row.settled_at:
        raise Refusal("row_settled")
    return row


def read_again(row: UnplacedRow, act: PlaceRow, area: Area) -> Reading:
    """The row as a ledger of its own: its cells, the given address, the given name. Raises Refusal."""
    cells = {title: text for title, text in json.loads(row.cells).items() if named_field(title)[0] not in PLACES}
    if act.name:
        cells = {title: text for title, text in cells.items() if named_field(title)[0] is not Field.NAME}
        cells["姓名"] = act.name
    cells["住址"] = act.address
    text = io.StringIO()
    csv.writer(text).writerows([cells.keys(), cells.values()])
    try:
        reading = read_ledger(text.getvalue().encode(), on=row.of.imported_at.date(), layouts=layouts_of(area))
    except LedgerUnreadable:
        raise Refusal("row_without_name") from None
    if not reading.people or not reading.people[0].name:
        raise Refusal("row_without_name")
    return reading


def settle(row: UnplacedRow, doing: Doing, *, resident: int | None) -> None:
    """Note who settled the row, and when."""
    row.settled_at, row.settled_by, row.resident_id = doing.at, doing.by, resident
    row.save(update_fields=["settled_at", "settled_by", "resident"])


class DismissRow(Decision):
    """Say that an unplaced row names nobody who lives here."""

    needs = Can.KEEP_REGISTER
    row: int
    reason: Annotated[str, Limited(min_length=1, max_length=200)]

    def place(self) -> Area:
        """The place of the import the row came with."""
        return UnplacedRow.objects.select_related("area").get(pk=self.row).area


@handles(DismissRow)
def dismiss_row(act: DismissRow, doing: Doing) -> Answer:
    """Settle the row without anybody; the entry keeps the reason."""
    row = waiting(act.row)
    settle(row, doing, resident=None)
    return {"row": row.pk}
