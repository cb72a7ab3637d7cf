"""The same model in the slow and plain way: every day, every infectious person, every contact, one throw of a coin.

Written from the description alone and sharing no code with the engine but the parameters' meaning. It knows one
household-and-community disease with fixed chances, testing, isolation, tracing, quarantine and one closure.
"""

from dataclasses import dataclass, field

import numpy as np

Rng = np.random.Generator


@dataclass
class Plain:
    """The reference's world: by layer the neighbours of everybody; chances per contact and day; what is done."""

    neighbours: dict[str, list[list[int]]]
    chance: dict[str, float]
    days: int
    first: int
    latent: tuple[float, float]
    presymptomatic: int
    sick: int
    silent: int
    symptomatic: float
    susceptibility: list[float]
    dispersion: float = 0.0
    test: float = 0.0
    result: int = 0
    isolated: dict[str, float] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)
    trace_delay: int = 0
    at_once: bool = False
    confined_days: int = 0
    confined: dict[str, float] = field(default_factory=dict)
    closed: tuple[int, int] = (0, 0)
    left: dict[str, float] = field(default_factory=dict)
    masks: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass
class Person:
    """One person's days; none is far away."""

    susceptibility: float
    masked: bool
    infected: int = 10**6
    infectious: int = 10**6
    onset: int = 10**6
    ends: int = 10**6
    strength: float = 1.0
    tested: bool = False
    known: int = 10**6
    confined_from: int = 10**6
    confined_until: int = -1


def play(plain: Plain, rng: Rng) -> tuple[int, int, int]:
    """One run: how many were infected, found, and the days spent in quarantine."""
    people = [Person(each, rng.random() < plain.masks[2]) for each in plain.susceptibility]
    for number in rng.choice(len(people), plain.first, replace=False):
        _infect(plain, people[number], 0, rng)
    confined_days = 0
    for day in range(plain.days):
        _test(plain, people, day, rng)
        for person in people:
            if person.known == day:
                person.confined_until = min(person.confined_until, day)
        _trace(plain, people, day, rng)
        _spread(plain, people, day, rng)
        confined_days += sum(person.confined_from <= day < person.confined_until for person in people)
    infected = sum(person.infected < 10**6 for person in people)
    return infected, sum(person.known < plain.days for person in people), confined_days


def _infect(plain: Plain, person: Person, day: int, rng: Rng) -> None:
    person.infected = day
    person.infectious = day + round(float(rng.lognormal(*plain.latent)))
    if plain.dispersion:
        person.strength = rng.gamma(plain.dispersion) / plain.dispersion
    if rng.random() < plain.symptomatic:
        person.onset = person.infectious + plain.presymptomatic
        person.ends = person.onset + plain.sick
    else:
        person.ends = person.infectious + plain.silent


def _test(plain: Plain, people: list[Person], day: int, rng: Rng) -> None:
    for person in people:
        ill = person.onset <= day < person.ends and person.infected < day
        if ill and not person.tested and rng.random() < plain.test:
            person.tested = True
            person.known = day + plain.result


def _trace(plain: Plain, people: list[Person], day: int, rng: Rng) -> None:
    cases = [number for number, person in enumerate(people) if person.known == day]
    for layer, share in plain.shares.items():
        named = [number for case in cases for number in plain.neighbours[layer][case]]
        for number in sorted(set(named)) if plain.at_once else named:
            contact = people[number]
            if rng.random() < share and contact.known > day + plain.trace_delay:
                start = day + plain.trace_delay
                running = contact.confined_from <= start < contact.confined_until
                contact.confined_from = contact.confined_from if running else start
                contact.confined_until = max(contact.confined_until, day + plain.confined_days)


def _spread(plain: Plain, people: list[Person], day: int, rng: Rng) -> None:
    caught: set[int] = set()
    for number, source in enumerate(people):
        if source.infected < day and source.infectious <= day < source.ends:
            for layer, chance in plain.chance.items():
                for target in plain.neighbours[layer][number]:
                    if people[target].infected > day and rng.random() < min(1.0, chance * source.strength) * _left(
                        plain, source, people[target], layer, day
                    ):
                        caught.add(target)
    for target in caught:
        _infect(plain, people[target], day, rng)


def _left(plain: Plain, source: Person, target: Person, layer: str, day: int) -> float:
    left = target.susceptibility
    if source.known <= day:
        left *= plain.isolated.get(layer, 1.0)
    for person in (source, target):
        if person.confined_from <= day < person.confined_until:
            left *= plain.confined.get(layer, 1.0)
    if plain.closed[0] <= day < plain.closed[1]:
        left *= plain.left.get(layer, 1.0)
    if layer != "household":
        left *= 1.0 - plain.masks[0] * source.masked
        left *= 1.0 - plain.masks[1] * target.masked
    return left
