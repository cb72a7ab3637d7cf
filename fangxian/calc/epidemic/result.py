"""What runs of a scenario leave, and what one may ask of it. Every table is (runs × days) of whole numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .scenario import Scenario
from .workload import Load, Workload, load

Table = NDArray[np.int32]

# Names of the daily tables, in the order in which the engine counts them.
DAILY = (
    "infections", "onsets", "found", "isolated", "away", "quarantined", "restricted", "severe", "critical", "deaths",
    "traced", "waiting",
)  # fmt: skip


@dataclass(frozen=True)
class Spot:
    """So many infections, over all runs, by one way in one building (register number, −1: none) on one day."""

    way: str
    building: int
    day: int
    infections: int


@dataclass(frozen=True)
class Result:
    """The runs of one scenario.

    `daily` holds by name what happened on each day (infections, onsets, found, severe, critical, deaths, traced) or
    how many there were at its end (isolated, away of them not at home, quarantined, restricted, waiting to be traced).
    """

    scenario: Scenario
    people: int
    first: int
    seed: int
    daily: Mapping[str, Table]
    spots: tuple[Spot, ...]
    ways: Mapping[str, NDArray[np.int64]]

    @property
    def runs(self) -> int:
        """How many runs."""
        return len(self.daily["infections"])

    @property
    def infected(self) -> NDArray[np.int64]:
        """Everybody infected, the first included, by run."""
        return self.total("infections")

    @property
    def deaths(self) -> NDArray[np.int64]:
        """Deaths by run."""
        return self.total("deaths")

    @property
    def restricted_days(self) -> NDArray[np.int64]:
        """Days on which somebody was restricted, summed over people, by run."""
        return self.total("restricted")

    def total(self, name: str) -> NDArray[np.int64]:
        """The sum over the days of one table, by run."""
        return np.asarray(self.daily[name].sum(axis=1, dtype=np.int64))

    def controlled(self, *, after: int, what: str = "onsets") -> NDArray[np.bool_]:
        """By run, whether nothing of a kind (an onset, unless said otherwise) happens after a day."""
        return np.asarray(~(self.daily[what][:, after + 1 :] > 0).any(axis=1))

    def probability(self, *, after: int, what: str = "onsets") -> float:
        """The share of runs that are controlled."""
        return float(self.controlled(after=after, what=what).mean())

    def between(self, name: str, *, shares: tuple[float, ...] = (0.05, 0.5, 0.95)) -> NDArray[np.float64]:
        """Quantiles over the runs of a table, by day, for a fan chart: (shares × days)."""
        return np.asarray(np.quantile(self.daily[name], shares, axis=0))

    def quantiles(self, name: str, *, shares: tuple[float, ...] = (0.05, 0.5, 0.95)) -> NDArray[np.float64]:
        """Quantiles over the runs of a table's total."""
        return np.asarray(np.quantile(self.total(name), shares))

    def work(self, load_of: Load) -> Workload:
        """What the plan asks of those who carry it out, day by day."""
        return load(self.scenario, self.people, self.daily, load_of)

    def checksum(self) -> str:
        """The same text for the same runs, wherever they were run."""
        digest = sha256()
        for name in DAILY:
            digest.update(np.ascontiguousarray(self.daily[name], np.int32).tobytes())
        digest.update(repr(self.spots).encode())
        return digest.hexdigest()

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Result) and self.checksum() == other.checksum()

    def __hash__(self) -> int:
        return hash(self.checksum())
