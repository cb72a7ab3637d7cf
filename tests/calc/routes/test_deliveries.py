"""Deliveries: every bag once, in time, never too heavy; urgent ones first and alone; what is not met says why."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.calc.routes import Deliverer, Ground, Limits, Problem, RouteError, Stop, lay_out, plan, replan, shapes
from fangxian.calc.routes import Path as Footpath
from tests.calc.routes.checker import faults, way_between
from tests.calc.routes.quarter import HOUR, QUICK, deliverer, quarter
from tests.shared import shared


@settings(max_examples=25, deadline=None)
@given(
    stops=st.integers(0, 20),
    people=st.integers(1, 4),
    seed=st.integers(0, 50),
    urgent=st.integers(0, 6),
    until=st.integers(9, 18),
    loading=st.sampled_from([0, 300]),
)
def test_a_plan_breaks_nothing_and_loses_nothing(
    stops: int, people: int, seed: int, urgent: int, until: int, loading: int
) -> None:
    asked = quarter(stops=stops, people=people, seed=seed, urgent=urgent)
    team = tuple(replace(one, until=until * HOUR, loading_s=loading) for one in asked.deliverers)
    asked = replace(asked, deliverers=team)
    assert faults(asked, plan(asked, limits=replace(QUICK, effort=60))) == []


def test_with_time_enough_everything_is_brought() -> None:
    made = plan(quarter(), limits=QUICK)
    assert made.unmet == ()
    assert sorted(made.deliverer_of()) == sorted(stop.id for stop in quarter().stops)


def test_the_same_seed_gives_the_same_plan() -> None:
    assert plan(quarter(), limits=QUICK).tours == plan(quarter(), limits=QUICK).tours


def test_insulin_leaves_first_and_never_with_the_vegetables() -> None:
    made = plan(quarter(urgent=4), limits=QUICK)
    for tour in made.tours:
        kinds = [trip.urgent for trip in tour.trips]
        assert kinds == sorted(kinds, reverse=True)
    urgent = {visit.stop for tour in made.tours for trip in tour.trips if trip.urgent for visit in trip.visits}
    assert urgent == {"h0", "h1", "h2", "h3"}


def test_nobody_does_everything_while_others_stand_by() -> None:
    made = plan(quarter(stops=18), limits=QUICK)
    assert all(tour.stops for tour in made.tours)


def test_a_shorter_way_than_nearest_first() -> None:
    asked = replace(quarter(stops=30, people=1), deliverers=(deliverer("p1", capacity=200),), stairs_s=0)
    left, here, metres = {stop.id: stop.place for stop in asked.stops}, "base", 0.0
    while left:
        nearest = min(left, key=lambda stop: way_between(asked, here, left[stop]))
        metres += way_between(asked, here, left[nearest])
        here = left.pop(nearest)
    assert plan(asked, limits=QUICK).metres <= metres + way_between(asked, here, "base")


def test_everybody_keeps_their_households_when_it_costs_little() -> None:
    asked = quarter(stops=16, people=3)
    yesterday = plan(asked, limits=QUICK).deliverer_of()
    made = plan(replace(asked, keep=yesterday), limits=replace(QUICK, seed=7))
    assert made.moved == 0
    assert made.metres <= made.metres_free * 1.1 + 1


def test_nobody_keeps_a_household_at_any_price() -> None:
    """Two ends of a street, and yesterday's deliverers crossed it at every door."""
    places = {"base": (0.0, 0.0), **{f"e{n}": (400.0 + n, 0.0) for n in range(6)}}
    places |= {f"w{n}": (-400.0 - n, 0.0) for n in range(6)}
    stops = tuple(Stop(place, place, load=1, service_s=60) for place in places if place != "base")
    mixed = {stop.id: "p1" if at % 2 else "p2" for at, stop in enumerate(stops)}
    team = (deliverer("p1"), deliverer("p2"))
    made = plan(Problem(stops, team, Ground(places), "base", keep=mixed, balance=None), limits=QUICK)
    assert made.metres <= made.metres_free * 1.1
    assert made.moved > 0


@pytest.mark.parametrize("seed", range(4))
def test_when_somebody_drops_out_only_their_households_change_hands(seed: int) -> None:
    asked = quarter(stops=20, people=4, seed=seed)
    old = plan(asked, limits=QUICK).deliverer_of()
    gone = replace(asked, deliverers=tuple(one for one in asked.deliverers if one.id != "p2"))
    made = replan(gone, old, now=8 * HOUR, limits=QUICK)
    assert made.unmet == ()
    assert made.moved == sum(who == "p2" for who in old.values())


def test_what_is_delivered_stays_and_a_new_need_is_taken_in() -> None:
    asked = quarter(stops=12, people=3)
    old = plan(asked, limits=QUICK).deliverer_of()
    done = frozenset(list(old)[:5])
    more = Stop("new", "1号楼", load=2, service_s=120, window=(8 * HOUR, 12 * HOUR))
    made = replan(replace(asked, stops=(*asked.stops, more)), old, now=9 * HOUR, done=done, limits=QUICK)
    assert set(made.deliverer_of()) == {stop.id for stop in asked.stops} - done | {"new"}
    assert made.moved == 0
    assert all(trip.leaves >= 9 * HOUR for tour in made.tours for trip in tour.trips)


def one_stop(**more: object) -> Problem:
    """A household 1,300 m away by foot, and one deliverer."""
    stop = replace(Stop("far", "1号楼", load=2, service_s=60), **more)  # type: ignore[arg-type]
    return Problem(
        (stop,), (deliverer("p1", speed_m_s=1.0),), Ground({"base": (0.0, 0.0), "1号楼": (1000.0, 0.0)}), "base"
    )


def test_a_load_nobody_can_carry_is_to_be_split() -> None:
    (unmet,) = plan(one_stop(load=14), limits=QUICK).unmet
    assert (unmet.reason, dict(unmet.repairs[0].params)) == ("too_heavy", {"parts": 3, "load": 6})


def test_who_cannot_be_there_in_time_hears_by_how_many_minutes() -> None:
    asked = one_stop(window=(8 * HOUR, 8 * HOUR + 600))
    (unmet,) = plan(asked, limits=QUICK).unmet
    assert unmet.reason == "too_far"
    assert unmet.repairs[0].code == "later_window"
    later = dict(unmet.repairs[0].params)["minutes"]
    assert isinstance(later, int)
    assert plan(one_stop(window=(8 * HOUR, 8 * HOUR + 600 + later * 60)), limits=QUICK).unmet == ()
    assert plan(one_stop(window=(8 * HOUR, 8 * HOUR + 600 + later * 60 - 60)), limits=QUICK).unmet


def test_a_shift_too_short_says_how_much_longer_and_that_much_helps() -> None:
    asked = one_stop()
    short = replace(asked, deliverers=(replace(asked.deliverers[0], until=8 * HOUR + 1500),))
    (unmet,) = plan(short, limits=QUICK).unmet
    longer = dict(next(r for r in unmet.repairs if r.code == "longer_shift").params)["minutes"]
    assert isinstance(longer, int)
    mended = replace(short, deliverers=(replace(short.deliverers[0], until=8 * HOUR + 1500 + longer * 60),))
    assert plan(mended, limits=QUICK).unmet == ()


def test_every_repair_of_a_full_day_would_let_the_stop_be_served() -> None:
    asked = quarter(stops=20, people=1)
    full = replace(asked, deliverers=(replace(asked.deliverers[0], until=9 * HOUR),))
    made = plan(full, limits=QUICK)
    assert made.unmet
    for each in made.unmet:
        stop = next(stop for stop in full.stops if stop.id == each.stop)
        home = max((trip.returns for trip in made.tours[0].trips), default=0)
        for repair in each.repairs:
            helper = helped(full.deliverers[0], dict(repair.params), home=home)
            alone = replace(full, stops=(stop,), deliverers=(helper,))
            assert plan(alone, limits=replace(QUICK, effort=20)).unmet == (), repair


def helped(one: Deliverer, params: dict[str, str | int], *, home: int) -> Deliverer:
    """Whoever would go for one stop: somebody more, or the same person after the last trip and longer."""
    if "like" in params:
        return replace(one, id="more", since=int(params["since"]), until=int(params["until"]))
    return replace(one, since=home, until=one.until + 60 * int(params["minutes"]))


def test_drawn_footpaths_are_walked() -> None:
    """A river: two buildings stand face to face, and the bridge is far away."""
    xy = {"base": (0.0, 0.0), "a": (0.0, 100.0), "bridge": (1000.0, 50.0), "b": (0.0, 110.0)}
    paths = (Footpath("base", "a"), Footpath("a", "bridge"), Footpath("bridge", "b", 1200.0))
    stops = (Stop("s1", "a"), Stop("s2", "b"))
    asked = Problem(stops, (deliverer("p1"),), Ground(xy, paths=paths), "base")
    made = plan(asked, limits=QUICK)
    assert faults(asked, made) == []
    assert made.metres > 4000


def test_a_matrix_is_taken_at_its_word() -> None:
    table = {"base": {"a": 10.0, "b": 500.0}, "a": {"base": 10.0, "b": 5.0}, "b": {"base": 7.0, "a": 400.0}}
    asked = Problem((Stop("s1", "a"), Stop("s2", "b")), (deliverer("p1"),), Ground(matrix=table), "base")
    made = plan(asked, limits=QUICK)
    assert made.metres == 22
    assert faults(asked, made) == []


def test_without_a_map_the_street_is_a_line_and_gaps_are_filled_between_neighbours() -> None:
    assert lay_out([("1", None), ("2", None)], step=30) == {"1": (0.0, 0.0), "2": (30.0, 0.0)}
    found = lay_out([("1", (0.0, 0.0)), ("2", None), ("3", (10.0, 4.0)), ("4", None)], step=30)
    assert (found["2"], found["4"]) == ((5.0, 2.0), (10.0, 4.0))


BASE = quarter(stops=4, people=1)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (replace(BASE, deliverers=()), "deliverers is empty"),
        (replace(BASE, stops=(*BASE.stops, BASE.stops[0])), "h0 stands there twice"),
        (replace(BASE, stops=(replace(BASE.stops[0], window=(9, 8)),)), "window of h0"),
        (replace(BASE, stops=(replace(BASE.stops[0], load=-1),)), "load of h0"),
        (replace(BASE, stops=(replace(BASE.stops[0], service_s=-1),)), "service_s of h0"),
        (replace(BASE, stops=(replace(BASE.stops[0], place="nowhere"),)), "where nowhere is"),
        (replace(BASE, deliverers=(deliverer("p1", until=0),)), "until of p1"),
        (replace(BASE, deliverers=(deliverer("p1", capacity=0),)), "capacity of p1"),
        (replace(BASE, deliverers=(deliverer("p1", speed_m_s=0.0),)), "speed_m_s of p1"),
        (replace(BASE, deliverers=(deliverer("p1", loading_s=-1),)), "loading_s of p1"),
        (replace(BASE, deliverers=(deliverer("p1", trips=0),)), "trips of p1"),
        (replace(BASE, ground=replace(BASE.ground, detour=0.5)), "detour"),
        (replace(BASE, balance=0.5), "balance"),
        (replace(BASE, ground=Ground(matrix={"base": {}})), "matrix: the way from base"),
        (
            Problem((Stop("s", "b"),), (deliverer("p"),), Ground(paths=(Footpath("base", "a", 5.0),)), "base"),
            "where b is",
        ),
        (
            Problem(
                (Stop("s", "b"),),
                (deliverer("p"),),
                Ground(paths=(Footpath("base", "a", 5.0), Footpath("b", "c", 5.0))),
                "base",
            ),
            "no footpath leads",
        ),
    ],
)
def test_what_cannot_be_planned_names_the_field_and_the_stop_or_person(asked: Problem, words: str) -> None:
    with pytest.raises(RouteError, match=words):
        plan(asked, limits=QUICK)


@pytest.mark.parametrize("file", ["deliver_A_s1.json", "deliver_B_s1.json"])
def test_the_two_shapes_are_delivered_whole(file: str) -> None:
    asked = shapes.problem_of(json.loads(shared(f"data/planning/{file}").read_text()))
    made = plan(asked, limits=Limits(seconds=120, effort=400))
    assert faults(asked, made) == []
    assert made.unmet == ()


def test_one_deliverer_may_be_limited_in_trips() -> None:
    asked = replace(quarter(stops=12, people=2), deliverers=(deliverer("p1", trips=1), deliverer("p2")))
    made = plan(asked, limits=QUICK)
    assert faults(asked, made) == []
    assert len(made.tours[0].trips) <= 1


def test_deliverers_may_differ_in_speed_load_and_hours() -> None:
    team = (
        Deliverer("foot", capacity=4, since=8 * HOUR, until=10 * HOUR),
        Deliverer("tricycle", capacity=30, since=9 * HOUR, until=18 * HOUR, speed_m_s=2.6, loading_s=600),
    )
    asked = replace(quarter(stops=16, urgent=3), deliverers=team)
    made = plan(asked, limits=QUICK)
    assert faults(asked, made) == []
    assert made.unmet == ()
