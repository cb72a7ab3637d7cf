"""How rows go: counted first, then deleted or emptied, and written down in the log. No act by itself."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat

from fangxian.areas.models import Area, Person, Post
from fangxian.areas.rules import community_key
from fangxian.door.act import Doing
from fangxian.door.erasing import redact
from fangxian.standdown.models import ErasedTable, Erasure, Remains
from fangxian.standdown.queries.figures import added, cells_of, in_a_place, live, remains_of_time, safe
from fangxian.standdown.queries.holding import NOBODY, rows_of, served_here
from fangxian.standdown.rules.registers import DELETED, PLACED, Table, chosen

UNUSABLE = "!"


def wipe(erasure: Erasure, doing: Doing, *, least: int) -> None:
    """Erase every table of the registers asked for; what remains of each are counts, and a line in the log."""
    area, tables = erasure.area, chosen(erasure.registers)
    senders = served_here(area)
    for table in tables:
        if in_a_place(table):
            keep_counts(table, area, erasure, least=least)
        rows = gone(table, area, senders, doing)
        log(table, rows, area, doing, erasure=erasure)
    # Now, and not at the end of the transaction: a row that was left behind and points to one that is gone is a bug.
    connection.check_constraints()


def keep_counts(table: Table, area: Area, erasure: Erasure, *, least: int) -> None:
    """Keep what remains of a table, with small counts hidden for good."""
    kept = remains_of_time(area).get(table.label, {})
    counts = safe(added(live(table, area), kept), least)
    Remains.objects.filter(area=area, table=table.label, erasure=None).delete()
    Remains.objects.bulk_create(
        Remains(area=area, table=table.label, column=column, code=code, number=cell, erasure=erasure)
        for column, code, cell in cells_of(counts)
    )


def gone(table: Table, area: Area, senders: Sequence[int], doing: Doing) -> int:
    """Take a table's rows away, or what they say; how many."""
    if table.label == "door.Entry":
        return redact(community_key(area.pk), senders)
    if table.label == "areas.Person":
        return forgotten(senders, doing)
    rows = rows_of(table, area)
    return deleted(rows) if table.how == DELETED else rows.update(**table.blank)


def deleted(rows: QuerySet[Any]) -> int:
    """Delete rows as they are, without looking for what points to them: that is declared, and checked afterwards."""
    return rows._raw_delete(rows.db) or 0


def forgotten(people: Sequence[int], doing: Doing) -> int:
    """The accounts of those who served and decided nothing lose name, sign-in name and password; their posts end."""
    Post._base_manager.filter(person__in=people, until=None).update(until=doing.at)
    theirs = Person._base_manager.filter(pk__in=people).exclude(name=NOBODY)
    gone = Concat(Value("erased-"), Cast(F("pk"), CharField()), output_field=CharField())
    return theirs.update(name=NOBODY, username=gone, password=UNUSABLE, is_active=False)


def log(table: Table, rows: int, area: Area, doing: Doing, *, erasure: Erasure | None = None) -> None:
    """One line of the log, if anything went."""
    if rows:
        ErasedTable.objects.create(
            area=area, erasure=erasure, register=PLACED[table.label], table=table.label, how=table.how, rows=rows,
            by=doing.by, at=doing.at,
        )  # fmt: skip
