"""Plans in the background, so that the page stays with the person: one thread a plan, progress in a small file.

The problem is read while its page is asked for; the thread only computes, and hands the draft in through the door in
the name of whoever asked. Progress is a file in the var folder, so every server process can show it.
"""

import json
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from fangxian.areas.models import Person
from fangxian.calc.roster import HOUR, Duty, Limits, Problem, Progress, Roster, RosterError, plan, ready, replan
from fangxian.door.submit import submit
from fangxian.duty.acts import KeepRoster, PlannedShift
from fangxian.duty.rules import gap_row, is_here

SILENT_S = 60
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """A plan somebody asked for; `id` is the number of the act that will keep it."""

    id: UUID
    area: int
    first_day: date
    days: int
    seconds: float
    by: Person
    trial: bool = False
    without: tuple[int, ...] = ()
    old: tuple[Duty, ...] | None = None
    extra: int = 0
    skill: str = ""


@dataclass(frozen=True)
class Stage:
    """How far a plan is: running, kept or failed; with the cost so far, and the draft or the reason at the end."""

    state: str
    phase: str = ""
    cost: float = 0
    bound: float = 0
    seconds: float = 0
    roster: int = 0
    reason: str = ""


@cache
def awake() -> threading.Thread:
    """Make a process's first plan ahead, once: a page from which somebody may plan is open."""
    # No daemon: a process that ends in this second waits for it, and no solver is cut off in its own code.
    thread = threading.Thread(target=ready, name="plan-ready")
    thread.start()
    return thread


def begin(asked: Asked, problem: Problem) -> threading.Thread | None:
    """Start planning, unless this very plan was begun before. The thread ends by itself; nothing waits for it."""
    if not _first(asked.id):
        return None
    thread = threading.Thread(target=_apart, args=(asked, problem), name=f"plan-{asked.id}", daemon=True)
    thread.start()
    return thread


def _apart(asked: Asked, problem: Problem) -> None:
    """Carry a plan out in a thread of its own, which leaves no connection behind."""
    try:
        carry_out(asked, problem)
    finally:
        connection.close()


def carry_out(asked: Asked, problem: Problem) -> None:
    """Plan, keep the draft through the door, and say how it went."""

    def heard(progress: Progress) -> None:
        _tell(asked.id, Stage("running", progress.phase, progress.cost, progress.bound, progress.seconds))

    try:
        roster = _planned(asked, problem, heard)
        entry = submit(kept(asked, roster), by=asked.by)
        if entry.written:
            _tell(asked.id, Stage("kept", cost=roster.cost, bound=roster.bound, roster=entry.answer["roster"]))
        else:
            _tell(asked.id, Stage("failed", reason=str(entry.sentence)))
    except RosterError as fault:
        _tell(asked.id, Stage("failed", reason=str(fault)))
    except Exception:
        logger.exception("plan %s could not be made", asked.id)
        _tell(asked.id, Stage("failed"))


def _planned(asked: Asked, problem: Problem, heard: Callable[[Progress], None]) -> Roster:
    """A new roster, or the known one mended with the fewest changes."""
    limits = Limits(seconds=asked.seconds)

    def stop() -> bool:
        return _stop_file(asked.id).exists()

    if asked.old is None:
        return plan(problem, limits=limits, report=heard, stop=stop)
    return replan(problem, asked.old, limits=limits, report=heard, stop=stop)


def kept(asked: Asked, roster: Roster) -> KeepRoster:
    """The act that keeps a planned roster."""
    return KeepRoster(
        id=asked.id,
        area=asked.area,
        first_day=asked.first_day,
        days=asked.days,
        trial=asked.trial,
        without=asked.without,
        shifts=tuple(
            PlannedShift(member=int(d.person), post=int(d.post), start=d.start, end=d.end)
            for d in roster.duties
            if is_here(d.person)
        ),
        gaps=tuple(gap_row(gap) for gap in roster.gaps),
        figures={
            "costs": dict(roster.costs),
            "bound": roster.bound,
            "ended": roster.ended,
            "seconds": round(roster.seconds, 1),
            "first_cover_s": round(roster.first_cover_s, 2) if roster.first_cover_s else None,
            **({} if asked.old is None else {"changed": roster.changed}),
            **(_newcomers(asked, roster) if asked.extra else {}),
        },
    )


def _newcomers(asked: Asked, roster: Roster) -> dict[str, Any]:
    """What those who are not there yet would do."""
    theirs = [d for d in roster.duties if not is_here(d.person)]
    hours = sum(d.span.minutes for d in theirs) / HOUR
    return {"extra": asked.extra, "skill": asked.skill, "extra_shifts": len(theirs), "extra_h": hours}


def stage_of(number: UUID) -> Stage | None:
    """How far a plan is, or None when nobody asked for it. A plan that fell silent has failed."""
    file = _file(number)
    try:
        stage = Stage(**json.loads(file.read_text()))
        silent = time.time() - file.stat().st_mtime > SILENT_S
    except (OSError, ValueError, TypeError):
        return None
    return Stage("failed") if stage.state == "running" and silent else stage


def cancel(number: UUID) -> None:
    """Ask a plan to stop; what it has found so far is kept."""
    _stop_file(number).touch()


def _first(number: UUID) -> bool:
    """Tell that a plan is running; false where somebody told so before, in whichever process."""
    fresh = _file(number).with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    fresh.write_text(json.dumps(asdict(Stage("running", phase="cover"))))
    try:
        # link() fails where the file is there already: two clicks at once begin one plan.
        os.link(fresh, _file(number))
    except FileExistsError:
        return False
    finally:
        fresh.unlink()
    return True


def _tell(number: UUID, stage: Stage) -> None:
    fresh = _file(number).with_suffix(".new")
    fresh.write_text(json.dumps(asdict(stage)))
    fresh.replace(_file(number))


def _file(number: UUID) -> Path:
    folder = Path(settings.VAR) / "plans"
    folder.mkdir(exist_ok=True)
    return folder / f"{number}.json"


def _stop_file(number: UUID) -> Path:
    return _file(number).with_suffix(".stop")
