"""What a gatekeeper types into the one field: a name, initials, a house, a phone tail, a plate or a pass code."""

import re
import unicodedata
from dataclasses import dataclass

# Letters and digits that cannot be taken for one another when read aloud or written by hand.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6

PLATE = re.compile(r"[\u4e00-\u9fff][A-Z][A-Z0-9]{4,6}[\u4e00-\u9fff]?")
PLATE_TAIL = re.compile(r"[A-Z]?[A-Z0-9]*[0-9][A-Z0-9]*")
ADDRESS = re.compile(r"[0-9]+[A-Z]?(?:-[0-9]+[A-Z]?){0,2}")
ADDRESS_WORDS = re.compile(r"号楼|号院|单元|[栋幢号室户楼#/—–－]")


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
    code: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for."""
        return self == Typed()


def typed(text: str) -> Typed:
    """Read one line from the gate's search field, full-width letters and stray spaces included."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()[:40]
    digits = plain.isascii() and plain.isdigit()
    is_plate = bool(PLATE.fullmatch(bare_plate(plain)))
    return Typed(
        name=plain if re.fullmatch(r"[\u3400-\u9fff·]+", plain) and not ADDRESS_WORDS.search(plain) else "",
        initials=plain.lower() if plain.isascii() and plain.isalpha() else "",
        addresses=() if is_plate else _addresses(plain),
        phone_tail=plain[-4:] if digits and len(plain) in {4, 11} else "",
        plate=bare_plate(plain) if is_plate or _plate_tail(plain) else "",
        code=plain if len(plain) == CODE_LENGTH and set(plain) <= set(CODE_LETTERS) else "",
    )


def bare_plate(text: str) -> str:
    """A plate without spaces, dots and dashes, in capitals."""
    return re.sub(r"[\s·.\-]", "", unicodedata.normalize("NFKC", text)).upper()


def _plate_tail(plain: str) -> bool:
    """The part of a plate people read out: at least four letters and digits, with a letter and a digit among them."""
    return len(plain) >= 4 and bool(PLATE_TAIL.fullmatch(plain)) and not plain.isdigit()


def _addresses(plain: str) -> tuple[Address, ...]:
    """`3-2-501`, `2单元501`, `501`, `12号`: one number may be a house or a room, two a house or a unit with a room."""
    numbers = ADDRESS_WORDS.sub("-", plain).strip("-")
    if not ADDRESS.fullmatch(numbers := re.sub(r"-+", "-", numbers)):
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
