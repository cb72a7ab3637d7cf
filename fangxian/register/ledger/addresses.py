"""Addresses written in one cell, in any of the spellings people use, as one normal form.

`3-2-501`, `3#2-501`, `3号楼2单元501室`, `003-02-0501` and `３－２－５０１` are one dwelling;
`12号` is a village house. A text that cannot be read whole is not read at all: a wrong address
is worse than one a person still has to fix.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from fangxian.register.ledger.reading import DwellingKey
from fangxian.register.ledger.text import NUMERAL, clean_text, numeral, with_digits


@dataclass(frozen=True, slots=True)
class Within:
    """What is known before the cell is read.

    `stated` is true where the building comes from a column, a section or the sheet, not from the row above;
    `lone_room` is true where a lone number is a room rather than a village house.
    """

    zone: str = ""
    building: str = ""
    unit: str = ""
    stated: bool = False
    lone_room: bool = False


NOWHERE = Within()
MARKS = "(?:号楼|号院|号|楼栋|楼|栋|幢|座|单元|门|梯|层|室|户|组|排|区|期|小组|村民小组|#)"
BUILDING_MARK = "(?:号住宅楼|号居民楼|号楼栋?|#住宅楼|#居民楼|#楼|楼栋|栋楼?|幢楼?|座|号院|楼|#|号)"
NUMBER = r"(?:[A-Z甲乙丙丁]{0,2}\d{1,4}[A-Z甲乙丙丁]?|[A-Z]{1,2}|[甲乙丙丁东西南北中])"
UNIT = r"(?:\d{1,2}|[A-Z]|[甲乙丙丁东西南北中])"
SIDE = r"(?:[东西南北中]{1,2}(?:户|室|屋|门|间|边|侧)|[东西南北中])"
KIND = (
    r"(?:沿街商铺|沿街门面|车库|车棚|储藏[室间]|储物间|商铺|店铺|底商|门面房?|门市房?|门头房?|沿街房?|网点|半?地下室?"
    r"|阁楼|平房|板房|仓库|架空层|传达室|门卫|物业)"
)
ROOM = (
    rf"(?:第?(?P<floor>负?\d{{1,2}})(?:层|楼)-?)?"
    rf"(?:(?P<room>\d{{1,5}}[A-Z]?(?:-\d{{1,2}})?|[A-Z]\d{{0,4}})(?:号房|室|户|房|号)?)?"
    rf"(?P<side>{SIDE})?|(?P<kind>{KIND})-?(?P<nth>\d{{0,4}})(?:号|室)?"
)
MARKED = re.compile(
    rf"(?P<b>{NUMBER})(?P<mark>{BUILDING_MARK})-?(?:第?(?P<u>{UNIT})(?:单元|门栋|门|梯|#|-)-?)?(?:{ROOM})"
)
UNIT_FIRST = re.compile(rf"第?(?P<u>{UNIT})(?:单元|门栋|门|梯)-?(?:{ROOM})")
DASHED_UNIT = re.compile(rf"(?P<b>{NUMBER})-第?(?P<u>{UNIT})(?:单元|门栋|门|梯)-?(?:{ROOM})")
ROOM_ONLY = re.compile(ROOM)
PART = r"[A-Z]{0,2}\d{1,5}[A-Z]?"
DASHED = re.compile(rf"(?P<parts>(?:{PART}|[A-Z])(?:-{PART}){{1,3}})(?:号房|室|户|房|号)?(?P<side>{SIDE})?")
GLUED = re.compile(r"(?P<b>[A-Z])(?P<r>\d{3,4})")
COMPACT = re.compile(r"(?P<b>\d{2,3})(?P<u>\d{2})(?P<r>\d{4})|(?P<b7>\d{2})(?P<u7>\d{2})(?P<r7>\d{3})")

NUMERALS = re.compile(f"{NUMERAL}{{1,5}}")
# 二单元五〇一: three or four numerals at the end, behind a mark, are a room.
LAST_NUMERALS = re.compile("(?<=[元楼栋幢座门层#号-])[零〇○一二三四五六七八九]{3,4}$")
# 三胡同 and 3胡同 are one lane; 五一街 is a name.
LANE = re.compile(r"^第?([一二三四五六七八九]|[二三]?十[一二三四五六七八九]?)(?=(?:胡同|巷|弄|道街|街))")
LABEL = re.compile(r"^(?:门牌号?|房号|地址|住址|NO\.?)[:.]?(?=.*\d)")
STATE = re.compile(r"(?<=[\d室户号])[\s-]*(?:租户|租客|出租房?|租住|租|自住|空置|业主|房主)$")
ADMIN = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,8}?省)?(?:[\u4e00-\u9fff]{2,6}?市)?(?:[\u4e00-\u9fff]{2,6}?[县区](?=[\u4e00-\u9fff]{2,6}?(?:街道|[镇乡])))?"
    r"(?:[\u4e00-\u9fff]{2,6}?(?:街道办事处|街道|[镇乡])(?=.*\d))?"
)
DISTRICT = re.compile(r"^(?:[\u4e00-\u9fff]{2,8}?省)?[\u4e00-\u9fff]{2,6}?市[\u4e00-\u9fff]{2,3}[区县](?=.)")
# What a place is called that holds houses with numbers.
HOUSE_ZONE = re.compile(r"(?:[组排村庄街路巷弄里道屯寨队园区院胡同条沟河]|胡同|小区|社区)$")


PART_OF_ZONE = re.compile(r"(?:[组排街路巷弄队里条期]|胡同)$")


def read_address(text: str, *, within: Within = NOWHERE) -> DwellingKey | None:
    """The dwelling a text names, completed by what is known of its building; None where unreadable."""
    return _read(text, within)


@lru_cache(maxsize=65536)
def _read(text: str, within: Within) -> DwellingKey | None:
    plain = flattened(text)
    if not plain:
        return None
    return read_core(plain, within) or read_with_zone(without_admin(plain), within)


def flattened(text: str) -> str:
    """Upper case, half-width, one kind of dash, Chinese numerals before house words as digits, no remarks."""
    text = re.sub(r"\(.*?\)|\[.*?\]|【.*?】", "", clean_text(text).upper()).strip()
    text = LANE.sub(lambda m: str(numeral(m[1])), STATE.sub("", LABEL.sub("", text)))
    text = LAST_NUMERALS.sub(lambda m: str(numeral(m[0])), text)
    text = with_digits(text, before=rf"(?:{MARKS}|$)" if NUMERALS.fullmatch(text) else MARKS)
    text = re.sub(r"(?<=[0-9A-Z号])\s+(?=[0-9A-Z])", "-", text)
    text = re.sub(r"第?(\d+)(?:村民小组|居民小组|小组)", r"\1组", re.sub(r"\s+", "", text))
    text = re.sub(r"[-—–‐‑‒―−ー~_/\\.、,·;:|]+", "-", text).strip("-")
    text = re.sub(r"-?#-?(?=号?楼)", "#", text)
    return re.sub(r"(?<=[元楼#栋幢座门])-|-(?=[单号#室层])", "", text)


def read_core(text: str, within: Within) -> DwellingKey | None:
    """Read a text without a place name in front."""
    if match := MARKED.fullmatch(text):
        return marked(match, within)
    if match := UNIT_FIRST.fullmatch(text):
        room = room_of(match)
        return key(within.zone, within.building, match["u"], room) if room else None
    if match := DASHED_UNIT.fullmatch(text):
        room = room_of(match)
        return key(within.zone, match["b"], match["u"], room) if room else None
    if match := DASHED.fullmatch(text):
        return dashed(match["parts"].split("-"), match["side"] or "", within)
    return read_lone(text, within)


def marked(match: re.Match[str], within: Within) -> DwellingKey | None:
    """A text whose first number says itself that it is a building: `3号楼2单元501`, `3#2-501`, `12号`."""
    building, mark, unit, room = match["b"], match["mark"], match["u"] or "", room_of(match)
    known = within.building and within.stated
    if mark == "楼" and not unit and known and bare(building) != within.building:
        return key(within.zone, within.building, within.unit, f"{bare(building)}{room}") if room else None
    if mark in ("号", "#", "号院") and not unit and not room:
        if known and bare(building) != within.building:
            return key(within.zone, within.building, within.unit, building)
        return None if mark == "#" else key(within.zone, building, "", "")
    return key(within.zone, building, unit, room) if room else None


def dashed(parts: list[str], side: str, within: Within) -> DwellingKey | None:
    """Numbers between dashes: building-unit-room; two of them by what is already known."""
    room = parts[-1] + sided(side)
    if len(parts) == 4 and len(bare(parts[2])) > 2:
        # 3-2-501-1 is a room divided; 3-2-501/502 are two doors.
        return key(within.zone, parts[0], parts[1], f"{parts[2]}-{room}") if len(bare(parts[3])) <= 2 else None
    if len(parts) == 4:
        return key(parts[0], parts[1], parts[2], room)
    if len(parts) == 3:
        return key(within.zone, parts[0], parts[1], room)
    if within.unit:
        return key(within.zone, within.building, within.unit, f"{parts[0]}-{room}")
    if within.stated and within.building:
        return key(within.zone, within.building, parts[0], room)
    return key(within.zone, parts[0], "", room)


def read_lone(text: str, within: Within) -> DwellingKey | None:
    """A text with a single number, or none: a room where the building is known, else a house."""
    if not within.building:
        if match := COMPACT.fullmatch(text):
            b, u, r = (match[g] or match[g + "7"] for g in "bur")
            return key(within.zone, b, u, r)
        if match := GLUED.fullmatch(text):
            return key(within.zone, match["b"], "", match["r"])
    match = ROOM_ONLY.fullmatch(text)
    room = room_of(match) if match else ""
    if not room:
        return None
    if within.building or within.lone_room:
        return key(within.zone, within.building, within.unit, room)
    return key(within.zone, text, "", "") if text.isdecimal() else None


def room_of(match: re.Match[str]) -> str:
    """The room in its normal form: no leading zeros, `5东户` for 五楼东户, `车库12`."""
    if match["kind"]:
        return match["kind"] + (match["nth"] or "").lstrip("0")
    floor, room, side = match["floor"] or "", bare(match["room"] or ""), sided(match["side"] or "")
    if floor and room and not room.startswith(floor.lstrip("0")):
        return f"{floor.lstrip('0')}-{room}{side}"
    return (room or floor.lstrip("0")) + side if room or side else ""


def sided(side: str) -> str:
    """`东`, `东屋`, `东边` and `东户` are the same door."""
    return side.rstrip("户室屋门间边侧") + "户" if side else ""


def read_with_zone(text: str, within: Within) -> DwellingKey | None:
    """Read a text that begins with the name of a compound, a street, a lane or a villagers' group."""
    for match in zone_splits(text):
        zone, core = match
        found = read_core(core, Within(lone_room=False))
        if found and (found.room or core.endswith(("号", "院")) or HOUSE_ZONE.search(zone)):
            return DwellingKey(joined_zone(within.zone, zone), found.building, found.unit, found.room)
    return None


def joined_zone(outer: str, inner: str) -> str:
    """The zone an address names inside a zone known before: a lane or a group of a village, else the known one."""
    if not outer or (inner.startswith(outer) and PART_OF_ZONE.search(inner)):
        return inner
    return outer + inner if PART_OF_ZONE.search(inner) and inner not in outer else outer


def zone_splits(text: str) -> list[tuple[str, str]]:
    """Where a place name may end, shortest name first."""
    splits = []
    for at in range(1, len(text)):
        zone, core = text[:at].rstrip("-"), text[at:]
        starts = core[0].isdecimal() or core[0].isascii() or core[0] in "东西南北中甲乙丙丁"
        broken = text[at - 1].isdecimal() or (text[at - 1].isascii() and text[at - 1] != "-")
        if starts and not broken and is_zone(zone):
            splits.append((zone.removeprefix("第"), core))
    return splits


def is_zone(text: str) -> bool:
    """Whether this can be the name of a place that holds buildings, and is no building itself."""
    han = sum("\u4e00" <= c <= "\u9fff" for c in text)
    return han >= (1 if HOUSE_ZONE.search(text) else 2) and not re.search(r"单元|号楼|[栋幢#]|^第?\d+[楼层门]", text)


def without_admin(text: str) -> str:
    """The text without province, prefecture, county and township in front."""
    shorter = ADMIN.sub("", DISTRICT.sub("", text))
    return shorter if re.search(r"\d", shorter) else text


def key(zone: str, building: str, unit: str, room: str) -> DwellingKey:
    """A dwelling's normal form."""
    return DwellingKey(zone, bare(building), bare(unit), bare(room))


def bare(text: str) -> str:
    """A number without leading zeros: `003` is 3, `0501` is 501; a lone zero stays."""
    return re.sub(r"^([A-Z]*)0+(?=\d)", r"\1", text)


BUILDING_CELL = re.compile(
    rf"(?P<zone>.*?)第?(?P<b>{NUMBER})-?(?P<mark>{BUILDING_MARK})?(?:-?(?P<u>{UNIT})(?:单元|门))?"
)
UNIT_CELL = re.compile(rf"第?(?P<u>{UNIT})(?:单元|门栋|门|梯)?")


@lru_cache(maxsize=8192)
def read_building(text: str) -> Within | None:
    """What a building cell or a sheet's name says: `3号楼`, `3#`, `A座`, `003`, `东区3号楼`, `3号楼2单元`."""
    plain = flattened(text)
    match = BUILDING_CELL.fullmatch(plain)
    if not match or (match["zone"] and not (match["mark"] and is_zone(match["zone"]))):
        return None
    return Within(match["zone"].rstrip("-"), bare(match["b"]), bare(match["u"] or ""), stated=True)


def read_unit(text: str) -> str | None:
    """What a unit cell says: `2单元`, `二单元`, `2`, `东单元`."""
    plain = flattened(text)
    match = UNIT_CELL.fullmatch(plain)
    if not match:
        number = numeral(plain)
        return str(number) if number is not None else None
    return bare(match["u"])
