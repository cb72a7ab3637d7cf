"""What a night planned goes through the door: a draft roster in the duty room, and the plan itself."""

from datetime import date

from fangxian.areas.models import Area, Person
from fangxian.calc.roster import Duty
from fangxian.door.submit import submit
from fangxian.duty.acts import KeepRoster, PlannedShift
from fangxian.duty.rules import gap_row
from fangxian.nights.acts import KeepNightPlan, PlannedRound, PlannedTour
from fangxian.nights.queries import DAYS
from fangxian.nights.rules import Planned, Tours


def kept(made: Planned, area: Area, *, night: int, on: date, by: Person) -> str:
    """Keep one community's plan. Answers why it is none, or an empty text."""
    roster, reason = None, made.fault
    if made.duties and not reason:
        entry = submit(_roster(made, area, on), by=by)
        roster = entry.answer["roster"] if entry.written else None
        reason = "" if entry.written else str(entry.sentence)
    plan = KeepNightPlan(
        area=area.pk,
        night=night,
        on=on,
        reason=reason[:300],
        roster=roster,
        tours=tuple(map(_round, made.tours)),
        walk=tuple(map(int, made.walk)),
        figures=made.figures(),
    )
    entry = submit(plan, by=by)
    return reason if entry.written else reason or str(entry.sentence)


def _roster(made: Planned, area: Area, on: date) -> KeepRoster:
    return KeepRoster(
        area=area.pk,
        first_day=on,
        days=DAYS,
        shifts=tuple(map(_shift, made.duties)),
        gaps=tuple(gap_row(gap) for gap in made.gaps),
        figures={"costs": dict(made.costs), "ended": "effort"},
    )


def _shift(duty: Duty) -> PlannedShift:
    return PlannedShift(member=int(duty.person), post=int(duty.post), start=duty.start, end=duty.end)


def _round(each: Tours) -> PlannedRound:
    tours = tuple(PlannedTour(deliverer=int(who), bags=tuple(map(int, bags))) for who, bags in each.tours)
    return PlannedRound(round=each.round, tours=tours)
