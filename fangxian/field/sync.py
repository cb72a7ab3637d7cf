"""Takes in an outbox: one fate per item, whatever the item is. One bad item never holds up its neighbours."""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import InterfaceError, OperationalError
from django.utils import timezone
from pydantic import ValidationError

from fangxian.areas.models import Area, Person
from fangxian.areas.queries import places_of
from fangxian.door.act import Act, Fact, parsed
from fangxian.door.models import Entry, Stray
from fangxian.door.submit import lot, submit
from fangxian.field.models import PhoneKey

logger = logging.getLogger(__name__)

KEPT = "kept"
REVOKED = "revoked_phone"
# A fact refused with these is a fact nobody wrote down: what it is about has moved out of its sender's sight.
OUT_OF_REACH = {"not_found", "not_allowed"}
# So many items share one commit: a backlog drains quickly, and nobody else at the gate waits long for the chain.
TOGETHER = 25


def fates_of(items: Sequence[Any], *, by: Person) -> list[dict[str, Any]]:
    """Write an outbox in its order, one fate an item. Items go to the disk some together, each in a savepoint.

    Raises only when the database itself does not answer, so that the phone tries again.
    """
    if len(items) == 1:
        return [fate_of(items[0], by=by)]
    fates: list[dict[str, Any]] = []
    for first in range(0, len(items), TOGETHER):
        fates += _together(items[first : first + TOGETHER], by)
    return fates


def _together(items: Sequence[Any], by: Person) -> list[dict[str, Any]]:
    try:
        with lot():
            return [fate_of(item, by=by) for item in items]
    except (OperationalError, InterfaceError):
        # Two outboxes that wait for one another, at worst: nothing of this lot is written, and one by one none waits.
        return [fate_of(item, by=by) for item in items]


def fate_of(item: Any, *, by: Person) -> dict[str, Any]:
    """Write one item of an outbox. Answers `id`, `fate` (written, refused, kept) and `code`, `answer`, `sentence`.

    Raises only when the database itself does not answer, so that the phone tries again.
    """
    try:
        act = parsed(str(item["kind"]), {k: v for k, v in item.items() if k != "kind"})
    except ValidationError as wrong:
        return kept(
            item,
            by,
            "not_understood",
            wrong.errors(include_url=False, include_input=False, include_context=False),
        )
    except (KeyError, TypeError, AttributeError):
        return kept(item, by, "unknown_kind", [])
    return submitted(act, item, by)


class OutOfReach(Exception):
    """A fact about something its sender does not see any more; what was entered about it is undone."""


def submitted(act: Act, item: Mapping[str, Any], by: Person) -> dict[str, Any]:
    """Submit an understood act; what a bug raises is kept whole and logged without its contents.

    A fact that happened is not lost because a dwelling was moved to another grid meanwhile: it is kept as well.
    """
    try:
        return receipt(placed(act, by) if isinstance(act, Fact) else submit(act, by=by))
    except OutOfReach:
        return kept(item, by, "out_of_reach", [])
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("act %s of kind %s could not be carried out", act.id, act.kind)
        return kept(item, by, "failed", [])


def placed(act: Fact, by: Person) -> Entry:
    """Submit a fact. Raises OutOfReach, and leaves no trace, where the sender's posts do not reach what it names."""
    with lot():
        entry = submit(act, by=by)
        if entry.code in OUT_OF_REACH:
            raise OutOfReach
        return entry


def kept_from(items: Sequence[Any], *, key: PhoneKey) -> list[dict[str, Any]]:
    """What a phone still sends after it was taken away: all of it is kept for a person, nothing is carried out."""
    with lot():
        return [kept(item, key.person, REVOKED, [], place=key.area) for item in items]


def receipt(entry: Entry) -> dict[str, Any]:
    """What the phone is told about a written or refused act."""
    told = {"id": str(entry.act_id), "fate": entry.fate, "code": entry.code, "answer": entry.answer}
    return told if entry.written else {**told, "sentence": str(entry.sentence)}


def kept(item: Any, by: Person, reason: str, details: Any, *, place: Area | None = None) -> dict[str, Any]:
    """Keep an item whole as a stray of its sender's place; the same item again is the same stray."""
    values = item if isinstance(item, Mapping) else {}
    number = str(values.get("id", ""))[:64]
    places = places_of(by, at=timezone.now())
    defaults = {
        "kind": str(values.get("kind", ""))[:60], "area": place or (places[0].area if places else None),
        "received_at": timezone.now(),
        "raw": json.dumps(item, ensure_ascii=False), "reason": reason, "details": details,
    }  # fmt: skip
    if number:
        Stray._base_manager.get_or_create(by=by, act_id=number, defaults=defaults)
    else:
        Stray._base_manager.create(by=by, **defaults)
    return {"id": number, "fate": KEPT, "code": reason}
