"""Who passed a gate within minutes of somebody: for tracing the contacts of a case."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q

from fangxian.gates.models import Passage
from fangxian.gates.rules.together import Stretch, stretches


@dataclass(frozen=True)
class Beside:
    """A resident who was at a gate at the same time: how often, and when last."""

    resident: int
    times: int
    last_at: datetime


def beside_at_gates(resident: int, *, since: datetime, until: datetime, within: timedelta) -> list[Beside]:
    """Everybody of the register who came to a gate `within` of this resident, between two moments.

    Two questions, each along an index: the resident's own passages by subject, the others by gate and time. Whoever
    was turned back stood at the gate as well; what was taken back never happened.
    """
    own = Passage.objects.filter(subject=f"r{resident}", at__gte=since, at__lte=until, taken_back=None)
    times = stretches(own.values_list("gate_id", "at"), within=within)
    if not times:
        return []
    others = Passage.objects.filter(at_any(times), resident__isnull=False, taken_back=None).exclude(resident=resident)
    counted = others.order_by().values("resident_id").annotate(times=Count("pk"), last_at=Max("at"))
    return [Beside(row["resident_id"], row["times"], row["last_at"]) for row in counted]


def at_any(times: list[Stretch]) -> Q:
    """The filter for passages in any of these stretches."""
    found = Q()
    for each in times:
        found |= Q(gate=each.gate, at__gte=each.since, at__lte=each.until)
    return found
