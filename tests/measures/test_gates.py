"""A closed place has exactly one open gate, whatever anybody does, in whatever order."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from fangxian.measures import queries
from fangxian.measures.acts import AddGate, OpenGate, RetireGate, ShutGate, SwitchGate
from tests.measures.orders import close, gate_named, gates, lift
from tests.world import World, ago, people_the_world


def open_names(world: World) -> list[str]:
    with world.all_eyes():
        return [gate.name for gate in queries.open_gates(world.bamboo, timezone.now())]


def test_opening_a_second_gate_of_a_closed_place_is_refused_by_name(world: World) -> None:
    south, north = gates(world, "南门", "北门")
    close(world, south)
    entry = world.submit(OpenGate(gate=north), by=world.an)
    assert entry.refused == "second_gate" and "南门" in str(entry.sentence)
    assert open_names(world) == ["南门"]


def test_switching_opens_the_one_and_shuts_the_other(world: World) -> None:
    south, north = gates(world, "南门", "北门")
    close(world, south)
    world.written(SwitchGate(gate=north), by=world.an)
    assert open_names(world) == ["北门"]


def test_the_only_open_gate_can_neither_be_shut_nor_given_up(world: World) -> None:
    south, _north = gates(world, "南门", "北门")
    close(world, south)
    assert world.submit(ShutGate(gate=south), by=world.an).refused == "only_gate"
    assert world.submit(RetireGate(gate=south), by=world.an).refused == "only_gate"


def test_a_gate_added_to_a_closed_place_is_shut(world: World) -> None:
    (south,) = gates(world, "南门")
    close(world, south)
    gates(world, "新门")
    assert open_names(world) == ["南门"]


def test_an_open_place_opens_and_shuts_its_gates_freely(world: World) -> None:
    south, north = gates(world, "南门", "北门")
    for gate in (south, north):
        world.written(ShutGate(gate=gate), by=world.an)
    assert open_names(world) == []
    world.written(OpenGate(gate=north), by=world.an)
    assert open_names(world) == ["北门"]


@pytest.mark.parametrize(
    ("act", "code"),
    [(OpenGate, "gate_open_already"), (SwitchGate, "nothing_to_switch")],
)
def test_an_open_gate_of_an_open_place_is_left_alone(world: World, act: type[OpenGate], code: str) -> None:
    (south,) = gates(world, "南门")
    assert world.submit(act(gate=south), by=world.an).refused == code


def test_a_shut_gate_is_not_shut_twice_and_a_given_up_one_is_past(world: World) -> None:
    south, _north = gates(world, "南门", "北门")
    world.written(ShutGate(gate=south), by=world.an)
    assert world.submit(ShutGate(gate=south), by=world.an).refused == "gate_shut_already"
    world.written(RetireGate(gate=south), by=world.an)
    assert world.submit(OpenGate(gate=south), by=world.an).refused == "gate_given_up"


def test_two_gates_of_one_place_have_two_names(world: World) -> None:
    gates(world, "南门")
    again = AddGate(area=world.bamboo.pk, name="南门", gate_kind="village_gate")
    assert world.submit(again, by=world.an).refused == "gate_name_taken"


def test_a_decision_that_arrives_late_does_not_overtake_a_later_one(world: World) -> None:
    south, north = gates(world, "南门", "北门")
    close(world, south, since=ago(hours=4), happened_at=ago(hours=4))
    world.written(SwitchGate(gate=north, happened_at=ago(hours=1)), by=world.an)
    late = world.submit(SwitchGate(gate=north, happened_at=ago(hours=2)), by=world.an)
    assert late.refused == "decided_later"
    with world.all_eyes():
        for hours in (3, 2, 1, 0):
            assert len(queries.open_gates(world.bamboo, ago(hours=hours))) == 1


def test_the_expressway_checkpoint_is_not_touched_by_a_village(world: World) -> None:
    post = AddGate(area=world.district.pk, name="岚山高速出口", gate_kind="expressway", emergency_lane=True)
    world.written(post, by=world.qu)
    (south,) = gates(world, "南门")
    close(world, south)
    with world.all_eyes():
        assert queries.is_open(gate_named(world, "岚山高速出口"), timezone.now())


@pytest.mark.parametrize("nickname", ["dou", "yuan"])
def test_gates_of_a_foreign_place_are_not_found(world: World, nickname: str) -> None:
    (south,) = gates(world, "南门")
    assert world.submit(ShutGate(gate=south), by=world.people[nickname]).refused == "not_found"


@pytest.mark.parametrize("nickname", ["gao", "wang", "ju"])
def test_gate_staff_do_not_decide_which_gate_is_open(world: World, nickname: str) -> None:
    (south,) = gates(world, "南门")
    assert world.submit(ShutGate(gate=south), by=world.people[nickname]).refused in ("not_allowed", "not_found")


class ExactlyOneGate(TestCase):
    """Whatever is asked of three gates of a closed place, one is open afterwards and was at every moment."""

    @settings(max_examples=15, deadline=None)
    @given(asked=st.lists(st.tuples(st.sampled_from([OpenGate, ShutGate, SwitchGate, RetireGate]), st.integers(0, 2))))
    def test_exactly_one_gate_is_open_whatever_is_asked(self, asked: list[tuple[type[OpenGate], int]]) -> None:
        world = people_the_world()
        standing = gates(world, "南门", "北门", "西门")
        began = ago(hours=2)
        closure = close(world, standing[0], since=began, happened_at=began)
        for minutes, (act, which) in enumerate(asked, start=1):
            moment = began + timedelta(minutes=minutes)
            world.submit(act(gate=standing[which], happened_at=moment), by=world.an)
            with world.all_eyes():
                assert len(queries.open_gates(world.bamboo, moment)) == 1
        assert lift(world, closure, by=world.an).written
        assert len(open_names(world)) >= 1
