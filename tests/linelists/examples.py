"""Examples of the acts on line lists."""

from fangxian.cases.acts import RecordCase
from fangxian.door.act import Act
from fangxian.linelists.acts import (
    DiscardList,
    DismissListRow,
    GiveOutList,
    RememberListLayout,
    SendList,
    SettleListRow,
    TakeInList,
    TryListAgain,
)
from fangxian.linelists.models import ListRow
from tests.examples import Example
from tests.homes import Homes
from tests.linelists.sending import CASES, sending, sheet
from tests.world import World

ROW = ("张伟", "13900000001", "", "确诊病例", "", "", "")


def send(world: World, _: Homes) -> SendList:
    return sending(world, sheet(CASES, ROW), name="李青给的名单.csv")


def sent(world: World, homes: Homes) -> int:
    key: int = world.written(send(world, homes), by=world.an)["list"]
    return key


def take_in(world: World, homes: Homes) -> Act:
    return TakeInList(list_file=sent(world, homes))


def waiting(world: World, homes: Homes) -> int:
    world.written(take_in(world, homes), by=world.an)
    with world.all_eyes():
        return ListRow.objects.get(end=None).pk


def again(world: World, homes: Homes) -> Act:
    waiting(world, homes)
    with world.all_eyes():
        return TryListAgain(list_file=ListRow.objects.get().of_id)


def settle(world: World, homes: Homes) -> Act:
    return SettleListRow(row=waiting(world, homes), name="张伟", phone="13900000001", classification="confirmed")


def dismiss(world: World, homes: Homes) -> Act:
    return DismissListRow(row=waiting(world, homes), reason="李青说的是邻村的张伟")


def discard(world: World, homes: Homes) -> Act:
    return DiscardList(list_file=sent(world, homes))


def remember(world: World, _: Homes) -> Act:
    return RememberListLayout(area=world.bamboo.pk, signature="0" * 16, columns={"A": "name"})


def give_out(world: World, homes: Homes) -> Act:
    world.written(RecordCase(area=world.bamboo.pk, resident=homes.li.pk), by=world.an)
    return GiveOutList(area=world.bamboo.pk, table="godata_cases")


EXAMPLES: dict[type[Act], Example] = {
    DiscardList: discard,
    DismissListRow: dismiss,
    GiveOutList: give_out,
    RememberListLayout: remember,
    SendList: send,
    SettleListRow: settle,
    TakeInList: take_in,
    TryListAgain: again,
}
