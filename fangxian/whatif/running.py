"""Runs in parts, on threads or in processes of this machine or on a Dask cluster; each part knows its first run, so
all agree. Work that is sent away is a function of a module with its question bound, which travels as a few bytes."""

import os
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Literal, Protocol, TypeVar

from distributed import Client
from django.conf import settings

Part = TypeVar("Part")
Found = TypeVar("Found", covariant=True)
Heard = Callable[[int, int], None]


def nobody(done: int, of: int) -> None:
    """Progress that nobody watches."""


class Work(Protocol[Found]):
    """So many runs from one of them on."""

    def __call__(self, *, first_run: int, runs: int) -> Found:
        """What they leave."""


@dataclass(frozen=True)
class Job:
    """How often to run, from which seed, on how many workers (0: all cores), and who hears how far it is."""

    runs: int
    seed: int
    workers: int = 0
    heard: Heard = nobody
    where: Literal["threads", "processes"] = "threads"


def everywhere(work: Work[Part], job: Job, *, multiple: int = 1) -> list[Part]:
    """What every part leaves, in order; on the cluster where there is one. Parts begin at multiples of `multiple`."""
    parts = split(job.runs, multiple=multiple)
    if settings.CLUSTER:
        return on_cluster(settings.CLUSTER, work, parts, job)
    with _pool(job) as pool:
        waiting = [pool.submit(work, first_run=first, runs=runs) for first, runs in parts]
        return _in_order(waiting, parts, job)


def _pool(job: Job) -> Executor:
    count = job.workers or os.cpu_count()
    if job.where == "threads":
        return ThreadPoolExecutor(count)
    # A forked process would inherit locks of threads that do not exist in it.
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"))


def _in_order(waiting: list[Any], parts: list[tuple[int, int]], job: Job) -> list[Any]:
    found, done = [], 0
    for future, (_, runs) in zip(waiting, parts, strict=True):
        found.append(future.result())
        done += runs
        job.heard(done, job.runs)
    return found


def split(runs: int, *, multiple: int = 1, parts: int = 16) -> list[tuple[int, int]]:
    """(first run, runs) of each part; the same whatever the number of workers."""
    step = max(1, -(-runs // (parts * multiple))) * multiple
    return [(first, min(step, runs - first)) for first in range(0, runs, step)]


def on_cluster(cluster: Any, work: Work[Part], parts: list[tuple[int, int]], job: Job) -> list[Part]:
    """The same on a Dask cluster, by its scheduler's address or as an object."""
    connect: Any = Client
    with connect(cluster) as client:
        waiting = [client.submit(work, first_run=first, runs=runs, pure=False) for first, runs in parts]
        return _in_order(waiting, parts, job)
