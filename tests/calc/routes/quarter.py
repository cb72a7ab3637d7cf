"""A quarter to deliver in: a few buildings round a base, deliverers on foot. All invented."""

import random
from dataclasses import replace

from fangxian.calc.routes import Deliverer, Ground, Limits, Problem, Stop

QUICK = Limits(seconds=60, effort=200)
HOUR = 3600


def deliverer(name: str, **more: object) -> Deliverer:
    """On foot, six bags, from 8 to 18."""
    return replace(Deliverer(name, capacity=6, since=8 * HOUR, until=18 * HOUR), **more)  # type: ignore[arg-type]


def quarter(*, stops: int = 12, people: int = 3, seed: int = 1, urgent: int = 0) -> Problem:
    """So many households in half as many buildings, the first of them urgent."""
    dice = random.Random(seed)
    places = {f"{n}号楼": (dice.uniform(-400, 400), dice.uniform(-400, 400)) for n in range(1, stops // 2 + 2)}
    doors = tuple(
        Stop(
            id=f"h{n}",
            place=f"{n // 2 + 1}号楼",
            load=dice.randint(1, 3),
            service_s=120,
            window=(8 * HOUR, 12 * HOUR),
            urgent=n < urgent,
            unit="1",
            floor=dice.randint(1, 6),
        )
        for n in range(stops)
    )
    team = tuple(deliverer(f"p{n}") for n in range(1, people + 1))
    return Problem(doors, team, Ground({"base": (0.0, 0.0), **places}), "base", stairs_s=10)
