"""The two papers a community may issue: residence, and the end of home observation (domain-rules C-14, I-01)."""

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Refusal, handles
from fangxian.door.words import refusals
from fangxian.monitoring.models import CERTIFICATES, Certificate, Watch
from fangxian.register.models import Resident

REFUSALS = refusals(
    unknown_certificate=_("A community issues two certificates only: residence, and the end of home observation."),
    observation_not_completed=_("This person has not completed an observation here."),
)


class IssueCertificate(Decision):
    """Issue one of the two certificates. The same one for the same observation keeps its number."""

    needs = Can.KEEP_REGISTER
    sight = Can.SEE_WATCH
    resident: int
    certificate: str

    def place(self) -> Area:
        """Where the person lives."""
        return Resident.objects.select_related("area").get(pk=self.resident).area


@handles(IssueCertificate)
def issue_certificate(act: IssueCertificate, doing: Doing) -> Answer:
    """The certificate with the next number of the community."""
    if act.certificate not in CERTIFICATES:
        raise Refusal("unknown_certificate")
    watch = completed_watch(act.resident) if act.certificate == "observation" else None
    if watch is not None:
        known = Certificate.objects.filter(watch=watch).first()
        if known is not None:
            return {"certificate": known.pk, "number": known.number}
    community = community_of(doing.place)
    last = Certificate.objects.filter(community=community).aggregate(last=Max("number"))["last"] or 0
    row = Certificate.objects.create(
        resident_id=act.resident, community=community, kind=act.certificate, watch=watch, number=last + 1,
        by=doing.by, at=doing.at,
    )  # fmt: skip
    return {"certificate": row.pk, "number": row.number}


def completed_watch(resident: int) -> Watch:
    """The latest observation somebody completed. Raises Refusal."""
    completed = Watch.objects.filter(resident_id=resident, end__outcome="completed")
    watch = completed.order_by("-end__at", "-pk").first()
    if watch is None:
        raise Refusal("observation_not_completed")
    return watch
