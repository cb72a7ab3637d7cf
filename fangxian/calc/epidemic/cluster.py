"""Running the parts of a scenario on a Dask cluster."""

from collections.abc import Iterator, Sequence
from typing import Any

from distributed import Client

from .jobs import Chunk, Job
from .population import Population
from .run import Elsewhere
from .scenario import Scenario


def on_dask(address: str | None = None, *, workers: int = 1) -> Elsewhere:
    """The cluster whose scheduler listens at an address; without one, as many workers in this process."""
    connect: Any = Client

    def parts_done(population: Population, scenario: Scenario, parts: Sequence[range], seed: int) -> Iterator[Chunk]:
        own = {"n_workers": 1, "threads_per_worker": workers, "processes": False, "dashboard_address": None}
        with connect(address) if address else connect(**own) as client:
            # The community travels to every worker once; a part of the work is a few numbers.
            there = client.scatter(Question(population, scenario), broadcast=True, hash=False)
            futures = [client.submit(_answered, there, part, seed, pure=False) for part in parts]
            try:
                for future in futures:
                    yield future.result()
            finally:
                client.cancel(futures)

    return parts_done


class Question:
    """A community and a scenario; each worker makes them ready for itself, since addresses do not travel."""

    def __init__(self, population: Population, scenario: Scenario) -> None:
        self.population, self.scenario = population, scenario
        self.job: Job | None = None

    def __getstate__(self) -> tuple[Population, Scenario]:
        return self.population, self.scenario

    def __setstate__(self, state: tuple[Population, Scenario]) -> None:
        self.__init__(*state)  # type: ignore[misc]

    def ready(self) -> Job:
        """The job, made once on each worker."""
        if self.job is None:
            self.job = Job(self.population, self.scenario)
        return self.job


def _answered(question: Question, part: range, seed: int) -> Chunk:
    return question.ready().chunk(part, seed)
