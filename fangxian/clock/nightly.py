"""What a night does to what the house holds: places one after another, then the machine's own leavings."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from fangxian.areas.commands import command_line
from fangxian.areas.models import Area
from fangxian.areas.queries import STANDARD_PACKS
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.door.models import Chain
from fangxian.door.submit import submit
from fangxian.rulepacks.packs import packaged_library
from fangxian.standdown.acts import EraseExpired

FOLDERS = ("apart", "plans")
DAY = 24 * 3600


def places_at_work() -> Iterator[Area]:
    """The communities in which anything was ever written: the others hold nothing."""
    keys = Chain.objects.values_list("pk", flat=True)
    yield from Area._base_manager.filter(pk__in=list(keys), level=Level.COMMUNITY).order_by("pk")


def expired_in(place: Area) -> dict[str, int]:
    """Take away what was kept long enough in one place, through the door; how many rows of what."""
    by = command_line(place, needs=Can.DECIDE, reason="fangxian run-clock")
    entry = submit(EraseExpired(area=place.pk), by=by)
    if not entry.written:
        raise RuntimeError(f"{place.code}: {entry.sentence}")
    found: dict[str, int] = entry.answer
    return found


def machines_leavings(*, now: datetime) -> dict[str, int]:
    """Sessions that are over, records of signing in, and reports of work that ended: how many of each."""
    days = packaged_library().pack(STANDARD_PACKS["disease"]).int("retention.logs_days")
    old = now - timedelta(days=days)
    logs = [model.objects.filter(attempt_time__lt=old) for model in (AccessAttempt, AccessFailureLog, AccessLog)]
    return {
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "logs": sum(rows.delete()[0] for rows in logs),
        "files": sum(removed(Path(settings.VAR) / name) for name in FOLDERS),
    }


def removed(folder: Path) -> int:
    """Remove the small files of a folder that nobody has touched for a day."""
    old = [path for path in folder.glob("*.*") if path.stat().st_mtime < time.time() - DAY]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def swept_clean() -> None:
    """Give back what was deleted, so that nothing of it can be read from the database's own files.

    SQLite writes its file anew; PostgreSQL lets the space be overwritten. Outside any transaction only.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
