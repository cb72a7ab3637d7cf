"""The line of one subject is found by an index whatever else passed the gate: a village's year must not slow it."""

import pytest
from django.db import connection
from django.utils import timezone

from fangxian.areas import scope
from fangxian.gates.models import Passage
from fangxian.gates.queries.passages import _after, _around
from tests.world import World


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is SQLite's")
def test_the_last_passage_of_a_subject_is_searched_by_subject(world: World) -> None:
    now = timezone.now()
    with scope.opened(scope.whole(world.bamboo.span)):
        line = Passage.objects.filter(outcome=Passage.PASSED, taken_back=None, subject="r1")
        plan = _around(line, line, now, until=_after(line, now)).explain()
    searched = [step for step in plan.splitlines() if "passage" in step and "takenback" not in step]
    for bounded in ("at<?", "at>?", "at>? AND at<?"):
        assert any(f"passages_of_one_subject (subject=? AND {bounded})" in step for step in plan.splitlines()), plan
    assert all("area_id" not in step for step in searched), plan
