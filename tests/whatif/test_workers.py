"""Branching outbreaks and households give the same answer on threads, in processes and on a Dask cluster."""

import pickle
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pytest
from distributed import LocalCluster

from fangxian.calc.epidemic.branching import Branched, Branching, branch
from fangxian.calc.epidemic.household import simulated_sizes, with_pairwise
from fangxian.calc.epidemic.laws import gamma_of
from fangxian.whatif.running import Job, everywhere, on_cluster, split

OUTBREAK = partial(branch, Branching(1.4, 0.3, 3, 0.4, quarantine=True), seed=9)
HOME = partial(simulated_sizes, with_pairwise(5, 0.2, period=gamma_of(mean=5, sd=2)), seed=9)
ASKED = [(OUTBREAK, 90, 1), (HOME, 35_000, 10_000)]


def as_numbers(parts: list[Any]) -> list[Any]:
    """What the parts hold, to be compared."""
    if isinstance(parts[0], Branched):
        return [np.concatenate([getattr(part, name) for part in parts]).tolist() for name in vars(parts[0])]
    return [np.sum(parts, axis=0).tolist()]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    make: Any = LocalCluster
    with make(n_workers=1, threads_per_worker=2, processes=True, dashboard_address=None) as held:
        yield held


@pytest.mark.parametrize(("work", "runs", "multiple"), ASKED)
def test_wherever_it_is_run(work: Any, runs: int, multiple: int, cluster: Any) -> None:
    once = as_numbers(everywhere(work, Job(runs, 9, workers=1), multiple=multiple))
    assert as_numbers([work(first_run=0, runs=runs)]) == once
    assert as_numbers(everywhere(work, Job(runs, 9, workers=3), multiple=multiple)) == once
    assert as_numbers(everywhere(work, Job(runs, 9, 2, where="processes"), multiple=multiple)) == once
    job = Job(runs, 9)
    assert as_numbers(on_cluster(cluster, work, split(runs, multiple=multiple), job)) == once


@pytest.mark.parametrize(("work", "runs", "multiple"), ASKED)
def test_what_travels_is_small(work: Any, runs: int, multiple: int) -> None:
    assert len(pickle.dumps(work)) < 1000 and split(runs, multiple=multiple)


def test_progress_is_heard_from_a_cluster(cluster: Any) -> None:
    heard: list[int] = []
    on_cluster(cluster, OUTBREAK, split(32), Job(32, 9, heard=lambda done, _of: heard.append(done)))
    assert heard[-1] == 32 and heard == sorted(heard)
