"""The stationed medic's own writing: referrals taken over and settled, notes, welfare visits (S-19, S-20)."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Clinical, Decision, Doing, Fact, Refusal, handles
from fangxian.door.words import refusals
from fangxian.monitoring.acts.watches import finish_watch
from fangxian.monitoring.models import (
    SETTLED,
    ClinicalNote,
    Referral,
    ReferralAcknowledgement,
    ReferralEnd,
    WelfareVisit,
    WelfareVisitEnd,
)
from fangxian.monitoring.queries import watches
from fangxian.register.models import Household, Resident

REFUSALS = refusals(
    already_acknowledged=_("%(name)s has already taken this referral over."),
    already_settled=_("This referral is already settled."),
    unknown_settlement=_("Say what follows: they stay under observation, or medical care has them."),
    already_visited=_("This visit is already written down."),
)

Words = Annotated[str, Clinical(), Field(min_length=1, max_length=2000)]
Note = Annotated[str, Clinical(), Field(max_length=2000)]


class AboutReferral(Decision):
    """The medic's decision about one referral."""

    needs = Can.SEE_CLINICAL
    sight = Can.SEE_WATCH
    referral: int

    def place(self) -> Area:
        """Where the person lives."""
        return Referral.objects.select_related("resident__area").get(pk=self.referral).resident.area


class AcknowledgeReferral(AboutReferral):
    """The medic takes a referral over: its clock stops."""


@handles(AcknowledgeReferral)
def acknowledge_referral(act: AcknowledgeReferral, doing: Doing) -> Answer:
    """Write who and when; the second medic hears who was first."""
    referral = unsettled_referral(act.referral)
    taken = ReferralAcknowledgement.objects.filter(referral=referral).select_related("by").first()
    if taken is not None:
        raise Refusal("already_acknowledged", name=taken.by.name)
    row = ReferralAcknowledgement.objects.create(referral=referral, by=doing.by, at=doing.at)
    return {"acknowledgement": row.pk}


class SettleReferral(AboutReferral):
    """The medic has decided: they stay under observation, or medical care has them. The note stays with the medics."""

    outcome: str
    note: Note = ""


@handles(SettleReferral)
def settle_referral(act: SettleReferral, doing: Doing) -> Answer:
    """Write the end, and the acknowledgement if there was none; whom medical care has is no longer watched here."""
    if act.outcome not in SETTLED:
        raise Refusal("unknown_settlement")
    referral = unsettled_referral(act.referral)
    ReferralAcknowledgement.objects.get_or_create(referral=referral, defaults={"by": doing.by, "at": doing.at})
    end = ReferralEnd.objects.create(referral=referral, outcome=act.outcome, by=doing.by, at=doing.at)
    if act.note:
        ClinicalNote.objects.create(resident_id=referral.resident_id, text=act.note, by=doing.by, at=doing.at)
    if act.outcome == "transferred":
        hand_to_medical_care(referral, doing)
    return {"end": end.pk}


def hand_to_medical_care(referral: Referral, doing: Doing) -> None:
    """End the watch of whoever medical care has, and whatever else of theirs waits for the medic."""
    for watch in watches().filter(resident_id=referral.resident_id, end=None):
        finish_watch(watch, outcome="transferred", doing=doing)
    for other in Referral.objects.filter(resident_id=referral.resident_id, end=None):
        ReferralEnd.objects.create(referral=other, outcome="transferred", by=doing.by, at=doing.at)


def unsettled_referral(key: int) -> Referral:
    """A referral the medic has not settled. Raises Refusal."""
    referral = Referral.objects.get(pk=key)
    if ReferralEnd.objects.filter(referral=referral).exists():
        raise Refusal("already_settled")
    return referral


class WriteClinicalNote(Decision):
    """The medic's own words about somebody. Nobody else reads them."""

    needs = Can.SEE_CLINICAL
    sight = Can.SEE_CLINICAL
    resident: int
    text: Words

    def place(self) -> Area:
        """Where the person lives."""
        return Resident.objects.select_related("area").get(pk=self.resident).area


@handles(WriteClinicalNote)
def write_clinical_note(act: WriteClinicalNote, doing: Doing) -> Answer:
    """One more note."""
    note = ClinicalNote.objects.create(resident_id=act.resident, text=act.text, by=doing.by, at=doing.at)
    return {"note": note.pk}


class AskWelfareVisit(Fact):
    """Pass on words that ask for somebody who listens. Whoever hears them may; only the medics read them."""

    # Everybody who serves the homes may hear such words at a door, on the phone, at the gate.
    needs = Can.SEE_HOMES
    sight = Can.SEE_CLINICAL
    household: int
    resident: int | None = None
    words: Words

    def place(self) -> Area:
        """Where the household lives."""
        return Household.objects.select_related("area").get(pk=self.household).area


@handles(AskWelfareVisit)
def ask_welfare_visit(act: AskWelfareVisit, doing: Doing) -> Answer:
    """The visit that is wanted. A resident of another household is left out, the words are kept."""
    theirs = Resident.objects.filter(pk=act.resident or 0, household_id=act.household).exists()
    visit = WelfareVisit.objects.create(
        household_id=act.household, resident_id=act.resident if theirs else None, words=act.words, heard_by=doing.by,
        at=doing.at,
    )  # fmt: skip
    return {"visit": visit.pk}


class RecordWelfareVisit(Decision):
    """The medic was there, and what they noted for themselves."""

    needs = Can.SEE_CLINICAL
    sight = Can.SEE_CLINICAL
    visit: int
    note: Note = ""

    def place(self) -> Area:
        """Where the household lives."""
        return WelfareVisit.objects.select_related("household__area").get(pk=self.visit).household.area


@handles(RecordWelfareVisit)
def record_welfare_visit(act: RecordWelfareVisit, doing: Doing) -> Answer:
    """End the waiting."""
    if WelfareVisitEnd.objects.filter(visit_id=act.visit).exists():
        raise Refusal("already_visited")
    end = WelfareVisitEnd.objects.create(visit_id=act.visit, note=act.note, by=doing.by, at=doing.at)
    return {"end": end.pk}
