"""Towns for the grid tests: rows of buildings on a plane, with loads as the real ones have them."""

import random

from fangxian.calc.grids import Building


def town(
    count: int = 331, *, seed: int = 1, columns: int = 19, load: tuple[int, int] | None = None
) -> tuple[Building, ...]:
    """Buildings in rows, a wider lane in the middle; 24 homes of one to seven people each, or loads in a range."""
    draw = random.Random(seed)
    return tuple(
        Building(str(at + 1), _load(draw, load), _spot(draw, at, columns), number=str(at + 1)) for at in range(count)
    )


def _load(draw: random.Random, load: tuple[int, int] | None) -> int:
    return draw.randint(*load) if load else sum(min(7, 1 + int(draw.expovariate(0.55))) for _ in range(24))


def _spot(draw: random.Random, at: int, columns: int) -> tuple[float, float]:
    row, column = divmod(at, columns)
    lane = 60.0 if column >= columns // 2 else 0.0
    return column * 40 + lane + draw.uniform(-8, 8), row * 55 + draw.uniform(-5, 5)
