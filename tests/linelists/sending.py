"""Short ways to make lists and to send them."""

import base64
import csv
from collections.abc import Sequence
from io import StringIO

from fangxian.areas.models import Person
from fangxian.door.act import Answer
from fangxian.linelists.acts import SendList, TakeInList
from tests.world import World

CASES = ("姓名", "电话", "住址", "病例分类", "发病日期", "报告日期", "体温")
CONTACTS = ("接触者编号", "姓名", "电话", "病例编号", "末次接触日期")


def sheet(*rows: Sequence[object]) -> bytes:
    """The rows as a CSV."""
    target = StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue().encode()


def sending(world: World, data: bytes, *, kind: str = "", name: str = "名单.csv") -> SendList:
    """The act that sends a file for Bamboo."""
    return SendList(area=world.bamboo.pk, list_kind=kind, file_name=name, content=base64.b64encode(data).decode())


def sent(world: World, *rows: Sequence[object], by: Person | None = None, kind: str = "") -> int:
    """The key of a list that was sent."""
    key: int = world.written(sending(world, sheet(*rows), kind=kind), by=by or world.mei)["list"]
    return key


def taken(world: World, *rows: Sequence[object], kind: str = "") -> Answer:
    """What became of a list that was sent and taken in."""
    return world.written(TakeInList(list_file=sent(world, *rows, kind=kind)), by=world.mei)
