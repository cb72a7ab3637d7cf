"""Days at the gate: the village mouth behind its closure, and the expressway checkpoint."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from fangxian.demo.stage import Stage
from fangxian.demo.village import add_gate_at
from fangxian.gates.acts import GrantAuthorisation, HandOverGate, RecordPassage
from fangxian.measures.models import Gate
from fangxian.register.models import Resident

SEED = 24
AUTHORISED = 16
VAN = "鲁L0A110"
PURPOSES = ("important_work", "illness", "daily_supply")
CARS_A_DAY = 130
ORIGINS = ("日照东港", "连云港", "临沂莒南", "青岛", "徐州", "赣榆")
BOUND_FOR = ("新港社区", "柳泉村", "石桥村", "港区", "过境")


@dataclass(frozen=True)
class Permitted:
    """A resident who may go out, and the authorisation that says so."""

    resident: int
    authorisation: str


def guard_village(stage: Stage) -> None:
    """From the closure on: people with a permit go out and come home, an ambulance passes, twelve sheep do not."""
    draw = random.Random(SEED)
    with stage.eyes_of("menwei"):
        gate = Gate.objects.get(area=stage.places["village"], name="村口").pk
    permit_the_van(stage)
    permitted = [permit(stage, resident, n) for n, resident in enumerate(adults(stage))]
    for day in range(1, 5):
        walk_out_and_home(stage, gate, permitted, day, draw)
        goods_for_everybody(stage, gate, day)
        hand_over(stage, gate, day)
    the_unusual(stage, gate)


def permit_the_van(stage: Stage) -> None:
    """The van that brings everybody's goods may come in and leave again."""
    for kind in ("goods", "vehicle"):
        act = GrantAuthorisation(
            area=stage.places["village"].pk, moving=kind, plate=VAN, purpose="daily_supply", since=stage.at(1, 11),
            until=timezone.now() + timedelta(days=6), happened_at=stage.at(1, 10, 30),
        )  # fmt: skip
        stage.do(act, by="cunzhi")


def adults(stage: Stage) -> list[int]:
    """Residents grown up by the story, one from every tenth household."""
    with stage.eyes_of("cunzhi"):
        grown = Resident.objects.filter(is_head=True).order_by("pk").values_list("pk", flat=True)
        return list(grown[5 : 5 + 10 * AUTHORISED : 10])


def permit(stage: Stage, resident: int, n: int) -> Permitted:
    """Work that cannot stop, medical care or supplies, until after the story."""
    act = GrantAuthorisation(
        area=stage.places["village"].pk, resident=resident, purpose=PURPOSES[n % 3],
        since=stage.at(1, 11), until=timezone.now() + timedelta(days=6), happened_at=stage.at(1, 10, 30),
    )  # fmt: skip
    return Permitted(resident, stage.do(act, by="cunzhi")["authorisation"])


def walk_out_and_home(stage: Stage, gate: int, people: list[Permitted], day: int, draw: random.Random) -> None:
    """Each goes out in the morning and comes home some hours later, with a temperature both times."""
    for one in draw.sample(people, 12):
        out = stage.at(day, 6) + timedelta(minutes=draw.randrange(300 if day > 1 else 240) + (360 if day == 1 else 0))
        for way, at in (("out", out), ("in", out + timedelta(minutes=60 + draw.randrange(300)))):
            record(
                stage, at, gate=gate, way=way, resident=one.resident, temperature=degrees(draw),
                authorisation=one.authorisation,
            )  # fmt: skip


def goods_for_everybody(stage: Stage, gate: int, day: int) -> None:
    """A van with what everybody ordered comes to the gate and leaves again."""
    for way, hour in (("in", 13), ("out", 14)):
        record(stage, stage.at(day, hour, 20), gate=gate, way=way, moving="goods", goods="蔬菜、米面、奶", plate=VAN)


def the_unusual(stage: Stage, gate: int) -> None:
    """What a gate book remembers."""
    for way, at in (("in", stage.at(2, 2, 10)), ("out", stage.at(2, 3, 5))):
        record(stage, at, gate=gate, way=way, moving="vehicle", plate="鲁L120X1", persons=3, emergency="ambulance")
    record(stage, stage.at(3, 9, 40), gate=gate, way="in", moving="animal", animals=12, note="放羊回村,劝返至村外圈舍")
    record(stage, stage.at(3, 16, 5), gate=gate, way="in", guest="外村走亲戚", persons=2, temperature=Decimal("36.5"))
    record(stage, stage.at(4, 0, 15), gate=gate, way="in", moving="vehicle", plate="苏G55K21", persons=4)


def hand_over(stage: Stage, gate: int, day: int) -> None:
    """The shift changes at three in the afternoon."""
    at = stage.at(day, 15)
    if at < timezone.now():
        stage.do(HandOverGate(gate=gate, taken_by="高守门", note="一切正常", happened_at=at), by="menwei")


def guard_expressway(stage: Stage) -> None:
    """The junction: plates, headcounts, temperatures, where from and where to; some are turned back."""
    draw = random.Random(SEED + 1)
    gate = add_gate_at(stage, "district", "高速路口检查站", "expressway", by="zhihui")
    for day in range(1, 5):
        for _ in range(CARS_A_DAY):
            car(stage, gate, stage.at(day, 0) + timedelta(minutes=draw.randrange(24 * 60)), draw)


def car(stage: Stage, gate: int, at: datetime, draw: random.Random) -> None:
    """One car: 2.3 people on average (domain-rules D-07), about one in twenty turned back."""
    turned = draw.random() < 0.05
    record(
        stage, at, by="gaosu", gate=gate, way="in", moving="vehicle",
        plate=f"{draw.choice('鲁鲁鲁苏')}{draw.choice('LGQB')}{draw.randrange(100_000):05d}",
        persons=draw.choice((1, 2, 2, 2, 3, 4)), temperature=degrees(draw), came_from=draw.choice(ORIGINS),
        bound_for=draw.choice(BOUND_FOR), outcome="turned_back" if turned else None,
    )  # fmt: skip


def record(stage: Stage, at: datetime, *, by: str = "menwei", **what: Any) -> None:
    """One passage, if it has happened by now."""
    if at <= timezone.now():
        stage.do(RecordPassage(happened_at=at, **what), by=by)


def degrees(draw: random.Random) -> Decimal:
    """A temperature as a forehead thermometer shows it."""
    return Decimal(draw.randrange(359, 370)) / 10
