"""The API comes free: one operation per act, generated from the acts themselves (architecture §3)."""

import inspect
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import NinjaAPI, Schema
from ninja.security import django_auth
from pydantic import AwareDatetime

from fangxian.areas.models import Person
from fangxian.door.act import Act, all_acts
from fangxian.door.models import Entry
from fangxian.door.submit import submit


class Receipt(Schema):
    """What the door answered: `written` with an answer, or `refused` with a code and a sentence."""

    id: UUID
    fate: str
    code: str
    answer: dict[str, Any]
    sentence: str
    received_at: AwareDatetime | None


def receipt(entry: Entry) -> Receipt:
    """The receipt of an entry, its sentence in the asker's language."""
    return Receipt(
        id=entry.act_id, fate=entry.fate, code=entry.code, answer=entry.answer, sentence=str(entry.sentence),
        received_at=entry.received_at,
    )  # fmt: skip


def operation(act: type[Act]) -> Callable[..., Receipt]:
    """The function behind one act's address; its signature is what the published schema is made from."""

    def carry(request: HttpRequest, payload: Act) -> Receipt:
        assert isinstance(request.user, Person)  # noqa: S101 - the login wall stands before this
        return receipt(submit(payload, by=request.user))

    carry.__name__ = act.kind.replace(".", "_")
    carry.__doc__ = inspect.getdoc(act)
    carry.__annotations__["payload"] = act
    carry.__signature__ = inspect.signature(carry).replace(  # type: ignore[attr-defined]
        parameters=[
            inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD),
            inspect.Parameter("payload", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=act),
        ]
    )
    return carry


def build() -> NinjaAPI:
    """The API with every act registered so far."""
    api = NinjaAPI(
        title="Fangxian", version="1", auth=django_auth, urls_namespace="api",
        description="Every write is an act. The same id sent twice is answered by the same receipt.",
    )  # fmt: skip
    for kind, act in all_acts().items():
        room = kind.partition(".")[0]
        api.post(f"/acts/{kind}", response=Receipt, tags=[room], operation_id=kind, summary=kind)(operation(act))
    return api


api = build()
