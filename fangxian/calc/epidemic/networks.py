"""Contact networks as rows of neighbours (CSR), drawn from groups by keyed random numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .compiled import Array, Key, compiled
from .keyed import GOLDEN, gamma, mixed, poisson, unit

Neighbours = tuple[NDArray[np.int64], NDArray[np.int32]]


@dataclass(frozen=True)
class Layer:
    """The links of one kind: those of person i are others[starts[i] : starts[i + 1]], each link in both rows."""

    name: str
    starts: NDArray[np.int64]
    others: NDArray[np.int32]


def woven(layers: Sequence[Layer]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """All layers in one: everybody's links side by side, layer after layer, and where each row begins."""
    degrees = np.stack([np.diff(layer.starts) for layer in layers], axis=1)
    offsets = np.zeros((len(degrees), len(layers) + 1), np.int32)
    offsets[1:, 0] = np.cumsum(degrees.sum(axis=1))[:-1]
    offsets[:, 1:] = offsets[:, :1] + np.cumsum(degrees, axis=1)
    others = np.empty(int(degrees.sum()), np.int32)
    for number, layer in enumerate(layers):
        _weave(others, offsets, number, layer.starts, layer.others)
    return offsets, others


def scattered(numbers: NDArray[Any]) -> NDArray[np.uint64]:
    """Random keys of stable numbers; distinct numbers have distinct keys."""
    # As plain numpy: it is one step a person, and compiling it takes longer.
    plain: Any = mixed
    keys: NDArray[np.uint64] = plain.py_func(numbers.astype(np.int64).view(np.uint64) + GOLDEN)
    return keys


def complete(name: str, group: NDArray[np.int32]) -> Layer:
    """Everybody linked with everybody of the same group; −1 is no group."""
    first, members = _grouped(group)
    sizes = np.where(group >= 0, np.diff(first, append=first[-1])[group], 0)
    # Everybody beside all of their group, themselves included, group by group; then themselves are left out.
    person = np.repeat(np.arange(len(group), dtype=np.int32), sizes)
    within = np.arange(len(person)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    others = members[first[group[person]] + within]
    starts = np.zeros(len(group) + 1, np.int64)
    np.cumsum(np.maximum(sizes - 1, 0), out=starts[1:])
    return Layer(name, starts, others[others != person])


def random_links(
    name: str,
    group: NDArray[np.int32],
    weight: NDArray[np.float32],
    keys: NDArray[np.uint64],
    *,
    mean: float,
    k: float,
    seed: int,
) -> Layer:
    """Links within groups, `mean` per person of weight 1, by a gamma of dispersion `k` (0: none).

    A group that is no larger than the mean is complete; who has no weight has no links.
    """
    kept = np.where(weight > 0.0, group, -1).astype(np.int32)
    if mean <= 0.0 or not (kept >= 0).any():
        return Layer(name, np.zeros(len(group) + 1, np.int64), np.empty(0, np.int32))
    starts, members = _grouped(kept)
    pairs = _links(kept, starts, members, weight, keys, mean, k, np.uint64(seed))
    pairs.sort()
    first = np.ones(len(pairs), bool)
    first[1:] = pairs[1:] != pairs[:-1]
    return Layer(name, *_beside(pairs[first], len(group)))


def mixed_in(name: str, a: NDArray[Any], b: NDArray[Any], people: int) -> Layer:
    """The layer of some links; one that stands twice is met twice, one with oneself is none."""
    kept = a != b
    low, high = np.minimum(a[kept], b[kept]).astype(np.int64), np.maximum(a[kept], b[kept])
    return Layer(name, *_beside(np.sort(low * people + high), people))


def _grouped(group: NDArray[np.int32]) -> Neighbours:
    """Members by group: those of group g are members[starts[g] : starts[g + 1]]."""
    inside = np.flatnonzero(group >= 0)
    order = inside[np.argsort(group[inside], kind="stable")].astype(np.int32)
    starts = np.zeros(int(group.max(initial=-1)) + 2, np.int64)
    np.cumsum(np.bincount(group[inside], minlength=len(starts) - 1), out=starts[1:])
    return starts, order


@compiled
def _weave(others: Array, offsets: Array, number: int, starts: Array, beside: Array) -> None:
    for i in range(len(starts) - 1):
        at = offsets[i, number]
        for link in range(starts[i], starts[i + 1]):
            others[at] = beside[link]
            at += 1


@compiled
def _beside(pairs: Array, people: int) -> tuple[Array, Array]:
    """Neighbours in ascending order from pairs low × people + high in ascending order."""
    starts = np.zeros(people + 1, np.int64)
    for pair in pairs:
        starts[pair // people + 1] += 1
        starts[pair % people + 1] += 1
    for i in range(people):
        starts[i + 1] += starts[i]
    filled = np.empty(people, np.int64)
    for i in range(people):
        filled[i] = starts[i]
    others = np.empty(2 * len(pairs), np.int32)
    # Everybody's lower neighbours first, then the higher ones.
    for pair in pairs:
        low, high = pair // people, pair % people
        others[filled[high]] = low
        filled[high] += 1
    for pair in pairs:
        low, high = pair // people, pair % people
        others[filled[low]] = high
        filled[low] += 1
    return starts, others


@compiled
def _links(
    group: Array, first: Array, members: Array, weight: Array, keys: Array, mean: float, k: float, seed: Key
) -> Array:
    """The links everybody draws, as pairs low × people + high; half their mean, since the others draw them too."""
    room = 16 + int(len(group) * (0.55 * mean + 1.0))
    pairs = np.empty(room, np.int64)
    made = 0
    for i in range(len(group)):
        g = group[i]
        if g < 0:
            continue
        begin, size = first[g], first[g + 1] - first[g]
        state = mixed(keys[i] ^ mixed(seed + GOLDEN))
        if size - 1 <= mean:
            wanted = size
        else:
            wish = 0.5 * mean * weight[i] * (gamma(k, state ^ GOLDEN) if k > 0.0 else 1.0)
            wanted, state = poisson(wish, state)
        if made + wanted >= room:
            room = room + room // 4 + wanted
            larger = np.empty(room, np.int64)
            for old in range(made):
                larger[old] = pairs[old]
            pairs = larger
        for n in range(wanted):
            state += GOLDEN
            other = np.int64(members[begin + (n if size - 1 <= mean else int(unit(state) * size))])
            if other != i:
                low, high = (i, other) if i < other else (other, i)
                pairs[made] = low * len(group) + high
                made += 1
    return pairs[:made]
