"""All packs of a folder, checked against each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from fangxian.rulepacks.schema import PackKind, keys_of

from .errors import PackError
from .reading import read_pack
from .values import Pack

PACKAGED = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class Library:
    """The packs of one folder by id; iterating gives them by kind, jurisdiction, disease and date."""

    packs: Mapping[str, Pack]

    def __iter__(self) -> Iterator[Pack]:
        return iter(sorted(self.packs.values(), key=_family_and_date))

    def __contains__(self, id: object) -> bool:
        return id in self.packs

    def pack(self, id: str) -> Pack:
        """The pack of this id, or `PackError` no_pack."""
        if id not in self.packs:
            raise PackError("no_pack", id=id)
        return self.packs[id]

    def current(self, kind: PackKind, *, jurisdiction: str, on: date, disease: str = "any") -> Pack:
        """The pack in force on a day, or `PackError` none_current; rest packs serve `any` disease."""
        for pack in self:
            if _family(pack) == (kind, jurisdiction, disease) and pack.in_force(on=on):
                return pack
        raise PackError("none_current", kind=kind, jurisdiction=jurisdiction, disease=disease, on=on.isoformat())


@cache
def packaged_library() -> Library:
    """The packs this house ships, read once."""
    return load_packs(PACKAGED)


def load_packs(folder: Path) -> Library:
    """Every `*.toml` of a folder, each complete after `extends`; the first fault is a `PackError`."""
    if not folder.is_dir():
        raise PackError("folder_missing", file=folder)
    own = _read_all(folder)
    packs = {id: _complete(pack, own) for id, pack in own.items()}
    _refuse_gaps(packs)
    _refuse_overlaps(packs)
    return Library(MappingProxyType(packs))


def _read_all(folder: Path) -> dict[str, Pack]:
    packs: dict[str, Pack] = {}
    for path in sorted(folder.glob("*.toml")):
        pack = read_pack(path)
        if pack.id in packs:
            raise PackError("id_taken", file=path.name, id=pack.id, other=packs[pack.id].file)
        packs[pack.id] = pack
    return packs


def _complete(pack: Pack, own: Mapping[str, Pack]) -> Pack:
    """The pack with what it takes over from the packs it extends, nearest first."""
    line = [pack]
    while (older := line[-1].extends) is not None:
        if older not in own:
            raise PackError("extends_unknown", file=line[-1].file, other=older)
        if any(older == seen.id for seen in line):
            raise PackError("extends_circle", file=line[-1].file)
        if own[older].kind != pack.kind:
            raise PackError("extends_kind", file=line[-1].file, kind=pack.kind, other=older)
        line.append(own[older])
    for ancestor in line[1:]:
        pack = pack.completed(ancestor.values)
    return pack


def _refuse_gaps(packs: Mapping[str, Pack]) -> None:
    for pack in packs.values():
        for key in keys_of(pack.kind):
            if key.required and key.name not in pack:
                raise PackError("key_missing", file=pack.file, key=key.name)


def _refuse_overlaps(packs: Mapping[str, Pack]) -> None:
    for earlier, later in pairwise(sorted(packs.values(), key=_family_and_date)):
        if _family(earlier) == _family(later) and earlier.in_force(on=later.effective_from):
            raise PackError("overlap", file=later.file, other=earlier.id)


def _family_and_date(pack: Pack) -> tuple[tuple[str, str, str], date, str]:
    return _family(pack), pack.effective_from, pack.id


def _family(pack: Pack) -> tuple[str, str, str]:
    return pack.kind, pack.jurisdiction, pack.disease
