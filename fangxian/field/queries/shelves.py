"""The lists a person's posts need, each with what of it has changed since the phone last asked.

A list is looked at when the ledger of its place has moved on, at most every few seconds, and in any case after some
minutes, because some of it ends by itself. What was found stays in this process for the phones that ask next.
"""

import secrets
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from django.conf import settings
from django.db.models import Q, Sum
from django.utils import timezone, translation

from fangxian.areas import scope
from fangxian.areas.models import Area, Person, Post
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.door.models import Chain
from fangxian.door.sealed import derived
from fangxian.door.submit import community_span
from fangxian.door.turns import turn
from fangxian.field.models import Shelf
from fangxian.field.queries import bags, doors, gate, road, rounds, watched
from fangxian.field.rules import Marks, Tables, difference, marked, overgrown
from fangxian.measures.queries import gates_of, line_keys

# A list that was just looked at is not looked at again: a gate writes every few seconds.
SETTLED = timedelta(seconds=8)
STALE = timedelta(minutes=10)
ATTEMPTS = 3
KEPT = 12
ROAD = {"expressway", "provincial_boundary"}


@dataclass(frozen=True)
class Kind:
    """One kind of list: the abilities it needs at its place, its head, its tables, and whether it is one person's."""

    needs: tuple[Can, ...]
    head: Callable[[Area, datetime, Person], dict[str, Any]]
    tables: Callable[[Area, datetime, Person], Tables]
    own: bool = False


KINDS: dict[str, Kind] = {
    "gate": Kind((Can.WORK_GATE, Can.SEE_GATE, Can.SEE_HOMES), gate.head, gate.tables),
    "road": Kind((Can.WORK_GATE, Can.SEE_GATE), road.head, road.tables),
    "doors": Kind((Can.CANVASS, Can.SEE_HOMES), doors.head, doors.tables),
    "watched": Kind((Can.KEEP_WATCH, Can.SEE_WATCH, Can.SEE_HOMES), watched.head, watched.tables),
    "bags": Kind((Can.DELIVER, Can.SEE_SUPPLY), bags.head, bags.tables, own=True),
    "rounds": Kind((Can.DISINFECT, Can.SEE_ROUNDS), rounds.head, rounds.tables),
}


@dataclass(frozen=True)
class _Looked:
    """A list as it was at some moment, with its marks."""

    marks: Marks
    tables: Tables


_last: "OrderedDict[tuple[int, str, int], _Looked]" = OrderedDict()
_lock = Lock()


def shelves_of(held: Iterable[Post]) -> list[dict[str, Any]]:
    """The lists these posts need, nearest to the ground first."""
    eyes, found = scope.current(), dict[tuple[str, int], dict[str, Any]]()
    for post in held:
        for kind, each in KINDS.items():
            area = _place_of(kind, post.area)
            if area is None or not all(eyes.may(ability, area.pk) for ability in each.needs):
                continue
            until = int(post.until.timestamp()) if post.until else None
            found.setdefault((kind, area.pk), {"kind": kind, "area": area.code, "name": area.name, "until": until})
    return list(found.values())


def _place_of(kind: str, area: Area) -> Area | None:
    """Where a post's list of a kind lies; None where it has none."""
    if kind == "gate":
        return area if area.level == Level.COMMUNITY else None
    if kind == "road":
        return area if any(found.kind in ROAD for found in gates_of(area)) else None
    return area if area.level >= Level.COMMUNITY else None


def shelf_answer(kind: str, area: Area, *, holder: Person, since: str) -> dict[str, Any] | None:
    """One list, whole or since a cursor; None when the holder's posts do not include it."""
    of = KINDS.get(kind)
    if (
        of is None
        or _place_of(kind, area) is None
        or not all(scope.current().may(ability, area.pk) for ability in of.needs)
    ):
        return None
    at = timezone.now()
    looked = looked_at(kind, of, area, at, holder)
    number = looked.marks.since(since)
    whole = number is None
    changed, gone = (looked.tables, {}) if number is None else difference(looked.tables, looked.marks, since=number)
    return {
        "kind": kind, "area": area.code, "cursor": looked.marks.cursor, "whole": whole,
        "head": of.head(area, at, holder),
        "tables": {name: {"columns": table.columns, "rows": table.rows} for name, table in changed.items()},
        "gone": gone,
    }  # fmt: skip


def looked_at(kind: str, of: Kind, area: Area, at: datetime, holder: Person) -> _Looked:
    """The list and its marks, as fresh as they need to be. Several who look at once agree on one numbering."""
    key = (area.pk, kind, holder.pk if of.own else 0)
    for _attempt in range(ATTEMPTS):
        shelf = _shelf(kind, area, holder if of.own else None, at)
        marks = Marks.unpacked(zlib.decompress(shelf.marks).decode())
        ledger = _ledger_of(area)
        kept = _last.get(key)
        known = kept is not None and kept.marks.cursor == marks.cursor
        fresh = at - shelf.looked_at < (STALE if ledger == shelf.ledger else SETTLED)
        if marks.seq and fresh and kept is not None and known:
            return kept
        # One language for everybody: a list is the same whoever asks, or its rows would seem to change.
        with translation.override(settings.LANGUAGE_CODE):
            tables = of.tables(area, at, holder)
        after = _after(tables, marks)
        if _stored(shelf, after, ledger, at):
            return _remembered(key, _Looked(after, tables))
    # Others were always quicker: a whole list without a number to hand back is right as well.
    return _Looked(Marks(), tables)


def _after(tables: Tables, before: Marks) -> Marks:
    rows = sum(len(table.rows) for table in tables.values())
    begun = Marks() if overgrown(before, rows=rows) else before
    return marked(tables, begun, key=derived("shelf"), stamp=lambda: secrets.token_hex(3))


def _shelf(kind: str, area: Area, holder: Person | None, at: datetime) -> Shelf:
    shelf = Shelf._base_manager.filter(area=area, kind=kind, holder=holder).first()
    if shelf is None:
        empty = zlib.compress(Marks().packed().encode())
        Shelf._base_manager.bulk_create(
            [Shelf(area=area, kind=kind, holder=holder, looked_at=at - STALE, marks=empty)], ignore_conflicts=True
        )
        shelf = Shelf._base_manager.get(area=area, kind=kind, holder=holder)
    return shelf


def _stored(shelf: Shelf, after: Marks, ledger: int, at: datetime) -> bool:
    """Write what was found, unless somebody else wrote since the shelf was read."""
    own = Shelf._base_manager.filter(pk=shelf.pk, seq=shelf.seq, looked_at=shelf.looked_at)
    values = {"ledger": ledger, "looked_at": at, "seq": after.seq}
    if after.cursor != Marks.unpacked(zlib.decompress(shelf.marks).decode()).cursor:
        values["marks"] = zlib.compress(after.packed().encode(), 1)
    with turn():
        return bool(own.update(**values))


def _remembered(key: tuple[int, str, int], looked: _Looked) -> _Looked:
    with _lock:
        _last[key] = looked
        _last.move_to_end(key)
        while len(_last) > KEPT:
            _last.popitem(last=False)
    return looked


def _ledger_of(area: Area) -> int:
    """How many entries there are at a place, below it, in its community and above: whatever can change its lists."""
    span = community_span(community_of(area))
    own = Q(area_key__in=line_keys(area)) | Q(area_key__gte=span.first, area_key__lt=span.end)
    return int(Chain.objects.filter(own).aggregate(moved=Sum("seq", default=0))["moved"])
