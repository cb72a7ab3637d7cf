"""The retention register is complete: whoever adds a table, or a column of text to one that stays, says so there."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from fangxian.rulepacks.packs import packaged_library
from fangxian.standdown.queries.holding import pointing
from fangxian.standdown.rules.registers import (
    BLANKED,
    DELETED,
    KEPT,
    PLACED,
    REGISTERS,
    TABLES,
    prerequisites,
    table_of,
)
from fangxian.standdown.words import PURPOSES, register_words

TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)
LABELS = sorted(model._meta.label for model in apps.get_models())


def texts(label: str) -> set[str]:
    """The columns of a table in which a person could be told of."""
    fields = apps.get_model(label)._meta.concrete_fields
    return {field.name for field in fields if isinstance(field, TEXTS) and not field.primary_key}


def test_every_table_of_the_house_is_declared_once() -> None:
    declared = [table.label for tables in TABLES.values() for table in tables]
    assert sorted(declared) == LABELS, set(LABELS) ^ set(declared)


@pytest.mark.parametrize("label", [label for label in LABELS if table_of(label).how != DELETED])
def test_every_column_of_text_that_stays_is_emptied_or_named_with_its_reason(label: str) -> None:
    table = table_of(label)
    assert texts(label) == (set(table.blank) | set(table.open)) & texts(label)
    assert not set(table.blank) & set(table.open)
    assert all(table.open.values())
    assert (table.how == BLANKED) == bool(table.blank)


@pytest.mark.parametrize("label", LABELS)
def test_what_is_declared_of_a_table_is_there(label: str) -> None:
    table, fields = table_of(label), {f.name for f in apps.get_model(label)._meta.concrete_fields}
    assert {*table.blank, *table.open, *table.counted, *table.summed} <= fields
    for column in table.counted:
        field: Any = apps.get_model(label)._meta.get_field(column)
        assert field.max_length is None or field.max_length <= 60, "a code is short; a text is no code"


def test_nothing_that_stays_points_to_what_goes() -> None:
    stays = [label for label in LABELS if table_of(label).how != DELETED]
    assert [(a, b) for a, b in pointing() if a in stays and table_of(b).how == DELETED] == []


def test_rows_are_found_before_the_row_they_lie_with_is_gone() -> None:
    """A table whose place is another table's goes before that one."""
    order = [table.label for name in REGISTERS for table in TABLES[name]]
    for label in LABELS:
        path = getattr(apps.get_model(label), "area_lookup", "area_id").split("__")
        model: Any = apps.get_model(label)
        for step in path[:-1]:
            model = model._meta.get_field(step).related_model
            if table_of(model._meta.label).how == DELETED:
                assert order.index(label) < order.index(model._meta.label), (label, model._meta.label)


def test_homes_go_only_with_whatever_tells_of_them() -> None:
    keys = list(pointing())
    assert prerequisites("homes", keys) == {"gates", "health", "orders", "supplies"}
    assert prerequisites("doors", keys) == set()
    assert KEPT not in {table_of(source).how for source, target in keys if table_of(target).how == DELETED}


def test_every_register_has_a_purpose_a_name_a_ground_and_days_in_every_disease_pack() -> None:
    assert set(PURPOSES) == set(register_words()) == set(REGISTERS) == set(PLACED.values())
    for pack in packaged_library():
        if pack.kind == "disease":
            assert {row.text("register") for row in pack.table("retention.registers")} == set(REGISTERS)
