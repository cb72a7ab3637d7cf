"""A run from the console: the register is read while its page is asked for, the rest goes on behind the page."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from fangxian.areas.models import Area, Person
from fangxian.calc.epidemic.population import Register, settle
from fangxian.calc.epidemic.run import Stopped
from fangxian.calc.epidemic.scenario import Begin
from fangxian.door import apart
from fangxian.door.models import Entry
from fangxian.door.submit import submit
from fangxian.measures.queries import rules_for
from fangxian.rulepacks.packs import Pack
from fangxian.whatif import queries
from fangxian.whatif.acts import KeepTrial
from fangxian.whatif.communities import AGE_UNKNOWN, CHILD, INFECTED_DAYS_AGO
from fangxian.whatif.comparing import Asked, compare
from fangxian.whatif.diseases import mixing, natural, sources
from fangxian.whatif.questions import plans_for

SEED = 1
DIGITS = 4


@dataclass(frozen=True)
class Wanted:
    """A run somebody asked for; `id` is the number of the act that will keep it."""

    id: UUID
    area: Area
    by: Person
    question: str
    infected: int
    days: int
    after: int
    runs: int


@dataclass(frozen=True)
class Ground:
    """What a run needs of the place: its people as numbers, its pack, and what its team can carry."""

    register: Register
    pack: Pack
    team_hours: float


def ground_of(area: Area) -> Ground:
    """The place as numbers, with the eyes of whoever asks."""
    on = timezone.localdate()
    pack = rules_for(area, on=on)
    crossings = natural(pack).named["crossings_per_day"]
    register = queries.register_of(area, on=on, crossings=crossings, age_unknown=AGE_UNKNOWN, child=CHILD)
    return Ground(register, pack, queries.team_hours(area, on=on))


def begin(wanted: Wanted, ground: Ground) -> apart.Report | None:
    """Begin a run and leave it to itself; None, or the report of one that is going on for this place."""
    _stop_file(wanted.area).unlink(missing_ok=True)
    return apart.begin(
        _name(wanted.area), subject=wanted.area.pk, by=wanted.by, work=lambda: carried_out(wanted, ground)
    )


def carried_out(wanted: Wanted, ground: Ground) -> Entry:
    """Run, and keep the outcome through the door in the name of whoever asked."""
    stop_file = _stop_file(wanted.area)
    apart.say("settle")
    try:
        figures = figures_of(wanted, ground, heard=lambda done, of: apart.say("run", done, of), stop=stop_file.exists)
    except Stopped:
        return Entry(act_id=wanted.id, by=wanted.by, fate=Entry.REFUSED, code="trial_stopped", answer={})
    asked = {name: getattr(wanted, name) for name in ("question", "infected", "days", "after", "runs")}
    asked |= {"pack": ground.pack.id, "seed": SEED, "team_hours": round(ground.team_hours, 1)}
    return submit(KeepTrial(id=wanted.id, area=wanted.area.pk, asked=asked, figures=figures), by=wanted.by)


def figures_of(
    wanted: Wanted, ground: Ground, *, heard: Callable[[int, int], None], stop: Callable[[], bool]
) -> dict[str, Any]:
    """The table of plans with everything it rests on. Raises `Stopped`."""
    of = natural(ground.pack)
    population = settle(ground.register, mixing(of))
    plant = queries.largest_workplace(ground.register)
    plans = plans_for(
        wanted.question, quarantine_days=ground.pack.int("contacts.quarantine_days"),
        workplaces=() if plant is None else (plant,),
    )  # fmt: skip
    asked = Asked(
        begin=Begin(infected=wanted.infected, found=wanted.infected, ago=INFECTED_DAYS_AGO), days=wanted.days,
        after=wanted.after, runs=wanted.runs, seed=SEED, team_hours=ground.team_hours,
    )  # fmt: skip
    found = compare(population, plans, of, asked, heard=heard, stop=stop)
    return {**_rounded(found), "sources": sources(ground.pack)}


def _rounded(value: Any) -> Any:
    """Figures without digits that mean nothing."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list) else value


def report_on(area: Area) -> apart.Report | None:
    """How far the run for a place is, or how the last one ended."""
    return apart.report_of(_name(area))


def cancel(area: Area) -> None:
    """Ask the run for a place to stop; nothing of it is kept."""
    _stop_file(area).touch()


def _name(area: Area) -> str:
    return f"whatif-{area.pk}"


def _stop_file(area: Area) -> Path:
    folder = Path(settings.VAR) / "apart"
    folder.mkdir(exist_ok=True)
    return folder / f"{_name(area)}.stop"
