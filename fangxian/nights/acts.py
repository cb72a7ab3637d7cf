"""A night begins, and keeps what it planned for each community. Neither binds anybody."""

from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.door.act import Answer, Decision, Doing, Refusal, handles
from fangxian.door.words import refusals
from fangxian.nights.models import Night, NightPlan

REFUSALS = refusals(
    plan_needs_community=_("A day is planned for a village or a community."),
    night_elsewhere=_("This night does not plan this place or this day."),
)


class BeginNight(Decision):
    """Begin to plan a day for a place and every community in it."""

    needs = Can.PLAN_DUTY
    area: int
    on: date
    communities: Annotated[int, Field(ge=1, le=10_000)]

    def place(self) -> Area:
        """The place."""
        return Area.objects.get(pk=self.area)


@handles(BeginNight)
def begin_night(act: BeginNight, doing: Doing) -> Answer:
    """Write the night; a second one for the same day stands beside the first."""
    night = Night.objects.create(area=doing.place, on=act.on, communities=act.communities, by=doing.by, at=doing.at)
    return {"night": night.pk}


class PlannedTour(BaseModel):
    """One deliverer with bags in walking order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    deliverer: int
    bags: tuple[int, ...]


class PlannedRound(BaseModel):
    """Who brings the bags of a needs round."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    round: int
    tours: tuple[PlannedTour, ...]


class KeepNightPlan(Decision):
    """Keep what a night planned for a community, or why it could not."""

    needs = Can.PLAN_DUTY
    area: int
    night: int
    on: date
    reason: Annotated[str, Field(max_length=300)] = ""
    roster: int | None = None
    tours: tuple[PlannedRound, ...] = ()
    walk: tuple[int, ...] = ()
    figures: dict[str, Any] = {}

    def place(self) -> Area:
        """The community."""
        return Area.objects.get(pk=self.area)


@handles(KeepNightPlan)
def keep_night_plan(act: KeepNightPlan, doing: Doing) -> Answer:
    """One row; the latest for a day is the one shown."""
    if doing.place.level != Level.COMMUNITY:
        raise Refusal("plan_needs_community")
    night = Night._base_manager.select_related("area").filter(pk=act.night, on=act.on).first()
    if night is None or doing.place.pk not in night.area.span:
        raise Refusal("night_elsewhere")
    kept = NightPlan.objects.create(
        area=doing.place, night=night, on=act.on, reason=act.reason, roster=act.roster,
        tours=[each.model_dump(mode="json") for each in act.tours], walk=list(act.walk), figures=act.figures,
        by=doing.by, at=doing.at,
    )  # fmt: skip
    return {"plan": kept.pk}
