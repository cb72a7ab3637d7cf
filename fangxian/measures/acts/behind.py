"""Who stands behind a closed door: bound by its closure, at first and whenever another order of theirs ends.

A household never has two orders of its own at once, so a building closed over a closed stair binds only the rest; when
the stair is lifted, its households are still behind the building's door and must not fall out of notice and service.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from fangxian.measures.models import Order, StayHome, UnitClosure
from fangxian.measures.queries import closures_behind, unbound_homes
from fangxian.register.models import Household


def words_of(closure: UnitClosure, **changes: Any) -> dict[str, Any]:
    """The columns every order carries, as the closure has them, but for the changes."""
    return {field.attname: getattr(closure, field.attname) for field in Order._meta.fields} | changes


def bind(closure: UnitClosure, words: dict[str, Any]) -> int:
    """Write an order for every household behind a closure that has none; how many."""
    return bind_homes(closure, unbound_homes(closure), words)


def bind_homes(closure: UnitClosure, homes: Iterable[Household], words: dict[str, Any]) -> int:
    """Write an order for each of these households; how many."""
    orders = [StayHome(**words, household=home, unit_closure=closure) for home in homes]
    return len(StayHome.objects.bulk_create(orders))


def bind_who_stays_behind(homes: Iterable[Household], *, at: datetime) -> int:
    """Households whose order has just ended, bound by another closure of their door that still stands; how many.

    The order is that closure's: who decided it, on what ground, when it is looked at again. Only its beginning is now.
    """
    freed = list(homes)
    standing = closures_behind(freed)
    bound = 0
    for closure in dict.fromkeys(standing.values()):
        behind = [home for home in freed if standing.get(home.pk) == closure]
        bound += bind_homes(closure, behind, words_of(closure, since=max(at, closure.since)))
    return bound
