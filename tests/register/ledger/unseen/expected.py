"""What a ledger is expected to hold, written down by hand before it is read."""

from __future__ import annotations

from typing import Any

from fangxian.register.ledger import Reading
from tests.register.ledger.ledgers import homes


def held(reading: Reading) -> dict[str, Any]:
    """What a reading holds, in the words an expectation uses; problems as row and code."""
    return {
        "residents": reading.residents,
        "households": reading.households,
        "dwellings": len(reading.dwellings),
        "buildings": reading.buildings,
        "returned": reading.returned,
        "columns_ignored": list(reading.columns_ignored),
        "problems": [(p.row, str(p.code)) for p in reading.problems],
        "unplaced": [row.row for row in reading.unplaced],
        "names": [p.name for p in reading.people],
        "homes": homes(reading),
        "relations": [p.relation for p in reading.people],
        "ids": [p.citizen_id for p in reading.people],
        "phones": [list(p.phones) for p in reading.people],
        "heads": [p.is_head for p in reading.people],
        "notes": [p.note for p in reading.people],
        "returns": [p.returned_on.isoformat() if p.returned_on else None for p in reading.people],
        "born": [p.born_on.isoformat() if p.born_on else None for p in reading.people],
        "tenants": [p.tenant for p in reading.people],
    }


def expect(reading: Reading, **expected: Any) -> None:
    """The reading holds what was expected; problems are none and rows are all placed unless said otherwise."""
    wanted: dict[str, Any] = {"problems": [], "unplaced": [], **expected}
    found = held(reading)
    other = {name: {"wanted": said, "found": found[name]} for name, said in wanted.items() if found[name] != said}
    assert not other, other
