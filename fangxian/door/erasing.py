"""Erasing what the ledger says, keeping that it was said: payloads and answers go, their keyed digests stay.

Who acted, when, in which place, what kind of act it was and whether it was refused stay as they are, and every hash of
the chain can still be recomputed (docs/decisions/0009).
"""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from fangxian.door.models import Entry
from fangxian.door.rules import digest
from fangxian.door.sealed import derived

BATCH = 2000
NOWHERE = 0


def entries_of(chain: int, senders: Collection[int]) -> QuerySet[Entry]:
    """The entries of a place's chain that still say something, and those these senders left in no place at all."""
    theirs = Q(chain=chain) | Q(chain=NOWHERE, by__in=senders)
    return Entry._base_manager.filter(theirs, answer_digest="")


def redact(chain: int, senders: Collection[int]) -> int:
    """Empty the payloads and answers; how many. Inside a transaction: an entry is whole or erased, never half."""
    emptied = 0
    while batch := list(entries_of(chain, senders).order_by("pk")[:BATCH]):
        for entry in batch:
            entry.answer_digest = digest(entry.answer, key=derived("ledger"))
            entry.payload, entry.answer = None, {}
        Entry._base_manager.bulk_update(batch, ["payload", "answer", "answer_digest"], batch_size=500)
        emptied += len(batch)
    return emptied
