"""Many communities planned at once on Dask: in this process by default, on a cluster by its address, the same code."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from distributed import Client, as_completed

from fangxian.nights.rules import Effort, Picture, Planned, planned

Told = Callable[[Planned], None]


class ClusterAway(RuntimeError):
    """The cluster cannot be reached; one sentence."""


def plan_all(pictures: Iterable[Picture], *, effort: Effort, told: Told, cluster: str = "") -> dict[str, Planned]:
    """Every community's plan by its code; `told` hears of each as soon as it is made. Raises `ClusterAway`."""
    with _client(cluster) as client:
        asked = {client.submit(planned, picture, effort, pure=False): picture.code for picture in pictures}
        found = {}
        for future in as_completed(list(asked)):  # type: ignore[no-untyped-call]
            code = asked[future]
            made = future.result() if future.status == "finished" else Planned(code, fault=_lost(future))
            found[code] = made
            told(made)
            future.release()
    return dict(sorted(found.items()))


@contextmanager
def _client(cluster: str) -> Iterator[Client]:
    if not cluster:
        here = {"processes": False, "n_workers": 1, "threads_per_worker": os.cpu_count() or 1}
        with Client(**here, dashboard_address="127.0.0.1:0") as client:  # type: ignore[no-untyped-call]
            yield client
        return
    try:
        client = Client(cluster, timeout="10s")  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as away:
        raise ClusterAway(f"The cluster at {cluster} does not answer.") from away
    with client:
        yield client


def _lost(future: object) -> str:
    """A plan that came to nothing on its worker."""
    return f"The worker was lost ({getattr(future, 'status', 'lost')})."
