"""Questions asked many times a second: built and turned into SQL once a thread, then only given new values.

Building a query costs several times what asking it does. A `Prepared` question is an ordinary query set, closed tables
included: while it is built, the open scope is replaced by one that leaves room for the spans of whoever asks later.
"""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from threading import local
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from fangxian.areas import scope
from fangxian.areas.roles import Can
from fangxian.areas.rules import Span

Row = TypeVar("Row")
_FIRST = datetime(1901, 1, 1, tzinfo=UTC)
# Longer sequences are rare and each length would be a question of its own: those are built each time.
_FEW = 8
_BASE = 2_140_000_000

# Answers remembered while a request or a lot of uploads lasts, each with the scope it was seen with.
_Kept = dict[Any, tuple[scope.Scope | None, list[Any]]]
_kept: ContextVar[_Kept | None] = ContextVar("kept", default=None)


@contextmanager
def remembering() -> Generator[None]:
    """Ask each `Remembered` question once inside the block; a block within another shares its answers."""
    if _kept.get() is not None:
        yield
        return
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def forget() -> None:
    """Ask anew from here on: something was decided."""
    kept = _kept.get()
    if kept is not None:
        kept.clear()


class _Ground(scope.Scope):
    """A scope that stands for any other: it notes which abilities are asked for, and marks where their spans go."""

    def __init__(self, eyes: scope.Scope, marks: "_Marks") -> None:
        super().__init__(eyes.grants)
        object.__setattr__(self, "marks", marks)

    def within(self, ability: Can, column: str) -> Q:
        """The filter of the real scope, its numbers replaced by marks."""
        marks: _Marks = self.marks  # type: ignore[attr-defined]
        marks.shape[ability] = _shape(self, ability)
        spans = self.grants.get(ability, ())
        if not spans or scope.EVERYWHERE in spans:
            return super().within(ability, column)
        found = Q()
        for index, _ in enumerate(spans):
            first, end = marks.mark((ability, index, 0), 0), marks.mark((ability, index, 1), 0)
            found |= Q(**{f"{column}__gte": first, f"{column}__lt": end})
        return found


class _Marks:
    """Values nobody uses, each standing for the name of what is put there later."""

    def __init__(self) -> None:
        self.names: dict[Any, Any] = {}
        self.shape: dict[Can, int] = {}

    def mark(self, name: Any, like: Any) -> Any:
        """A value of the same type as `like`, unlike every other mark. Raises TypeError for a type never prepared."""
        number = len(self.names)
        value = _marked(like, number)
        self.names[_stored(value)] = name
        return value

    def given(self, values: dict[str, Any]) -> dict[str, Any]:
        """The same names with marks for values; a sequence becomes one of as many marks."""
        return {name: self._of(name, value) for name, value in values.items()}

    def _of(self, name: str, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return [self.mark((name, index), each) for index, each in enumerate(value)]
        return self.mark(name, value)


def _marked(like: Any, number: int) -> Any:
    if isinstance(like, bool) or like is None:
        raise TypeError(f"{like!r} cannot stand in a prepared question.")
    if isinstance(like, int):
        return _BASE + number
    if isinstance(like, str):
        return f"\x01{number}\x01"
    if isinstance(like, UUID):
        return UUID(int=_BASE + number)
    if isinstance(like, datetime):
        return _FIRST + timedelta(days=number)
    if isinstance(like, date):
        return _FIRST.date() + timedelta(days=number)
    raise TypeError(f"{type(like).__name__} cannot stand in a prepared question.")


def _stored(value: Any) -> Any:
    """A value as the database is given it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


def _shape(eyes: scope.Scope, ability: Can) -> int:
    """How many spans a filter by this ability has; -1 where it has none because it is everywhere."""
    spans = eyes.grants.get(ability, ())
    return -1 if scope.EVERYWHERE in spans else len(spans)


@dataclass(frozen=True)
class _Plan(Generic[Row]):
    """One question as SQL, with the query set that turns its rows into what was asked for."""

    questions: QuerySet[Any, Row]
    compiler: SQLCompiler
    sql: str
    places: tuple[Any, ...]
    shape: dict[Can, int]

    def fits(self, eyes: scope.Scope | None) -> bool:
        """Whether this SQL is of the connection in use, and of a scope of the same form."""
        if self.compiler.connection is not connections[DEFAULT_DB_ALIAS]:
            return False
        if eyes is None:
            return not self.shape
        return all(_shape(eyes, ability) == shape for ability, shape in self.shape.items())

    def ask(self, values: dict[str, Any]) -> list[Row]:
        if not self.sql:
            return []
        eyes = scope.current() if self.shape else None
        params = tuple(_value(place, values, eyes) for place in self.places)
        self.compiler.as_sql = lambda *_, **__: (self.sql, params)  # type: ignore[method-assign]
        rows: Any = self.questions._iterable_class(self.questions)  # type: ignore[arg-type]
        return list(rows)


@dataclass(frozen=True)
class _Constant:
    value: Any


def _value(place: Any, values: dict[str, Any], eyes: scope.Scope | None) -> Any:
    if isinstance(place, _Constant):
        return place.value
    if isinstance(place, str):
        return _stored(values[place])
    if len(place) == 2:
        return _stored(values[place[0]][place[1]])
    assert eyes is not None  # noqa: S101 - a mark of a scope is only made while one is open
    span: Span = eyes.grants[place[0]][place[1]]
    return span.end if place[2] else span.first


class Prepared(Generic[Row]):
    """A question built by a function of keyword values (whole numbers, text, moments, days, UUIDs, sequences of these).

    Values stand in filters only; one that would change the question's form (None, a flag) is a question of its own.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self._build = build
        self._own = local()

    def __call__(self, **values: Any) -> list[Row]:
        """The rows. Raises NoScope where the question asks a closed table and no scope is open."""
        if any(len(value) > _FEW for value in values.values() if isinstance(value, (list, tuple))):
            return list(self._build(**values))
        return self._plan(values).ask(values)

    def first(self, **values: Any) -> Row | None:
        """The first row; the question itself says how many it wants."""
        return next(iter(self(**values)), None)

    def _plan(self, values: dict[str, Any]) -> _Plan[Row]:
        plans: dict[Any, list[_Plan[Row]]] = self._own.__dict__.setdefault("plans", {})
        key = (connection.vendor, *(len(v) if isinstance(v, (list, tuple)) else 0 for v in values.values()))
        eyes = scope.if_any()
        kept = plans.setdefault(key, [])
        for plan in kept:
            if plan.fits(eyes):
                return plan
        kept.append(self._planned(values, eyes))
        return kept[-1]

    def _planned(self, values: dict[str, Any], eyes: scope.Scope | None) -> _Plan[Row]:
        marks = _Marks()
        if eyes is None:
            questions = self._build(**marks.given(values))
        else:
            with scope.opened(_Ground(eyes, marks)):
                questions = self._build(**marks.given(values))
        compiler = questions.query.get_compiler(using=questions.db)
        sql, params = _sql(compiler)
        questions.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        if sql:
            converters = compiler.get_converters([each[0] for each in compiler.select])
            compiler.get_converters = lambda *_: converters
        return _Plan(questions, compiler, sql, _places(params, marks), marks.shape)


def _sql(compiler: SQLCompiler) -> tuple[str, Sequence[Any]]:
    """The SQL and its parameters; nothing at all for a question whose answer is always empty."""
    try:
        return compiler.as_sql()
    except EmptyResultSet:
        return "", ()


def _places(params: Sequence[Any], marks: _Marks) -> tuple[Any, ...]:
    """For every parameter of the SQL, the name of the value that goes there, or the constant itself."""
    return tuple(
        marks.names.get(each, _Constant(each)) if isinstance(each, (int, str, UUID, date)) else _Constant(each)
        for each in params
    )


class Remembered(Prepared[Row]):
    """A prepared question whose answer only decisions change: while `remembering`, asked once with the same eyes."""

    def __call__(self, **values: Any) -> list[Row]:
        """The rows; the caller leaves them as they are, others may get the same ones."""
        kept = _kept.get()
        if kept is None:
            return super().__call__(**values)
        eyes = scope.if_any() if self._plan(values).shape else None
        key = (self, id(eyes), *(tuple(v) if isinstance(v, list) else v for v in values.values()))
        if key not in kept:
            # The scope is kept with the answer, so that no other one can come to have its id.
            kept[key] = (eyes, super().__call__(**values))
        return kept[key][1]
