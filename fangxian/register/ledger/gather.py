"""From rows to people and households: the same person once, households apart, stated numbers checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from fangxian.register.ledger.members import Member, is_name
from fangxian.register.ledger.names import people_in
from fangxian.register.ledger.people import Draft, contradict
from fangxian.register.ledger.reading import Code, DwellingKey, PersonRow, Problem


def gather(drafts: Sequence[Draft]) -> tuple[tuple[PersonRow, ...], list[Problem]]:
    """The people of a file, duplicates merged, each in a household; and what does not agree."""
    unique, problems = without_duplicates(unify_zones(drafts))
    form_households(unique)
    unique = with_unlisted_heads(unique)
    problems += count_mismatches(unique)
    return tuple(finished(draft) for draft in unique), problems


COMMUNITY = ("社区", "村", "居委会", "村委会", "居", "街道")


def unify_zones(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """Drop the community's own name in front of an address where the whole file has only that one.

    Some rows say 安东卫社区3号楼2单元501, others 3-2-501. Two natural villages (前村, 后村) stay apart.
    """
    zones = {d.dwelling.zone for d in drafts if d.dwelling and d.dwelling.zone}
    if len(zones) == 1 and (only := next(iter(zones))).endswith(COMMUNITY):
        for draft in drafts:
            if draft.dwelling and draft.dwelling.zone == only:
                draft.dwelling = without_zone(draft.dwelling)
    return drafts


def without_zone(key: DwellingKey) -> DwellingKey:
    """The dwelling without its zone."""
    return DwellingKey("", key.building, key.unit, key.room)


def without_duplicates(drafts: Iterable[Draft]) -> tuple[list[Draft], list[Problem]]:
    """Each person once, the first row kept and completed by the later ones."""
    kept: list[Draft] = []
    problems: list[Problem] = []
    by_id: dict[str, Draft] = {}
    by_home: dict[tuple[str, DwellingKey | None], list[Draft]] = defaultdict(list)
    by_birth: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        earlier = same_person(draft, by_id=by_id, by_home=by_home, by_birth=by_birth)
        if earlier is not None:
            complete(earlier, draft)
            problems.append(duplicate(draft, earlier))
            continue
        if draft.citizen_id and draft.citizen_id in by_id:
            problems.append(duplicate(draft, by_id[draft.citizen_id]))
            draft.citizen_id = None
        kept.append(draft)
        if draft.citizen_id:
            by_id[draft.citizen_id] = draft
        if draft.name:
            by_home[(draft.name, draft.dwelling)].append(draft)
            for phone in draft.phones:
                by_birth[(draft.name, f"{draft.born_on}{phone}")] = draft
    return kept, problems


def same_person(
    draft: Draft,
    *,
    by_id: dict[str, Draft],
    by_home: dict[tuple[str, DwellingKey | None], list[Draft]],
    by_birth: dict[tuple[str, str], Draft],
) -> Draft | None:
    """The earlier row of the same person: one number, one name at home, or one name, birth date and phone."""
    if draft.citizen_id and (found := by_id.get(draft.citizen_id)) and alike(draft.name, found.name):
        return found
    if not draft.name:
        return None
    for other in by_home.get((draft.name, draft.dwelling), ()):
        if draft.dwelling and not contradict(draft, other):
            return other
    if draft.born_on:
        for phone in draft.phones:
            found = by_birth.get((draft.name, f"{draft.born_on}{phone}"))
            if found and not contradict(draft, found):
                return found
    return None


def alike(one: str, other: str) -> bool:
    """Whether two names can be spellings of one: not when no character is the same."""
    return not one or not other or bool(set(one) & set(other))


COMPLETED = [
    "relation",
    "sex",
    "citizen_id",
    "document",
    "born_on",
    "age",
    "employer",
    "hukou",
    "non_local",
    "tenant",
    "returned_on",
    "came_from",
    "vehicle",
    "grid",
    "note",
]


def complete(earlier: Draft, later: Draft) -> None:
    """Fill what the earlier row left blank."""
    for name in COMPLETED:
        if getattr(earlier, name) in (None, ""):
            setattr(earlier, name, getattr(later, name))
    earlier.name = earlier.name or later.name
    earlier.phones += tuple(phone for phone in later.phones if phone not in earlier.phones)


def duplicate(draft: Draft, earlier: Draft) -> Problem:
    """The problem of a row that repeats an earlier one."""
    params: dict[str, str | int] = {"name": draft.name, "earlier_row": earlier.row, "earlier_sheet": earlier.sheet}
    return Problem(draft.sheet, draft.row, "", Code.DUPLICATE_PERSON, draft.name, params)


def form_households(drafts: Sequence[Draft]) -> None:
    """Give every person a household: one per dwelling, more where the ledger itself tells them apart."""
    marks: dict[DwellingKey | None, str] = {}
    heads: dict[tuple[DwellingKey | None, str], bool] = {}
    counts: Counter[DwellingKey | None] = Counter()
    named: dict[DwellingKey, str] = {}
    for draft in drafts:
        home = draft.dwelling
        stated = stated_household(draft)
        if stated is not None:
            draft.household_key = f"{spelled(home)}#{stated}"
            if home is not None:
                named[home] = draft.household_key
            continue
        # A head's name is often written once, and left blank beside the members below.
        if home in named and home not in marks and not draft.is_head:
            draft.household_key = named[home]
            continue
        opened = home not in marks
        second_head = draft.is_head and heads.get((home, marks.get(home, "")), False)
        if opened or second_head or (home is None and begins_alone(draft)):
            counts[home] += 1
            marks[home] = f"{spelled(home)}#{counts[home]}"
        draft.household_key = marks[home]
        heads[(home, marks[home])] = heads.get((home, marks[home]), False) or draft.is_head


def with_unlisted_heads(drafts: list[Draft]) -> list[Draft]:
    """Everybody, and the heads that the ledger names only beside their members, each before the first of them."""
    listed: dict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        listed[draft.household_key].add(draft.name)
    everybody: list[Draft] = []
    for draft in drafts:
        for head in people_in(draft.head_text):
            if head.name not in listed[draft.household_key] and is_name(head.name):
                listed[draft.household_key].add(head.name)
                everybody.append(head_beside(draft, head))
        everybody.append(draft)
    return everybody


def head_beside(draft: Draft, head: Member) -> Draft:
    """The head of a household as one of its members' rows names them."""
    return Draft(
        row=draft.row,
        block=draft.block,
        name=head.name,
        relation="户主",
        note=head.note or None,
        is_head=True,
        sheet=draft.sheet,
        dwelling=draft.dwelling,
        household_key=draft.household_key,
        tenant=draft.tenant,
        grid=draft.grid,
        stated_count=draft.stated_count,
    )


def stated_household(draft: Draft) -> str | None:
    """The household the ledger itself names: by number, or by the head's name beside the member's."""
    if draft.household_number:
        return f"no {draft.household_number}"
    if draft.head_name:
        return f"of {draft.head_name}"
    if draft.dwelling is None and draft.sequence and not draft.relation:
        return f"seq {draft.sheet} {draft.sequence}"
    return None


def begins_alone(draft: Draft) -> bool:
    """Whether a person without a dwelling opens a household: a head, or one whose relation nobody states."""
    return draft.is_head or not draft.relation


def spelled(key: DwellingKey | None) -> str:
    """A dwelling as one text."""
    return "" if key is None else f"{key.zone}/{key.building}/{key.unit}/{key.room}"


def count_mismatches(drafts: Sequence[Draft]) -> list[Problem]:
    """Households whose stated number of people is not the number listed.

    A ledger that lists only one person per household anyway is a list of heads: nothing to compare.
    """
    sizes = Counter(draft.household_key for draft in drafts)
    listed = {draft.sheet for draft in drafts if sizes[draft.household_key] > 1}
    problems: list[Problem] = []
    seen: set[str] = set()
    for draft in drafts:
        if draft.stated_count is None or draft.household_key in seen or draft.sheet not in listed:
            continue
        seen.add(draft.household_key)
        size = sizes[draft.household_key]
        if draft.stated_count != size:
            params: dict[str, str | int] = {"stated": draft.stated_count, "listed": size}
            problems.append(
                Problem(draft.sheet, draft.row, "", Code.MEMBER_COUNT_MISMATCH, str(draft.stated_count), params)
            )
    return problems


def finished(draft: Draft) -> PersonRow:
    """The person as the rest of the system sees it."""
    return PersonRow(
        sheet=draft.sheet,
        row=draft.row,
        name=draft.name,
        relation=draft.relation,
        sex=draft.sex,
        citizen_id=draft.citizen_id,
        document=draft.document,
        born_on=draft.born_on,
        age=draft.age,
        phones=draft.phones,
        employer=draft.employer,
        hukou=draft.hukou,
        non_local=draft.non_local,
        tenant=draft.tenant,
        returned_on=draft.returned_on,
        came_from=draft.came_from,
        vehicle=draft.vehicle,
        grid=draft.grid,
        note=draft.note,
        dwelling=draft.dwelling,
        household_key=draft.household_key,
        is_head=draft.is_head,
        extra=draft.extra,
    )
