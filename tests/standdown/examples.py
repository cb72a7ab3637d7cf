"""Examples of the acts on the ending."""

from decimal import Decimal

from fangxian.door.act import Act
from fangxian.standdown.acts import HandOverRest, SignStock, StepDown
from fangxian.supplies.acts import IssueStock
from fangxian.tasks.acts import NoteTask
from tests.examples import Example
from tests.homes import Homes
from tests.standdown.ended import ended, outbreak, released, step_down
from tests.supplies.shelf import filled
from tests.world import World


def stepping(world: World, homes: Homes) -> Act:
    released(world, outbreak(world, homes))
    return step_down(world)


def handing(world: World, homes: Homes) -> Act:
    ended(world, homes)
    world.written(NoteTask(area=world.bamboo.pk, text="3号楼 送药"), by=world.an)
    return HandOverRest(area=world.bamboo.pk, step="tasks", to="社区服务中心")


def signing(world: World, homes: Homes) -> SignStock:
    shelf = filled(world, homes)
    assert shelf.receive(100).written
    issue = IssueStock(store=shelf.store, item=shelf.masks, quantity=Decimal(40), party="防疫队")
    world.written(issue, by=world.su)
    return SignStock(store=shelf.store, item=shelf.masks, counted=Decimal(60), fate="used")


EXAMPLES: dict[type[Act], Example] = {StepDown: stepping, HandOverRest: handing, SignStock: signing}
