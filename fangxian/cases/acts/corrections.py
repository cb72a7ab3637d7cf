"""Taking back what was written down of a case by mistake: a step on a wrong day, a link that is none."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.cases.acts.about import locked_case
from fangxian.cases.acts.onsets import traced_again
from fangxian.cases.models import CaseLink, CaseStep, LinkTakenBack, StepTakenBack
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, handles
from fangxian.door.words import refusals

REFUSALS = refusals(
    step_taken_back=_("This was already taken back."),
    link_taken_back=_("This link was already taken back."),
)
Why = Annotated[PrivateText, Field(min_length=2, max_length=500)]


class TakeBackStep(Decision):
    """Take back that a case was interviewed, isolated or has recovered, and say why; it may be written anew.

    Without its isolation the contact window of a case is longer: whoever it adds is proposed.
    """

    needs = Can.KEEP_HEALTH
    sight = Can.SEE_HEALTH
    step: int
    reason: Why

    def place(self) -> Area:
        """Where the case is."""
        return CaseStep.objects.select_related("case__area").get(pk=self.step).case.area


@handles(TakeBackStep)
def take_back_step(act: TakeBackStep, doing: Doing) -> Answer:
    """Write that it counts no longer, and trace again where contacts were traced. Nobody is moved."""
    step = CaseStep.objects.get(pk=act.step)
    case = locked_case(step.case_id)
    if StepTakenBack.objects.filter(step=step).exists():
        raise Refusal("step_taken_back")
    row = StepTakenBack.objects.create(area_id=step.area_id, step=step, reason=act.reason, by=doing.by, at=doing.at)
    return {"taken_back": row.pk, "proposed": traced_again(case, doing)}


class TakeBackLink(Decision):
    """Take back that two cases share a setting, and say why. The situation is proposed without it."""

    needs = Can.KEEP_HEALTH
    sight = Can.SEE_HEALTH
    case_link: int
    reason: Why

    def place(self) -> Area:
        """Where the first of the two cases is."""
        return CaseLink.objects.select_related("first__area").get(pk=self.case_link).first.area


@handles(TakeBackLink)
def take_back_link(act: TakeBackLink, doing: Doing) -> Answer:
    """Write that it counts no longer."""
    link = CaseLink.objects.get(pk=act.case_link)
    if LinkTakenBack.objects.filter(link=link).exists():
        raise Refusal("link_taken_back")
    row = LinkTakenBack.objects.create(area_id=link.area_id, link=link, reason=act.reason, by=doing.by, at=doing.at)
    return {"taken_back": row.pk}
