"""Taking down what households need, until the deadline."""

from typing import Annotated, Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from fangxian.areas.models import Area
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, handles
from fangxian.door.words import refusals
from fangxian.register.models import Household
from fangxian.supplies.acts.goods import Quantity
from fangxian.supplies.models import Item, Need, NeedsList, NeedsRound, Purchase

REFUSALS = refusals(
    round_needs_community=_("Needs are taken for a village or a community. Choose one."),
    deadline_behind=_("The deadline lies in the past."),
    slot_disordered=_("The promised time must begin after the deadline and end after it begins."),
    round_still_open=_("Needs are already being taken, until %(deadline)s."),
    deadline_passed=_("Needs were taken until %(deadline)s. Write it down for the next round."),
    round_closed=_("The purchase of this round is closed. Write it down for the next round."),
    item_not_offered=_("An item is not on offer here."),
    item_twice=_("An item stands in the list twice."),
    household_elsewhere=_("This household does not belong to the place where needs are taken."),
)


class OpenNeedsRound(Decision):
    """Begin to take needs: until when, and when everything is promised."""

    needs = Can.RUN_SUPPLY
    area: int
    deadline: AwareDatetime
    slot_from: AwareDatetime
    slot_until: AwareDatetime

    def place(self) -> Area:
        """The community."""
        return Area.objects.get(pk=self.area)


@handles(OpenNeedsRound)
def open_needs_round(act: OpenNeedsRound, doing: Doing) -> Answer:
    """Write the round; one at a time, so that nobody has to ask which."""
    if doing.place.level != Level.COMMUNITY:
        raise Refusal("round_needs_community")
    if act.deadline <= doing.at:
        raise Refusal("deadline_behind")
    if not act.deadline <= act.slot_from < act.slot_until:
        raise Refusal("slot_disordered")
    running = NeedsRound.objects.filter(area=doing.place, purchase=None, deadline__gt=doing.at).first()
    if running is not None:
        raise Refusal("round_still_open", deadline=said(running))
    made = NeedsRound.objects.create(
        area=doing.place, deadline=act.deadline, slot_from=act.slot_from, slot_until=act.slot_until,
        opened_by=doing.by, opened_at=doing.at,
    )  # fmt: skip
    return {"round": made.pk}


def said(round: NeedsRound) -> str:
    """A round's deadline as people here read it."""
    return date_format(timezone.localtime(round.deadline), "m-d H:i")


class Wanted(BaseModel):
    """One line: so much of an item."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    item: int
    quantity: Quantity


class StateNeeds(Decision):
    """Write down everything a household needs in a round; it replaces what was stated before."""

    needs = Can.ASK_SUPPLY
    round: int
    household: int
    wanted: Annotated[list[Wanted], Field(max_length=200)]
    priority: Literal["", "minor", "older", "disabled", "pregnant", "patient"] = ""
    note: PrivateText = ""

    def place(self) -> Area:
        """Where the household lives."""
        return Household.objects.select_related("area").get(pk=self.household).area


@handles(StateNeeds)
def state_needs(act: StateNeeds, doing: Doing) -> Answer:
    """Replace the household's list; after the deadline a list kept on a phone before it still counts."""
    round = NeedsRound.objects.get(pk=act.round)
    refuse_unfit(act, round, doing)
    found, _made = NeedsList.objects.update_or_create(
        round=round, household_id=act.household,
        defaults={
            "area": doing.place, "priority": act.priority, "note": act.note, "stated_by": doing.by,
            "stated_at": doing.at,
        },
    )  # fmt: skip
    Need.objects.filter(list=found).delete()
    Need.objects.bulk_create(
        Need(area=doing.place, list=found, item_id=line.item, quantity=line.quantity) for line in act.wanted
    )
    return {"list": found.pk}


def refuse_unfit(act: StateNeeds, round: NeedsRound, doing: Doing) -> None:
    """Refuse what comes too late, from elsewhere, or asks for what is not on offer."""
    if Purchase.objects.filter(round=round).exists():
        raise Refusal("round_closed")
    if doing.at > round.deadline:
        raise Refusal("deadline_passed", deadline=said(round))
    if community_of(doing.place).pk != round.area_id:
        raise Refusal("household_elsewhere")
    items = [line.item for line in act.wanted]
    if len(set(items)) < len(items):
        raise Refusal("item_twice")
    if Item.objects.filter(pk__in=items, area=round.area_id, offered=True).count() < len(items):
        raise Refusal("item_not_offered")
