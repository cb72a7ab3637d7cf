"""Examples of what households do through their links."""

from decimal import Decimal

from fangxian.door.act import Act
from fangxian.households.acts import AskFromHome, LookIn, ReportReading, StateOwnNeeds
from fangxian.monitoring.acts import Signs
from fangxian.supplies.acts.needs import Wanted
from tests.examples import Example
from tests.homes import Homes
from tests.households.linked import carried, stays
from tests.supplies.shelf import filled
from tests.world import World


def look_in(world: World, homes: Homes) -> Act:
    stays(world, homes)
    return LookIn(**carried(world, homes.li))


def report(world: World, homes: Homes) -> Act:
    stays(world, homes)
    signs = Signs(temperature=Decimal("36.6"), note="李青说有点累")
    return ReportReading(**carried(world, homes.li, resident=homes.li.pk, signs=signs))


def state_needs(world: World, homes: Homes) -> Act:
    stays(world, homes)
    shelf = filled(world, homes)
    wanted = [Wanted(item=shelf.cabbage, quantity=Decimal(2))]
    return StateOwnNeeds(**carried(world, homes.li, round=shelf.round, wanted=wanted, note="李青牙不好,要软的"))


def ask(world: World, homes: Homes) -> Act:
    stays(world, homes)
    return AskFromHome(**carried(world, homes.li, topic="going_out", words="李青家的地什么时候能种?"))


EXAMPLES: dict[type[Act], Example] = {
    AskFromHome: ask,
    LookIn: look_in,
    ReportReading: report,
    StateOwnNeeds: state_needs,
}
