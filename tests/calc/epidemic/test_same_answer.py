"""The same question has the same answer: in any order, on any number of workers, in any part."""

import numpy as np
import pytest

from fangxian.calc.epidemic.cluster import on_dask
from fangxian.calc.epidemic.population import settle
from fangxian.calc.epidemic.run import Stopped, Where, run
from fangxian.calc.epidemic.scenario import Begin, Scenario
from tests.calc.epidemic.cast import COVID, MIXING, TRACED, register, shuffled, village

PLAN = Scenario(days=60, disease=COVID, measures=TRACED, begin=Begin(infected=3))


@pytest.mark.parametrize(
    ("where", "workers"), [("threads", 1), ("threads", 3), ("processes", 2), (on_dask(workers=2), 2)]
)
def test_wherever_it_is_run(where: Where, workers: int) -> None:
    town = village()
    once = run(town, PLAN, runs=12, seed=5, where="loop")
    assert run(town, PLAN, runs=12, seed=5, where=where, workers=workers).checksum() == once.checksum()


def test_after_the_registers_rows_were_shuffled() -> None:
    rows = register()
    once = run(settle(rows, MIXING), PLAN, runs=8, seed=2)
    again = run(settle(shuffled(rows, seed=3), MIXING), PLAN, runs=8, seed=2)
    assert again.checksum() == once.checksum()


def test_in_parts() -> None:
    town = village()
    whole = run(town, PLAN, runs=10, seed=5)
    later = run(town, PLAN, runs=4, seed=5, first=6)
    assert np.array_equal(whole.daily["infections"][6:], later.daily["infections"])


def test_another_seed_is_another_answer() -> None:
    town = village()
    assert run(town, PLAN, runs=4, seed=5).checksum() != run(town, PLAN, runs=4, seed=6).checksum()


def test_progress_is_told_and_work_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    run(village(), PLAN, runs=8, seed=1, workers=2, progress=lambda done, asked: told.append((done, asked)))
    assert told[-1] == (8, 8)
    with pytest.raises(Stopped):
        run(village(), PLAN, runs=8, seed=1, workers=2, stop=lambda: True)
