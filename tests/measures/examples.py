"""Examples of the acts on gates and orders."""

from datetime import date, timedelta

from django.utils import timezone

from fangxian.door.act import Act
from fangxian.measures.acts import (
    AddGate,
    AnswerComplaint,
    BindNewHomes,
    ClosePlace,
    CloseUnit,
    ConfineHousehold,
    EndException,
    GrantException,
    HandOverComplaint,
    LiftClosure,
    LiftUnit,
    OpenGate,
    RecordComplaint,
    ReleaseHousehold,
    RetireGate,
    ReviewClosure,
    ReviewHousehold,
    ReviewUnit,
    ShutGate,
    SwitchGate,
)
from fangxian.register.models import Dwelling, Household, Resident
from tests.examples import Example
from tests.homes import Homes
from tests.measures.orders import GROUND, close, closing, confine, gates, midwife, words
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


def close_unit(world: World, homes: Homes) -> CloseUnit:
    building = homes.households[2].dwelling.building_id
    return CloseUnit(**words(world, building=building, stair="1"))


def bind_new(world: World, homes: Homes) -> Act:
    key = world.written(close_unit(world, homes), by=world.an)["unit_closure"]
    move_in(world, homes)
    return BindNewHomes(unit_closure=key)


def move_in(world: World, homes: Homes) -> Household:
    """Somebody moves in beside the household of the closed unit-stair."""
    with world.all_eyes():
        beside = homes.households[2].dwelling
        dwelling = Dwelling.objects.create(area=beside.area, building=beside.building, unit=beside.unit, room="502")
        home = Household.objects.create(area=beside.area, dwelling=dwelling)
        Resident.objects.create(area=beside.area, household=home, name="新搬来")
    return home


def lift_unit(world: World, homes: Homes) -> Act:
    return LiftUnit(unit_closure=world.written(close_unit(world, homes), by=world.an)["unit_closure"], **GROUND)


def next_week() -> date:
    return timezone.localdate() + timedelta(days=7)


def review_closure(world: World, _: Homes) -> Act:
    return ReviewClosure(closure=close(world, gates(world, "南门")[0]), reason="昨日仍有新增", review_on=next_week())


def review_unit(world: World, homes: Homes) -> Act:
    key = world.written(close_unit(world, homes), by=world.an)["unit_closure"]
    return ReviewUnit(unit_closure=key, reason="昨日仍有新增", review_on=next_week())


def review_household(world: World, homes: Homes) -> Act:
    order = world.written(confine(world, homes), by=world.an)["stay_home"]
    return ReviewHousehold(stay_home=order, reason="李青家仍在观察期", review_on=next_week())


def record_complaint(_: World, homes: Homes) -> RecordComplaint:
    return RecordComplaint(household=homes.li.household_id, topic="food", words="李青家三天没有菜")


def heard(world: World, homes: Homes) -> int:
    key: int = world.written(record_complaint(world, homes), by=world.an)["complaint"]
    return key


def answer_complaint(world: World, homes: Homes) -> Act:
    return AnswerComplaint(complaint=heard(world, homes), outcome="upheld", words="今晚送到李青家")


def hand_over_complaint(world: World, homes: Homes) -> Act:
    return HandOverComplaint(complaint=heard(world, homes), to=world.an.pk)


EXAMPLES: dict[type[Act], Example] = {
    AddGate: add_gate,
    AnswerComplaint: answer_complaint,
    ClosePlace: close_place,
    BindNewHomes: bind_new,
    CloseUnit: close_unit,
    ConfineHousehold: confine,
    EndException: end_exception,
    GrantException: grant_exception,
    HandOverComplaint: hand_over_complaint,
    LiftClosure: lift_closure,
    LiftUnit: lift_unit,
    OpenGate: open_gate,
    RecordComplaint: record_complaint,
    ReleaseHousehold: release,
    RetireGate: retire_gate,
    ReviewClosure: review_closure,
    ReviewHousehold: review_household,
    ReviewUnit: review_unit,
    ShutGate: shut_gate,
    SwitchGate: switch_gate,
}
