"""The same question has the same answer: in any order, on any number of workers, in any part."""

from dataclasses import replace

import numpy as np
import pytest

from fangxian.calc.epidemic.cluster import on_dask
from fangxian.calc.epidemic.disease import AgeGroup, Delay, Disease
from fangxian.calc.epidemic.population import from_layers, settle
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


def test_people_who_are_all_alike_fare_as_they_do_beside_somebody_who_is_not() -> None:
    rng = np.random.default_rng(3)
    rows = np.arange(400)
    links = {"community": (rng.integers(0, 399, 2000), rng.integers(0, 399, 2000))}
    town = from_layers(rows, np.r_[np.full(399, 40), 99], rows, links)
    alike = Disease(beta=0.05, mild_days=Delay("fixed", 7))
    one_apart = replace(alike, ages=(AgeGroup(), AgeGroup(above=90, susceptibility=0.5)))
    begin = Begin(infected=3, persons=(5, 6, 7))
    found = [
        run(town, Scenario(days=60, disease=each, begin=begin), runs=50, seed=1, where="loop")
        for each in (alike, one_apart)
    ]
    assert found[0].infected.mean() > 200
    assert found[0].checksum() == found[1].checksum()
