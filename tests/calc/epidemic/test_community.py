"""A community from totals, and a register with gaps, become what the totals say, whatever the order of the rows."""

from pathlib import Path

import numpy as np
import pytest

from fangxian.calc.epidemic.disease import Delay, lognormal
from fangxian.calc.epidemic.kept import keep, kept
from fangxian.calc.epidemic.networks import mixed_in, random_links
from fangxian.calc.epidemic.population import settle
from fangxian.calc.epidemic.synthetic import UNKNOWN, Totals, Work, filled, synthetic
from tests.calc.epidemic.cast import MIXING, loners, register, shuffled, village

WORK = Work(
    employed=0.7, outside=0.4, working=(18, 60), workplace_size=12, learning=(6, 18), class_size=25,
    crossings_outside=2.0, crossings=0.3,
)  # fmt: skip
TOTALS = Totals(
    people=4000, sizes=(0.2, 0.3, 0.3, 0.2), households_per_unit=8, units_per_building=3,
    ages=((0, 0.2), (18, 0.5), (60, 0.3)), oldest=90, gates=2, work=WORK,
)  # fmt: skip


def test_totals_are_met() -> None:
    made = synthetic(TOTALS, seed=3)
    adults = (made.age >= 18) & (made.age < 60)
    assert len(made.person) == 4000
    assert np.bincount(np.bincount(made.household), minlength=5)[1:].argmax() in (1, 2)
    assert adults.mean() == pytest.approx(0.5, abs=0.03)
    assert (made.workplace[adults] >= 0).mean() == pytest.approx(0.7 * 0.6, abs=0.03)
    assert (made.workplace[~adults] < 0).all()
    assert 8 < len(made.workplace[made.workplace >= 0]) / len(set(made.workplace[made.workplace >= 0])) < 17
    assert np.unique(made.school[made.school >= 0], return_counts=True)[1].max() <= 25


def test_gaps_are_filled_and_what_is_known_stays() -> None:
    rows = register()
    known = rows.workplace.copy()
    rows.workplace[::2] = UNKNOWN
    done = filled(rows, WORK, seed=1)
    assert (done.workplace != UNKNOWN).all()
    assert np.array_equal(done.workplace[1::2], known[1::2])


def test_gaps_are_filled_alike_in_any_order() -> None:
    rows = register()
    rows.workplace[::2] = UNKNOWN
    mixed = shuffled(rows, seed=4)
    one, other = filled(rows, WORK, seed=1), filled(mixed, WORK, seed=1)
    order, again = np.argsort(rows.person), np.argsort(mixed.person)
    assert np.array_equal(one.workplace[order], other.workplace[again])
    assert np.array_equal(one.crossings[order], other.crossings[again])


def test_a_person_who_stands_twice_is_refused() -> None:
    rows = register()
    rows.person[1] = rows.person[0]
    with pytest.raises(ValueError, match="twice"):
        settle(rows, MIXING)


def test_a_kept_community_is_the_same(tmp_path: Path) -> None:
    town = village()
    keep(town, tmp_path)
    again = kept(tmp_path)
    assert again.layers == town.layers and np.array_equal(again.others, town.others)
    assert np.array_equal(again.offsets, town.offsets) and np.array_equal(again.places, town.places)


@pytest.mark.parametrize(
    ("delay", "mean"),
    [
        (Delay("fixed", 4), 4.0),
        (Delay("geometric", 0.25), 4.0),
        (Delay("table", chances=(0.0, 0.5, 0.5)), 1.5),
        (lognormal(mean=6.0, sd=2.0), 6.0),
        (Delay("gamma", 4.0, 1.5), 6.0),
        (Delay("weibull", 2.0, 8.0), 7.09),
    ],
)
def test_delays_keep_their_means_when_they_are_rounded_to_days(delay: Delay, mean: float) -> None:
    assert delay.mean() == pytest.approx(mean, abs=0.02)
    assert (np.diff(delay.cumulative()) >= 0).all() and delay.cumulative()[-1] == 1.0


def test_who_is_alone_in_every_group_has_no_links() -> None:
    town = loners(3, 1, crossings=1.0)
    assert [town.contacts(name) for name in town.layers] == [0.0] * len(town.layers)
    alone = random_links(
        "gate", np.arange(3, dtype=np.int32), np.full(3, 0.5, np.float32), town.keys, mean=0.1, k=0.0, seed=1
    )
    assert alone.starts.tolist() == [0, 0, 0, 0] and len(alone.others) == 0


def test_links_stand_in_both_rows_in_ascending_order() -> None:
    layer = mixed_in("work", np.array([3, 0, 2, 1, 0]), np.array([1, 2, 2, 0, 2]), 4)
    rows = [layer.others[layer.starts[i] : layer.starts[i + 1]].tolist() for i in range(4)]
    assert rows == [[1, 2, 2], [0, 3], [0, 0], [1]]
