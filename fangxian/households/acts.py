"""What a household does through its link. Each is the act a worker would send for it, for this household alone.

The link is part of the act and is judged again at the door: whoever has no good link speaks for nobody.
"""

from typing import Annotated, Any, Literal

from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Act, Answer, Doing, Fact, Sealed, Unseen, handles
from fangxian.households.queries import fault_of
from fangxian.measures.acts import RecordComplaint
from fangxian.measures.acts.complaints import record_complaint
from fangxian.monitoring.acts import RecordReading
from fangxian.monitoring.acts.readings import record_reading
from fangxian.monitoring.models import WelfareVisit
from fangxian.monitoring.rules.signs import distress
from fangxian.register.links import link_of
from fangxian.register.models import Household, Resident
from fangxian.supplies.acts import StateNeeds
from fangxian.supplies.acts.needs import state_needs
from fangxian.supplies.models import NeedsList


class ByLink(Act):
    """An act of a household, with the link that says which household it is."""

    needs = Can.SPEAK_FOR_HOME
    area: int
    household: int
    link: Annotated[str, Sealed(), Field(max_length=60)]

    def place(self) -> Area:
        """Where the household lives."""
        return Area.objects.get(pk=self.area)


def speaking(act: ByLink, doing: Doing) -> Household:
    """The household whose good link this is. Raises Unseen for any other."""
    link = link_of(act.link)
    home = Household.objects.select_related("area").get(pk=act.household, area_id=doing.place.pk)
    if link is None or link.household != home.pk or fault_of(home, link, at=doing.at):
        raise Unseen
    return home


class LookIn(ByLink, Fact):
    """Somebody opened the household's page. One entry an hour, for the household to see who looked."""


@handles(LookIn)
def look_in(act: LookIn, doing: Doing) -> Answer:
    """The entry is all there is to write."""
    return {"household": speaking(act, doing).pk}


class ReportReading(ByLink, RecordReading):
    """A household reports somebody's temperature and symptoms itself."""

    how: Literal["self"] = "self"


@handles(ReportReading)
def report_reading(act: ReportReading, doing: Doing) -> Answer:
    """A reading like any other; only somebody of this household can be meant."""
    Resident.objects.get(pk=act.resident, household=speaking(act, doing))
    return record_reading(act, doing)


class StateOwnNeeds(ByLink, StateNeeds):
    """A household says itself what it needs in a round."""

    priority: Literal[""] = ""


@handles(StateOwnNeeds)
def state_own_needs(act: StateOwnNeeds, doing: Doing) -> Answer:
    """Its list; what a worker had noted about urgency stays."""
    home = speaking(act, doing)
    before = NeedsList.objects.filter(round=act.round, household=home).values_list("priority", flat=True).first()
    return state_needs(act.model_copy(update={"priority": before or ""}), doing)


class AskFromHome(ByLink, RecordComplaint):
    """A household asks for the next broadcast, complains or appeals, in its own words."""

    complaint_kind: Literal["complaint", "appeal", "question"] = "question"


@handles(AskFromHome)
def ask_from_home(act: AskFromHome, doing: Doing) -> Answer:
    """It gets an owner and a time like any other; words of somebody at their end also reach the medic (S-19)."""
    home = speaking(act, doing)
    if distress(act.words):
        WelfareVisit.objects.create(household=home, words=act.words, heard_by=doing.by, at=doing.at)
    return record_complaint(act, doing)


def told(home: Household, link: str) -> dict[str, Any]:
    """What every act of a household carries."""
    return {"area": home.area_id, "household": home.pk, "link": link}
