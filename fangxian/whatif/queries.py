"""What the model asks of the register: who lives and works together, as numbers. No name leaves these questions."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.calc.epidemic.population import Register
from fangxian.cases.queries import known_cases
from fangxian.duty.queries import midnight, rest_pack, standing, team
from fangxian.measures.models import Gate
from fangxian.register.models import Building, Resident

NOWHERE = -1
WEEK = 7
DAYS_PER_YEAR = 365.25
_COLUMNS = (
    "pk", "born_on", "household_id", "household__dwelling__building_id", "household__dwelling__unit", "employer_id",
)  # fmt: skip


def register_of(area: Area, *, on: date, crossings: float, age_unknown: int, child: int) -> Register:
    """Everybody at a place and below as columns of numbers; counted with the whole sight of the place.

    `crossings` a day for those above `child` years; whoever has no birth date counts as `age_unknown`. Gates are dealt
    out along the way.
    """
    with scope.counting(area.span):
        span = area.span
        living = Resident.objects.filter(left_at=None, area_id__gte=span.first, area_id__lt=span.end)
        rows = list(living.order_by("pk").values_list(*_COLUMNS))
        gates = Gate.objects.filter(retirement=None, area_id__gte=span.first, area_id__lt=span.end).count()
    return _columns(rows, on=on, crossings=crossings, age_unknown=age_unknown, child=child, gates=gates)


def _columns(rows: list[Any], *, on: date, crossings: float, age_unknown: int, child: int, gates: int) -> Register:
    ages = np.array(
        [int((on - born).days / DAYS_PER_YEAR) if born else age_unknown for _pk, born, *_ in rows], np.int64
    )
    building = np.array([row[3] for row in rows], np.int64)
    units = sorted({(row[3], row[4]) for row in rows if row[4]})
    numbers = {unit: number for number, unit in enumerate(units)}
    order = np.unique(building, return_inverse=True)[1]
    return Register(
        person=np.array([row[0] for row in rows], np.int64),
        age=np.clip(ages, 0, 120),
        household=np.array([row[2] for row in rows], np.int64),
        unit=np.array([numbers.get((row[3], row[4]), NOWHERE) for row in rows], np.int64),
        building=building,
        workplace=np.array([row[5] or NOWHERE for row in rows], np.int64),
        school=np.full(len(rows), NOWHERE, np.int64),
        gate=order % gates if gates else np.full(len(rows), NOWHERE, np.int64),
        crossings=np.where(ages > child, crossings, 0.0),
    )


def largest_workplace(register: Register) -> int | None:
    """The employer of most people, by its number."""
    found, counts = np.unique(register.workplace[register.workplace >= 0], return_counts=True)
    return int(found[np.argmax(counts)]) if len(found) else None


def onsets_of(area: Area, *, on: date) -> list[tuple[date | None, date]]:
    """Days of onset and of confirmation of every confirmed case at a place and below; no other word about anybody."""
    with scope.counting(area.span):
        known = known_cases(area, at=midnight(on + timedelta(days=1)))
        return [(one.case.onset_on, one.confirmed_on) for one in known if one.confirmed_on is not None]


def team_hours(area: Area, *, on: date) -> float:
    """Hours a day the team can give: those of the roster in force over a week, else what rest allows its members."""
    with scope.counting(area.span):
        begin = midnight(on)
        shifts = standing(area, since=begin, until=begin + timedelta(days=WEEK))
        hours = sum((shift.ends_at - shift.starts_at).total_seconds() / 3600 for shift in shifts)
        if hours:
            return hours / WEEK
        return team(area).count() * rest_pack(area, on=on).real("rest.max_weekly_h") / WEEK


def building_names(area: Area, keys: list[int]) -> dict[int, str]:
    """What the buildings are called, for whoever may count there."""
    with scope.counting(area.span):
        return {one.pk: str(one) for one in Building.objects.filter(pk__in=keys)}
