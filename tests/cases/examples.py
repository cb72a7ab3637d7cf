"""Examples of the acts on cases and on the situation."""

from django.utils import timezone

from fangxian.cases.acts import (
    ClassifyCase,
    ConfirmSignal,
    DecideContacts,
    DecideLevel,
    ExcludeSignal,
    LinkCases,
    NameContact,
    NameSource,
    RaiseSignal,
    RecordCase,
    RecordStay,
    RecordStep,
    TakeBackStay,
    TraceContacts,
)
from fangxian.door.act import Act
from fangxian.register.models import Employer, Resident
from tests.cases.test_acts import GROUND
from tests.examples import Example
from tests.homes import Homes
from tests.world import World, ago


def record(world: World, _: Homes) -> RecordCase:
    return RecordCase(area=world.bamboo.pk, name="张伟", classification="confirmed")


def recorded(world: World, homes: Homes) -> int:
    key: int = world.written(record(world, homes), by=world.an)["case"]
    return key


def classify(world: World, homes: Homes) -> Act:
    return ClassifyCase(case=recorded(world, homes), classification="confirmed", source="known")


def link(world: World, homes: Homes) -> Act:
    other = world.written(RecordCase(area=world.bamboo.pk, resident=homes.li.pk), by=world.an)["case"]
    return LinkCases(case=recorded(world, homes), other=other, setting="worksite", note="与李青同桌")


def resident_case(world: World, homes: Homes) -> int:
    act = RecordCase(area=world.bamboo.pk, resident=homes.li.pk, classification="suspected")
    key: int = world.written(act, by=world.an)["case"]
    return key


def step(world: World, homes: Homes) -> Act:
    return RecordStep(case=recorded(world, homes), step="isolated")


def stay(world: World, homes: Homes) -> Act:
    return RecordStay(
        case=recorded(world, homes), setting="household", where="1号 李青家", since=ago(days=1), until=ago(hours=20)
    )


def take_back_stay(world: World, homes: Homes) -> Act:
    return TakeBackStay(stay=world.written(stay(world, homes), by=world.an)["stay"])


def trace(world: World, homes: Homes) -> Act:
    return TraceContacts(case=resident_case(world, homes))


def name(world: World, homes: Homes) -> Act:
    return NameContact(
        case=recorded(world, homes), name="李青", phone="13900000001", last_on=timezone.localdate(ago(days=1))
    )


def decide_contacts(world: World, homes: Homes) -> Act:
    named = NameContact(case=resident_case(world, homes), resident=homes.zhang.pk, last_on=timezone.localdate())
    contact = world.written(named, by=world.an)["contact"]
    return DecideContacts(case=named.case, contacts=(contact,), finding="close")


def decide(world: World, _: Homes) -> Act:
    return DecideLevel(area=world.bamboo.pk, level="outbreak", reason="流调结果今晚到", **GROUND)


def plant(world: World, homes: Homes) -> int:
    with world.all_eyes():
        found = Employer.objects.create(area=world.bamboo, name="海边钢厂")
        Resident.objects.filter(pk=homes.zhang.pk).update(employer=found)
    return found.pk


def raise_signal(world: World, homes: Homes) -> RaiseSignal:
    return RaiseSignal(area=world.bamboo.pk, employer=plant(world, homes), heard="李青说的")


def signalled(world: World, homes: Homes) -> int:
    key: int = world.written(raise_signal(world, homes), by=world.an)["signal"]
    return key


def exclude(world: World, homes: Homes) -> Act:
    return ExcludeSignal(signal=signalled(world, homes))


def confirm(world: World, homes: Homes) -> Act:
    return ConfirmSignal(signal=signalled(world, homes), case=recorded(world, homes))


def source(world: World, homes: Homes) -> Act:
    return NameSource(case=recorded(world, homes), infected_by=resident_case(world, homes), setting="worksite")


EXAMPLES: dict[type[Act], Example] = {
    ClassifyCase: classify,
    ConfirmSignal: confirm,
    DecideContacts: decide_contacts,
    DecideLevel: decide,
    ExcludeSignal: exclude,
    LinkCases: link,
    NameContact: name,
    NameSource: source,
    RaiseSignal: raise_signal,
    RecordCase: record,
    RecordStay: stay,
    RecordStep: step,
    TakeBackStay: take_back_stay,
    TraceContacts: trace,
}
