"""The day of first symptoms of a case: another one is said, put right by a named person, or left as it is.

The contact window and everything counted from it follow from this day. What people decided on the old one stays until
they decide anew: the new window only proposes.
"""

from datetime import date
from typing import Annotated

from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.cases.acts.about import AboutCase, locked_case, today
from fangxian.cases.acts.contacts import added, grounded
from fangxian.cases.models import Case, Classification, Contact, Onset
from fangxian.cases.queries import exposed, onset_proposed, to_renew
from fangxian.door.act import Answer, Doing, Refusal, Sealed, handles
from fangxian.door.words import refusals

REFUSALS = refusals(
    onset_the_same=_("This is the day of first symptoms on record already."),
    onset_not_proposed=_("No other day of first symptoms waits for a decision."),
    onset_reason_missing=_("Write down why the day is another one, or why it stays: the reason is kept with it."),
)
Reason = Annotated[str, Sealed(), Field(max_length=500)]


class ProposeOnset(AboutCase):
    """A list says another day of first symptoms than the one on record. Nothing moves until a person decides."""

    onset_on: date


@handles(ProposeOnset)
def propose_onset(act: ProposeOnset, doing: Doing) -> Answer:
    """Write it beside the day on record; what waits already, or was left for this day, is not proposed again."""
    case = locked_case(act.case)
    check_onset(act.onset_on, case, doing)
    rows = Onset.objects.filter(case=case).order_by("pk")
    since = rows.filter(word="corrected").aggregate(last=Max("pk"))["last"] or 0
    said = rows.filter(pk__gte=since, onset_on=act.onset_on).last()
    if said is not None:
        return {"onset": said.pk, "remarks": ["already_said"]}
    return {"onset": written(case, "proposed", act.onset_on, "", doing)}


def check_onset(onset_on: date | None, case: Case, doing: Doing) -> None:
    """Another day than the one on record, and none to come. Raises Refusal."""
    if onset_on is not None and onset_on > today(doing):
        raise Refusal("case_day_ahead")
    if onset_on == case.onset_on:
        raise Refusal("onset_the_same")


def written(case: Case, word: str, onset_on: date | None, reason: str, doing: Doing) -> int:
    """One row beside the case; its number."""
    row = Onset.objects.create(
        area_id=case.area_id, case=case, word=word, onset_on=onset_on, was_on=case.onset_on, reason=reason,
        by=doing.by, at=doing.at,
    )  # fmt: skip
    return row.pk


class CorrectOnset(AboutCase):
    """Put the day of first symptoms right, and say why; none where there were no symptoms.

    Whoever is exposed by the new window is proposed, and what was decided by the old one is proposed anew.
    """

    onset_on: date | None = None
    reason: Reason = ""


@handles(CorrectOnset)
def correct_onset(act: CorrectOnset, doing: Doing) -> Answer:
    """Write the row with the day before, then the day; trace again where contacts were traced. Nobody is moved."""
    case = locked_case(act.case)
    check_onset(act.onset_on, case, doing)
    if not act.reason:
        raise Refusal("onset_reason_missing")
    was = case.onset_on
    row = written(case, "corrected", act.onset_on, act.reason, doing)
    case.onset_on = act.onset_on
    case.save(update_fields=["onset_on"])
    new = traced_again(case, doing)
    anew = len(to_renew(case, at=doing.at))
    return {"onset": row, "was": was.isoformat() if was else None, "proposed": new, "anew": anew}


def traced_again(case: Case, doing: Doing) -> int:
    """Propose whoever the new window adds, where anybody was on the list; how many."""
    last = Classification.objects.filter(case=case).order_by("-at", "-pk").first()
    excluded = last is not None and last.classification == "discarded"
    if excluded or not Contact.objects.filter(case=case).exists():
        return 0
    found = exposed(case, at=doing.at)
    new = added(case, [one.resident for one in found], doing)
    grounded(case, found, doing)
    return len(new)


class KeepOnset(AboutCase):
    """Leave the day on record as it is, although a list says another one; say why."""

    reason: Reason = ""


@handles(KeepOnset)
def keep_onset(act: KeepOnset, doing: Doing) -> Answer:
    """Close what was proposed."""
    case = locked_case(act.case)
    said = onset_proposed(case)
    if said is None:
        raise Refusal("onset_not_proposed")
    if not act.reason:
        raise Refusal("onset_reason_missing")
    return {"onset": written(case, "kept", said.onset_on, act.reason, doing)}
