"""Running a scenario: the same answer in a loop, on threads, in processes or wherever else its parts are done."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .jobs import Chunk, Job
from .kept import keep, kept
from .places import OUTSIDE, SEED, VISITOR, Kind
from .population import Population
from .result import DAILY, Result, Spot
from .scenario import Scenario

Progress = Callable[[int, int], None]
"""Told after each part of the work: runs done, runs asked for."""
Stop = Callable[[], bool]
"""Asked between parts of the work; true ends it."""
Elsewhere = Callable[[Population, Scenario, Sequence[range], int], Iterable[Chunk]]
"""Another way to do the parts of the work, in their order; see cluster."""
Where = Literal["loop", "threads", "processes"] | Elsewhere
_PARTS = 8
"""Parts per worker, so that progress is seen and the last worker is not waited for."""


class Stopped(Exception):
    """The work was stopped before it was done."""


def run(
    population: Population,
    scenario: Scenario,
    *,
    runs: int,
    seed: int,
    first: int = 0,
    where: Where = "threads",
    workers: int | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Result:
    """Runs first … first + runs − 1 of a scenario. The same seed gives the same result, wherever it is run.

    `workers` counts threads or processes, all cores by default; see cluster for a Dask cluster. Raises Stopped when
    `stop` says so, KeyError on an unknown place.
    """
    count = max(1, workers or os.cpu_count() or 1)
    parts = _parts(first, runs, 1 if where == "loop" and stop is None and progress is None else count * _PARTS)
    chunks: list[Chunk] = []
    done = 0
    for chunk in _everywhere(population, scenario, parts, seed, where, count):
        chunks.append(chunk)
        done += len(chunk.daily)
        if progress:
            progress(done, runs)
        if stop and stop() and done < runs:
            raise Stopped(f"{done} of {runs} runs were done.")
    return _result(population, scenario, chunks, seed, first)


def _parts(first: int, runs: int, parts: int) -> list[range]:
    edges = np.linspace(first, first + runs, min(parts, runs) + 1).astype(int)
    return [range(int(a), int(b)) for a, b in pairwise(edges)]


def _everywhere(
    population: Population,
    scenario: Scenario,
    parts: Sequence[range],
    seed: int,
    where: Where,
    count: int,
) -> Iterable[Chunk]:
    match where:
        case "loop":
            job = Job(population, scenario)
            return (job.chunk(part, seed) for part in parts)
        case "threads":
            return _on_threads(Job(population, scenario), parts, seed, count)
        case "processes":
            return _in_processes(population, scenario, parts, seed, count)
        case elsewhere:
            return elsewhere(population, scenario, parts, seed)


def _on_threads(job: Job, parts: Sequence[range], seed: int, count: int) -> Iterator[Chunk]:
    with ThreadPoolExecutor(count) as pool:
        yield from _in_order(pool, lambda part: job.chunk(part, seed), parts)


def _in_order(pool: Executor, work: Callable[[range], Chunk], parts: Sequence[range]) -> Iterator[Chunk]:
    waiting = [pool.submit(work, part) for part in parts]
    try:
        for future in waiting:
            yield future.result()
    finally:
        # Whoever stops listening does not want the rest.
        for future in waiting:
            future.cancel()


_here: dict[str, Job] = {}


def _in_processes(
    population: Population, scenario: Scenario, parts: Sequence[range], seed: int, count: int
) -> Iterator[Chunk]:
    with tempfile.TemporaryDirectory(prefix="fangxian-") as folder:
        keep(population, Path(folder))
        # A forked process would inherit locks of threads that do not exist in it.
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            yield from _in_order(pool, _Errand(folder, scenario, seed), parts)


@dataclass(frozen=True)
class _Errand:
    """What is sent to another process: where the community lies, and what to ask it. Below a kilobyte."""

    folder: str
    scenario: Scenario
    seed: int

    def __call__(self, part: range) -> Chunk:
        if self.folder not in _here:
            _here.clear()
            _here[self.folder] = Job(kept(Path(self.folder)), self.scenario)
        return _here[self.folder].chunk(part, self.seed)


def _result(population: Population, scenario: Scenario, chunks: Sequence[Chunk], seed: int, first: int) -> Result:
    daily = np.concatenate([chunk.daily for chunk in chunks])
    log = np.zeros(chunks[0].shape, np.int32)
    for chunk in chunks:
        log.reshape(-1)[chunk.cells] += chunk.infections
    warm = log.shape[2] - scenario.days
    names = (*population.layers, OUTSIDE, VISITOR, SEED)
    log = _from_day_0(log, warm)
    return Result(
        scenario=scenario,
        people=population.size,
        first=first,
        seed=seed,
        daily={name: _from_day_0(daily[:, row], warm, name) for row, name in enumerate(DAILY)},
        spots=_spots(population, log, names),
        ways={name: log[row].sum(axis=0) for row, name in enumerate(names)},
    )


_STANDING = {"isolated", "away", "quarantined", "restricted", "waiting"}


def _from_day_0(table: NDArray[Any], warm: int, name: str = "") -> NDArray[Any]:
    """Days from the scenario's day 0 on; what happened before it counts as its day 0, what stood then is left out."""
    days = np.ascontiguousarray(table[..., warm:])
    if warm and name not in _STANDING:
        days[..., 0] += table[..., :warm].sum(axis=-1)
    return days


def _spots(population: Population, log: NDArray[np.int32], names: Sequence[str]) -> tuple[Spot, ...]:
    buildings = [-1, *population.ids[Kind.BUILDING].tolist()]
    where = np.nonzero(log)
    found = zip(*(axis.tolist() for axis in where), log[where].tolist(), strict=True)
    return tuple(Spot(names[way], buildings[place], day, count) for way, place, day, count in found)
