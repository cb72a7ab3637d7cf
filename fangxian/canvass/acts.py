"""Every write of the room: sweeps begun, further rounds, knocks at doors, sweeps closed."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.canvass import queries
from fangxian.canvass.models import Knock, Sweep, SweepEnd, SweepRound
from fangxian.canvass.rules import Outcome, Tally, remarks_at, round_at, tally
from fangxian.door.act import Answer, Decision, Doing, Fact, PrivateText, Refusal, Sealed, handles
from fangxian.door.words import refusals
from fangxian.register.models import Dwelling

REFUSALS = refusals(
    sweep_place_too_large=_("A sweep goes through a village, a community or a grid. Choose one."),
    sweep_running=_("The sweep “%(name)s” is still being walked here. Close it first."),
    no_dwellings=_("The register knows no dwelling here. Import the household ledger first."),
    never_attempted=_(
        "Nobody has been at %(never)s of %(total)s dwellings yet. The sweep is closed when somebody was at every door."
    ),
    sweep_closed=_("This sweep is already closed."),
    nothing_open=_("No door is open any more, so no further round is needed."),
)


class StartSweep(Decision):
    """Begin to go from door to door through a place; its first round lists every dwelling."""

    needs = Can.PLAN_SWEEPS
    sight = Can.CANVASS
    area: int
    name: Annotated[str, Field(min_length=1, max_length=60)]
    question: Annotated[str, Sealed(), Field(max_length=300)] = ""

    def place(self) -> Area:
        """The village, community or grid."""
        return Area.objects.get(pk=self.area)


@handles(StartSweep)
def start_sweep(act: StartSweep, doing: Doing) -> Answer:
    """The sweep and its first round; one at a time on the same ground, so that nobody has to ask which."""
    if doing.place.level < Level.COMMUNITY:
        raise Refusal("sweep_place_too_large")
    other = queries.running(doing.place)
    if other is not None:
        raise Refusal("sweep_running", name=other.name)
    dwellings = Dwelling.objects.filter(queries.inside(doing.place.span)).count()
    if not dwellings:
        raise Refusal("no_dwellings")
    sweep = Sweep.objects.create(
        area=doing.place, name=act.name, question=act.question, begun_by=doing.by, begun_at=doing.at
    )
    SweepRound.objects.create(sweep=sweep, area=doing.place, number=1, begun_by=doing.by, begun_at=doing.at)
    return {"sweep": sweep.pk, "dwellings": dwellings}


class BeginRound(Decision):
    """Go once more, to the doors that are still open."""

    needs = Can.PLAN_SWEEPS
    sight = Can.CANVASS
    sweep: int

    def place(self) -> Area:
        """Where the sweep goes."""
        return Sweep.objects.select_related("area").get(pk=self.sweep).area


@handles(BeginRound)
def begin_round(act: BeginRound, doing: Doing) -> Answer:
    """The next round, if any door is left for it."""
    sweep, counted = going_on(act.sweep)
    if not counted.open:
        raise Refusal("nothing_open")
    number = max(queries.rounds_of(sweep), default=0) + 1
    SweepRound.objects.create(sweep=sweep, area=doing.place, number=number, begun_by=doing.by, begun_at=doing.at)
    return {"sweep": sweep.pk, "round": number, "open": counted.open}


class CloseSweep(Decision):
    """Close a sweep: somebody has been at every door."""

    needs = Can.PLAN_SWEEPS
    sight = Can.CANVASS
    sweep: int

    def place(self) -> Area:
        """Where the sweep goes."""
        return Sweep.objects.select_related("area").get(pk=self.sweep).area


@handles(CloseSweep)
def close_sweep(act: CloseSweep, doing: Doing) -> Answer:
    """The end and its counts; refused while a dwelling was never attempted (S-02)."""
    sweep, counted = going_on(act.sweep)
    if counted.never:
        raise Refusal("never_attempted", never=counted.never, total=counted.total)
    counts = {outcome.value: counted.counts[outcome] for outcome in Outcome}
    SweepEnd.objects.create(sweep=sweep, area=doing.place, by=doing.by, at=doing.at, counts=counts)
    return {"sweep": sweep.pk, "counts": counts}


def going_on(key: int) -> tuple[Sweep, Tally]:
    """A sweep that is still walked, and how its dwellings stand. Raises Refusal."""
    sweep = Sweep.objects.select_related("area").get(pk=key)
    if SweepEnd.objects.filter(sweep=sweep).exists():
        raise Refusal("sweep_closed")
    return sweep, tally(queries.standings(sweep, sweep.area.span).values())


class RecordDoor(Fact):
    """Somebody stood at a door: it opened, nobody answered, they would not speak, or nobody lives there."""

    needs = Can.CANVASS
    sight = Can.CANVASS
    sweep: int
    dwelling: int
    outcome: Literal["opened", "no_answer", "refused", "vacant"]
    met: Annotated[int, Field(ge=0, le=99)] | None = None
    needs_said: PrivateText = ""
    note: PrivateText = ""

    def place(self) -> Area:
        """Where the dwelling lies."""
        return Dwelling.objects.select_related("area").get(pk=self.dwelling).area


@handles(RecordDoor)
def record_door(act: RecordDoor, doing: Doing) -> Answer:
    """The knock, in the round of its moment, with remarks on what is odd about it."""
    sweep = Sweep.objects.select_related("area").get(pk=act.sweep)
    outcome = Outcome(act.outcome)
    remarks = remarks_at(
        outcome, before=queries.outcomes_at(sweep, act.dwelling), met=act.met,
        closed=SweepEnd.objects.filter(sweep=sweep, at__lte=doing.at).exists(),
        in_sweep=doing.place.pk in sweep.area.span,
    )  # fmt: skip
    knock = Knock.objects.create(
        sweep=sweep, area=doing.place, dwelling_id=act.dwelling, outcome=outcome,
        round_number=round_at(queries.rounds_of(sweep), doing.at), met=act.met, needs=act.needs_said, note=act.note,
        remarks=remarks, by=doing.by, at=doing.at,
    )  # fmt: skip
    return {"knock": knock.pk, "remarks": remarks}
