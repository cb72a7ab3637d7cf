"""A person settles one row: says who is meant and puts right what could not be read, or that it is nothing."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field as Limited

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.cases.models import Case
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, Sealed, handles
from fangxian.door.words import refusals
from fangxian.linelists.acts.settling import Said, Waits, ended, record_case, record_contact
from fangxian.linelists.models import ListRow, ListRowEnd
from fangxian.linelists.queries import case_marked, line_of
from fangxian.linelists.rules.fields import CASES, RELATIONSHIPS, Field
from fangxian.register.models import Resident
from fangxian.register.queries import span_of_community, within

REFUSALS = refusals(
    list_row_settled=_("Somebody has already settled this row."),
    list_row_nobody=_("Choose a resident, or write the name of somebody who is not in the register."),
    list_row_needs_case=_("Choose the case this person was exposed to."),
    list_row_needs_day=_("Write down the day of the last exposure."),
    list_row_joins_itself=_(
        "A row of exposures joins itself as soon as both people are on record. Try the list again."
    ),
)
ASKED = {"case_unsaid": "list_row_needs_case", "last_on_missing": "list_row_needs_day"}


class AboutListRow(Decision):
    """A decision about one row that waits."""

    needs = Can.KEEP_HEALTH
    sight = Can.SEE_HEALTH
    row: int

    def place(self) -> Area:
        """The community of the list the row came with."""
        return ListRow.objects.select_related("area").get(pk=self.row).area


class SettleListRow(AboutListRow):
    """Say who a row means and what is to be recorded of them: a resident, or a name from outside."""

    resident: int | None = None
    name: Annotated[PrivateText, Limited(max_length=60)] = ""
    phone: Annotated[str, Sealed(), Limited(max_length=30)] = ""
    lives_here: bool = False
    classification: str = ""
    onset_on: date | None = None
    on: date | None = None
    case: int | None = None
    last_on: date | None = None


@handles(SettleListRow)
def settle_list_row(act: SettleListRow, doing: Doing) -> Answer:
    """Record it by the acts of the cases room, and close the row. Raises their refusals."""
    row = waiting(act.row)
    if row.of.kind == RELATIONSHIPS:
        raise Refusal("list_row_joins_itself")
    said = as_decided(act, row)
    try:
        end = record_case(row, said, doing) if row.of.kind == CASES else record_contact(row, said, doing)
    except Waits as wait:
        raise Refusal(ASKED.get(wait.code, wait.code), **wait.params) from None
    return {"row": row.pk, "outcome": end.outcome, "case": end.case_id, "contact": end.contact_id}


def as_decided(act: SettleListRow, row: ListRow) -> Said:
    """What the person said. Raises Refusal for nobody and for somebody who lives elsewhere."""
    if act.resident is not None:
        within(Resident.objects.filter(pk=act.resident), span_of_community(row.area)).get()
        row.resident_id = act.resident
        row.save(update_fields=["resident"])
    elif not act.name:
        raise Refusal("list_row_nobody")
    return Said(
        resident=act.resident, name=act.name, phone=act.phone, lives_here=act.lives_here,
        classification=act.classification, onset_on=act.onset_on, on=act.on, case=case_of(act, row),
        last_on=act.last_on,
    )  # fmt: skip


def case_of(act: SettleListRow, row: ListRow) -> Case | None:
    """The case a contact was exposed to, as chosen; of a row of cases the one its own mark names."""
    if row.of.kind == CASES:
        values = line_of(row).values
        return case_marked(row.area, values.get(Field.MARK, ""), values.get(Field.NUMBER, ""))
    return Case.objects.get(pk=act.case, community=row.area) if act.case is not None else None


def waiting(key: int) -> ListRow:
    """A row nobody has settled, locked. Raises Refusal."""
    row = ListRow.objects.select_for_update(of=("self",)).select_related("of", "area").get(pk=key)
    if ListRowEnd.objects.filter(row=row).exists():
        raise Refusal("list_row_settled")
    return row


class DismissListRow(AboutListRow):
    """Say that a row is nothing to record here, and why."""

    reason: Annotated[PrivateText, Limited(min_length=1, max_length=200)]


@handles(DismissListRow)
def dismiss_list_row(act: DismissListRow, doing: Doing) -> Answer:
    """Close the row without anything; the entry keeps the fingerprint of the reason."""
    row = waiting(act.row)
    ended(row, "dismissed", doing)
    return {"row": row.pk}
