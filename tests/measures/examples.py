"""Examples of the acts on gates and orders."""

from fangxian.door.act import Act
from fangxian.measures.acts import (
    AddGate,
    ClosePlace,
    ConfineHousehold,
    EndException,
    GrantException,
    LiftClosure,
    OpenGate,
    ReleaseHousehold,
    RetireGate,
    ShutGate,
    SwitchGate,
)
from tests.examples import Example
from tests.homes import Homes
from tests.measures.orders import GROUND, close, closing, confine, gates, midwife
from tests.world import World


def add_gate(world: World, _: Homes) -> Act:
    return AddGate(area=world.bamboo.pk, name="南门", gate_kind="village_gate")


def close_place(world: World, _: Homes) -> Act:
    return closing(world, gates(world, "南门", "北门")[0])


def lift_closure(world: World, _: Homes) -> Act:
    return LiftClosure(closure=close(world, gates(world, "南门")[0]), **GROUND)


def open_gate(world: World, homes: Homes) -> Act:
    gate = gates(world, "南门")[0]
    world.written(ShutGate(gate=gate), by=world.an)
    return OpenGate(gate=gate)


def shut_gate(world: World, _: Homes) -> Act:
    return ShutGate(gate=gates(world, "南门", "北门")[0])


def switch_gate(world: World, _: Homes) -> Act:
    south, north = gates(world, "南门", "北门")
    close(world, south)
    return SwitchGate(gate=north)


def retire_gate(world: World, _: Homes) -> Act:
    return RetireGate(gate=gates(world, "南门")[0])


def release(world: World, homes: Homes) -> Act:
    order = world.written(confine(world, homes), by=world.an)["stay_home"]
    return ReleaseHousehold(stay_home=order, **GROUND)


def grant_exception(world: World, homes: Homes) -> Act:
    world.written(confine(world, homes), by=world.an)
    return midwife(world, homes)


def end_exception(world: World, homes: Homes) -> Act:
    exception = world.written(grant_exception(world, homes), by=world.an)["exception"]
    return EndException(exception=exception)


EXAMPLES: dict[type[Act], Example] = {
    AddGate: add_gate,
    ClosePlace: close_place,
    ConfineHousehold: confine,
    EndException: end_exception,
    GrantException: grant_exception,
    LiftClosure: lift_closure,
    OpenGate: open_gate,
    ReleaseHousehold: release,
    RetireGate: retire_gate,
    ShutGate: shut_gate,
    SwitchGate: switch_gate,
}
