"""Two decisions about one perimeter at once: the second one waits for the first, and hears what it decided."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from fangxian.areas.models import Person
from fangxian.door.act import Act
from fangxian.door.submit import submit
from fangxian.measures import queries
from fangxian.measures.acts import OpenGate, ShutGate, SwitchGate
from fangxian.measures.models import Closure
from tests.measures.orders import close, closing, gates
from tests.world import World, people_the_world

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a PostgreSQL"),
]
ROUNDS = 5


@pytest.fixture
def ground(transactional_db: None) -> World:
    """The cast, written where other connections see it."""
    return people_the_world()


def at_once(*acts: tuple[Act, Person]) -> list[str]:
    """Submit acts at the same moment, each on its own connection; `written` or the codes, sorted."""
    start = Barrier(len(acts))

    def one(act: Act, by: Person) -> str:
        start.wait(timeout=10)
        try:
            entry = submit(act, by=by)
            return entry.code or "written"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        asked = [pool.submit(one, act, by) for act, by in acts]
        return sorted(answer.result(timeout=30) for answer in asked)


def open_names(world: World) -> list[str]:
    with world.all_eyes():
        return [gate.name for gate in queries.open_gates(world.bamboo, timezone.now())]


def test_of_two_closures_at_once_one_stands(ground: World) -> None:
    south, north = gates(ground, "南门", "北门")
    answers = at_once((closing(ground, south), ground.an), (closing(ground, north), ground.an))
    assert answers[1] == "written" and answers[0] in ("already_closed", "decided_later")
    with ground.all_eyes():
        closure = Closure.objects.get()
        assert open_names(ground) == [closure.open_gate.name]


@pytest.mark.parametrize("wish", [OpenGate, SwitchGate])
def test_two_second_gates_at_once_leave_exactly_one_open(ground: World, wish: Callable[..., Act]) -> None:
    south, north, east = gates(ground, "南门", "北门", "东门")
    close(ground, south)
    for _ in range(ROUNDS):
        at_once((wish(gate=north), ground.an), (wish(gate=east), ground.an))
        assert len(open_names(ground)) == 1


def test_shutting_and_switching_at_once_never_leave_a_closed_place_without_a_gate(ground: World) -> None:
    south, north = gates(ground, "南门", "北门")
    close(ground, south)
    for _ in range(ROUNDS):
        at_once((ShutGate(gate=south), ground.an), (SwitchGate(gate=north), ground.an))
        at_once((ShutGate(gate=north), ground.an), (SwitchGate(gate=south), ground.an))
        assert len(open_names(ground)) == 1
