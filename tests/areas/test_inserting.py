"""A row inserted by SQL built once is the row that `save()` writes, and fails as it does."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fangxian.areas.inserting import insert
from fangxian.areas.models import Person
from fangxian.door.models import Entry, Stray
from tests.world import World


def stray(by: Person, number: str) -> Stray:
    return Stray(
        act_id=number, kind="gates.record_passage", by=by, received_at=timezone.now(), raw="原文", reason="failed",
        details=[{"字": 1}],
    )  # fmt: skip


def test_every_column_is_written_as_save_writes_it(world: World) -> None:
    one, other = stray(world.an, "one"), stray(world.an, "other")
    other.received_at = one.received_at
    insert(one)
    other.save(force_insert=True)
    rows = [Stray._base_manager.get(pk=row.pk) for row in (one, other)]
    shown = [{f.attname: getattr(row, f.attname) for f in Stray._meta.concrete_fields} for row in rows]
    assert shown[0] == shown[1] | {"id": one.pk, "act_id": "one"}
    assert not one._state.adding


def test_a_row_gets_a_number_of_its_own_each_time(world: World) -> None:
    rows = [stray(world.an, str(number)) for number in range(3)]
    for row in rows:
        insert(row)
    assert len({row.pk for row in rows}) == 3
    assert [Stray._base_manager.get(pk=row.pk).act_id for row in rows] == ["0", "1", "2"]


def test_a_row_written_twice_is_refused_by_the_table(world: World) -> None:
    insert(stray(world.an, "same"))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(stray(world.an, "same"))
    assert Entry._base_manager.count() == 0
