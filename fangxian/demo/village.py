"""A village of 658 people with two confirmed cases: its ledger, its level, its closure."""

from datetime import timedelta
from typing import Any

from fangxian.cases.acts import DecideLevel, LinkCases, RecordCase
from fangxian.demo.ledgers import village_ledger
from fangxian.demo.people import settled, village_homes
from fangxian.demo.stage import Stage
from fangxian.measures.acts import AddGate, ClosePlace, GrantException
from fangxian.register.acts import ImportLedger, UploadLedger
from fangxian.register.models import Household, Resident

PEOPLE = 658
SEED = 2020
BODY = "演示区疫情处置指挥部"
BASIS = "传染病防治法第四十二条"


def settle_village(stage: Stage) -> None:
    """The village's own ledger comes in."""
    content = village_ledger(
        "柳泉村村民信息台账", settled(village_homes(), PEOPLE, seed=SEED), on=stage.first_day.date()
    )
    at = stage.at(0, 7)
    upload = UploadLedger(
        area=stage.places["village"].pk, file_name="柳泉村台账.xlsx", content=content, happened_at=at
    )  # fmt: skip
    number = stage.do(upload, by="cunzhi")["upload"]
    stage.do(ImportLedger(upload=number, happened_at=at + timedelta(minutes=5)), by="cunzhi")


def two_cases(stage: Stage) -> None:
    """Two people of one household are confirmed on two days; a named person decides on the level."""
    with stage.eyes_of("yisheng"):
        home = Household.objects.filter(residents__relation="配偶").order_by("pk")[0]
        ill = list(Resident.objects.filter(household=home).order_by("pk")[:2])
    numbers = [confirmed(stage, resident.pk, day) for day, resident in enumerate(ill)]
    link = LinkCases(case=numbers[0], other=numbers[1], setting="household", happened_at=stage.at(1, 9, 10))
    stage.do(link, by="yisheng")
    decision = DecideLevel(
        area=stage.places["village"].pk, level="outbreak", body=BODY, basis=BASIS, document_no="演防指〔2020〕7号",
        happened_at=stage.at(1, 9, 30),
    )  # fmt: skip
    stage.do(decision, by="zhihui")


def confirmed(stage: Stage, resident: int, day: int) -> int:
    """One confirmed case, found on a day of the story; onset two days before."""
    found = stage.at(day, 8, 30)
    case = RecordCase(
        area=stage.places["village"].pk, resident=resident, classification="confirmed", source="known",
        onset_on=found.date() - timedelta(days=2), on=found.date(), happened_at=found,
    )  # fmt: skip
    number: int = stage.do(case, by="yisheng")["case"]
    return number


def close_village(stage: Stage) -> None:
    """Three ways in; the village mouth stays open, everything else is shut, everybody stays at home."""
    gates = [add_gate(stage, name) for name in ("村口", "东路口", "河堤路口")]
    closing = ClosePlace(
        area=stage.places["village"].pk, open_gate=gates[0], level="outbreak", body=BODY, basis=BASIS,
        document_no="演防指〔2020〕8号", approved_by="演示市人民政府",
        review_on=stage.at(10, 0).date() + timedelta(days=5),
        alternatives_considered="只封控两例所在的巷道:病例曾参加全村集会,不足以切断传播。",
        supply_owner=stage.cast["wuzi"].pk, contact_phone="0633-0000110", happened_at=stage.at(1, 10),
    )  # fmt: skip
    stage.do(closing, by="zhihui")
    with stage.eyes_of("cunzhi"):
        home = Household.objects.order_by("-pk")[0]
    midwife = GrantException(
        household=home.pk, visitor="接生员", reason="birth", until=stage.at(2, 6), happened_at=stage.at(2, 1, 50)
    )
    stage.do(midwife, by="cunzhi")


def add_gate(stage: Stage, name: str) -> int:
    """One of the village's crossing points."""
    return add_gate_at(stage, "village", name, "village_gate", by="cunzhi")


def add_gate_at(stage: Stage, place: str, name: str, kind: Any, *, by: str) -> int:
    """A crossing point on the perimeter of a place, with a lane that is never blocked."""
    act = AddGate(
        area=stage.places[place].pk, name=name, gate_kind=kind, emergency_lane=True, happened_at=stage.at(0, 9)
    )
    gate: int = stage.do(act, by=by)["gate"]
    return gate
