"""The door itself. Replay, admit, judge and write, ledger: four steps, the same for every writer."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.inserting import insert
from fangxian.areas.models import Area, Person
from fangxian.areas.prepared import Prepared, forget, remembering
from fangxian.areas.queries import scope_of
from fangxian.areas.rules import GRIDS, Span, community_key
from fangxian.door.act import Act, Answer, Decision, Doing, Fact, Refusal, handler_of, plain
from fangxian.door.models import Chain, Entry
from fangxian.door.rules import GENESIS, Link, chained, digest
from fangxian.door.sealed import derived
from fangxian.door.turns import turn

NOWHERE = 0
# The heads this transaction holds locked, as it last wrote them.
_heads: ContextVar[dict[int, Chain] | None] = ContextVar("heads", default=None)


class FactRefused(RuntimeError):
    """A rule refused a fact. Facts carry remarks; this is a bug in the room that did it."""


class Undone(Exception):
    """What a refused act had begun is undone with its transaction."""

    def __init__(self, judged: "Judged") -> None:
        super().__init__(judged.code)
        self.judged = judged


@dataclass(frozen=True)
class Judged:
    """What the door found: where it belongs, and either an answer or the code of a refusal."""

    area: Area | None
    answer: Answer
    code: str = ""


def submit(act: Act, *, by: Person, vouching: Person | None = None) -> Entry:
    """Carry out an act once, whoever sends it how often. Always answers the one entry that stands for it.

    `vouching` is who puts an act right that its sender could not place themself. Raises only for bugs; whoever uploads
    on behalf of others keeps what raised as a stray.
    """
    payload = plain(act)
    fingerprint = digest(payload, key=derived("ledger"))
    try:
        return written(act, by, payload, fingerprint, vouching)
    except IntegrityError:
        # The same act arrived twice at once: the other one is written by now. Anything else is a bug and stays one.
        entry = replayed(act, by, fingerprint)
        if entry is None:
            raise
        return entry


def written(act: Act, by: Person, payload: dict[str, Any], fingerprint: str, vouching: Person | None) -> Entry:
    """Carry it out in one transaction; what a refusal undid is entered as refused in another."""
    try:
        with lot():
            return replayed(act, by, fingerprint) or carried_out(act, by, payload, fingerprint, vouching)
    except Undone as undone:
        with lot():
            return replayed(act, by, fingerprint) or entered(
                act, by, undone.judged, payload, fingerprint, timezone.now()
            )


@contextmanager
def lot() -> Generator[None]:
    """One transaction of the door, within which chains stay locked; one inside another is a savepoint of it.

    Whatever undoes a savepoint may give back a lock taken inside it: then every head is asked for again.
    """
    outer = _heads.get()
    token = None if outer is not None else _heads.set({})
    try:
        with turn(), remembering(), transaction.atomic():
            yield
    except BaseException:
        unlocked()
        raise
    finally:
        if token:
            _heads.reset(token)


def unlocked() -> None:
    """Trust no head any longer: something was undone."""
    heads = _heads.get()
    if heads:
        heads.clear()


def replayed(act: Act, by: Person, fingerprint: str) -> Entry | None:
    """The entry this act already has; a stranger's or a changed act of the same id is refused without a trace."""
    entry = _entry_of.first(act=act.id)
    if entry is None or (entry.by_id == by.pk and entry.payload_digest == fingerprint and entry.kind == act.kind):
        return entry
    return Entry(act_id=act.id, kind=act.kind, by=by, fate=Entry.REFUSED, code="id_taken", answer={})


@Prepared
def _entry_of(act: UUID) -> QuerySet[Entry]:
    return Entry._base_manager.filter(act_id=act)


def carried_out(act: Act, by: Person, payload: dict[str, Any], fingerprint: str, vouching: Person | None) -> Entry:
    """Admit, judge, write, and enter it in the ledger, in one transaction."""
    received_at = timezone.now()
    at = min(act.moment(), received_at)
    judged = admitted(act, by, at, received_at, vouching)
    return entered(act, by, judged, payload, fingerprint, received_at)


def admitted(act: Act, by: Person, at: datetime, received_at: datetime, vouching: Person | None) -> Judged:
    """Look with the sender's own eyes, ask the role table, then judge with the whole sight of the place.

    Where the sender does not reach, the eyes of somebody who vouches for the act are asked as well.
    """
    found = _seen(act, scope_of(by, at=at))
    if found.code and vouching is not None:
        found = _seen(act, scope_of(vouching, at=received_at))
    if found.code or found.area is None:
        return found
    return judged(act, Doing(by=by, place=found.area, at=at, received_at=received_at))


def _seen(act: Act, eyes: scope.Scope) -> Judged:
    """Where an act belongs, or why these eyes do not admit it."""
    with scope.opened(eyes):
        try:
            area = act.place()
        except ObjectDoesNotExist:
            return Judged(None, {}, "not_found")
    return Judged(area, {}, "" if eyes.may(act.needs, area.pk) else "not_allowed")


def judged(act: Act, doing: Doing) -> Judged:
    """Carry out the act. Raises Undone when it is refused: whatever it had begun is undone on the way out."""
    if isinstance(act, Decision):
        locked(community_key(doing.place.pk))
    try:
        with scope.opened(scope.whole(community_span(doing.place))):
            return Judged(doing.place, handler_of(act)(act, doing))
    except ObjectDoesNotExist:
        raise Undone(Judged(doing.place, {}, "not_found")) from None
    except Refusal as refusal:
        if isinstance(act, Fact):
            raise FactRefused(f"{act.kind}: {refusal.code}") from refusal
        raise Undone(Judged(doing.place, refusal.params, refusal.code)) from None


def community_span(area: Area) -> Span:
    """The ground a judgement may look at: the whole community of a grid; any other place and all below it."""
    return Span(community_key(area.pk), max(area.span.end, community_key(area.pk) + GRIDS))


def locked(key: int) -> Chain:
    """The head of a place's chain, locked until the transaction ends."""
    heads = _heads.get()
    chain = heads.get(key) if heads else None
    if chain is None:
        chain = _locked.first(key=key) or begun(key)
        if heads is not None:
            heads[key] = chain
    return chain


def begun(key: int) -> Chain:
    """A place's chain at its beginning, locked; another may have begun it at the same time."""
    Chain.objects.bulk_create([Chain(area_key=key, head=GENESIS)], ignore_conflicts=True)
    return Chain.objects.select_for_update().get(pk=key)


@Prepared
def _locked(key: int) -> QuerySet[Chain]:
    return Chain.objects.select_for_update().filter(pk=key)


def entered(
    act: Act, by: Person, judged: Judged, payload: dict[str, Any], fingerprint: str, received_at: datetime
) -> Entry:
    """Append the entry to its place's chain."""
    chain = locked(community_key(judged.area.pk) if judged.area else NOWHERE)
    entry = Entry(
        act_id=act.id, kind=act.kind, chain=chain, seq=chain.seq + 1, area=judged.area, by=by,
        happened_at=act.moment(), received_at=received_at, fate=Entry.REFUSED if judged.code else Entry.WRITTEN,
        code=judged.code, payload=payload, payload_digest=fingerprint, answer=judged.answer,
    )  # fmt: skip
    entry.hash = chained(chain.head, link_of(entry))
    insert(entry)
    moved(chain, entry)
    if isinstance(act, Decision):
        forget()
    return entry


def moved(chain: Chain, entry: Entry) -> None:
    """Put the chain's head on its newest entry."""
    chain.seq, chain.head = entry.seq, entry.hash
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE door_chain SET seq = %s, head = %s WHERE area_key = %s", [chain.seq, chain.head, chain.pk]
        )


def link_of(entry: Entry) -> Link:
    """The part of an entry that its hash covers."""
    return Link(
        seq=entry.seq, act_id=str(entry.act_id), kind=entry.kind, area=entry.area_id or NOWHERE, by=entry.by_id,
        happened_at=entry.happened_at, received_at=entry.received_at, fate=entry.fate, code=entry.code,
        payload_digest=entry.payload_digest,
        answer_digest=entry.answer_digest or digest(entry.answer, key=derived("ledger")),
    )  # fmt: skip
