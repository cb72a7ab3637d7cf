"""Large neighbourhoods: most of the best solution stays, a few people or days are solved anew."""

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from ortools.sat.python import cp_model

from fangxian.calc.race.board import Board, Values

EACH_S = 3.0
"""Seconds one neighbourhood may take at most."""

SETTLE_S = 20.0
"""Seconds for completing what is decided; with a quiet machine a fraction of one."""

FIRST, LEAST, MOST = 0.3, 0.05, 0.9
"""The share of the decisions that is free: at first, at least, at most. It grows while they are solved in time."""

GROW, SHRINK = 1.08, 0.93


@dataclass(frozen=True, slots=True)
class Place:
    """Whom and which day a decision is about; `group` is what lies near it (a post, a kind of shift)."""

    person: int
    day: int
    group: int = 0


@dataclass(slots=True)
class _Sizes:
    """How much is free, for each way to choose it."""

    share: dict[str, float]

    def learn(self, way: str, *, finished: bool) -> None:
        self.share[way] = min(MOST, max(LEAST, self.share[way] * (GROW if finished else SHRINK)))


WAYS = ("people", "days", "both", "alike")


class _Ground:
    """The decisions by person, and the people of each group."""

    def __init__(self, places: Mapping[int, Place]) -> None:
        self.places = places
        self.people = sorted({place.person for place in places.values()})
        self.days = 1 + max((place.day for place in places.values()), default=0)
        self.near: dict[int, set[int]] = defaultdict(set)
        for place in places.values():
            self.near[place.group].add(place.person)

    def free(self, way: str, share: float, chance: random.Random) -> set[int]:
        """The variables left free this time."""
        size = max(2, round(share * len(self.people)))
        span = max(2, round(self.days * (share if way == "days" else min(1.0, 2 * share))))
        first = chance.randint(-(span // 2), max(0, self.days - span // 2))
        days = range(self.days) if way in ("people", "alike") else range(first, first + span)
        some = self._people(way, size, chance)
        return {i for i, place in self.places.items() if place.person in some and (place.day in days or place.day < 0)}

    def _people(self, way: str, size: int, chance: random.Random) -> set[int]:
        if way == "days":
            return set(self.people)
        from_ = sorted(self.near[chance.choice(sorted(self.near))]) if way == "alike" else self.people
        return set(chance.sample(from_, min(size, len(from_))))


def mend(model: cp_model.CpModel, places: Mapping[int, Place], board: Board, *, seed: int, turns: float = inf) -> None:
    """Improves the board's best, for so many turns or until it is over. `places` maps a variable's index to what it
    is about.
    """
    chance = random.Random(seed)
    ground = _Ground(places)
    sizes = _Sizes(dict.fromkeys(WAYS, FIRST))
    turn = 0
    while not board.over() and turn < turns:
        best = board.best
        if best is None or not places:
            board.wait()
            continue
        way = WAYS[turn % len(WAYS)]
        turn += 1
        free = ground.free(way, sizes.share[way], chance)
        sizes.learn(way, finished=_solve(model, places, free, best.values, board, chance.randrange(2**30)))


def _solve(
    model: cp_model.CpModel, places: Mapping[int, Place], free: set[int], now: Values, board: Board, seed: int
) -> bool:
    """Was the neighbourhood solved to its end?"""
    part = _fixed(model, {index: now[index] for index in places if index not in free})
    part.clear_hints()  # type: ignore[no-untyped-call]
    part.proto.solution_hint.vars.extend(range(len(now)))
    part.proto.solution_hint.values.extend(now)
    return _run(part, board, seed, EACH_S)


def settle(model: cp_model.CpModel, decided: Mapping[int, int], board: Board, seed: int) -> bool:
    """Completes decided variables to a whole solution and offers it; False when there is none."""
    return _run(_fixed(model, decided), board, seed, SETTLE_S)


def _fixed(model: cp_model.CpModel, decided: Mapping[int, int]) -> cp_model.CpModel:
    part = model.clone()
    for index, value in decided.items():
        domain = part.proto.variables[index].domain
        domain.clear()
        domain.extend((value, value))
    return part


def _run(part: cp_model.CpModel, board: Board, seed: int, seconds: float) -> bool:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.05, min(seconds, board.left))
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    status = solver.solve(part)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        board.offer(round(solver.objective_value), tuple(solver.response_proto.solution))
    return bool(status == cp_model.OPTIMAL)
