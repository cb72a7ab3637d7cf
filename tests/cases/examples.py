"""Examples of the acts on cases and on the situation."""

from fangxian.cases.acts import ClassifyCase, DecideLevel, LinkCases, RecordCase
from fangxian.door.act import Act
from tests.cases.test_acts import GROUND
from tests.examples import Example
from tests.homes import Homes
from tests.world import World


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


def decide(world: World, _: Homes) -> Act:
    return DecideLevel(area=world.bamboo.pk, level="outbreak", reason="流调结果今晚到", **GROUND)


EXAMPLES: dict[type[Act], Example] = {
    ClassifyCase: classify,
    DecideLevel: decide,
    LinkCases: link,
    RecordCase: record,
}
