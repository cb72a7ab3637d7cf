"""Questions about the ledger and about strays."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.door.act import all_acts
from fangxian.door.models import Chain, Entry, Stray
from fangxian.door.rules import GENESIS, chained, digest
from fangxian.door.sealed import derived
from fangxian.door.submit import link_of


@dataclass(frozen=True)
class Flaw:
    """Where a chain does not hold: the place's key, the number of the entry, and `changed`, `missing` or `head`."""

    chain: int
    seq: int
    what: str


def ledger_of(area: Area) -> QuerySet[Entry]:
    """The entries at a place and below, newest first, of the kinds whose sight the reader has there too."""
    eyes = scope.current()
    kinds = [kind for kind, act in all_acts().items() if eyes.may(act.seen_with(), area.pk)]
    inside = Q(area_id__gte=area.span.first, area_id__lt=area.span.end)
    return Entry.objects.filter(inside, kind__in=kinds).select_related("by", "area").order_by("-id")


def open_strays(area: Area) -> QuerySet[Stray]:
    """The strays of a place and below that still wait for a person, oldest first."""
    inside = Q(area_id__gte=area.span.first, area_id__lt=area.span.end)
    return Stray.objects.filter(inside, end=None).select_related("by", "area").order_by("received_at", "id")


def flaws() -> Iterator[Flaw]:
    """Every place where the ledger was changed, or a row is missing. Needs no scope: it reads hashes, not contents."""
    for chain in Chain.objects.order_by("pk"):
        yield from flaws_in(chain)


def flaws_in(chain: Chain) -> Iterator[Flaw]:
    """Walk one chain from its beginning, comparing each row with its hash and number, and the end with the head."""
    before, expected = GENESIS, 1
    for entry in Entry._base_manager.filter(chain=chain).order_by("seq").iterator(chunk_size=2000):
        if entry.seq != expected:
            yield Flaw(chain.pk, expected, "missing")
        elif chained(before, link_of(entry)) != entry.hash or not payload_holds(entry):
            yield Flaw(chain.pk, entry.seq, "changed")
        before, expected = entry.hash, entry.seq + 1
    if (chain.seq, chain.head) != (expected - 1, before):
        yield Flaw(chain.pk, chain.seq, "head")


def payload_holds(entry: Entry) -> bool:
    """Whether payload and answer still are what their digests say; erased they are no flaw, half erased they are."""
    if entry.answer_digest:
        return entry.payload is None and entry.answer == {}
    return entry.payload is None or digest(entry.payload, key=derived("ledger")) == entry.payload_digest
