"""A few households of Bamboo and Lotus, laid directly: for rooms that need somebody to live there."""

from dataclasses import dataclass

from fangxian.areas.models import Area
from fangxian.door.sealed import blind
from fangxian.register.models import Building, Dwelling, Household, Resident
from tests.world import World


@dataclass
class Homes:
    """Residents by the names used in tests, their households, and how many people Bamboo holds."""

    li: Resident
    zhang: Resident
    lotus_qian: Resident
    households: list[Household]
    bamboo_people: int


# Building, unit, room, names: Bamboo has 3 households and 6 people, Lotus one of 2.
BAMBOO = [("1", "", "", ["李青", "李红", "李小宝"]), ("2", "", "", ["张伟", "王芳"]), ("3", "1", "501", ["赵独"])]
LOTUS = [("1", "1", "101", ["钱多", "孙少"])]


def settle(world: World) -> Homes:
    """Lay the households; phones end in 0001, 0002 … in the order of the tables."""
    with world.all_eyes():
        bamboo = [settle_one(world.bamboo, n, row) for n, row in enumerate(BAMBOO)]
        lotus = settle_one(world.lotus, 9, LOTUS[0])
    return Homes(
        li=bamboo[0][0], zhang=bamboo[1][0], lotus_qian=lotus[0], households=[people[0].household for people in bamboo],
        bamboo_people=sum(map(len, bamboo)),
    )  # fmt: skip


def settle_one(area: Area, n: int, row: tuple[str, str, str, list[str]]) -> list[Resident]:
    """One household with its people; the first is its head."""
    number, unit, room, names = row
    building = Building.objects.create(area=area, community=area, number=number, place_in_walk=n)
    dwelling = Dwelling.objects.create(area=area, building=building, unit=unit, room=room)
    household = Household.objects.create(area=area, dwelling=dwelling)
    phone = f"1390000{n + 1:04d}"
    return [
        Resident.objects.create(
            area=area, household=household, name=name, is_head=i == 0, phone=phone if i == 0 else "",
            phone_index=blind(phone, purpose="phone") if i == 0 else "",
            phone_tail_index=blind(phone[-4:], purpose="phone_tail") if i == 0 else "",
        )
        for i, name in enumerate(names)
    ]  # fmt: skip
