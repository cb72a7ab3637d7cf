"""What a cut answers: the grids, how even they are, how many people change hands, and what could not be better."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """Why a cut is less even than wished, for a person to read. `code` is one of:

    `heavy` a building alone is above what a grid should hold · `piece` a piece that touches nothing else holds too
    many or too few people for whole grids · `uneven` by counting, no cut is within the tolerance.
    """

    code: str
    params: tuple[tuple[str, str | int | float], ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """One grid: its buildings in the order they were given. `worker` keeps it from the old cut; empty for a new one."""

    worker: str
    buildings: tuple[str, ...]
    load: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut into grids. No cut has a heaviest grid below `bound` people.

    `moved` is how many people get another worker than before. `neighbours` are the pairs that were taken to touch.
    `ended` is `even` (within the tolerance), `proven` (not even, but nothing can be better) or `effort`.
    """

    grids: tuple[Grid, ...]
    mean: float
    bound: int
    moved: int
    ended: str
    remarks: tuple[Remark, ...]
    neighbours: tuple[tuple[str, str], ...]
    seconds: float

    @property
    def heaviest(self) -> float:
        """The heaviest grid against the mean."""
        return max(grid.load for grid in self.grids) / self.mean

    @property
    def lightest(self) -> float:
        """The lightest grid against the mean."""
        return min(grid.load for grid in self.grids) / self.mean
