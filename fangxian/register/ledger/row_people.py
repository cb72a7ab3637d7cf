"""The people of one row: block by block, everybody a name cell or a members cell names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fangxian.register.ledger.blocks import Block
from fangxian.register.ledger.members import Member, read_members
from fangxian.register.ledger.names import is_vacant, people_in
from fangxian.register.ledger.people import (
    Draft,
    Reading,
    fill_from_id,
    from_member,
    has_evidence,
    read_id,
    read_person,
    read_phone,
    remark,
)
from fangxian.register.ledger.reading import Code, Field, Row
from fangxian.register.ledger.text import clean
from fangxian.register.ledger.walk import Walk, cell_of


def drafts_of(walk: Walk, row: Row, number: int) -> Iterator[Draft]:
    """The people of a row, block by block, each followed by those in its members cell."""
    first: Draft | None = None
    named: dict[str, Draft] = {}
    for nth, block in enumerate(walk.arrangement.blocks):
        cell = cell_of(row, block.one(Field.NAME))
        if is_vacant(cell):
            continue
        names = people_in(cell)
        draft = read_person(row, block, draft=Draft(number, nth), reading=walk.reading)
        members = members_of(row, block)
        evident = has_evidence(draft, block) or (not names and sum(c.isdecimal() for c in clean(cell)) >= 5)
        if not names and not members and not (evident and (first is None or draft.citizen_id)):
            if first and evident:
                take_over(first, draft)
            continue
        twin = named.get(names[0].name) if names and not walk.arrangement.independent else None
        if twin and not (twin.citizen_id and draft.citizen_id and twin.citizen_id != draft.citizen_id):
            take_over(twin, draft)
        elif names or evident:
            first = first or draft
            yield with_names(walk, row, draft, names, block)
            named[draft.name] = draft
        for member in (*names[1:], *members):
            person = from_member(draft, member, reading=walk.reading)
            if names and member.name == names[0].name:
                take_over(twin or draft, person)
            else:
                yield person


def take_over(first: Draft, nobody: Draft) -> None:
    """Give what stands beside an empty name, or the same name once more, to the person it belongs to."""
    first.phones += tuple(phone for phone in nobody.phones if phone not in first.phones)
    for name in ("citizen_id", "born_on", "sex", "age", "employer", "hukou", "vehicle", "came_from", "note"):
        setattr(first, name, getattr(first, name) or getattr(nobody, name))
    first.problems += nobody.problems


def members_of(row: Row, block: Block) -> list[Member]:
    """The people in the members cells of a row."""
    return [m for at in block.columns.get(Field.MEMBERS, ()) if at < len(row) for m in read_members(row[at])]


def with_names(walk: Walk, row: Row, draft: Draft, names: tuple[Member, ...], block: Block) -> Draft:
    """The draft with its name and what stood beside it, or its missing name noted, and the columns nobody knows."""
    if names:
        beside(draft, names[0], reading=walk.reading)
    else:
        draft.problems.append((Field.NAME, Code.MISSING_NAME, clean(cell_of(row, block.one(Field.NAME)))))
    if names and draft.head_name.replace(" ", "") == draft.name:
        draft.is_head = True
    if draft.block == 0:
        for index in walk.arrangement.ignored:
            if index < len(row) and (text := clean(row[index])):
                draft.extra[walk.title(index)] = text
    return draft


def beside(draft: Draft, named: Member, *, reading: Reading) -> None:
    """Give a draft its name and the relation, numbers and remark written in the same cell."""
    draft.name = named.name
    if named.relation in ("户主", "本人"):
        draft.is_head = True
    relation, draft.relation = draft.relation, draft.relation or named.relation
    if named.relation and relation not in ("", named.relation):
        remark(draft, named.relation)
    if named.note:
        remark(draft, named.note)
    if named.id_text and not draft.citizen_id:
        read_id(draft, named.id_text, reading)
        fill_from_id(draft)
    if named.phone_text:
        read_phone(draft, named.phone_text, replace(reading, headers=()))
