"""Runs in parts, on threads of this machine or on a Dask cluster; each part knows its first run, so all agree."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from distributed import Client
from django.conf import settings

Part = TypeVar("Part")
Heard = Callable[[int, int], None]


def nobody(done: int, of: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Job:
    """How often to run, from which seed, on how many workers (0: all cores), and who hears how far it is."""

    runs: int
    seed: int
    workers: int = 0
    heard: Heard = nobody


def everywhere(work: Callable[[int, int], Part], job: Job, *, multiple: int = 1) -> list[Part]:
    """`work(first run, runs)` for every part, in order. Parts begin at multiples of `multiple`."""
    parts = split(job.runs, multiple=multiple)
    if settings.CLUSTER:
        return _on_cluster(work, parts)
    found, done = [], 0
    with ThreadPoolExecutor(job.workers or os.cpu_count()) as pool:
        for part, (_, runs) in zip(pool.map(lambda part: work(*part), parts), parts, strict=True):
            found.append(part)
            done += runs
            job.heard(done, job.runs)
    return found


def split(runs: int, *, multiple: int = 1, parts: int = 16) -> list[tuple[int, int]]:
    """(first run, runs) of each part; the same whatever the number of workers."""
    step = max(1, -(-runs // (parts * multiple))) * multiple
    return [(first, min(step, runs - first)) for first in range(0, runs, step)]


def _on_cluster(work: Callable[[int, int], Part], parts: list[tuple[int, int]]) -> list[Part]:
    connect: Any = Client
    with connect(settings.CLUSTER) as client:
        futures = [client.submit(work, *part, pure=False) for part in parts]
        found: list[Part] = client.gather(futures)
    return found
