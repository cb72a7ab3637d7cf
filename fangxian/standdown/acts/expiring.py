"""What a night takes away: whatever the rule pack's days are over for, in one place. Doing it twice changes nothing."""

from decimal import Decimal

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, handles
from fangxian.gates.models import Arrival, Passage
from fangxian.measures.queries import rules_for
from fangxian.rulepacks.packs import Pack
from fangxian.standdown.acts.ending import local_day, one_place
from fangxian.standdown.acts.wiping import deleted, log
from fangxian.standdown.models import Remains
from fangxian.standdown.queries.expired import NAMELESS, ends_of, old_arrivals, old_passages, old_uploads
from fangxian.standdown.queries.figures import cells_of, counts_in
from fangxian.standdown.queries.holding import held_registers
from fangxian.standdown.rules.registers import table_of

# So many rows in one statement: SQLite takes a limited number of values.
BATCH = 5000


class EraseExpired(Decision):
    """Take away what has been kept long enough in a place: files never taken in, names of old passages and arrivals."""

    needs = Can.DECIDE
    area: int

    def place(self) -> Area:
        """The village or community."""
        return Area.objects.get(pk=self.area)


@handles(EraseExpired)
def erase_expired(act: EraseExpired, doing: Doing) -> Answer:
    """By register, unless a hold of law covers it; each table leaves a line in the log."""
    one_place(doing.place)
    pack, held = rules_for(doing.place, on=local_day(doing.at)), held_registers(doing.place)
    found = {"uploads": 0, "passages": 0, "arrivals": 0}
    if "homes" not in held:
        found["uploads"] = empty_uploads(doing, pack)
    if "gates" not in held:
        found |= {"passages": name_no_passage(doing, pack), "arrivals": forget_arrivals(doing, pack)}
    return found


def empty_uploads(doing: Doing, pack: Pack) -> int:
    """Throw away the files nobody took in."""
    rows = old_uploads(doing.place, pack, doing.at).update(content="", discarded_at=doing.received_at)
    log(table_of("register.Upload"), rows, doing.place, doing)
    return rows


def name_no_passage(doing: Doing, pack: Pack) -> int:
    """Take the names off old passages; they stay as counts of when, where, which way and how many."""
    keys = list(old_passages(doing.place, pack, doing.at).values_list("pk", flat=True))
    rows = 0
    for begin in range(0, len(keys), BATCH):
        rows += Passage.objects.filter(pk__in=keys[begin : begin + BATCH]).update(**NAMELESS)
    log(table_of("gates.Passage"), rows, doing.place, doing)
    return rows


def forget_arrivals(doing: Doing, pack: Pack) -> int:
    """Delete arrivals that were seen to, and keep how many there were."""
    rows = old_arrivals(doing.place, pack, doing.at)
    ends = ends_of(rows)
    add_remains(doing.place, "gates.ArrivalEnd", counts_in(table_of("gates.ArrivalEnd"), ends))
    add_remains(doing.place, "gates.Arrival", counts_in(table_of("gates.Arrival"), rows))
    keys = list(rows.values_list("pk", flat=True))
    log(table_of("gates.ArrivalEnd"), deleted(ends), doing.place, doing)
    gone = deleted(Arrival.objects.filter(pk__in=keys))
    log(table_of("gates.Arrival"), gone, doing.place, doing)
    return gone


def add_remains(area: Area, table: str, counts: dict[str, dict[str, Decimal | None]]) -> None:
    """Add these counts to what remains of a table."""
    for column, code, cell in cells_of(counts):
        if cell:
            row, _made = Remains.objects.get_or_create(
                area=area, table=table, column=column, code=code, erasure=None, defaults={"number": Decimal(0)}
            )
            row.number = (row.number or Decimal(0)) + cell
            row.save(update_fields=["number"])
