"""One community's day: the same picture gives the same plan, here and on a cluster; one that fails stops no other."""

from dataclasses import replace

import pytest
from distributed import LocalCluster

from fangxian.nights.crews import ClusterAway, plan_all
from fangxian.nights.rules import Effort, Picture, Planned, planned
from tests.calc.roster.checker import faults
from tests.calc.routes.quarter import quarter
from tests.nights.pictures import broken, small

LITTLE = Effort(roster=0.05, fair=0.05, routes=40)


def test_a_day_holds_a_roster_tours_a_walk_and_checks() -> None:
    picture = small("a")
    made = planned(picture, LITTLE)
    assert made.fault == ""
    assert faults(picture.roster, made.duties, gaps=made.gaps) == []
    brought = [bag for each in made.tours for _, bags in each.tours for bag in bags]
    assert sorted(brought) == sorted(stop.id for stop in quarter(stops=8, people=2).stops)
    assert sorted(made.walk) == ["0", "1", "2", "3", "4", "5"]
    figures = made.figures()
    assert (figures["bags"], figures["places"], figures["checks"]) == (8, 6, 1)


def test_the_same_picture_gives_the_same_plan_byte_for_byte() -> None:
    assert planned(small("a"), LITTLE).as_json() == planned(small("a"), LITTLE).as_json()


def test_an_empty_community_has_an_empty_plan() -> None:
    assert planned(Picture("a"), LITTLE) == Planned("a")


def test_what_contradicts_itself_is_one_sentence_and_stops_nobody_else() -> None:
    heard: list[str] = []
    made = plan_all([broken("a"), small("b")], effort=LITTLE, told=lambda each: heard.append(each.code))
    assert sorted(heard) == ["a", "b"]
    assert "deliverers is empty" in made["a"].fault
    assert made["b"].fault == ""


def test_a_bug_in_one_community_is_named_too() -> None:
    picture = replace(small("a"), roster="no problem at all")  # type: ignore[arg-type]
    assert "AttributeError" in planned(picture, LITTLE).fault


def test_a_cluster_of_two_processes_makes_the_same_plans() -> None:
    pictures = [small(f"{n}", n) for n in range(3)]
    here = plan_all(pictures, effort=LITTLE, told=lambda _: None)
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0") as cluster:  # type: ignore[no-untyped-call]
        there = plan_all(pictures, effort=LITTLE, told=lambda _: None, cluster=cluster.scheduler_address)
    assert [made.as_json() for made in there.values()] == [made.as_json() for made in here.values()]


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x"])
def test_a_cluster_that_is_not_there_is_one_sentence(address: str) -> None:
    with pytest.raises(ClusterAway, match="does not answer"):
        plan_all([small("a")], effort=LITTLE, told=lambda _: None, cluster=address)
