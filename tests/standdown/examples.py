"""Examples of the acts on the ending."""

from decimal import Decimal

from fangxian.door.act import Act
from fangxian.standdown.acts import (
    AskErasure,
    ConfirmErasure,
    EraseExpired,
    FreezeFigures,
    HandOverRest,
    IssueServiceCertificates,
    LiftHold,
    PlaceHold,
    SignStock,
    StepDown,
)
from fangxian.standdown.rules.registers import REGISTERS
from fangxian.supplies.acts import IssueStock
from fangxian.tasks.acts import NoteTask
from tests.examples import Example
from tests.homes import Homes
from tests.standdown.ended import ended, outbreak, released, step_down
from tests.standdown.serving import stood
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


def thanking(world: World, _: Homes) -> Act:
    stood(world)
    return IssueServiceCertificates(area=world.bamboo.pk)


def freezing(world: World, homes: Homes) -> Act:
    ended(world, homes)
    return FreezeFigures(area=world.bamboo.pk)


def asking(world: World, homes: Homes) -> AskErasure:
    world.written(freezing(world, homes), by=world.an)
    return AskErasure(area=world.bamboo.pk, registers=REGISTERS, place_name="竹村")


def confirming(world: World, homes: Homes) -> Act:
    erasure = world.written(asking(world, homes), by=world.an)["erasure"]
    return ConfirmErasure(erasure=erasure, place_name="竹村")


def holding(world: World, _: Homes) -> PlaceHold:
    return PlaceHold(area=world.bamboo.pk, registers=("health",), reason="李青申请行政复议")


def lifting(world: World, homes: Homes) -> Act:
    return LiftHold(hold=world.written(holding(world, homes), by=world.an)["hold"], reason="李青的案件已结")


def expiring(world: World, _: Homes) -> Act:
    return EraseExpired(area=world.bamboo.pk)


EXAMPLES: dict[type[Act], Example] = {
    StepDown: stepping, HandOverRest: handing, SignStock: signing, IssueServiceCertificates: thanking,
    FreezeFigures: freezing, AskErasure: asking, ConfirmErasure: confirming, PlaceHold: holding, LiftHold: lifting,
    EraseExpired: expiring,
}  # fmt: skip
