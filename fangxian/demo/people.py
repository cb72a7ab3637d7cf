"""Invented people for the demo: names from common characters, identity numbers of an area that does not exist.

Everything is drawn from one seed, so two demos are alike. Identity numbers begin with 371199,
assigned nowhere.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍红建国志文斌宇浩雨欣梓涵子轩怡然桐"
ID_PREFIX = "371199"
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
EMPLOYERS = ("海风钢铁公司", "演示港务公司", "家乐超市", "演示实验小学", "个体", "务农", "区人民医院", "物流园")
AS_OF = date(2020, 2, 1)


@dataclass(frozen=True)
class Invented:
    """One row of an invented ledger."""

    building: str
    unit: str
    room: str
    name: str
    relation: str
    sex: str
    born_on: date
    citizen_id: str
    phone: str
    employer: str
    hukou: str


@dataclass(frozen=True)
class Home:
    """An address to be filled."""

    building: str
    unit: str
    room: str


def village_homes() -> list[Home]:
    """One house per household along the lanes: 212 houses."""
    return [Home(str(n), "", "") for n in range(1, 213)]


def community_homes(buildings: int) -> list[Home]:
    """Buildings of two stairs, six floors and two doors a floor; the last building is a little smaller."""
    return [
        Home(str(b), str(unit), f"{floor}0{door}")
        for b in range(1, buildings + 1)
        for unit in (1, 2)
        for floor in range(1, 7)
        for door in (1, 2)
    ]


def settled(homes: list[Home], people: int, *, seed: int) -> Iterator[Invented]:
    """Exactly so many people spread over the homes, every home with at least one while they last."""
    draw = random.Random(seed)
    sizes = household_sizes(len(homes), people, draw)
    numbers = Numbers()
    for home, size in zip(homes, sizes, strict=True):
        for place in range(size):
            yield invented(home, place, numbers, draw)


class Numbers:
    """Gives each person a phone and an identity number nobody else of the same ledger has."""

    def __init__(self) -> None:
        self.people = 0
        self.born: Counter[tuple[date, str]] = Counter()

    def phone(self, draw: random.Random) -> str:
        """The next phone number."""
        self.people += 1
        return f"1{draw.choice('3578')}{self.people:09d}"

    def citizen_id(self, born: date, sex: str) -> str:
        """The next identity number of that birthday: it checks (GB 11643, ISO 7064 MOD 11-2) and is nobody's."""
        nth = self.born[born, sex]
        self.born[born, sex] += 1
        body = f"{ID_PREFIX}{born:%Y%m%d}{2 * nth + (1 if sex == '男' else 0):03d}"
        return body + ID_CHECKS[sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True)) % 11]


def household_sizes(homes: int, people: int, draw: random.Random) -> list[int]:
    """How many live in each home: at least one where there are enough, at most seven, adding up exactly."""
    if people < homes:
        lived_in = set(draw.sample(range(homes), people))
        return [int(n in lived_in) for n in range(homes)]
    sizes = [1] * homes
    open_homes = list(range(homes))
    for _ in range(people - homes):
        n = draw.choice(open_homes)
        sizes[n] += 1
        if sizes[n] == 7:
            open_homes.remove(n)
    return sizes


def invented(home: Home, place: int, numbers: Numbers, draw: random.Random) -> Invented:
    """The person in the given place of a household: head, partner, children, parents."""
    sex = draw.choice("男女")
    born = AS_OF - timedelta(days=int(365.25 * age_of(place, draw)))
    grown = (AS_OF - born).days > 365 * 16
    return Invented(
        building=home.building, unit=home.unit, room=home.room,
        name=draw.choice(SURNAMES) + "".join(draw.sample(GIVEN, draw.choice((1, 2, 2)))),
        relation=relation_of(place, sex), sex=sex, born_on=born,
        citizen_id=numbers.citizen_id(born, sex), phone=numbers.phone(draw) if grown else "",
        employer=draw.choice(EMPLOYERS) if grown else "", hukou=draw.choice(("本地", "本地", "本地", "外地")),
    )  # fmt: skip


def age_of(place: int, draw: random.Random) -> float:
    """An age in years that suits the place in the household."""
    low, high = {0: (25, 70), 1: (24, 68), 2: (0, 22), 3: (0, 20)}.get(place, (55, 92))
    return draw.uniform(low, high)


def relation_of(place: int, sex: str) -> str:
    """The relation to the head, as ledgers write it."""
    child = "子" if sex == "男" else "女"
    parent = "父亲" if sex == "男" else "母亲"
    return ["户主", "配偶", child, child][place] if place < 4 else parent
