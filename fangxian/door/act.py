"""What an act is: a small frozen class that says what is wanted, and the one function that carries it out."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar, get_args
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from uuid_utils.compat import uuid7

from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.door.rules import snake
from fangxian.door.sealed import blind
from fangxian.door.words import known_codes

Answer = dict[str, Any]
# A device that forgot the date begins with 1970 or with the day it was built.
MOST_CLOCK_OFF = 100 * 366 * 24 * 3600


class Sealed:
    """Marks a field whose value the ledger keeps only as a fingerprint; equal values have equal ones."""


class SealedApart(Sealed):
    """The same for a value out of so few that an equal fingerprint would tell it: each act has its own."""


class Clinical(SealedApart):
    """The same for what only medics read: it is not shown to whoever puts an upload right, either."""


PrivateText = Annotated[str, Sealed(), Field(max_length=2000)]


class Refusal(Exception):
    """A decision that may not be taken; `code` is in the catalogue of words, `params` fill its sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        if code not in known_codes():
            raise KeyError(f"Refusal code {code!r} has no sentence.")
        super().__init__(code)
        self.code = code
        self.params = params


class Unseen(ObjectDoesNotExist):
    """What an act speaks of does not exist, or its sender may not see it."""


class Act(BaseModel):
    """What somebody wants written. Ids are made by the sender (UUIDv7); times carry their zone."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    needs: ClassVar[Can]
    sight: ClassVar[Can | None] = None
    kind: ClassVar[str] = ""

    id: UUID = Field(default_factory=uuid7)
    happened_at: AwareDatetime = Field(default_factory=timezone.now)
    # Seconds by which the sender's clock is behind (above 0) or ahead, where the sender knows it is wrong.
    clock_off: Annotated[int, Field(ge=-MOST_CLOCK_OFF, le=MOST_CLOCK_OFF)] = 0

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Name the act after its room and class: `gates.record_passage`."""
        cls.kind = f"{cls.__module__.split('.')[1]}.{snake(cls.__name__)}"

    def place(self) -> Area:
        """The area the act is about, with the sender's own eyes. Raises ObjectDoesNotExist for what they cannot see."""
        raise NotImplementedError

    def moment(self) -> datetime:
        """When it happened: what the sender's clock said, put right by what the sender knows about that clock."""
        try:
            return self.happened_at + timedelta(seconds=self.clock_off)
        except OverflowError:
            return self.happened_at

    @classmethod
    def seen_with(cls) -> Can:
        """The ability a reader of the ledger needs at the place to see this act's entries: health acts ask for more."""
        return cls.sight or Can.SEE_LEDGER


class Fact(Act):
    """Something that happened. Recorded with remarks, never refused by a rule."""


class Decision(Act):
    """Something wished for. A rule may refuse it."""


@dataclass(frozen=True)
class Doing:
    """Who is carrying out an act, where and when. `at` is the act's moment, but never later than its receipt."""

    by: Person
    place: Area
    at: datetime
    received_at: datetime


A = TypeVar("A", bound=Act)
Handler = Callable[[Any, Doing], Answer]
_handlers: dict[type[Act], Handler] = {}
_by_kind: dict[str, type[Act]] = {}


def handles(act: type[A]) -> Callable[[Callable[[A, Doing], Answer]], Callable[[A, Doing], Answer]]:
    """Register the one function that carries out an act. A second one raises ValueError."""

    def register(handler: Callable[[A, Doing], Answer]) -> Callable[[A, Doing], Answer]:
        if act in _handlers:
            raise ValueError(f"{act.kind} is handled twice.")
        _handlers[act] = handler
        return handler

    return register


def handler_of(act: Act) -> Handler:
    """The function that carries out this act."""
    return _handlers[type(act)]


def all_acts() -> dict[str, type[Act]]:
    """Every act by its kind, in alphabetical order."""
    return {act.kind: act for act in sorted(_handlers, key=lambda act: act.kind)}


def plain(act: Act) -> dict[str, Any]:
    """The act as the ledger keeps it: JSON values, with sealed fields replaced by their fingerprint."""
    dumped = act.model_dump(mode="json")
    if not act.clock_off:
        # An act of before there was such a field is the same act when it is sent again.
        del dumped["clock_off"]
    return _with_fingerprints(act, dumped, apart=str(act.id))


def _with_fingerprints(model: BaseModel, dumped: dict[str, Any], *, apart: str) -> dict[str, Any]:
    sealed = marks_of(type(model))
    for name in type(model).model_fields:
        value = getattr(model, name)
        if name in sealed:
            dumped[name] = _fingerprint(name, dumped[name], apart=apart_for(sealed[name], apart))
        elif isinstance(value, BaseModel):
            dumped[name] = _with_fingerprints(value, dumped[name], apart=apart)
        elif isinstance(value, (list, tuple)) and value and isinstance(value[0], BaseModel):
            dumped[name] = [_with_fingerprints(v, d, apart=apart) for v, d in zip(value, dumped[name], strict=True)]
    return dumped


def apart_for(mark: type[Sealed], act: str) -> str:
    """What keeps equal values of different acts apart: the act's own number, where the mark asks for it."""
    return act if issubclass(mark, SealedApart) else ""


def _fingerprint(name: str, value: Any, *, apart: str) -> Any:
    """What stands for a sealed value; what is empty stays empty."""
    if value is None or value in ("", {}, []):
        return value
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)
    return "sealed:" + (
        blind(f"{apart}:{text}", purpose=f"apart:{name}") if apart else blind(text, purpose=f"ledger:{name}")
    )


@cache
def marks_of(model: type[BaseModel]) -> dict[str, type[Sealed]]:
    """The sealed fields of a model and how; a mark inside an optional type (`PrivateText | None`) counts as well."""
    found = {}
    for name, field in model.model_fields.items():
        marks = [mark for mark in (*field.metadata, *_marks_in(field.annotation)) if isinstance(mark, Sealed)]
        if marks:
            found[name] = type(marks[0])
    return found


def clinical_fields(act: type[Act]) -> frozenset[str]:
    """The fields of an act that only medics read."""
    return frozenset(name for name, mark in marks_of(act).items() if issubclass(mark, Clinical))


def _marks_in(annotation: Any) -> Iterator[Any]:
    """Everything written beside a type, however deep it lies in unions and tuples."""
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _marks_in(part)


def parsed(kind: str, values: Mapping[str, Any]) -> Act:
    """An act from its kind and values as they came over the wire. Raises KeyError or pydantic's ValidationError."""
    return _kinds()[kind].model_validate(dict(values))


def _kinds() -> dict[str, type[Act]]:
    if len(_by_kind) != len(_handlers):
        _by_kind.update(all_acts())
    return _by_kind
