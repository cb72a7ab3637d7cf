"""One line becomes a task: where, what, who, by when. What is not understood stays as it was written."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from fangxian.tasks.rules.due import Due, Slots, due_in
from fangxian.tasks.rules.parts import Found, Part, folded, in_parts, without_overlaps
from fangxian.tasks.rules.places import Spot, place_in
from fangxian.tasks.rules.words import HEADING_OF, KEYWORDS, Heading, Kind

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭"
    "廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤安庄窦甄曲查管梅居"
)
_NAME_ALONE = re.compile(rf"(?<![\u4e00-\u9fff])@?([{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?![\u4e00-\u9fff])")
_AT_NAME = re.compile(r"@([^\s,，。;；@]{1,20})")


@dataclass(frozen=True)
class Understood:
    """What a line says. `parts` together are the line, character by character; `owner` is a known name."""

    line: str
    parts: tuple[Part, ...]
    kind: Kind
    heading: Heading
    place: Spot | None = None
    owner: str = ""
    unknown_names: tuple[str, ...] = ()
    due: Due | None = None


def understood(line: str, *, now: datetime, slots: Slots, names: Collection[str]) -> Understood:
    """Read a line written at `now` (local time) where people called `names` serve. Never fails, never drops text."""
    plain = folded(line)
    found = without_overlaps(_readings(plain, now, slots, names))
    by_role = {one.role: one.value for one in reversed(found)}
    kind, place, due, owner = (by_role.get(role) for role in ("kind", "place", "due", "owner"))
    kind = kind if isinstance(kind, Kind) else Kind.OTHER
    return Understood(
        line=line,
        parts=in_parts(line, found),
        kind=kind,
        heading=HEADING_OF[kind],
        place=place if isinstance(place, Spot) else None,
        owner=owner if isinstance(owner, str) else "",
        unknown_names=tuple(str(one.value) for one in found if one.role == "unknown"),
        due=due if isinstance(due, Due) else None,
    )


def _readings(plain: str, now: datetime, slots: Slots, names: Collection[str]) -> Iterator[Found]:
    """All readings, the surest first: what comes earlier keeps its ground."""
    yield from filter(None, [place_in(plain)])
    yield from _known_names(plain, names)
    yield from filter(None, [due_in(plain, now=now, slots=slots)])
    yield from _kind_in(plain)
    yield from _unknown_names(plain)


def _known_names(plain: str, names: Collection[str]) -> Iterator[Found]:
    """The first known name of the line; a longer name wins over one it contains."""
    hits = [(at, -len(name), name) for name in names if name and (at := plain.find(folded(name))) >= 0]
    for at, negative, name in sorted(hits)[:1]:
        start = at - 1 if at and plain[at - 1] == "@" else at
        yield Found("owner", start, at - negative, name)


def _kind_in(plain: str) -> Iterator[Found]:
    """The keyword that stands first; of two at one spot, the longer."""
    hits = [
        (at, -len(word), kind) for kind, words in KEYWORDS.items() for word in words if (at := plain.find(word)) >= 0
    ]
    for at, negative, kind in sorted(hits):
        yield Found("kind", at, at - negative, kind)
        return


def _unknown_names(plain: str) -> Iterator[Found]:
    """Words that look like names and belong to nobody who serves here: kept in the text, and flagged."""
    for pattern in (_AT_NAME, _NAME_ALONE):
        for match in pattern.finditer(plain):
            if not any(word in match.group(1) for words in KEYWORDS.values() for word in words):
                yield Found("unknown", match.start(), match.end(), match.group(1))
