"""Takes in an outbox: one fate per item, whatever the item is. One bad item never holds up its neighbours."""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import InterfaceError, OperationalError
from django.utils import timezone
from pydantic import ValidationError

from fangxian.areas.models import Person
from fangxian.areas.queries import places_of
from fangxian.door.act import Act, parsed
from fangxian.door.models import Entry, Stray
from fangxian.door.submit import lot, submit

logger = logging.getLogger(__name__)

KEPT = "kept"
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


def submitted(act: Act, item: Mapping[str, Any], by: Person) -> dict[str, Any]:
    """Submit an understood act; what a bug raises is kept whole and logged without its contents."""
    try:
        return receipt(submit(act, by=by))
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("act %s of kind %s could not be carried out", act.id, act.kind)
        return kept(item, by, "failed", [])


def receipt(entry: Entry) -> dict[str, Any]:
    """What the phone is told about a written or refused act."""
    told = {"id": str(entry.act_id), "fate": entry.fate, "code": entry.code, "answer": entry.answer}
    return told if entry.written else {**told, "sentence": str(entry.sentence)}


def kept(item: Any, by: Person, reason: str, details: Any) -> dict[str, Any]:
    """Keep an item whole as a stray; the same item again is the same stray."""
    values = item if isinstance(item, Mapping) else {}
    number = str(values.get("id", ""))[:64]
    places = places_of(by, at=timezone.now())
    defaults = {
        "kind": str(values.get("kind", ""))[:60], "area": places[0].area if places else None,
        "received_at": timezone.now(),
        "raw": json.dumps(item, ensure_ascii=False), "reason": reason, "details": details,
    }  # fmt: skip
    if number:
        Stray._base_manager.get_or_create(by=by, act_id=number, defaults=defaults)
    else:
        Stray._base_manager.create(by=by, **defaults)
    return {"id": number, "fate": KEPT, "code": reason}
