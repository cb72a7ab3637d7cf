"""One line that names the shift-mates of a case: which residents it means, and which of its names nobody fits."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

# Whatever a hand puts between two names of a list.
BREAKS = re.compile(r"[、,;/\n\r\t]+")


@dataclass(frozen=True)
class Mate:
    """A resident who works there: the key, the name, and the address as people say it."""

    key: int
    name: str
    home: str


@dataclass(frozen=True)
class Meant:
    """Who is surely meant, what fits nobody who works there, and what fits several."""

    keys: tuple[int, ...]
    unknown: tuple[str, ...]
    several: tuple[str, ...]


def meant(line: str, workers: Iterable[Mate]) -> Meant:
    """The residents a line means, each name once; a name with the house behind it tells namesakes apart."""
    people = list(workers)
    keys: dict[int, None] = {}
    unknown: list[str] = []
    several: list[str] = []
    # NFKC makes one of the full-width and the narrow signs an input method writes.
    for said in filter(None, (part.strip() for part in BREAKS.split(normalize("NFKC", line)))):
        name, _space, home = said.partition(" ")
        fitting = [one.key for one in people if one.name == name and _lives(one.home, home.strip())]
        if len(fitting) == 1:
            keys[fitting[0]] = None
        else:
            (several if fitting else unknown).append(said)
    return Meant(tuple(keys), tuple(unknown), tuple(several))


def _lives(home: str, said: str) -> bool:
    """Whether what is said is the house, with or without the street before its numbers."""
    street = home.removesuffix(said)
    return not said or (home.endswith(said) and not re.search(r"[0-9-]$", street))
