"""What ending still asks for in a place: one question a step, counted with the sight of the whole place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.canvass.models import Sweep
from fangxian.cases.models import Signal
from fangxian.cases.queries import known_cases
from fangxian.disinfection.models import Round
from fangxian.door.queries import open_strays
from fangxian.gates.models import Arrival
from fangxian.gates.queries import listed_authorisations
from fangxian.measures.models import Closure, StayHome, UnitClosure
from fangxian.measures.queries import complaints, standing, turned
from fangxian.monitoring.models import Referral, Watch
from fangxian.monitoring.queries import inside, open_visits
from fangxian.register.models import Upload
from fangxian.standdown.models import Remainder
from fangxian.standdown.queries.service import uncertified
from fangxian.standdown.queries.stock import unsigned
from fangxian.supplies.models import Bag, MedicineNeed, NeedsRound
from fangxian.tasks.models import Task

Count = Callable[[Area, datetime], int]


@dataclass(frozen=True)
class Step:
    """One step: how many are left, where they are done, and who took over what was left."""

    code: str
    page: str
    open: bool
    handable: bool
    count: int
    handed: Remainder | None

    @property
    def left(self) -> int:
        """What still has to be done: nothing where the rest was handed over and has not grown since."""
        return 0 if self.handed is not None and self.handed.count >= self.count else self.count

    @property
    def done(self) -> bool:
        """Whether nothing is left of it."""
        return self.left == 0


def at_place(rows: QuerySet[Any], area: Area, column: str = "area_id") -> QuerySet[Any]:
    """The rows that lie in a place and below."""
    return rows.filter(**{f"{column}__gte": area.span.first, f"{column}__lt": area.span.end})


def closures(area: Area, at: datetime) -> int:
    """Closures nobody has lifted."""
    return at_place(Closure.objects.filter(lift=None), area).count()


def units(area: Area, at: datetime) -> int:
    """Unit-stairs and buildings that are closed."""
    return at_place(UnitClosure.objects.filter(lift=None), area).count()


def homes(area: Area, at: datetime) -> int:
    """Orders for single households that have not ended."""
    return at_place(StayHome.objects.filter(end=None, closure=None, unit_closure=None), area).count()


def gates(area: Area, at: datetime) -> int:
    """Gates that are shut."""
    return at_place(standing(at).exclude(turned(at)), area).count()


def passes(area: Area, at: datetime) -> int:
    """Permissions that still hold."""
    return listed_authorisations(area, at, past=False).count()


def watches(area: Area, at: datetime) -> int:
    """Observations nobody has ended."""
    return Watch.objects.filter(inside(area), end=None).count()


def referrals(area: Area, at: datetime) -> int:
    """Referrals the medic has not settled."""
    return Referral.objects.filter(inside(area), end=None).count()


def visits(area: Area, at: datetime) -> int:
    """Welfare visits nobody has made."""
    return open_visits(area).count()


def signals(area: Area, at: datetime) -> int:
    """Signals from workplaces nobody has closed."""
    return at_place(Signal.objects.filter(end=None), area).count()


def listed(area: Area, at: datetime) -> int:
    """Rows of lists that wait for a person. Their room stands beside those this one may import, hence by its name."""
    return at_place(apps.get_model("linelists.ListRow").objects.filter(end=None), area).count()


def arrivals(area: Area, at: datetime) -> int:
    """Arrivals that were told of and that nobody has seen to."""
    return at_place(Arrival.objects.filter(end=None), area).count()


def cases(area: Area, at: datetime) -> int:
    """Cases that are neither confirmed nor discarded."""
    return sum(one.classification in ("suspected", "probable") for one in known_cases(area, at=at))


def needs(area: Area, at: datetime) -> int:
    """Rounds in which somebody stated needs and that were never closed."""
    return at_place(NeedsRound.objects.filter(purchase=None, lists__isnull=False), area).distinct().count()


def bags(area: Area, at: datetime) -> int:
    """Bags that neither reached their household nor were said not to."""
    whole = at_place(Bag.objects.filter(handovers=None), area)
    return whole.exclude(unmet__need=None, unmet__isnull=False).count()


def medicines(area: Area, at: datetime) -> int:
    """Medicines of which nobody said how it ended."""
    return at_place(MedicineNeed.objects.filter(ends=None), area).count()


def unanswered(area: Area, at: datetime) -> int:
    """Complaints and appeals nobody has answered."""
    return complaints(area).filter(answer=None).count()


def stock(area: Area, at: datetime) -> int:
    """Items of a store nobody has signed for since they last moved."""
    return len(unsigned(area))


def sweeps(area: Area, at: datetime) -> int:
    """Sweeps that are still walked."""
    return at_place(Sweep.objects.filter(end=None), area).count()


def rounds(area: Area, at: datetime) -> int:
    """Rounds of disinfection that are still walked."""
    return at_place(Round.objects.filter(end=None), area).count()


def tasks(area: Area, at: datetime) -> int:
    """Lines of the notebook that are not done."""
    return at_place(Task.objects.filter(endings=None), area).count()


def service(area: Area, at: datetime) -> int:
    """Members whose service no certificate tells in full."""
    return len(uncertified(area, at=at))


def strays(area: Area, at: datetime) -> int:
    """Uploads that wait for a person."""
    return open_strays(area).count()


def uploads(area: Area, at: datetime) -> int:
    """Ledger files that were neither taken in nor thrown away."""
    return at_place(Upload.objects.filter(discarded_at=None), area).count()


def phones(area: Area, at: datetime) -> int:
    """Phones that still hold a list of this place. The phone's room stands above this one, hence by its name."""
    return at_place(apps.get_model("field.PhoneKey").objects.filter(end=None), area).count()


# Code, question, page, what a reader needs to open the page, and whether what is left may go over to everyday life.
STEPS: tuple[tuple[str, Count, str, Can, bool], ...] = (
    ("closures", closures, "measures:overview", Can.SEE_ORDERS, False),
    ("units", units, "measures:overview", Can.SEE_ORDERS, False),
    ("homes", homes, "measures:overview", Can.SEE_ORDERS, False),
    ("gates", gates, "measures:overview", Can.SEE_ORDERS, False),
    ("passes", passes, "gates:authorisations", Can.SEE_GATE, False),
    ("watches", watches, "monitoring:today", Can.SEE_WATCH, False),
    ("referrals", referrals, "monitoring:today", Can.SEE_WATCH, False),
    ("visits", visits, "monitoring:desk", Can.SEE_CLINICAL, True),
    ("signals", signals, "cases:signals", Can.SEE_HEALTH, False),
    ("listed", listed, "linelists:overview", Can.SEE_HEALTH, False),
    ("arrivals", arrivals, "gates:arrivals", Can.SEE_GATE, False),
    ("cases", cases, "cases:overview", Can.SEE_HEALTH, False),
    ("needs", needs, "supplies:needs", Can.SEE_SUPPLY, True),
    ("bags", bags, "supplies:needs", Can.SEE_SUPPLY, True),
    ("medicines", medicines, "supplies:medicines", Can.RUN_SUPPLY, True),
    ("complaints", unanswered, "measures:complaints", Can.ANSWER, True),
    ("stock", stock, "standdown:stock", Can.SEE_SUPPLY, False),
    ("sweeps", sweeps, "canvass:doors", Can.CANVASS, True),
    ("rounds", rounds, "disinfection:today", Can.SEE_ROUNDS, True),
    ("tasks", tasks, "tasks:day", Can.SEE_TASKS, True),
    ("service", service, "standdown:service", Can.SEE_DUTY, False),
    ("strays", strays, "console:strays", Can.MEND, False),
    ("uploads", uploads, "register:imports", Can.KEEP_REGISTER, False),
    ("phones", phones, "phones:list", Can.MEND, False),
)
HANDABLE = frozenset(code for code, _count, _page, _needs, handable in STEPS if handable)


def steps_of(area: Area, *, at: datetime) -> list[Step]:
    """Every step with what is left of it. Only numbers leave; raises NoScope for whoever may not even count."""
    eyes, handed = scope.current(), latest_remainders(area)
    with scope.counting(area.span):
        counts = {code: count(area, at) for code, count, *_more in STEPS}
    return [
        Step(code, page, eyes.may(sight, area.pk), handable, counts[code], handed.get(code))
        for code, _count, page, sight, handable in STEPS
    ]


def latest_remainders(area: Area) -> dict[str, Remainder]:
    """For each step what was handed over last."""
    rows = Remainder.objects.filter(area=area).select_related("by").order_by("at", "pk")
    return {row.step: row for row in rows}


def still_left(area: Area, *, at: datetime) -> list[str]:
    """The codes of the steps with something left, asked with the sight of the place."""
    return [step.code for step in steps_of(area, at=at) if not step.done]
