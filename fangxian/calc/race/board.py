"""The board two engines write on: the best solution so far, the proven bound, and whether it is over."""

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from math import ceil, inf

Values = tuple[int, ...]
Heard = Callable[[float, float], None]
"""Called with cost and bound whenever one of them gets better."""

NEAR = 1e-6
POLL_S = 0.05


@dataclass(frozen=True, slots=True)
class Best:
    """The best solution known: its cost, the value of every variable, and its number in the order found."""

    cost: float
    values: Values
    number: int


class Board:
    """Shared by engines in threads. Costs are whole multiples of `step`, so bounds are rounded up to one.

    `first_s` is when the first solution came in which all variables of `none` are 0.
    """

    def __init__(
        self,
        *,
        seconds: float,
        step: int = 1,
        gap: float = 0.0,
        heard: Heard | None = None,
        stop: Callable[[], bool] | None = None,
        none: Collection[int] = (),
    ) -> None:
        self.began = time.perf_counter()
        self.until = self.began + seconds
        self.step = max(1, step)
        self.gap = gap
        self.best: Best | None = None
        self.bound = -inf
        self.cancelled = False
        self.impossible = False
        self.first_s: float | None = None
        self._heard = heard
        self._stop = stop
        self._none = none
        self._lock = threading.RLock()

    def offer(self, cost: float, values: Values) -> bool:
        """Keep a solution if it is better than the best known."""
        with self._lock:
            if self.best is not None and cost > self.best.cost - NEAR:
                return False
            number = 1 if self.best is None else self.best.number + 1
            self.best = Best(cost, values, number)
            if self.first_s is None and not any(values[index] for index in self._none):
                self.first_s = time.perf_counter() - self.began
            self._tell()
            return True

    def prove(self, bound: float) -> None:
        """No solution costs less than `bound`, nor less than the next whole step above it."""
        if not -1e15 < bound < 1e15:
            return
        rounded = self.step * ceil(bound / self.step - 1e-4)
        with self._lock:
            if rounded > self.bound:
                self.bound = float(rounded)
                self._tell()

    def prove_impossible(self) -> None:
        """An engine has shown that there is no solution at all."""
        self.impossible = self.best is None

    @property
    def proven(self) -> bool:
        """Is the best known solution within the accepted gap of the bound?"""
        if self.best is None:
            return self.impossible
        return self.best.cost - self.bound <= self.gap * abs(self.best.cost) + NEAR

    @property
    def left(self) -> float:
        """Seconds until time is up."""
        return self.until - time.perf_counter()

    def over(self) -> bool:
        """Shall every engine stop now?"""
        if self._stop and not self.cancelled and self._stop():
            self.cancelled = True
        return self.cancelled or self.left <= 0 or self.proven

    @property
    def empty(self) -> bool:
        """Is there time left, and no solution yet?"""
        return self.best is None and not self.over()

    def wait(self) -> None:
        """Let others work a moment."""
        time.sleep(POLL_S)

    def _tell(self) -> None:
        if self._heard:
            self._heard(self.best.cost if self.best else inf, self.bound)
