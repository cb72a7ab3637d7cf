"""Examples of the acts on cases and on the situation."""

from django.utils import timezone

from fangxian.cases.acts import (
    ClassifyCase,
    ConfirmSignal,
    CorrectOnset,
    DecideContacts,
    DecideLevel,
    ExcludeSignal,
    KeepOnset,
    LinkCases,
    NameContact,
    NameShift,
    NameSource,
    ProposeOnset,
    RaiseSignal,
    RecordCase,
    RecordStay,
    RecordStep,
    RenewContacts,
    TakeBackLink,
    TakeBackStay,
    TakeBackStep,
    TraceContacts,
)
from fangxian.cases.models import Contact
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


def take_back_step(world: World, homes: Homes) -> Act:
    return TakeBackStep(step=world.written(step(world, homes), by=world.an)["step"], reason="记错了日子")


def take_back_link(world: World, homes: Homes) -> Act:
    return TakeBackLink(case_link=world.written(link(world, homes), by=world.an)["link"], reason="李青不在那里上班")


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


def correct_onset(world: World, homes: Homes) -> Act:
    return CorrectOnset(case=recorded(world, homes), onset_on=timezone.localdate(ago(days=2)), reason="她早两天就咳了")


def propose_onset(world: World, homes: Homes) -> Act:
    return ProposeOnset(case=recorded(world, homes), onset_on=timezone.localdate(ago(days=2)))


def keep_onset(world: World, homes: Homes) -> Act:
    act = ProposeOnset(case=recorded(world, homes), onset_on=timezone.localdate(ago(days=2)))
    world.written(act, by=world.an)
    return KeepOnset(case=act.case, reason="病历上写的是另一天")


def renew_contacts(world: World, homes: Homes) -> Act:
    act = RecordCase(area=world.bamboo.pk, resident=homes.li.pk, happened_at=ago(days=2))
    case = world.written(act, by=world.an)["case"]
    world.written(TraceContacts(case=case, happened_at=ago(days=2)), by=world.an)
    with world.all_eyes():
        keys = tuple(Contact.objects.filter(case=case).values_list("pk", flat=True))
    found = DecideContacts(case=case, contacts=keys, finding="close", happened_at=ago(days=2))
    world.written(found, by=world.an)
    world.written(TraceContacts(case=case), by=world.an)
    return RenewContacts(case=case, contacts=keys)


def decide(world: World, _: Homes) -> Act:
    return DecideLevel(area=world.bamboo.pk, level="outbreak", reason="流调结果今晚到", **GROUND)


def plant(world: World, homes: Homes) -> int:
    with world.all_eyes():
        found = Employer.objects.create(area=world.bamboo, name="海边钢厂")
        Resident.objects.filter(pk=homes.zhang.pk).update(employer=found)
    return found.pk


def shift(world: World, homes: Homes) -> Act:
    works = plant(world, homes)
    return NameShift(case=recorded(world, homes), employer=works, mates=(homes.zhang.pk,), last_on=timezone.localdate())


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
    CorrectOnset: correct_onset,
    DecideContacts: decide_contacts,
    DecideLevel: decide,
    ExcludeSignal: exclude,
    KeepOnset: keep_onset,
    LinkCases: link,
    NameContact: name,
    NameShift: shift,
    NameSource: source,
    ProposeOnset: propose_onset,
    RaiseSignal: raise_signal,
    RecordCase: record,
    RecordStay: stay,
    RecordStep: step,
    RenewContacts: renew_contacts,
    TakeBackStay: take_back_stay,
    TakeBackStep: take_back_step,
    TakeBackLink: take_back_link,
    TraceContacts: trace,
}
