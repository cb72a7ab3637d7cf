"""What a response came to, as counts: from the rows that are there and from what remains of those that are not."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from fangxian.areas.models import Area
from fangxian.standdown.models import Frozen, Remains
from fangxian.standdown.queries.holding import placed
from fangxian.standdown.rules.counts import TOTAL, Cell, checksum, hidden, plain, told
from fangxian.standdown.rules.registers import KEPT, REGISTERS, TABLES, Table

# A column ("" for all rows, "+column" for its sum), and the counts by code.
Counts = dict[str, dict[str, Cell]]
ZERO = Decimal(0)
OUTSIDE = ("door", "areas", "mfa", "account", "sessions", "axes", "field", "standdown")


def counted_tables() -> list[Table]:
    """The tables whose counts stand in the record: whatever an erasure takes away or empties, but for marks."""
    return [table for name in REGISTERS for table in TABLES[name] if table.how != KEPT and in_a_place(table)]


def in_a_place(table: Table) -> bool:
    """Whether a table is told of a place at all: accounts are the machine's, and the ledger grows with every act."""
    return table.label.split(".")[0] not in OUTSIDE or table.label == "standdown.ServiceCertificate"


def definition() -> str:
    """The mark of what is counted how: a record made under another definition cannot be compared."""
    return checksum({table.label: [*table.counted, *(f"+{one}" for one in table.summed)] for table in counted_tables()})


def record_of(area: Area, *, least: int, frozen: Frozen | None = None) -> dict[str, Any]:
    """The record of a place as it is computed now; of what was erased on the ground of `frozen`, what remains."""
    gone = remains_of_erasures(frozen) if frozen else {}
    kept = remains_of_time(area)
    figures = {}
    for table in counted_tables():
        label = table.label
        counts = gone[label] if label in gone else added(live(table, area), kept.get(label, {}))
        figures[label] = as_told({**nothing(table), **counts}, least=least)
    return {"least": least, "figures": figures}


def nothing(table: Table) -> Counts:
    """The columns of a table without any row: a column whose codes nobody used leaves no remains."""
    return {column: {} for column in table.counted}


def as_told(counts: Mapping[str, Mapping[str, Cell]], *, least: int) -> dict[str, dict[str, str | None]]:
    """The counts with small ones hidden, as a record keeps them."""
    return {
        column: {code: plain(cell) for code, cell in cells.items()} for column, cells in safe(counts, least).items()
    }


def safe(counts: Mapping[str, Mapping[str, Cell]], least: int) -> Counts:
    """The counts with small ones hidden; a sum goes where the number of rows is too small to be told."""
    total = told(counts.get(TOTAL, {}).get(TOTAL, ZERO), least=least)
    found: Counts = {TOTAL: {TOTAL: total}}
    for column, cells in sorted(counts.items()):
        if column.startswith("+"):
            found[column] = {TOTAL: None if total is None else cells.get(TOTAL)}
        elif column:
            found[column] = hidden(dict(sorted(cells.items())), least=least)
    return found


def live(table: Table, area: Area) -> Counts:
    """The counts of the rows that are there."""
    return counts_in(table, placed(table.label, area))


def counts_in(table: Table, found_rows: QuerySet[Any]) -> Counts:
    """The counts of some rows of a table."""
    rows = found_rows.order_by()
    sums = rows.aggregate(n=Count("pk"), **{f"sum_{one}": Sum(one) for one in table.summed})
    found: Counts = {TOTAL: {TOTAL: Decimal(sums["n"])}}
    for one in table.summed:
        found[f"+{one}"] = {TOTAL: Decimal(sums[f"sum_{one}"] or 0)}
    for column in table.counted:
        pairs = rows.values_list(column).annotate(n=Count("pk"))
        found[column] = {str(code or ""): Decimal(n) for code, n in pairs}
    return found


def added(one: Counts, other: Mapping[str, Mapping[str, Cell]]) -> Counts:
    """Two counts of the same table as one; what is hidden in one of them is hidden in the sum."""
    found = {column: dict(cells) for column, cells in one.items()}
    for column, cells in other.items():
        mine = found.setdefault(column, {})
        for code, cell in cells.items():
            before = mine.get(code, ZERO)
            mine[code] = None if cell is None or before is None else before + cell
    return found


def remains_of_time(area: Area) -> dict[str, Counts]:
    """By table, what remains of rows whose time was over."""
    return by_table(Remains.objects.filter(area=area, erasure=None))


def remains_of_erasures(frozen: Frozen) -> dict[str, Counts]:
    """By table, what remains of rows that were erased on the ground of a record."""
    return by_table(Remains.objects.filter(erasure__frozen=frozen, erasure__done__isnull=False))


def by_table(rows: Any) -> dict[str, Counts]:
    """Remains as counts by table."""
    found: dict[str, Counts] = defaultdict(lambda: defaultdict(dict))
    for table, column, code, number in rows.values_list("table", "column", "code", "number"):
        found[table][column][code] = number
    return {table: {column: dict(cells) for column, cells in counts.items()} for table, counts in found.items()}


def latest_frozen(area: Area) -> Frozen | None:
    """The record of a place that was frozen last."""
    return Frozen.objects.filter(area=area).select_related("by").first()


def reproduces(frozen: Frozen) -> bool:
    """Whether the record computed now is the one that was frozen, to the last digit."""
    now = record_of(frozen.area, least=frozen.figures["least"], frozen=frozen)
    return frozen.definition == definition() and checksum(now) == frozen.checksum


def cells_of(counts: Counts) -> Iterator[tuple[str, str, Cell]]:
    """Every cell with its column and code."""
    for column, cells in counts.items():
        for code, cell in cells.items():
            yield column, code, cell
