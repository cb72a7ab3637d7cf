"""Long work apart from the page that asked for it: one thread a piece, and never two pieces of one name at once.

How far it is stands in a small file of the var folder, so that every server process can show it while the work's
own transaction is still open. The file's lock is held by the work: whoever finds it free knows that it ended, even
where the process was killed.
"""

import fcntl
import json
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.db import connection

from fangxian.areas.models import Person
from fangxian.door.models import Entry

logger = logging.getLogger(__name__)

RUNNING, DONE, FAILED = "running", "done", "failed"


@dataclass(frozen=True)
class Report:
    """How far a piece of work is: on what (`subject`), by whom (a person's number), since when (epoch seconds).

    `done` of `of` in a `phase`; at the end the `answer` of the door, and the `code` of a refusal. Failed without a
    code: a bug, or the process was ended.
    """

    state: str
    subject: int
    by: int
    since: float
    phase: str = ""
    done: int = 0
    of: int = 0
    code: str = ""
    answer: dict[str, Any] = field(default_factory=dict)


_telling: ContextVar[Callable[[str, int, int], None] | None] = ContextVar("telling", default=None)


def say(phase: str, done: int = 0, of: int = 0) -> None:
    """Say how far the work at hand is; where nobody watches, nothing happens."""
    tell = _telling.get()
    if tell:
        tell(phase, done, of)


def begin(name: str, *, subject: int, by: Person, work: Callable[[], Entry]) -> Report | None:
    """Begin a piece of work and leave it to itself; None, or the report of whoever is at it already."""
    lock = _claimed(name)
    if lock is None:
        return report_of(name)
    report = Report(RUNNING, subject, by.pk, time.time())
    _write(name, report)
    threading.Thread(target=_apart, args=(name, report, work, lock), name=name, daemon=True).start()
    return None


def _apart(name: str, report: Report, work: Callable[[], Entry], lock: TextIO) -> None:
    """Carry the work out in a thread of its own, which leaves no connection behind."""
    try:
        carry_out(name, report, work)
    finally:
        connection.close()
        lock.close()


def carry_out(name: str, report: Report, work: Callable[[], Entry]) -> None:
    """Do the work and write down how it ended, whatever happens. `work` submits an act and gives its entry."""
    token = _telling.set(lambda phase, done, of: _write(name, replace(report, phase=phase, done=done, of=of)))
    try:
        entry = work()
        _write(name, replace(report, state=DONE if entry.written else FAILED, code=entry.code, answer=entry.answer))
    except Exception:
        logger.exception("%s could not be carried out", name)
        _write(name, replace(report, state=FAILED))
    finally:
        _telling.reset(token)


def report_of(name: str) -> Report | None:
    """How far the work of this name is, or was; None where there never was any."""
    report = _read(name)
    if report is None or report.state != RUNNING:
        return report
    lock = _claimed(name)
    if lock is None:
        return report
    # Nobody is at it: it ended between the two looks, or its process did.
    lock.close()
    report = _read(name)
    return replace(report, state=FAILED) if report and report.state == RUNNING else report


def _claimed(name: str) -> TextIO | None:
    """The open lock of a name, or None while somebody holds it. Closing it gives it back."""
    lock = _file(name).with_suffix(".lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def _read(name: str) -> Report | None:
    with suppress(OSError, ValueError, TypeError):
        return Report(**json.loads(_file(name).read_text()))
    return None


def _write(name: str, report: Report) -> None:
    fresh = _file(name).with_suffix(".new")
    fresh.write_text(json.dumps(asdict(report)))
    fresh.replace(_file(name))


def _file(name: str) -> Path:
    folder = Path(settings.VAR) / "apart"
    folder.mkdir(exist_ok=True)
    return folder / f"{name}.json"
