"""From posts to what must be covered: cells of time with a need, and the shifts that may cover them."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from fangxian.calc.roster.objections import too_cold
from fangxian.calc.roster.problem import DAY, HOUR, Duty, Post, Problem, RosterError
from fangxian.calc.windows import Span, shared, subtract, touch


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of time in which a post needs `people`, the same from start to end."""

    post: str
    span: Span
    people: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A shift a post may be staffed with, by at most `most` people; `idle` minutes nobody asked for."""

    post: str
    span: Span
    most: int
    idle: int = 0


@dataclass(frozen=True, slots=True)
class Demand:
    """All cells and offers of a problem, in a fixed order."""

    cells: tuple[Cell, ...]
    offers: tuple[Offer, ...]

    def covering(self, cell: Cell) -> list[Offer]:
        """The offers that cover the whole of a cell."""
        span = cell.span
        return [o for o in self.offers if o.post == cell.post and o.span.start <= span.start and span.end <= o.span.end]


def demand(problem: Problem) -> Demand:
    """What is asked, cut at every shift boundary; duty fixed before this plan already covers its part."""
    cells: list[Cell] = []
    offers: list[Offer] = []
    for post in problem.posts:
        wanted = _wanted(post, problem)
        spans = _spans(post, problem, wanted)
        cut = _cells(post, wanted, spans, problem)
        cells += cut
        offers += _offers(post, spans, cut)
    found = Demand(tuple(cells), tuple(offers))
    for cell in found.cells:
        if not found.covering(cell):
            clock = f"{cell.span.start // HOUR % 24:02}:{cell.span.start % HOUR:02}"
            raise RosterError(f"patterns of {cell.post}: no shift covers {clock}.", field="patterns", subject=cell.post)
    return found


def _wanted(post: Post, problem: Problem) -> list[tuple[Span, int]]:
    return [
        (Span(day * DAY + need.start, day * DAY + need.end), need.people)
        for need in post.needs
        for day in range(problem.days)
        if need.days is None or day in need.days
    ]


def _spans(post: Post, problem: Problem, wanted: list[tuple[Span, int]]) -> list[Span]:
    """Shifts that touch a need: the post's own patterns on any day, or each need cut into equal shifts.

    What would keep somebody outdoors too long on a cold day is cut once more.
    """
    longest = round(problem.rules.max_shift_h * HOUR)
    days = range(-1, problem.days + 1)
    spans = {Span(d * DAY + p.start, d * DAY + p.start + p.minutes) for d in days for p in post.patterns}
    if not post.patterns:
        spans = {part for span, _ in wanted for part in _equal_parts(span, longest)}
    warm = round(min(problem.rules.max_shift_h, problem.rules.max_cold_h) * HOUR)
    cold = {span for span in spans if too_cold(problem, post, span)}
    spans = (spans - cold) | {part for span in cold for part in _equal_parts(span, warm)}
    spans |= {duty.span for duty in problem.pinned if duty.post == post.id}
    return sorted(s for s in spans if any(touch(s, want) for want, _ in wanted))


def _equal_parts(span: Span, longest: int) -> list[Span]:
    parts = ceil(span.minutes / longest)
    edges = [span.start + round(span.minutes * part / parts) for part in range(parts + 1)]
    return [Span(a, b) for a, b in pairwise(edges)]


def _cells(post: Post, wanted: list[tuple[Span, int]], spans: list[Span], problem: Problem) -> list[Cell]:
    done = [d.span for person in problem.people for d in person.past if d.post == post.id]
    edges = sorted({e for s in (*spans, *done, *(w for w, _ in wanted)) for e in s})
    cells = []
    for piece in (Span(a, b) for a, b in pairwise(edges)):
        people = sum(n for want, n in wanted if touch(piece, want)) - sum(touch(piece, d) for d in done)
        if people > 0:
            cells.append(Cell(post.id, piece, people))
    return cells


def _offers(post: Post, spans: list[Span], cells: list[Cell]) -> list[Offer]:
    offers = []
    for span in spans:
        over = [cell for cell in cells if touch(cell.span, span)]
        if over:
            asked = sum(shared(span, cell.span) for cell in over)
            offers.append(Offer(post.id, span, max(cell.people for cell in over), span.minutes - asked))
    return offers


def uncovered(asked: Demand, duties: list[Duty]) -> list[tuple[Cell, int]]:
    """Cells short of people, with how many are missing; pieces that one shift could fill are joined."""
    found: list[tuple[Cell, int]] = []
    for cell, missing in uncovered_cells(asked, duties):
        joined = _join(asked, found[-1], cell, missing) if found else None
        if joined:
            found[-1] = (joined, missing)
        else:
            found.append((cell, missing))
    return found


def uncovered_cells(asked: Demand, duties: list[Duty]) -> list[tuple[Cell, int]]:
    """Cells short of people, piece by piece, with how many are missing."""
    short = []
    for cell in asked.cells:
        there = sum(d.post == cell.post and not subtract([cell.span], [d.span]) for d in duties)
        if there < cell.people:
            short.append((cell, cell.people - there))
    return short


def _join(asked: Demand, last: tuple[Cell, int], cell: Cell, missing: int) -> Cell | None:
    before, was = last
    if before.post != cell.post or before.span.end != cell.span.start or was != missing:
        return None
    joined = Cell(cell.post, Span(before.span.start, cell.span.end), max(before.people, cell.people))
    return joined if asked.covering(joined) else None
