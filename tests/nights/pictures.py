"""Villages to plan for: a team, deliveries and places to disinfect, all invented; no database."""

from dataclasses import replace

from fangxian.calc.routes import Door
from fangxian.nights.rules import Picture
from tests.calc.roster.village import one_gate, village
from tests.calc.routes.quarter import quarter


def small(code: str, seed: int = 1) -> Picture:
    """A gate, a few bags and doors: planned in a moment."""
    doors = tuple(Door(f"{n}", f"{n % 3 + 1}号楼", str(n % 2)) for n in range(6))
    return Picture(code, one_gate(6, 3), ((seed, quarter(stops=8, people=2, seed=seed)),), doors, checks=seed)


def whole(code: str, seed: int) -> Picture:
    """A village's real day: 35 people for a week, 60 households confined, 40 places."""
    doors = tuple(Door(f"{n}", f"{n // 2 + 1}号楼", str(n % 2 + 1)) for n in range(40))
    return Picture(code, village(35, 7), ((seed, quarter(stops=60, people=6, seed=seed)),), doors, checks=seed % 50)


def broken(code: str) -> Picture:
    """A village whose deliveries contradict themselves."""
    asked = quarter(stops=4, people=1)
    return Picture(code, rounds=((7, replace(asked, deliverers=())),))
