"""Counts by place and day with the hashtags of the Humanitarian Exchange Language: numbers only, no person.

Source: HXL 1.1 standard, hashtag dictionary: #date, #adm5 with +code and +name, #affected +infected; the class of a
case and whether a number is new or in all stand as further attributes, as published COVID-19 tables do.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fangxian.linelists.rules.tables import as_csv

HEAD = (
    ("Date", "#date"), ("Code of the place", "#adm5+code"), ("Place", "#adm5+name"),
    ("Newly confirmed", "#affected+infected+confirmed+new"), ("Confirmed", "#affected+infected+confirmed+total"),
    ("Probable", "#affected+infected+probable+total"), ("Suspected", "#affected+infected+suspected+total"),
)  # fmt: skip
MOST_DAYS = 400


@dataclass(frozen=True)
class Place:
    """A community, and the history of each of its cases: days with the class from then on, in order."""

    code: str
    name: str
    histories: tuple[tuple[tuple[date, str], ...], ...]


def table(places: Iterable[Place], *, until: date) -> str:
    """A row for each place and day from its first case on, at most MOST_DAYS of them."""
    heads = [[title for title, _ in HEAD], [tag for _, tag in HEAD]]
    return as_csv(heads, (row for place in places for row in days_of(place, until)))


def days_of(place: Place, until: date) -> Iterator[list[object]]:
    """The rows of one place."""
    first = min((history[0][0] for history in place.histories if history), default=None)
    if first is None:
        return
    day = max(first, until - timedelta(days=MOST_DAYS - 1))
    before = counted(place.histories, day - timedelta(days=1))["confirmed"] if day > first else 0
    while day <= until:
        counts = counted(place.histories, day)
        new = max(0, counts["confirmed"] - before)
        yield [
            day.isoformat(), place.code, place.name, new, counts["confirmed"], counts["probable"], counts["suspected"],
        ]  # fmt: skip
        before, day = counts["confirmed"], day + timedelta(days=1)


def counted(histories: Sequence[Sequence[tuple[date, str]]], on: date) -> Counter[str]:
    """How many cases are of each class at the end of a day."""
    found: Counter[str] = Counter()
    for history in histories:
        known = [word for day, word in history if day <= on]
        if known:
            found[known[-1]] += 1
    return found
