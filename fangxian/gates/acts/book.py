"""A page of the paper gate book, entered later: every line a passage at its own time."""

from typing import Annotated
from uuid import uuid5

from django.utils import timezone
from pydantic import AwareDatetime, Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Doing, Fact, handles
from fangxian.gates.acts.writing import Moment, Movement, write_passage
from fangxian.gates.models import GateBook
from fangxian.gates.queries import gate_rules, inside_count
from fangxian.measures.queries import place_of_gate

MOST_LINES = 500


class BookLine(Movement):
    """One line of the book, with the time written beside it."""

    at: AwareDatetime


class RecordGateBook(Fact):
    """Enter a page of the paper gate book. Its lines keep their times; `paper_inside` is the count written on paper."""

    needs = Can.WORK_GATE
    sight = Can.SEE_GATE
    gate: int
    lines: Annotated[tuple[BookLine, ...], Field(min_length=1, max_length=MOST_LINES)]
    paper_inside: Annotated[int | None, Field(ge=0, le=1_000_000)] = None

    def place(self) -> Area:
        """The place whose perimeter the gate is in."""
        return place_of_gate(self.gate)


@handles(RecordGateBook)
def record_gate_book(act: RecordGateBook, doing: Doing) -> Answer:
    """Write the lines in the order of their times, then compare the count with the one on paper."""
    book = GateBook.objects.create(
        id=act.id, area=doing.place, gate_id=act.gate, lines=len(act.lines), paper_inside=act.paper_inside,
        inside=0, by=doing.by, at=doing.at,
    )  # fmt: skip
    numbered = sorted(enumerate(act.lines, start=1), key=lambda pair: (pair[1].at, pair[0]))
    for number, line in numbered:
        at = min(line.at, doing.received_at)
        rules = gate_rules(doing.place, on=timezone.localdate(at))
        ahead = line.at > doing.received_at + rules.clock_ahead
        write_passage(line, Moment(uuid5(act.id, str(number)), act.gate, at, rules, ahead, book=book), doing)
    inside = inside_count(doing.place, max(line.at for line in act.lines)).inside
    GateBook.objects.filter(pk=book.pk).update(inside=inside)
    return {"book": str(book.pk), "lines": len(act.lines), "inside": inside, "paper_inside": act.paper_inside}
