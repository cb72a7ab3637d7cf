"""Writes the tree of places. The ground everything stands on is laid before anybody can see, hence no scope."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from fangxian.areas.divisions import Division
from fangxian.areas.models import Area
from fangxian.areas.rules import key_of

BATCH = 5000


@dataclass(frozen=True)
class Loaded:
    """How many places each level now received, and the codes whose parent exists nowhere."""

    levels: dict[int, int]
    orphans: tuple[str, ...]


def load_divisions(divisions: Sequence[Division]) -> Loaded:
    """Create or rename the places, all or none. A place without its parent is left out and named."""
    known = set(Area._base_manager.values_list("pk", flat=True))
    rows: dict[int, Area] = {}
    orphans: list[str] = []
    for division in sorted(divisions, key=lambda d: d.level):
        if division.parent_key is not None and division.parent_key not in known:
            orphans.append(division.code)
            continue
        row = as_area(division)
        known.add(row.pk)
        rows[row.pk] = row
    write(list(rows.values()))
    return Loaded(dict(Counter(row.level for row in rows.values())), tuple(orphans))


def as_area(division: Division) -> Area:
    """The row for a division."""
    return Area(
        id=key_of(division.code), code=division.code, name=division.name, level=division.level,
        parent_id=division.parent_key,
    )  # fmt: skip


def write(rows: Sequence[Area]) -> None:
    """Insert, or update the name of what exists, in one transaction."""
    with transaction.atomic():
        Area._base_manager.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["name", "parent"],
        )
