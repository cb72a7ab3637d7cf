"""What the members of a team gave: the shifts they stood, from the rosters in force and all hand-overs."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from fangxian.areas.models import Area
from fangxian.duty.models import CheckIn, Member, Shift
from fangxian.duty.queries import day_of, holder_of, in_force, published, with_holder
from fangxian.standdown.models import ServiceCertificate

HOUR = Decimal(3600)


@dataclass(frozen=True)
class Service:
    """One member's shifts that are over: how many, how many hours, from which day to which, how many were reported."""

    member: Member
    shifts: int
    hours: Decimal
    first_day: date
    last_day: date
    reported: int
    certificate: ServiceCertificate | None

    @property
    def certified(self) -> bool:
        """Whether the last certificate tells of all of it."""
        return self.certificate is not None and self.certificate.shifts == self.shifts


def services_of(area: Area, *, at: datetime) -> list[Service]:
    """Everybody of the team who stood a shift, by name, in a fixed number of questions."""
    stood: dict[int, list[Shift]] = defaultdict(list)
    for shift in shifts_over(area, at=at):
        stood[holder_of(shift)].append(shift)
    members, papers = Member.objects.in_bulk(list(stood)), latest_certificates(area)
    reported = set(CheckIn.objects.filter(area=area).values_list("shift_id", flat=True))
    found = [service(members[pk], shifts, reported, papers.get(pk)) for pk, shifts in stood.items() if pk in members]
    return sorted(found, key=lambda one: (one.member.name, one.member.pk))


def service(member: Member, shifts: list[Shift], reported: set[int], paper: ServiceCertificate | None) -> Service:
    """One member's line."""
    seconds = sum(((shift.ends_at - shift.starts_at) for shift in shifts), timedelta()).total_seconds()
    days = sorted(day_of(shift.starts_at) for shift in shifts)
    return Service(
        member, len(shifts), (Decimal(seconds) / HOUR).quantize(Decimal("0.1")), days[0], days[-1],
        sum(shift.pk in reported for shift in shifts), paper,
    )  # fmt: skip


def shifts_over(area: Area, *, at: datetime) -> list[Shift]:
    """The shifts that ended by a moment, of each day those of the roster published last, with who stood them."""
    rosters = published(area)
    rows = with_holder(Shift.objects.filter(roster__in=[roster.pk for roster in rosters], ends_at__lte=at))
    return [shift for shift in rows if in_force(rosters, day_of(shift.starts_at)) == shift.roster_id]


def latest_certificates(area: Area) -> dict[int, ServiceCertificate]:
    """For each member the certificate with the highest number."""
    return {row.member_id: row for row in certificates_of(area)}


def certificates_of(area: Area) -> QuerySet[ServiceCertificate]:
    """Every service certificate of a place, by number."""
    return ServiceCertificate.objects.filter(area=area).select_related("member", "by").order_by("number")


def uncertified(area: Area, *, at: datetime) -> list[Service]:
    """Those whose service no certificate tells in full."""
    return [one for one in services_of(area, at=at) if not one.certified]
