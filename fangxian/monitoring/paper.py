"""Certificates on a sheet of A4, set by typst."""

from pathlib import Path

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from fangxian.areas.models import Area
from fangxian.areas.paper import typeset
from fangxian.monitoring.models import Certificate
from fangxian.monitoring.queries import at_home, until_of, watches

SHEET = Path(__file__).with_name("certificate.typ")


def certificate_sheet(one: Certificate, *, place: Area) -> bytes:
    """The sheet."""
    return typeset(SHEET, {
        "title": title(one), "number": _("No. %(number)s") % {"number": f"{one.at.year}-{one.number:04d}"},
        "lines": lines(one), "place": place.name, "day": formats.date_format(timezone.localdate(one.at), "DATE_FORMAT"),
        "stamp": _("Stamp"), "issued": _("Issued by %(name)s") % {"name": one.by.name},
    })  # fmt: skip


def title(one: Certificate) -> str:
    """What the sheet is called."""
    if one.watch is None:
        return _("Certificate of residence")
    if at_home(one.watch):
        return _("Certificate: home observation completed")
    return _("Certificate: health observation completed")


def lines(one: Certificate) -> list[str]:
    """What it certifies. Nothing of anybody's health stands on it but that no symptom was left unsettled."""
    who = {"name": one.resident.name, "home": str(one.resident.household.dwelling)}
    if one.watch is None:
        return [_("%(name)s lives at %(home)s in our community.") % who]
    watch = watches().get(pk=one.watch.pk)
    days = {
        "since": formats.date_format(watch.day_zero, "DATE_FORMAT"),
        "until": formats.date_format(until_of(watch), "DATE_FORMAT"),
    }
    watched = _("%(name)s, who lives at %(home)s, was under home observation from %(since)s to %(until)s.")
    if not at_home(watch):
        watched = _("%(name)s, who lives at %(home)s, was asked about their health daily from %(since)s to %(until)s.")
    return [
        watched % {**who, **days},
        _("The observation is completed and ended. %(name)s may go about daily life as everybody else.") % who,
        _("Nobody may ask for a further certificate of health on this ground."),
    ]
