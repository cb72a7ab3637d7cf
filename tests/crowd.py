"""A Bamboo as large as a test wants it: `n` of everything that a page may list, all of it through the door.

For suites that ask whether something depends on how much a place holds. A room that lists something new adds a few
of it here.
"""

import base64
import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.canvass.acts import CloseSweep, StartSweep
from fangxian.cases.acts import (
    ClassifyCase,
    DecideContacts,
    DecideLevel,
    ExcludeSignal,
    LinkCases,
    NameContact,
    RaiseSignal,
    RecordCase,
    RecordStay,
    RecordStep,
    TraceContacts,
)
from fangxian.disinfection.acts import PlanRound, RecordDisinfection
from fangxian.disinfection.models import Stop
from fangxian.door.acts import AppointPost, OpenNames
from fangxian.door.models import Stray
from fangxian.duty.acts import DeclareDerogation, DropOut, GiveShift, KeepRoster, PublishRoster, ReportForDuty
from fangxian.duty.acts.rosters import PlannedShift
from fangxian.duty.models import Shift
from fangxian.duty.queries import midnight
from fangxian.field.acts import EnrolPhone
from fangxian.gates.acts import BookLine, GrantAuthorisation, HandOverGate, RecordGateBook, RecordPassage, SettleArrival
from fangxian.gates.models import Arrival
from fangxian.measures.acts import AddGate, AnswerComplaint, CloseUnit, RecordComplaint
from fangxian.monitoring.acts import (
    AskWelfareVisit,
    CloseWatch,
    IssueCertificate,
    NoteSpecialGroup,
    OpenWatch,
    RecordAttempt,
    WriteClinicalNote,
)
from fangxian.register.acts import ImportLedger, MergeEmployers, UploadLedger
from fangxian.register.models import Employer, Resident
from fangxian.supplies.acts import (
    AddItem,
    AddStore,
    AskMedicine,
    AssignDeliverers,
    ClosePurchase,
    IssueStock,
    ReceiveStock,
    RecordHandover,
    RecordUnmet,
    SetIssuePlan,
    StateNeeds,
)
from fangxian.supplies.acts.bags import Tour
from fangxian.supplies.acts.needs import Wanted
from fangxian.supplies.models import Bag, NeedsRound
from fangxian.tasks.acts import FinishTask, HandOverTask, NoteTask, PostponeTask
from tests.canvass.sweeps import doors, knock, started
from tests.cases.test_acts import GROUND
from tests.disinfection.test_rounds import bleach
from tests.duty.staffed import GATE, add, set_gate
from tests.homes import BAMBOO, Homes, settle_one
from tests.households.linked import open_pages
from tests.linelists.sending import CASES as LIST
from tests.linelists.sending import sent, taken
from tests.measures.orders import close, confine, gate_named, gates, midwife
from tests.measures.orders import words as order_words
from tests.monitoring.watching import reading
from tests.register.ledger.ledgers import citizen_id, workbook
from tests.supplies.shelf import round_act
from tests.world import World, ago

HOURS = 8 * 60


def crowd(world: World, n: int) -> None:
    """Fill Bamboo with `n` of everything."""
    homes = [settled(world, i) for i in range(n)]
    open_pages(world)
    for fill in (
        people,
        papers,
        cases,
        lists,
        orders,
        passages,
        teams,
        rounds,
        sweeps,
        notes,
        stock,
        needs,
        medicines,
        watches,
        words,
    ):
        fill(world, homes)


def settled(world: World, i: int) -> Homes:
    """Three households in houses of their own."""
    with world.all_eyes():
        rows = [(str(3 * i + j + 1), unit, room, names) for j, (_, unit, room, names) in enumerate(BAMBOO)]
        lived = [settle_one(world.bamboo, 3 * i + j, row) for j, row in enumerate(rows)]
    return Homes(
        li=lived[0][0], zhang=lived[1][0], lotus_qian=lived[0][0],
        households=[each[0].household for each in lived], bamboo_people=sum(map(len, lived)),
    )  # fmt: skip


def people(world: World, homes: list[Homes]) -> None:
    """Posts given, names opened."""
    for i, _ in enumerate(homes):
        post = AppointPost(area=world.bamboo.pk, username=f"new{i}", name=f"新{i}", role="gatekeeper")
        world.written(post, by=world.an)
        world.written(OpenNames(area=world.lotus.pk, reason="核对转运名单"), by=world.zhen)


def papers(world: World, homes: list[Homes]) -> None:
    """Ledgers that were taken in, with a row nobody could place, ledgers that wait, and strays."""
    for i, _ in enumerate(homes):
        for k, do in enumerate((True, False)):
            number = 2 * i + k
            rows = [
                ("住址", "姓名", "身份证号"), (f"9{number}-1-101", "周全", citizen_id(2 * number)),
                ("墙后面", f"吴{i}", citizen_id(2 * number + 1)),
            ]  # fmt: skip
            content = base64.b64encode(workbook(Sheet1=rows)).decode()
            upload = UploadLedger(area=world.bamboo.pk, file_name=f"{number}.xlsx", content=content)
            key = world.written(upload, by=world.an)["upload"]
            if do:
                world.written(ImportLedger(upload=key), by=world.an)
        world.written(
            EnrolPhone(
                area=world.bamboo.pk, phone=uuid7(), name=f"门岗{i}号", token_hash=f"{i:064x}", upload_hash=f"f{i:063x}"
            ),
            by=world.gao,
        )
        Stray._base_manager.create(
            act_id=str(i), kind="door.lost", area=world.bamboo, by=world.an, received_at=timezone.now(),
            raw=json.dumps({"kind": "door.lost"}), reason="unknown_kind",
        )  # fmt: skip


def cases(world: World, homes: list[Homes]) -> None:
    """Cases of residents and of others, linked in a row, and levels decided."""
    before = None
    for there in homes:
        case = world.written(RecordCase(area=world.bamboo.pk, resident=there.li.pk), by=world.an)["case"]
        world.written(ClassifyCase(case=case, classification="confirmed", source="known"), by=world.an)
        if before:
            world.written(LinkCases(case=case, other=before, setting="worksite"), by=world.an)
        before = case
        world.written(RecordCase(area=world.bamboo.pk, name="张伟", classification="suspected"), by=world.an)
        world.submit(DecideLevel(area=world.bamboo.pk, level="outbreak", reason="流调", **GROUND), by=world.an)
        contacts(world, case, homes)
    signals(world, homes)


def signals(world: World, homes: list[Homes]) -> None:
    """Workplaces whose names are alike, one of them under a signal, others whose signal was excluded."""
    with world.all_eyes():
        alone = [there.households[2].residents.get().pk for there in homes]
        works = [Employer.objects.create(area=world.bamboo, name=f"海边钢厂{i}号车间") for i, _ in enumerate(homes)]
        for work, key in zip(works, alone, strict=True):
            Resident.objects.filter(pk=key).update(employer=work)
    for i, work in enumerate(works):
        signal = world.written(RaiseSignal(area=world.bamboo.pk, employer=work.pk), by=world.an)["signal"]
        if i:
            world.written(ExcludeSignal(signal=signal), by=world.an)
        if i > 1:
            world.written(MergeEmployers(employer=work.pk, other=works[1].pk), by=world.an)


def contacts(world: World, case: int, homes: list[Homes]) -> None:
    """Where a case was, what was done with it, and its contacts, some of them decided about."""
    world.written(RecordStep(case=case, step="interviewed"), by=world.an)
    world.written(TraceContacts(case=case), by=world.an)
    named = []
    for i, there in enumerate(homes):
        stay = RecordStay(
            case=case, setting="household", where=f"{3 * i + 2}号", since=ago(hours=9), until=ago(hours=7)
        )
        world.written(stay, by=world.an)
        with world.all_eyes():
            alone = there.households[2].residents.get().pk
        name = NameContact(case=case, resident=alone, last_on=timezone.localdate())
        named.append(world.written(name, by=world.an)["contact"])
    world.written(DecideContacts(case=case, contacts=tuple(named), finding="close"), by=world.an)


def lists(world: World, homes: list[Homes]) -> None:
    """Line lists that wait to be taken in, and one that was taken in with rows that wait and rows that are settled."""
    rows = [("名单外", "", "", "疑似", "", "", "") for _ in homes]
    known = [(one.li.name, one.li.phone, "", "确诊", "", "", "") for one in homes]
    for i, _ in enumerate(homes):
        sent(world, LIST, *rows, *known, (f"外人{i}", "", "", "疑似", "", "", ""))
    taken(world, LIST, *rows, *known)


def orders(world: World, homes: list[Homes]) -> None:
    """A closed place with many gates, one of them open; households under an order of their own, with visitors."""
    close(world, gates(world, "村口")[0], happened_at=ago(days=3))
    for i, there in enumerate(homes):
        world.written(AddGate(area=world.bamboo.pk, name=f"门{i}", gate_kind="village_gate"), by=world.an)
        world.written(confine(world, there), by=world.an)
        world.written(midwife(world, there), by=world.an)


def announce(world: World, plate: str, *, settled: bool) -> None:
    """A traveller bound for Bamboo, whom a road checkpoint outside of it let through."""
    with world.all_eyes():
        one = Arrival.objects.create(id=uuid7(), area=world.bamboo, checkpoint="高速口", plate=plate, at=ago(hours=1))
    if settled:
        world.written(SettleArrival(arrival=one.pk, outcome="met"), by=world.gao)


def passages(world: World, homes: list[Homes]) -> None:
    """Residents and guests in and out, lines of a paper book, permits, hand-overs, travellers announced."""
    gate = gate_named(world, "村口").pk
    for i, there in enumerate(homes):
        for settled in (False, True):
            announce(world, f"鄂A{i:05}", settled=settled)
        for way in ("out", "in", "out"):
            world.written(RecordPassage(gate=gate, way=way, resident=there.zhang.pk), by=world.gao)
        world.written(RecordPassage(gate=gate, way="in", guest=f"客{i}", plate=f"鲁L1{i:04}"), by=world.gao)
        line = BookLine(way="in", at=ago(hours=5), guest="张伟", note="表哥")
        world.written(RecordGateBook(gate=gate, lines=(line,)), by=world.gao)
        permit = GrantAuthorisation(
            area=world.bamboo.pk, resident=there.li.pk, plate=f"鲁L2{i:04}", purpose="illness", until=ago(hours=-24)
        )
        world.written(permit, by=world.an)
        world.written(HandOverGate(gate=gate, taken_by="董门"), by=world.gao)


def teams(world: World, homes: list[Homes]) -> None:
    """A team with a post for each, two rosters in force after one another, shifts given, people absent."""
    today = timezone.localdate()
    members = [(add(world, f"云{i}"), set_gate(world, **{**GATE, "name": f"哨{i}"})) for i, _ in enumerate(homes)]
    begin = midnight(today)
    for first in (today, today):
        shifts = tuple(PlannedShift(member=m, post=p, start=0, end=HOURS) for m, p in members)
        act = KeepRoster(area=world.bamboo.pk, first_day=first, days=3, shifts=shifts)
        roster = world.written(act, by=world.an)["roster"]
    world.written(PublishRoster(roster=roster), by=world.an)
    with world.all_eyes():
        standing = list(Shift.objects.filter(roster=roster).values_list("pk", flat=True))
    for i, ((member, _), shift) in enumerate(zip(members, standing, strict=True)):
        world.written(ReportForDuty(shift=shift), by=world.an)
        world.written(GiveShift(shift=shift, to=add(world, f"替{i}")), by=world.an)
        away = DropOut(member=member, since=timezone.now(), until=timezone.now() + timedelta(days=2))
        world.written(away, by=world.an)
        derogation = DeclareDerogation(
            member=member, since=begin, until=begin + timedelta(days=1), rest_h=9, reason="病倒",
            rest_since=begin + timedelta(days=2), rest_until=begin + timedelta(days=2, hours=12),
        )  # fmt: skip
        world.written(derogation, by=world.an)


def rounds(world: World, homes: list[Homes]) -> None:
    """Products, rounds with several places, some of them done."""
    for i, _ in enumerate(homes):
        act = PlanRound(
            area=world.bamboo.pk, name=f"楼道{i}", surface="public_surface", mg_l=500, minutes=30, times_per_day=2,
            begins=ago(hours=1), places=f"{3 * i + 3}号楼1单元 扶手\n{3 * i + 1}号楼\n村口", product=bleach(world),
        )  # fmt: skip
        key = world.written(act, by=world.an)["round"]
        with world.all_eyes():
            first = Stop.objects.filter(round=key)[0]
        world.written(RecordDisinfection(stop=first.pk), by=world.tian)


def sweeps(world: World, homes: list[Homes]) -> None:
    """A sweep that is over, and one that is walked, with most doors tried."""
    past = started(world)
    for door in doors(world):
        knock(world, past, door, "opened", met=2, needs_said="降压药", by=world.an)
    world.written(CloseSweep(sweep=past), by=world.an)
    sweep = world.written(StartSweep(area=world.bamboo.pk, name="二轮"), by=world.an)["sweep"]
    for door in doors(world)[2:]:
        knock(world, sweep, door, "no_answer", by=world.tian)


def notes(world: World, homes: list[Homes]) -> None:
    """Lines of the notebook: open, put off, handed over, done, and from yesterday."""
    for i, _ in enumerate(homes):
        keys = [
            world.written(NoteTask(area=world.bamboo.pk, text=text, happened_at=at), by=world.an)["task"]
            for text, at in (
                (f"{3 * i + 3}号楼1单元 消毒 田野 明早", ago(minutes=1)), (f"{3 * i + 1}号楼 送药", ago(minutes=2)),
                ("村口 值班", ago(days=1)), ("发传单", ago(minutes=3)),
            )
        ]  # fmt: skip
        world.written(PostponeTask(task=keys[0], due_at=ago(hours=-2), why="不在"), by=world.an)
        world.written(HandOverTask(task=keys[1], to=world.tian.pk, why="病了"), by=world.an)
        world.written(FinishTask(task=keys[3], proof="已收"), by=world.an)


def stock(world: World, homes: list[Homes]) -> None:
    """Items and stores, goods in and out, free issue planned."""
    for i, _ in enumerate(homes):
        item = AddItem(area=world.bamboo.pk, name=f"菜{i}", unit="斤", item_kind="food", price=Decimal(3))
        mask = AddItem(area=world.bamboo.pk, name=f"口罩{i}", unit="只", item_kind="protective", offered=False)
        world.written(item, by=world.su)
        what = world.written(mask, by=world.su)["item"]
        store = world.written(AddStore(area=world.bamboo.pk, name=f"仓库{i}"), by=world.su)["store"]
        common: dict[str, Any] = {"store": store, "item": what}
        got = ReceiveStock(**common, quantity=Decimal(100), party="慈善会", expires_on=timezone.localdate())
        world.written(got, by=world.su)
        world.written(IssueStock(**common, quantity=Decimal(2), party="张伟"), by=world.su)
        world.written(SetIssuePlan(item=what, per_person_day=Decimal(1), days=14), by=world.su)


def needs(world: World, homes: list[Homes]) -> None:
    """A round whose bags are on their way, handed over or not met, and one that is open."""
    past = stated(world, homes)
    with world.all_eyes():
        NeedsRound.objects.filter(pk=past).update(deadline=ago(hours=1))
    world.written(ClosePurchase(round=past), by=world.su)
    with world.all_eyes():
        bags = list(Bag.objects.filter(round=past).values_list("pk", flat=True))
    half = len(bags) // 2
    tours = [Tour(deliverer=world.tian.pk, bags=bags[:half]), Tour(deliverer=world.su.pk, bags=bags[half:])]
    world.written(AssignDeliverers(round=past, tours=tours), by=world.su)
    for handed, missed in zip(bags[::3], bags[1::3], strict=False):
        world.written(RecordHandover(bag=handed), by=world.su)
        world.written(RecordUnmet(bag=missed, reason="nobody_home"), by=world.su)
    stated(world, homes)


def stated(world: World, homes: list[Homes]) -> int:
    """A round in which every household but one of each house has said what it needs."""
    key: int = world.written(round_act(world, timezone.now()), by=world.su)["round"]
    item = world.written(AddItem(area=world.bamboo.pk, name=f"葱{key}", unit="斤", item_kind="food"), by=world.su)
    for there in homes:
        for household in there.households[:2]:
            wanted = [Wanted(item=item["item"], quantity=Decimal(2))]
            world.written(StateNeeds(round=key, household=household.pk, wanted=wanted), by=world.su)
    return key


def medicines(world: World, homes: list[Homes]) -> None:
    """Medicines to bring."""
    for there in homes:
        asked = AskMedicine(
            household=there.households[0].pk, what="降压药", wanted_by=ago(hours=-5), runner=world.tian.pk
        )
        world.written(asked, by=world.su)


def watches(world: World, homes: list[Homes]) -> None:
    """People under observation, checked, missed, referred, ended; words for the medic, notes, certificates."""
    for there in homes:
        opening = OpenWatch(resident=there.li.pk, category="returnee", reason="汉口", happened_at=ago(days=2))
        watch = world.written(opening, by=world.an)["watch"]
        world.written(NoteSpecialGroup(watch=watch, group="pregnant"), by=world.an)
        for hours, said in ((30, ("36.6",)), (2, ("37.6", "dry_cough", "fatigue"))):
            world.written(reading(there.li, *said, happened_at=ago(hours=hours)), by=world.an)
        world.written(RecordAttempt(resident=there.li.pk, happened_at=ago(hours=1)), by=world.an)
        asked = AskWelfareVisit(household=there.li.household_id, resident=there.li.pk, words="睡不着")
        world.written(asked, by=world.an)
        for text in ("肺部清", "复测"):
            world.written(WriteClinicalNote(resident=there.li.pk, text=text), by=world.mei)
        other = world.written(OpenWatch(resident=there.zhang.pk, category="contact"), by=world.an)["watch"]
        world.written(CloseWatch(watch=other, outcome="excluded", reason="排除"), by=world.an)
        world.written(IssueCertificate(resident=there.zhang.pk, certificate="residence"), by=world.an)


def words(world: World, homes: list[Homes]) -> None:
    """Complaints that wait and that were answered; unit-stairs that are closed."""
    for there in homes:
        for topic in ("food", "going_out"):
            said = RecordComplaint(household=there.li.household_id, topic=topic, words="菜送得太晚")
            complaint = world.written(said, by=world.an)["complaint"]
        world.written(AnswerComplaint(complaint=complaint, words="明早八点前送到"), by=world.an)
        building = there.households[2].dwelling.building_id
        world.written(CloseUnit(**order_words(world, building=building, stair="1")), by=world.an)
