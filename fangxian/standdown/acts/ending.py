"""Stepping the situation down, and handing over what everyday life has to carry on."""

from datetime import date, datetime
from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.cases.acts import DecideLevel
from fangxian.cases.models import LevelDecision
from fangxian.cases.queries import Standing, level_above, standing_of
from fangxian.cases.rules.stepping import CALM, Condition
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, Sealed, handles
from fangxian.door.submit import submit
from fangxian.door.words import refusals
from fangxian.standdown.models import Ending, Remainder
from fangxian.standdown.queries.left import HANDABLE, steps_of
from fangxian.standdown.queries.stepping import ending_of

REFUSALS = refusals(
    one_place_ends=_("A response ends in one village or community at a time. Choose which."),
    ended_already=_("The response of this place has ended already."),
    level_of_above=_("%(place)s decided the situation that holds here. Only there can it be lowered."),
    conditions_not_met=_("It is too early: %(count)s conditions are not met yet. The page names them."),
    tested_unsaid=_("Say when everybody was tested, and where the results are kept."),
    not_ended=_("Step the situation down first. What is left is handed over afterwards."),
    step_stays=_("This cannot be handed over: it has to be done here."),
    nothing_left=_("Nothing is left of this."),
)


class StepDown(Decision):
    """Step the situation of a place down, on the conditions of its rule pack. A named person confirms.

    Where it is calm, the response ends: a place that never had a case watched people too, and has to erase as well.
    """

    needs = Can.DECIDE
    area: int
    body: Annotated[str, Field(max_length=100)] = ""
    basis: Annotated[str, Field(max_length=200)] = ""
    document_no: Annotated[str, Field(max_length=60)] = ""
    tested: Annotated[str, Sealed(), Field(max_length=200)] = ""

    def place(self) -> Area:
        """The village or community."""
        return Area.objects.get(pk=self.area)


@handles(StepDown)
def step_down(act: StepDown, doing: Doing) -> Answer:
    """Decide the level through the cases room's own act, and keep the conditions as they stood."""
    one_place(doing.place)
    seen = standing_of(doing.place, at=doing.at, on=local_day(doing.at))
    refuse_if_ended(doing)
    refuse_if_early(seen, act)
    decision = LevelDecision.objects.get(pk=decided(act, doing))
    ending = Ending.objects.create(
        area=doing.place, level=seen.picture.level, conditions=[as_row(one) for one in seen.conditions],
        decision=decision, by=doing.by, at=doing.at,
    )  # fmt: skip
    return {"ending": ending.pk, "decision": decision.pk}


def one_place(area: Area) -> None:
    """Refuse a place that is not one village or community."""
    if area.level != Level.COMMUNITY:
        raise Refusal("one_place_ends")


def refuse_if_ended(doing: Doing) -> None:
    """Refuse what has ended already, and what another body has to lift: whoever decided lifts (domain-rules A-06)."""
    if ending_of(doing.place, at=doing.at) is not None:
        raise Refusal("ended_already")
    above = level_above(doing.place, doing.at)
    if above is not None and above.level != CALM:
        raise Refusal("level_of_above", place=above.area.name)


def refuse_if_early(seen: Standing, act: StepDown) -> None:
    """Refuse what is too early, and what nobody has answered for."""
    if not seen.clear:
        raise Refusal("conditions_not_met", count=sum(one.met is False for one in seen.conditions))
    if seen.asks and not act.tested:
        raise Refusal("tested_unsaid")


def decided(act: StepDown, doing: Doing) -> int:
    """The level decision's number, or the refusal of the room that decides levels."""
    reason = str(_("The conditions for stepping down are met.")) + (f" {act.tested}" if act.tested else "")
    entry = submit(
        DecideLevel(
            area=doing.place.pk, level=CALM, body=act.body, basis=act.basis, document_no=act.document_no,
            reason=reason[:500], happened_at=doing.at,
        ),
        by=doing.by,
    )  # fmt: skip
    if not entry.written:
        raise Refusal(entry.code, **entry.answer)
    number: int = entry.answer["decision"]
    return number


def as_row(one: Condition) -> dict[str, Any]:
    """A condition as the ending keeps it: a code, days and counts."""
    since = one.since.isoformat() if one.since else None
    return {"code": one.code, "met": one.met, "since": since, "days": one.days, "left": one.left}


def local_day(moment: datetime) -> date:
    """The day of a moment, where the house stands."""
    return timezone.localtime(moment).date()


class HandOverRest(Decision):
    """Hand what is left of a step over to everyday life, to a named person or office."""

    needs = Can.DECIDE
    area: int
    step: Annotated[str, Field(max_length=20)]
    to: Annotated[PrivateText, Field(min_length=2, max_length=200)]

    def place(self) -> Area:
        """The village or community."""
        return Area.objects.get(pk=self.area)


@handles(HandOverRest)
def hand_over_rest(act: HandOverRest, doing: Doing) -> Answer:
    """Write how much there was, and who looks after it now."""
    if act.step not in HANDABLE:
        raise Refusal("step_stays")
    if ending_of(doing.place, at=doing.at) is None:
        raise Refusal("not_ended")
    count = next(step.count for step in steps_of(doing.place, at=doing.at) if step.code == act.step)
    if count == 0:
        raise Refusal("nothing_left")
    row = Remainder.objects.create(area=doing.place, step=act.step, count=count, to=act.to, by=doing.by, at=doing.at)
    return {"remainder": row.pk, "count": count}
