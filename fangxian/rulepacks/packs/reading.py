"""From one TOML file to one pack: header, sources and values, before `extends` is followed."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import cast

from fangxian.rulepacks.schema import DISEASES, EVIDENCE, JURISDICTIONS, KEYS, Label, PackKind

from .contents import Spot, read_contents
from .errors import PackError
from .values import Pack, Value

_SECTIONS = ("pack", "sources", "values")
_HEADER = ("id", "kind", "title", "jurisdiction", "disease", "effective_from")
_HEADER_EXTRA = ("effective_to", "extends", "note")
_FIELDS = ("value", "unit", "source", "evidence")


def read_pack(path: Path) -> Pack:
    """The pack of one file with its own values only; raises `PackError` naming the file and the key."""
    sections = _sections(path)
    file, header = path.name, sections["pack"]
    _check_header(header, file=file)
    sources = _sources(sections["sources"], file=file)
    kind = cast(PackKind, _choice(header, "kind", ("disease", "rest"), file=file))
    pack = Pack(
        id=_line(header, "id", file=file),
        kind=kind,
        title=_label(header, "title", file=file),
        jurisdiction=_choice(header, "jurisdiction", tuple(JURISDICTIONS), file=file),
        disease=_choice(header, "disease", tuple(DISEASES), file=file),
        effective_from=_day(header, "effective_from", file=file),
        effective_to=_day(header, "effective_to", file=file) if "effective_to" in header else None,
        extends=_line(header, "extends", file=file) if "extends" in header else None,
        note=_label(header, "note", file=file) if "note" in header else None,
        sources=MappingProxyType(sources),
        file=file,
        values=MappingProxyType({}),
    )
    if pack.effective_to is not None and pack.effective_to < pack.effective_from:
        raise PackError("dates_reversed", file=file)
    return pack.completed(_values(sections["values"], pack, file=file))


def _sections(path: Path) -> dict[str, Mapping[str, object]]:
    try:
        with path.open("rb") as stream:
            document: dict[str, object] = tomllib.load(stream, parse_float=Decimal)
    except (OSError, ValueError, ArithmeticError, RecursionError) as fault:
        detail = " ".join(str(fault).split()) or type(fault).__name__
        raise PackError("unreadable", file=path.name, detail=detail) from fault
    found: dict[str, Mapping[str, object]] = {}
    for name, section in document.items():
        if name not in _SECTIONS or not isinstance(section, dict):
            raise PackError("section_unknown", file=path.name, key=name)
        found[name] = section
    for name in _SECTIONS:
        if name not in found:
            raise PackError("section_missing", file=path.name, key=name)
    return found


def _check_header(header: Mapping[str, object], *, file: str) -> None:
    for name in header:
        if name not in _HEADER + _HEADER_EXTRA:
            raise PackError("header_unknown", file=file, key=name)
    for name in _HEADER:
        if name not in header:
            raise PackError("header_missing", file=file, key=name)


def _sources(section: Mapping[str, object], *, file: str) -> dict[str, str]:
    sources: dict[str, str] = {}
    for name, title in section.items():
        if not isinstance(title, str) or not title.strip():
            raise PackError("source_blank", file=file, key=name)
        sources[name] = title
    return sources


def _line(header: Mapping[str, object], name: str, *, file: str) -> str:
    found = header[name]
    if not isinstance(found, str) or not found.strip():
        raise PackError("header_wrong", file=file, key=name, wanted="a line of text")
    return found


def _choice(header: Mapping[str, object], name: str, allowed: tuple[str, ...], *, file: str) -> str:
    found = header[name]
    if not isinstance(found, str) or found not in allowed:
        raise PackError("header_wrong", file=file, key=name, wanted=f"one of {', '.join(allowed)}")
    return found


def _day(header: Mapping[str, object], name: str, *, file: str) -> date:
    found = header[name]
    if not isinstance(found, date) or isinstance(found, datetime):
        raise PackError("header_wrong", file=file, key=name, wanted="a date such as 2020-01-25")
    return found


def _label(header: Mapping[str, object], name: str, *, file: str) -> Label:
    label = _as_label(header[name])
    if label is None:
        raise PackError("header_wrong", file=file, key=name, wanted="a zh and an en text")
    return label


def _as_label(raw: object) -> Label | None:
    if not isinstance(raw, dict) or set(raw) != {"zh", "en"}:
        return None
    zh, en = raw["zh"], raw["en"]
    if not (isinstance(zh, str) and isinstance(en, str) and zh.strip() and en.strip()):
        return None
    return Label(zh, en)


def _values(section: Mapping[str, object], pack: Pack, *, file: str) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for group, entries in section.items():
        if not isinstance(entries, dict):
            raise PackError("key_unknown", file=file, key=group, kind=pack.kind)
        for word, raw in entries.items():
            spot = Spot(file, pack.id, f"{group}.{word}")
            values[spot.key] = _value(raw, pack, at=spot)
    return values


def _value(raw: object, pack: Pack, *, at: Spot) -> Value:
    key = KEYS.get(at.key)
    if key is None or key.kind != pack.kind:
        raise at.fault("key_unknown", kind=pack.kind)
    fields = _fields(raw, at=at)
    if fields["unit"] != key.unit:
        raise at.fault("unit_wrong", wanted=key.unit, unit=fields["unit"])
    return Value(
        value=read_contents(fields["value"], key.content, at=at),
        unit=key.unit,
        source=_source(fields["source"], pack, at=at),
        evidence=_evidence(fields["evidence"], at=at),
        note=_note(fields, at=at),
        pack=pack.id,
    )


def _fields(raw: object, *, at: Spot) -> dict[str, object]:
    if not isinstance(raw, dict):
        raise at.fault("value_shape")
    for field in raw:
        if field not in (*_FIELDS, "note"):
            raise at.fault("field_unknown", field=field)
    for field in _FIELDS:
        if field not in raw:
            raise at.fault("field_missing", field=field)
    return raw


def _source(raw: object, pack: Pack, *, at: Spot) -> str:
    if not isinstance(raw, str) or raw not in pack.sources:
        raise at.fault("source_unknown", source=raw)
    return pack.sources[raw]


def _evidence(raw: object, *, at: Spot) -> str:
    if not isinstance(raw, str) or raw not in EVIDENCE:
        raise at.fault("evidence_wrong", mark=raw)
    return raw


def _note(fields: Mapping[str, object], *, at: Spot) -> Label | None:
    if "note" not in fields:
        return None
    note = _as_label(fields["note"])
    if note is None:
        raise at.fault("note_wrong")
    return note
