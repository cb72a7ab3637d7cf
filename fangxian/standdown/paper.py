"""Papers of the ending, set by typst: service certificates, one sheet a member, and the certificate of an erasure."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from fangxian.areas.models import Area
from fangxian.areas.paper import typeset
from fangxian.standdown.models import Erasure, ServiceCertificate
from fangxian.standdown.words import listed, register_words

HERE = Path(__file__).parent


def service_sheets(papers: Iterable[ServiceCertificate], *, place: Area) -> bytes:
    """All certificates in one file: one run of the printer."""
    return typeset(HERE / "service.typ", {"sheets": [sheet_of(one, place) for one in papers], "stamp": _("Stamp")})


def sheet_of(one: ServiceCertificate, place: Area) -> dict[str, str]:
    """What one certificate says."""
    said = {
        "name": one.member.name, "place": place.name, "since": day(one.first_day), "until": day(one.last_day),
        "shifts": one.shifts, "hours": f"{one.hours.normalize():f}",
    }  # fmt: skip
    return {
        "title": _("Certificate of service"),
        "number": _("No. %(number)s") % {"number": f"{one.at.year}-{one.number:04d}"},
        "text": _(
            "%(name)s stood guard for %(place)s from %(since)s to %(until)s: %(shifts)s shifts, %(hours)s hours."
        )
        % said,
        "thanks": _("We thank them for it."),
        "place": place.name, "day": day(timezone.localdate(one.at)),
        "issued": _("Issued by %(name)s") % {"name": one.by.name},
    }  # fmt: skip


def erasure_sheet(erasure: Erasure, *, place: Area) -> bytes:
    """The certificate of an erasure (domain-rules J-05): what went, by register, who asked and who confirmed."""
    words, lines = register_words(), list(erasure.lines.all())
    sums = {name: sum(line.rows for line in lines if line.register == name) for name in erasure.registers}
    return typeset(HERE / "erasure.typ", {
        "title": _("Certificate of erasure"), "place": place.name, "registers": listed(erasure.registers),
        "head": [_("Registers"), _("Rows")], "rows": [[words[name], f"{count}"] for name, count in sums.items()],
        "lines": [
            _("Asked by %(name)s, %(at)s") % {"name": erasure.by.name, "at": moment(erasure.at)},
            _("Confirmed by %(name)s, %(at)s") % {"name": erasure.done.by.name, "at": moment(erasure.done.at)},
            _("Checksum of the figures that remain: %(sum)s") % {"sum": erasure.done.checksum},
        ],
        "stamp": _("Stamp"),
    })  # fmt: skip


def day(on: Any) -> str:
    """A day in the reader's language."""
    return str(formats.date_format(on, "DATE_FORMAT"))


def moment(at: Any) -> str:
    """A moment as the house writes it."""
    return str(formats.date_format(timezone.localtime(at), "Y-m-d H:i"))
