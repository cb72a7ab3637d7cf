"""Examples of the acts at the gate: guests, drivers and reasons bear names, and the ledger must not keep them."""

from uuid_utils.compat import uuid7

from fangxian.door.act import Act
from fangxian.gates.acts import (
    BookLine,
    EndAuthorisation,
    GrantAuthorisation,
    HandOverGate,
    IssueOutingPasses,
    RecordGateBook,
    RecordPassage,
    RenewPassKey,
    SettleArrival,
    TakeBackPassage,
    WithdrawPassKey,
)
from fangxian.gates.models import Arrival, PassKey
from tests.examples import Example
from tests.homes import Homes
from tests.measures.orders import close, gates
from tests.world import World, ago


def open_gate(world: World) -> int:
    gate, _shut = gates(world, "村口", "北门")
    close(world, gate, happened_at=ago(days=3))
    return gate


def passage(world: World, _: Homes) -> RecordPassage:
    return RecordPassage(
        gate=open_gate(world), way="in", guest="张伟", guest_phone="13900000001", note="李青的表哥",
        came_from="李青老家", bound_for="张伟家", goods="给李青的药",
    )  # fmt: skip


def take_back(world: World, homes: Homes) -> Act:
    return TakeBackPassage(
        passage=world.written(passage(world, homes), by=world.an)["passage"], reason="是李青不是张伟"
    )


def book(world: World, homes: Homes) -> Act:
    guest = BookLine(way="in", at=ago(hours=5), guest="张伟", guest_phone="13900000001", note="李青的表哥")
    known = BookLine(way="out", at=ago(hours=6), resident=homes.li.pk)
    return RecordGateBook(gate=open_gate(world), lines=(known, guest))


def grant(world: World, homes: Homes) -> GrantAuthorisation:
    return GrantAuthorisation(
        area=world.bamboo.pk, resident=homes.li.pk, bearer="张伟开车", purpose="illness", until=ago(hours=-24)
    )


def end(world: World, homes: Homes) -> Act:
    granted = world.written(grant(world, homes), by=world.an)["authorisation"]
    return EndAuthorisation(authorisation=granted, reason="李青已痊愈")


def hand_over(world: World, _: Homes) -> Act:
    return HandOverGate(gate=open_gate(world), taken_by="董门", note="李青还没回来")


def issue(world: World, _: Homes) -> Act:
    return IssueOutingPasses(area=world.bamboo.pk)


def renew(world: World, _: Homes) -> Act:
    return RenewPassKey(area=world.bamboo.pk)


def withdraw(world: World, homes: Homes) -> Act:
    world.written(renew(world, homes), by=world.an)
    with world.all_eyes():
        return WithdrawPassKey(key=PassKey.objects.get().pk, reason="张伟的电脑丢了")


def settle_arrival(world: World, homes: Homes) -> Act:
    with world.all_eyes():
        arrival = Arrival.objects.create(
            id=uuid7(), area=world.bamboo, checkpoint="高速口", guest="张伟", at=ago(hours=1)
        )
    return SettleArrival(arrival=arrival.pk, outcome="visited", note="李青已登记")


EXAMPLES: dict[type[Act], Example] = {
    EndAuthorisation: end,
    GrantAuthorisation: grant,
    HandOverGate: hand_over,
    IssueOutingPasses: issue,
    RecordGateBook: book,
    RecordPassage: passage,
    RenewPassKey: renew,
    SettleArrival: settle_arrival,
    TakeBackPassage: take_back,
    WithdrawPassKey: withdraw,
}
