"""Paper and calendars: the wall sheet as PDF, and a member's shifts as a calendar."""

from datetime import UTC, datetime
from pathlib import Path

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from fangxian.areas.models import Area
from fangxian.areas.paper import typeset
from fangxian.duty.board import Board, Place
from fangxian.duty.models import Member, Shift

SHEET = Path(__file__).parent / "wall_sheet.typ"


def wall_sheet(area: Area, board: Board, *, published_by: str, published_at: datetime | None) -> bytes:
    """The roster for the wall, A3 landscape. Chinese is set in whatever Chinese font the machine has."""
    decided = _("Published by %(name)s") % {"name": published_by} if published_by else _("Draft: binds nobody yet")
    if published_at:
        decided += " · " + formats.date_format(timezone.localtime(published_at), "Y-m-d H:i")
    return typeset(SHEET, {
        "title": f"{area.name} · {_('Duty roster')} {board.days[0]:%Y-%m-%d} – {board.days[-1]:%Y-%m-%d}",
        "decided": decided,
        "name": _("Name"),
        "hours": _("Hours"),
        "gaps": _("Not covered"),
        "heads": "\n".join(formats.date_format(day, "n/j D") for day in board.days),
        "rows": "\n".join(_cells(row.member, row.days, row.hours) for row in board.rows),
        "holes": "\n".join(f"{h.day:%m-%d} {h.hours} {h.post} −{h.missing} {h.skill}" for h in board.holes),
    })  # fmt: skip


def _cells(name: str, days: list[list[Place]], hours: float) -> str:
    cells = [" / ".join(f"{p.post} {p.hours}" for p in day) for day in days]
    return "\t".join([name, *cells, f"{hours:g}"])


def calendar(member: Member, shifts: list[Shift]) -> bytes:
    """A member's shifts as iCalendar; a shift keeps its UID however often the file is fetched."""
    found = Calendar()
    found.add("prodid", "-//fangxian//duty//ZH")
    found.add("version", "2.0")
    found.add("x-wr-calname", f"{member.area.name} · {member.name}")
    for shift in shifts:
        event = Event()
        event.add("uid", f"shift-{shift.pk}-{member.pk}@fangxian")
        event.add("dtstamp", shift.roster.at.astimezone(UTC))
        event.add("dtstart", shift.starts_at.astimezone(UTC))
        event.add("dtend", shift.ends_at.astimezone(UTC))
        event.add("summary", shift.post.name)
        event.add("location", member.area.name)
        found.add_component(event)
    made: bytes = found.to_ical()
    return made
