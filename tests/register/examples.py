"""Examples of the register's acts."""

import base64

from fangxian.door.act import Act
from fangxian.register.acts import (
    AddResident,
    CorrectResident,
    CutGrids,
    DiscardUpload,
    DismissRow,
    GridWanted,
    ImportLedger,
    MergeEmployers,
    MoveResident,
    PlaceBuildings,
    PlaceRow,
    RecordDeparture,
    RememberLayout,
    RenewHomeLink,
    SplitEmployers,
    Spot,
    UndoImport,
    UploadLedger,
)
from fangxian.register.acts.residents import Particulars
from fangxian.register.models import Employer, UnplacedRow
from tests.examples import Example
from tests.homes import Homes
from tests.register.ledger.ledgers import citizen_id, workbook
from tests.world import World


def ledger() -> str:
    rows = [("住址", "姓名", "身份证号"), ("8-1-101", "周全", citizen_id(8)), ("墙后面", "吴处", citizen_id(9))]
    return base64.b64encode(workbook(Sheet1=rows)).decode()


def upload(world: World, _: Homes) -> UploadLedger:
    return UploadLedger(area=world.bamboo.pk, file_name="台账.xlsx", content=ledger())


def take_in(world: World, homes: Homes) -> ImportLedger:
    return ImportLedger(upload=world.written(upload(world, homes), by=world.an)["upload"])


def undo(world: World, homes: Homes) -> Act:
    return UndoImport(of=world.written(take_in(world, homes), by=world.an)["import"])


def discard(world: World, homes: Homes) -> Act:
    return DiscardUpload(upload=take_in(world, homes).upload)


def remember(world: World, _: Homes) -> Act:
    return RememberLayout(area=world.bamboo.pk, signature="0123456789abcdef", columns={"A": "name"})


def waiting_row(world: World, homes: Homes) -> int:
    world.written(take_in(world, homes), by=world.an)
    with world.all_eyes():
        return UnplacedRow.objects.get().pk


def place(world: World, homes: Homes) -> Act:
    return PlaceRow(row=waiting_row(world, homes), address="8-1-102")


def dismiss(world: World, homes: Homes) -> Act:
    return DismissRow(row=waiting_row(world, homes), reason="没有这户")


def add(world: World, _: Homes) -> Act:
    return AddResident(area=world.bamboo.pk, name="郑好", address="9号")


def correct(_: World, homes: Homes) -> Act:
    return CorrectResident(resident=homes.li.pk, particulars=Particulars(note="腿脚不便"))


def move(_: World, homes: Homes) -> Act:
    return MoveResident(resident=homes.li.pk, address="2号")


def leave(_: World, homes: Homes) -> Act:
    return RecordDeparture(resident=homes.li.pk)


def cut(world: World, homes: Homes) -> Act:
    buildings = tuple(household.dwelling.building_id for household in homes.households)
    return CutGrids(area=world.bamboo.pk, grids=[GridWanted(name="一网格", buildings=buildings, worker=world.tian.pk)])


def place_on_map(world: World, homes: Homes) -> Act:
    spot = Spot(building=homes.households[0].dwelling.building_id, lon=119.3, lat=35.1)
    return PlaceBuildings(area=world.bamboo.pk, spots=[spot])


def same_employers(world: World, _: Homes) -> MergeEmployers:
    with world.all_eyes():
        one, other = (Employer.objects.create(area=world.bamboo, name=name) for name in ("海边钢厂", "海边刚厂"))
    return MergeEmployers(employer=one.pk, other=other.pk)


def split(world: World, homes: Homes) -> Act:
    return SplitEmployers(merge=world.written(same_employers(world, homes), by=world.an)["merge"])


EXAMPLES: dict[type[Act], Example] = {
    CutGrids: cut,
    PlaceBuildings: place_on_map,
    UploadLedger: upload,
    ImportLedger: take_in,
    UndoImport: undo,
    DiscardUpload: discard,
    RenewHomeLink: lambda _, homes: RenewHomeLink(household=homes.li.household_id, reason="李青拍照发到群里了"),
    RememberLayout: remember,
    PlaceRow: place,
    DismissRow: dismiss,
    AddResident: add,
    CorrectResident: correct,
    MergeEmployers: same_employers,
    SplitEmployers: split,
    MoveResident: move,
    RecordDeparture: leave,
}
