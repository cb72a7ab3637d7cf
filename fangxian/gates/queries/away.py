"""Who is through on a pass: a pass shown twice without coming back was copied."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Sum

from fangxian.gates.models import Passage
from fangxian.gates.rules import Way


def away_on(numbers: Iterable[Any], *, at: datetime) -> dict[Any, int]:
    """For each authorisation how many persons are through on it: out and not back, or below 0 in and not out.

    Whoever was seen coming back without showing the pass is back: the same person, or somebody of the household who
    was not named.
    """
    passed = Passage.objects.filter(outcome=Passage.PASSED, taken_back=None, at__lt=at)
    through = passed.filter(authorisation__in=list(numbers)).order_by()
    sums: dict[Any, int] = {}
    for way, other, sign in ((Way.OUT, Way.IN, 1), (Way.IN, Way.OUT, -1)):
        back = passed.filter(way=other, at__gt=OuterRef("at"))
        returned = (
            Exists(back.filter(authorisation=OuterRef("authorisation")))
            | Exists(back.filter(subject=OuterRef("subject")).exclude(subject=""))
            | Exists(back.filter(household=OuterRef("household"), subject=""))
        )
        # One who lives here and shows a pass on coming home is home: only guests are counted inwards.
        who = Q() if way is Way.OUT else Q(home=False)
        counted = through.filter(who, ~returned, way=way)
        for number, persons in counted.values_list("authorisation").annotate(n=Sum("persons")):
            sums[number] = sums.get(number, 0) + sign * persons
    return sums
