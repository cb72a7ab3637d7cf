"""Renewing a household's link: the ones printed before are worth nothing from then on."""

from typing import Annotated

from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Sealed, handles
from fangxian.register.models import Household, LinkRenewal


class RenewHomeLink(Decision):
    """Withdraw the links a household has, lost or photographed as they may be; the next one printed is good."""

    needs = Can.KEEP_REGISTER
    household: int
    reason: Annotated[str, Sealed(), Field(max_length=200)] = ""

    def place(self) -> Area:
        """Where the household lives."""
        return Household.objects.select_related("area").get(pk=self.household).area


@handles(RenewHomeLink)
def renew_home_link(act: RenewHomeLink, doing: Doing) -> Answer:
    """One row more."""
    home = Household.objects.get(pk=act.household)
    LinkRenewal.objects.create(household=home, reason=act.reason, by=doing.by, at=doing.at)
    return {"household": home.pk, "number": LinkRenewal.objects.filter(household=home).count()}
