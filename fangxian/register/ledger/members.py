"""Several people in one cell: `张三、李四(妻)、王五 371199…`, `妻:李四,子:王小五(2010年生)`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fangxian.register.ledger.identity import is_valid, upgrade
from fangxian.register.ledger.reading import Cell, Code
from fangxian.register.ledger.text import clean, is_nothing
from fangxian.register.ledger.words import words

RELATIONS = words("relations")
RELATION_WORDS = frozenset(RELATIONS)
HEADS = frozenset(words("heads"))
SURNAMES = frozenset("".join(words("surnames")))
# Words beside a name that begin like one: 山东人, 常住, 高中, 王村.
NO_PERSON = re.compile(words("no_person")[0])
SEXES = dict.fromkeys(words("male"), "male") | dict.fromkeys(words("female"), "female")
SEPARATORS = re.compile(r"[、,;；\n\r/|+]+(?![^(]*\))")
# Chinese characters, with a middle dot in the names of some peoples, or Latin letters.
NAME = re.compile(
    r"^[\u3400-\u9fff\U00020000-\U0003ffff]{1,5}(?:[·•.][\u3400-\u9fff]{1,8})*$|^[A-Za-z][A-Za-z .'-]{1,40}$"
)
RELATION_FIRST = re.compile(rf"^({'|'.join(sorted(RELATIONS, key=len, reverse=True))})[:：\-—](?=.)")
RELATION_GLUED = re.compile(rf"^({'|'.join(words('glued_relations'))})(?=[\u4e00-\u9fff]{{2,3}}$)")
RELATION_SHORT = re.compile(r"^([妻夫父母子女儿])(?=[\u4e00-\u9fff]{2,3}$)")
NUMBERED = re.compile(
    r"(?:^|(?<=[\s、,;]))\d{1,2}(?:[.、:)]\s*(?=[\u4e00-\u9fff])|(?=[\u4e00-\u9fff]{2,4}(?:[\s、,;(]|$))(?!周?岁|[年月日号人口个]))"
)
# 李四(妻)王五(子): a closed bracket behind a name ends that person.
BRACKETED = re.compile(r"(?<=[\u4e00-\u9fffA-Za-z0-9])(\([^()]*\))\s*(?=[\u4e00-\u9fff])")
JOINED = re.compile(r"^([\u4e00-\u9fff]{2,3})[和与及跟]([\u4e00-\u9fff]{2,3})$")
ID = re.compile(r"(?<!\d)\d{14,18}[0-9Xx](?!\d)")
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{7,14}(?!\d)")
AGE = re.compile(r"(?<!\d)(\d{1,3})(?:周?岁|$)")


@dataclass(frozen=True, slots=True)
class Member:
    """One person named inside a cell, with whatever stood beside the name."""

    name: str
    relation: str = ""
    sex: str | None = None
    id_text: str = ""
    phone_text: str = ""
    age: int | None = None
    problem: Code | None = None
    note: str = ""


def read_members(value: Cell) -> tuple[Member, ...]:
    """Read a cell of members; a piece with a number but no name belongs to the person before it."""
    text = clean(value)
    if is_nothing(text):
        return ()
    members: list[Member] = []
    for member in (member for piece in pieces(text) for member in read_piece(piece)):
        if not member.name and members and not member.relation:
            members[-1] = joined(members[-1], member)
        else:
            members.append(member if member.name else replace(member, problem=Code.MISSING_NAME))
    return tuple(members)


def pieces(text: str) -> list[str]:
    """The people's texts; spaces separate only where nothing else does."""
    text = BRACKETED.sub(r"\1、", NUMBERED.sub("、", re.sub(r"[共等]?\d+[人口]$|共\d+人|等\d*人", "", text)))
    parts = [part.strip() for part in SEPARATORS.split(text)]
    if len(parts) == 1 and not re.search(r"[(:]", text):
        parts = rejoined(text.split())
    return [name for part in parts if part for name in two_names(part)]


def two_names(text: str) -> list[str]:
    """`李四和王五` as two texts where both halves begin with a family name; any other text as it is."""
    match = JOINED.match(text)
    return [match[1], match[2]] if match and {match[1][0], match[2][0]} <= SURNAMES else [text]


def rejoined(words: list[str]) -> list[str]:
    """Names padded with a space (`李 四`) put together again; numbers stay with the name before them."""
    joined_words: list[str] = []
    for word in words:
        last = joined_words[-1] if joined_words else ""
        single = len(last) == 1 and len(word) == 1
        if last and (single or last in RELATION_WORDS or trails(last, word)):
            joined_words[-1] += word if single else f" {word}"
        else:
            joined_words.append(word)
    return joined_words


def trails(last: str, word: str) -> bool:
    """Whether a word belongs to the person before it: a number, or the first relation behind a name."""
    if word in RELATION_WORDS:
        return not RELATION_WORDS.intersection(last.split())
    return not NAME.match(word)


def read_piece(piece: str) -> list[Member]:
    """The people of one text, nearly always one; a second name in it is a second person."""
    found: dict[str, str] = {}

    def take(name: str, pattern: re.Pattern[str], text: str) -> str:
        match = pattern.search(text)
        found[name] = match[0] if match else ""
        return text[: match.start()] + " " + text[match.end() :] if match else text

    rest = take("id", ID, piece)
    rest = take("phone", PHONE, rest)
    rest, relation = take_relation(rest)
    people = [Member("", relation, id_text=found["id"], phone_text=found["phone"])]
    for word in re.split(r"[\s():,、:;\-—]+", rest):
        if word and begins_another(people[-1], word):
            people.append(Member(""))
        if word:
            people[-1] = with_word(people[-1], word)
    return [member for member in people if member != Member("")]


def begins_another(member: Member, word: str) -> bool:
    """Whether a word speaks of somebody else than the person named before it."""
    if word in RELATION_WORDS:
        return bool(member.name and member.relation)
    return bool(member.name) and is_person(word)


def is_person(word: str) -> bool:
    """Whether a word is a Chinese name beyond doubt: a family name, and no more than four characters."""
    return 2 <= len(word) <= 4 and word[0] in SURNAMES and is_name(word) and not NO_PERSON.search(word)


def take_relation(text: str) -> tuple[str, str]:
    """The text without a relation in front of the name, and that relation."""
    text = text.strip()
    match = RELATION_FIRST.match(text) or RELATION_GLUED.match(text)
    if not match and (short := RELATION_SHORT.match(text)) and text[1] in SURNAMES:
        match = short
    return (text[match.end() :], match[1]) if match else (text, "")


def with_word(member: Member, word: str) -> Member:
    """The member with one more word understood: sex, relation, age, or the name."""
    if word in ("男", "女") and member.name and not member.sex and (word == "男" or member.relation):
        return replace(member, sex=SEXES[word])
    if word in RELATION_WORDS and (member.name or word not in ("女", "子", "儿")) and not member.relation:
        return replace(member, relation=word)
    if match := AGE.fullmatch(word):
        return replace(member, age=int(match[1]))
    if word.lower() in SEXES and member.name:
        return replace(member, sex=SEXES[word.lower()])
    if is_nothing(word):
        return member
    if not member.name:
        return replace(member, name=word)
    return replace(member, note=f"{member.note} {word}".strip())


def joined(member: Member, more: Member) -> Member:
    """The member with a number that stood behind a separator."""
    return replace(
        member,
        id_text=member.id_text or more.id_text,
        phone_text=member.phone_text or more.phone_text,
        age=member.age if member.age is not None else more.age,
        sex=member.sex or more.sex,
        note=f"{member.note} {more.note}".strip(),
    )


def is_name(text: str) -> bool:
    """Whether this can be a person's name: Chinese characters, a name with a middle dot, or Latin letters."""
    return bool(NAME.match(text)) and text not in RELATION_WORDS and not is_nothing(text)


def holds_several(text: str) -> bool:
    """Whether a name cell names more than one person."""
    return len([p for p in SEPARATORS.split(text) if is_name(re.sub(r"\(.*?\)|\s", "", p))]) > 1


def has_identity(text: str) -> bool:
    """Whether a text holds a valid identity number."""
    return any(is_valid(n if len(n) == 18 else upgrade(n)) for n in ID.findall(text.upper()))
