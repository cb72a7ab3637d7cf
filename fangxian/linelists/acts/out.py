"""Giving a list with names to another system: allowed to few, and written in the ledger each time."""

from typing import Literal

from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Refusal, handles
from fangxian.door.words import refusals
from fangxian.linelists.queries import lists_of

REFUSALS = refusals(list_out_nobody=_("There is no case here, so there is nothing to give out."))


class GiveOutList(Decision):
    """Take a list of cases, contacts or exposures out of the house, in the layout of the system it is for."""

    needs = Can.EXPORT
    sight = Can.SEE_HEALTH
    area: int
    table: Literal["godata_cases", "godata_contacts", "godata_relationships", "dhis2_events", "dhis2_entities"]

    def place(self) -> Area:
        """The place whose list it is."""
        return Area.objects.get(pk=self.area)


@handles(GiveOutList)
def give_out_list(act: GiveOutList, doing: Doing) -> Answer:
    """Enter who took which list and how many it named. The page makes the file with the reader's own eyes."""
    lists = lists_of(doing.place, at=doing.at)
    if not lists.cases:
        raise Refusal("list_out_nobody")
    return {"cases": len(lists.cases), "contacts": len(lists.contacts), "links": len(lists.links)}
