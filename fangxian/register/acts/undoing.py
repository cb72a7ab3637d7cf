"""Takes an import back: what it changed is restored, what it made is removed, unless something came after it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from fangxian.areas.models import Area
from fangxian.register.acts.writing import COLUMNS, columns, mark
from fangxian.register.models import Building, Dwelling, Employer, Household, Import, Resident, Vehicle
from fangxian.register.queries import value_of

CHUNK = 5000
# In the order they may go: nobody stands on what is removed before.
EMPTIED: tuple[type[models.Model], ...] = (Vehicle, Household, Dwelling, Building, Employer)


@dataclass
class Undone:
    """How many residents were removed and restored, and how many rows stay because something depends on them."""

    removed: int = 0
    restored: int = 0
    stays: int = 0


def undo(done: Import, *, community: Area) -> Undone:
    """Take back what the journal of an import says."""
    journal = json.loads(done.journal)
    undone = Undone()
    restore(journal["changed"], undone, community=community)
    remove_residents(journal, undone)
    for table in EMPTIED:
        made = journal["made"].get(table.__name__, [])
        free = [pk for pk in made if pk not in depended_on(table, made)]
        removed(table, free)
        undone.stays += len(made) - len(free)
    return undone


def remove_residents(journal: Mapping[str, Any], undone: Undone) -> None:
    """Remove the residents the import made, except those somebody touched or something speaks of."""
    made = journal["made"].get("Resident", [])
    kept = depended_on(Resident, made)
    marks = journal["marks"]
    for chunk in chunked(made):
        for resident in Resident.objects.filter(pk__in=chunk):
            if mark(resident) != marks.get(str(resident.pk)) or resident.left_at:
                kept.add(resident.pk)
    free = [pk for pk in made if pk not in kept]
    removed(Resident, free)
    undone.removed, undone.stays = len(free), undone.stays + len(made) - len(free)


def restore(changed: Mapping[str, Mapping[str, list[Any]]], undone: Undone, *, community: Area) -> None:
    """Give the residents their former values back, field by field where nobody changed it since."""
    employers = dict(Employer.objects.filter(area=community).values_list("name", "pk"))
    rows = []
    for chunk in chunked([int(pk) for pk in changed]):
        for resident in Resident.objects.filter(pk__in=chunk).select_related("employer", "household"):
            notes = changed[str(resident.pk)]
            back = {k: before for k, (before, after) in notes.items() if plain(current(resident, k)) == after}
            undone.stays += len(back) < len(notes)
            if back:
                rows.append(with_values(resident, back, employers))
    undone.restored = len(rows)
    if rows:
        Resident._base_manager.bulk_create(
            rows, batch_size=CHUNK, update_conflicts=True, unique_fields=["id"], update_fields=list(COLUMNS)
        )


def with_values(resident: Resident, back: dict[str, Any], employers: Mapping[str, int]) -> Resident:
    """The resident with former values."""
    household = back.pop("household", None)
    for name in ("born_on", "returned_on"):
        if back.get(name):
            back[name] = date.fromisoformat(back[name])
    for name, value in columns(back, employers).items():
        setattr(resident, name, value)
    if household:
        former = Household.objects.get(pk=household)
        resident.household, resident.area_id = former, former.area_id
    return resident


def current(resident: Resident, name: str) -> Any:
    """The present value of a field as the journal writes it."""
    return resident.household_id if name == "household" else value_of(resident, name)


def plain(value: Any) -> Any:
    """A value as it comes back from JSON."""
    return value.isoformat() if isinstance(value, date) else value


def depended_on(table: type[models.Model], made: Iterable[int]) -> set[int]:
    """Which of these rows some other row points to, whatever room it belongs to; Django knows every relation."""
    found: set[int] = set()
    for relation in table._meta.related_objects:
        column = relation.field.attname
        if relation.on_delete is models.SET_NULL or relation.on_delete is models.CASCADE:
            continue
        others = relation.field.model._base_manager
        for chunk in chunked(made):
            found |= set(others.filter(**{f"{column}__in": chunk}).values_list(column, flat=True))
    return found


def removed(table: type[models.Model], keys: Iterable[int]) -> None:
    """Remove rows for good."""
    for chunk in chunked(keys):
        table._base_manager.filter(pk__in=chunk).delete()


def chunked(keys: Iterable[int]) -> list[list[int]]:
    """The keys in portions a database takes at once."""
    listed = list(keys)
    return [listed[at : at + CHUNK] for at in range(0, len(listed), CHUNK)]
