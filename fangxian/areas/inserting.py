"""One new row for one INSERT whose SQL is built once: `save()` builds it anew each time, at the cost of the insert."""

from typing import Any

from django.db import connection, models
from django.db.models.sql import InsertQuery

_sql: dict[tuple[str, type[models.Model]], str] = {}


def insert(row: models.Model) -> None:
    """Insert a row as `save(force_insert=True)` does, and give it its number. Raises IntegrityError likewise.

    For tables without parents, whose columns need no SQL of their own; signals are not sent, the house has none.
    """
    fields = _fields(row)
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_insert(row, fields), values)
        if row.pk is None:
            (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias


def _fields(row: models.Model) -> "list[models.Field[Any, Any]]":
    """The columns to be written: the number too, unless the database gives it."""
    key = row._meta.pk
    return [field for field in row._meta.concrete_fields if field is not key or row.pk is not None]


def _insert(row: models.Model, fields: "list[models.Field[Any, Any]]") -> str:
    own = (connection.vendor, type(row))
    if own not in _sql:
        query = InsertQuery(type(row))
        query.insert_values(fields, [row])
        compiler: Any = query.get_compiler(connection=connection)
        compiler.returning_fields = [row._meta.pk] if row.pk is None else None
        ((_sql[own], _),) = compiler.as_sql()
    return _sql[own]
