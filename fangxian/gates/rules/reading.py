"""What a gatekeeper types into the one field: a name, initials, a house, a phone tail, a plate or a pass code."""

import re
import unicodedata
from dataclasses import dataclass

# Letters and digits that cannot be taken for one another when read aloud or written by hand.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
# Authorisations granted before codes checked themselves.
OLD_CODE_LENGTH = 6

PLATE = re.compile(r"[\u4e00-\u9fff][A-Z][A-Z0-9]{4,6}[\u4e00-\u9fff]?")
PLATE_START = re.compile(r"[\u4e00-\u9fff][A-Z][A-Z0-9]{0,3}")
PLATE_TAIL = re.compile(r"[A-Z]?[A-Z0-9]*[0-9][A-Z0-9]*")
PHONE = re.compile(r"(?:86)?1[0-9]{10}")
NAME = re.compile(r"[\u3400-\u9fff]+(?:·[\u3400-\u9fff]+)*")
ADDRESS = re.compile(r"[0-9]+[A-Z]?(?:-[0-9]+[A-Z]?){0,2}")
ADDRESS_WORDS = re.compile(r"号楼|号院|单元|[栋幢号室户楼]")

# After NFKC has made full-width signs plain: whatever a hand puts between the parts of a name, a plate or an address.
DOTS = "·•・‧∙"
DASHES = "\\-\u2010-\u2015\u2212~_"
BREAK = re.compile(rf"[\s{DOTS}{DASHES}.,、。:;/#+]")
# In Chinese input the key beside the figures gives the numeral one, or a long vowel, for a dash.
ONE_FOR_DASH = re.compile(r"(?<=[0-9])[一ー](?=[0-9])")


@dataclass(frozen=True)
class Address:
    """The numbers of an address from the outside in; what was not said is empty."""

    building: str = ""
    unit: str = ""
    room: str = ""


@dataclass(frozen=True)
class Typed:
    """Every reading of what was typed; more than one may apply, and the search tries them all."""

    name: str = ""
    initials: str = ""
    addresses: tuple[Address, ...] = ()
    phone_tail: str = ""
    plate: str = ""
    plate_start: str = ""
    code: str = ""
    # As long as a code, and made of its signs, but its check sign does not fit.
    mistyped: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for."""
        return self == Typed()


def typed(text: str) -> Typed:
    """Read one line from the gate's search field, full-width letters and any signs between its parts included."""
    spaced = ONE_FOR_DASH.sub("-", unicodedata.normalize("NFKC", text).upper()[:40])
    name, bare = _name(spaced), BREAK.sub("", spaced)
    phone = PHONE.fullmatch(bare)
    is_plate = bool(PLATE.fullmatch(bare))
    unbroken = re.sub(rf"[\s{DOTS}]", "", spaced)
    return Typed(
        name=name if NAME.fullmatch(name) and not ADDRESS_WORDS.search(name) else "",
        initials=bare.lower() if bare.isascii() and bare.isalpha() else "",
        addresses=() if is_plate or phone else _addresses(spaced),
        phone_tail=bare[-4:] if phone or re.fullmatch(r"\s*[0-9]{4}\s*", spaced) else "",
        plate=bare if is_plate else unbroken if _plate_tail(unbroken) else "",
        plate_start=bare if PLATE_START.fullmatch(bare) else "",
        code=bare if _is_code(bare) and (unbroken == bare or not bare.isdigit()) else "",
        mistyped=bare if _is_mistyped(bare) else "",
    )


def bare_plate(text: str) -> str:
    """A plate without spaces, dots and dashes, in capitals."""
    return BREAK.sub("", unicodedata.normalize("NFKC", text)).upper()


def _name(spaced: str) -> str:
    """A name without spaces and stray signs, the dot between its parts as the register writes it."""
    return re.sub(rf"[{DOTS}.]", "·", re.sub(r"\s", "", spaced)).strip("·,、。:;/#-")


def checked_code(signs: str) -> str:
    """Seven signs with the one that checks them: a wrong sign, or two neighbours swapped, no longer fit."""
    total = sum((place + 1) * CODE_LETTERS.index(sign) for place, sign in enumerate(signs))
    # 8 is the last place's weight, 4 its inverse modulo 31.
    return signs + CODE_LETTERS[-total * 4 % len(CODE_LETTERS)]


def read_code(text: str) -> tuple[str, bool]:
    """The code somebody typed, without what a hand puts between its signs, and whether its check sign fits."""
    bare = BREAK.sub("", unicodedata.normalize("NFKC", text).upper())
    return bare, _of_signs(bare, CODE_LENGTH) and checked_code(bare[:-1]) == bare


def _is_code(bare: str) -> bool:
    return read_code(bare)[1] or _of_signs(bare, OLD_CODE_LENGTH)


def _is_mistyped(bare: str) -> bool:
    """Eight signs of a code that do not fit together; eight figures are rather a date or a part of a number."""
    return _of_signs(bare, CODE_LENGTH) and not read_code(bare)[1] and not bare.isdigit()


def _of_signs(bare: str, length: int) -> bool:
    return len(bare) == length and set(bare) <= set(CODE_LETTERS)


def _plate_tail(plain: str) -> bool:
    """The part of a plate people read out: at least four letters and digits, with a letter and a digit among them."""
    return len(plain) >= 4 and bool(PLATE_TAIL.fullmatch(plain)) and not plain.isdigit()


def _addresses(spaced: str) -> tuple[Address, ...]:
    """`3-2-501`, `2单元501`, `501`, `12号`: one number may be a house or a room, two a house or a unit with a room."""
    plain = spaced.strip()
    numbers = re.sub(r"-+", "-", BREAK.sub("-", ADDRESS_WORDS.sub("-", plain))).strip("-")
    if not ADDRESS.fullmatch(numbers):
        return ()
    parts = [part.lstrip("0") or part for part in numbers.split("-")]
    if len(parts) == 3:
        return (Address(*parts),)
    if len(parts) == 2:
        return (Address(parts[0], room=parts[1]), Address(unit=parts[0], room=parts[1]), Address(*parts))
    if plain.endswith(("室", "户")):
        return (Address(room=parts[0]),)
    if plain.endswith(("号", "栋", "幢", "楼")):
        return (Address(building=parts[0]),)
    return (Address(building=parts[0]), Address(room=parts[0]))
