"""Service certificates: what the members of a team gave, on paper, for all of them in one act."""

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Refusal, handles
from fangxian.door.words import refusals
from fangxian.standdown.acts.ending import one_place
from fangxian.standdown.models import ServiceCertificate
from fangxian.standdown.queries.service import uncertified

REFUSALS = refusals(nobody_to_certify=_("Every member who stood a shift has a certificate of it already."))


class IssueServiceCertificates(Decision):
    """Issue a service certificate to everybody of the team whose shifts no certificate tells yet."""

    needs = Can.PLAN_DUTY
    area: int

    def place(self) -> Area:
        """The village or community."""
        return Area.objects.get(pk=self.area)


@handles(IssueServiceCertificates)
def issue_service_certificates(act: IssueServiceCertificates, doing: Doing) -> Answer:
    """Give each the next number of the place; a later certificate of the same member replaces the former one."""
    one_place(doing.place)
    waiting = uncertified(doing.place, at=doing.at)
    if not waiting:
        raise Refusal("nobody_to_certify")
    last = ServiceCertificate.objects.filter(area=doing.place).aggregate(n=Max("number"))["n"] or 0
    ServiceCertificate.objects.bulk_create(
        ServiceCertificate(
            area=doing.place, member=one.member, number=number, shifts=one.shifts, hours=one.hours,
            first_day=one.first_day, last_day=one.last_day, by=doing.by, at=doing.at,
        )
        for number, one in enumerate(waiting, start=last + 1)
    )  # fmt: skip
    return {"certificates": len(waiting), "first": last + 1}
