"""Examples of the acts on nights."""

from fangxian.door.act import Act
from fangxian.nights.acts import BeginNight, KeepNightPlan
from tests.duty.staffed import tomorrow
from tests.examples import Example
from tests.homes import Homes
from tests.world import World


def begin(world: World, _: Homes) -> Act:
    return BeginNight(area=world.bamboo.pk, on=tomorrow(), communities=1)


def keep(world: World, homes: Homes) -> Act:
    night = world.written(begin(world, homes), by=world.an)["night"]
    return KeepNightPlan(area=world.bamboo.pk, night=night, on=tomorrow(), figures={"shifts": 21})


EXAMPLES: dict[type[Act], Example] = {BeginNight: begin, KeepNightPlan: keep}
