"""Examples of the acts on sweeps."""

from fangxian.canvass.acts import BeginRound, CloseSweep, RecordDoor, StartSweep
from fangxian.door.act import Act
from tests.canvass.sweeps import doors, knock, start, started
from tests.examples import Example
from tests.homes import Homes
from tests.world import World


def start_sweep(world: World, _: Homes) -> Act:
    return start(world, question="李青家有谁回来了?")


def begin_round(world: World, _: Homes) -> Act:
    return BeginRound(sweep=started(world))


def record_door(world: World, _: Homes) -> Act:
    said = {"needs_said": "李青要降压药", "note": "张伟在家", "met": 2}
    return RecordDoor(sweep=started(world), dwelling=doors(world)[0], outcome="opened", **said)


def close_sweep(world: World, _: Homes) -> Act:
    sweep = started(world)
    for door in doors(world):
        knock(world, sweep, door, "opened")
    return CloseSweep(sweep=sweep)


EXAMPLES: dict[type[Act], Example] = {
    BeginRound: begin_round,
    CloseSweep: close_sweep,
    RecordDoor: record_door,
    StartSweep: start_sweep,
}
