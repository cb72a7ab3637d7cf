"""What the person at work may see just now. Closed unless somebody opened it: no scope, no rows.

Scope is opened in four places only: the middleware, the door, the clock and the tests. It is a context variable, so
each request and each thread has its own.
"""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Q

from fangxian.areas.roles import Can
from fangxian.areas.rules import Span, merged

EVERYWHERE = Span(0, 10**15)


class NoScope(RuntimeError):
    """A closed table was asked with nobody's eyes. It is a bug, never an empty answer."""


@dataclass(frozen=True)
class Scope:
    """For each ability, the spans of area keys in which it holds."""

    grants: dict[Can, tuple[Span, ...]] = field(default_factory=dict)

    def may(self, ability: Can, key: int) -> bool:
        """Whether the ability holds at the area with this key."""
        return any(key in span for span in self.grants.get(ability, ()))

    def anywhere(self, ability: Can) -> bool:
        """Whether the ability holds at any place at all."""
        return bool(self.grants.get(ability))

    def within(self, ability: Can, column: str) -> Q:
        """The filter that keeps the rows whose area key column lies where the ability holds."""
        found = Q(pk__in=())
        for span in self.grants.get(ability, ()):
            if span == EVERYWHERE:
                return Q()
            found |= Q(**{f"{column}__gte": span.first, f"{column}__lt": span.end})
        return found


_open: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current() -> Scope:
    """The open scope. Raises NoScope when there is none."""
    scope = _open.get()
    if scope is None:
        raise NoScope("A closed table was asked while no scope is open.")
    return scope


def if_any() -> Scope | None:
    """The open scope, or None where nobody's eyes are open."""
    return _open.get()


@contextmanager
def opened(scope: Scope) -> Generator[Scope]:
    """See with this scope inside the block, and as before after it."""
    token = _open.set(scope)
    try:
        yield scope
    finally:
        _open.reset(token)


def granted(grants: Iterable[tuple[frozenset[Can], Span]]) -> Scope:
    """One scope from many posts: pairs of abilities and the span they hold in. The same posts give the same scope."""
    return _granted(tuple(grants))


@lru_cache(maxsize=1024)
def _granted(grants: tuple[tuple[frozenset[Can], Span], ...]) -> Scope:
    spans: dict[Can, list[Span]] = {}
    for abilities, span in grants:
        for ability in abilities:
            spans.setdefault(ability, []).append(span)
    return Scope({ability: merged(found) for ability, found in spans.items()})


@lru_cache(maxsize=1024)
def whole(span: Span) -> Scope:
    """Every ability within one span: how the door judges, with the whole sight of the community."""
    return Scope(dict.fromkeys(Can, (span,)))


@contextmanager
def counting(span: Span) -> Generator[None]:
    """Count within a span one may count but not read. Only numbers may leave the block. Raises NoScope otherwise."""
    if not current().may(Can.SEE_COUNTS, span.first):
        raise NoScope("Counting needs the ability to see counts there.")
    with opened(whole(span)):
        yield


@contextmanager
def whole_house(*, reason: str) -> Generator[None]:
    """See everything, for a reason that is written beside the call. At most ten uses in the whole project."""
    if not reason:
        raise ValueError("whole_house needs a reason.")
    with opened(whole(EVERYWHERE)):
        yield
