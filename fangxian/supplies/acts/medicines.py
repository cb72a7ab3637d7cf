"""Medicines: asked for under seal, fetched by one named runner, never in the queue of the bags."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, Field

from fangxian.areas.models import Area
from fangxian.areas.queries import community_of, holders_at
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Fact, PrivateText, Refusal, handles
from fangxian.door.words import refusals
from fangxian.register.models import Household
from fangxian.supplies.models import MedicineEnd, MedicineNeed

REFUSALS = refusals(
    medicine_missing=_("Write down which medicine, and how much."),
    runner_cannot=_("This person has no post that includes deliveries here. Choose another runner."),
)


class AskMedicine(Decision):
    """A household needs a medicine by a moment; one named person fetches it."""

    needs = Can.ASK_SUPPLY
    sight = Can.RUN_SUPPLY
    household: int
    what: PrivateText
    wanted_by: AwareDatetime
    runner: int

    def place(self) -> Area:
        """Where the household lives."""
        return Household.objects.select_related("area").get(pk=self.household).area


@handles(AskMedicine)
def ask_medicine(act: AskMedicine, doing: Doing) -> Answer:
    """Write it down sealed."""
    if not act.what:
        raise Refusal("medicine_missing")
    allowed = {person.pk for person in holders_at(community_of(doing.place), Can.DELIVER, at=doing.at)}
    if act.runner not in allowed:
        raise Refusal("runner_cannot")
    need = MedicineNeed.objects.create(
        area=doing.place, household_id=act.household, what=act.what, wanted_by=act.wanted_by, runner_id=act.runner,
        asked_by=doing.by, asked_at=doing.at,
    )  # fmt: skip
    return {"medicine": need.pk}


class RecordMedicineEnd(Fact):
    """The medicine was handed over; with a reason, it could not be."""

    needs = Can.DELIVER
    sight = Can.RUN_SUPPLY
    household: int
    medicine: int
    reason: Annotated[
        Literal["", "sold_out", "nobody_home", "declined", "no_carrier", "other"], Field(validate_default=True)
    ] = ""

    def place(self) -> Area:
        """Where the household lives: its runner does not see other people's medicines."""
        return Household.objects.select_related("area").get(pk=self.household).area


@handles(RecordMedicineEnd)
def record_medicine_end(act: RecordMedicineEnd, doing: Doing) -> Answer:
    """Write it for that household's own request."""
    need = MedicineNeed.objects.get(pk=act.medicine, household=act.household)
    end = MedicineEnd.objects.create(area=doing.place, need=need, reason=act.reason, by=doing.by, at=doing.at)
    return {"end": end.pk}
