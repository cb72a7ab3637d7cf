"""One resident at a time, and finding them."""

from __future__ import annotations

from datetime import date

import pytest

from fangxian.door.submit import submit
from fangxian.register.acts import AddResident, CorrectResident, MoveResident, RecordDeparture
from fangxian.register.acts.residents import Particulars
from fangxian.register.ledger import DwellingKey
from fangxian.register.models import Resident
from fangxian.register.queries import buildings_of, figures_of, residents_like
from fangxian.register.rules import Known, Stated, age_on, initials_of, matches
from tests.register.ledger.ledgers import citizen_id, phone
from tests.register.test_imports import PEOPLE, ROWS, ledger, take_in
from tests.world import World


def add(world: World, name: str, address: str, **particulars: object) -> int:
    act = AddResident(
        area=world.bamboo.pk, name=name, address=address, particulars=Particulars.model_validate(particulars)
    )
    return int(world.written(act, by=world.an)["resident"])


def test_a_resident_is_added_at_an_address_with_what_the_number_says(world: World) -> None:
    pk = add(world, "欧阳明", "12号", citizen_id=citizen_id(7), phone="+86 138-0000-0001")
    with world.all_eyes():
        made = Resident.objects.get(pk=pk)
        assert (made.sex, str(made.born_on), made.phone, made.initials) == ("m", "1985-06-12", "13800000001", "oym")
        assert str(made.household) == "12"


def test_somebody_who_is_here_already_is_not_added_twice(world: World) -> None:
    add(world, "王伟", "12号", citizen_id=citizen_id(7))
    again = AddResident(
        area=world.bamboo.pk, name="王伟", address="13号", particulars=Particulars(citizen_id=citizen_id(7))
    )
    assert submit(again, by=world.an).code == "resident_known"


@pytest.mark.parametrize(
    ("address", "particulars", "code"),
    [
        ("墙后面", {}, "address_unreadable"),
        ("12号", {"citizen_id": "371199198506120011"}, "citizen_id_wrong"),
        ("12号", {"phone": "12345"}, "phone_wrong"),
    ],
)
def test_what_cannot_be_true_is_refused(world: World, address: str, particulars: dict[str, str], code: str) -> None:
    act = AddResident(area=world.bamboo.pk, name="王伟", address=address, particulars=Particulars(**particulars))
    assert submit(act, by=world.an).code == code


def test_a_correction_changes_what_was_given_and_nothing_else(world: World) -> None:
    pk = add(world, "王伟", "12号", citizen_id=citizen_id(7), employer="某厂", note="有车")
    world.written(
        CorrectResident(resident=pk, name="王炜", particulars=Particulars(employer="", phone=phone(5))), by=world.an
    )
    with world.all_eyes():
        after = Resident.objects.get(pk=pk)
        assert (after.name, after.initials, after.employer, after.phone, after.note) == (
            "王炜",
            "ww",
            None,
            phone(5),
            "有车",
        )
        assert after.citizen_id == citizen_id(7)


def test_two_people_cannot_have_one_identity_number(world: World) -> None:
    add(world, "王伟", "12号", citizen_id=citizen_id(7))
    other = add(world, "李芳", "13号")
    act = CorrectResident(resident=other, particulars=Particulars(citizen_id=citizen_id(7)))
    assert submit(act, by=world.an).code == "citizen_id_taken"


def test_who_moves_leaves_the_old_household(world: World) -> None:
    pk = add(world, "王伟", "12号")
    world.written(MoveResident(resident=pk, address="3-2-501"), by=world.an)
    with world.all_eyes():
        assert str(Resident.objects.get(pk=pk).household) == "3-2-501"
        assert figures_of(world.bamboo)["households"] == 1


def test_who_left_is_no_longer_counted_and_cannot_be_corrected(world: World) -> None:
    pk = add(world, "王伟", "12号")
    world.written(RecordDeparture(resident=pk), by=world.an)
    with world.all_eyes():
        assert figures_of(world.bamboo)["residents"] == 0
    assert submit(CorrectResident(resident=pk, name="王炜"), by=world.an).code == "resident_left"


def test_only_who_keeps_the_register_may_write_in_it(world: World) -> None:
    pk = add(world, "王伟", "12号")
    for act in (
        MoveResident(resident=pk, address="13号"),
        CorrectResident(resident=pk, name="某"),
        RecordDeparture(resident=pk),
    ):
        assert submit(act, by=world.gao).code == "not_allowed"
        assert (
            submit(act.model_copy(update={"id": MoveResident(resident=pk, address="1").id}), by=world.dou).code
            == "not_found"
        )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PEOPLE[0].name, {PEOPLE[0].name}),
        ("lww", {"李伟伟", "刘伟伟"}),
        ("1-1-101", {PEOPLE[0].name, PEOPLE[1].name}),
        ("1号楼1单元101室", {PEOPLE[0].name, PEOPLE[1].name}),
        (PEOPLE[4].phone, {PEOPLE[4].name}),
        (PEOPLE[4].phone[-4:], {PEOPLE[4].name}),
        (PEOPLE[5].citizen_id, {PEOPLE[5].name}),
        ("鲁L12345", {PEOPLE[0].name, PEOPLE[1].name}),
        ("l12345", {PEOPLE[0].name, PEOPLE[1].name}),
        (f"{PEOPLE[1].name[0]} 1-1-101", {PEOPLE[1].name}),
        ("没有这人", set()),
    ],
)
def test_people_are_found_by_what_one_remembers_of_them(world: World, text: str, found: set[str]) -> None:
    take_in(world, ledger(*ROWS))
    with world.eyes_of(world.gao):
        assert {r.name for r in residents_like(world.bamboo, text)} == found


def test_nobody_is_found_with_a_strangers_eyes(world: World) -> None:
    take_in(world, ledger(*ROWS))
    with world.eyes_of(world.dou):
        assert not residents_like(world.bamboo, PEOPLE[0].name).exists()


def test_buildings_know_how_many_live_in_them(world: World) -> None:
    take_in(world, ledger(*ROWS))
    with world.eyes_of(world.an):
        counts = [(b.number, b.dwelling_count, b.household_count, b.resident_count) for b in buildings_of(world.bamboo)]  # type: ignore[attr-defined]
    assert counts == [("1", 8, 8, 16), ("2", 8, 8, 16)]


def test_initials_of_names() -> None:
    assert [initials_of(n) for n in ("张伟", "欧阳修", "Li Ming", "")] == ["zw", "oyx", "liming", ""]


HOME = DwellingKey("", "1", "1", "101")


def known(pk: int = 1, **values: object) -> Known:
    return Known(pk, HOME, 1, {"name": "王伟", "citizen_id": "", "phone": "", **values})


def stated(home: DwellingKey | None = HOME, **values: object) -> Stated:
    return Stated(home, "one", {"name": "王伟", **values})


def test_a_number_names_a_person_wherever_they_live() -> None:
    (match,) = matches([stated(DwellingKey("", "9"), citizen_id="x")], [known(citizen_id="x")])
    assert match.known is not None
    assert match.moved


def test_a_namesake_at_home_is_the_same_person_unless_something_contradicts() -> None:
    assert matches([stated()], [known()])[0].known is not None
    assert matches([stated(citizen_id="x")], [known(citizen_id="y")])[0].known is None
    assert matches([stated(sex="f")], [known(sex="m")])[0].known is None
    assert matches([stated(None)], [known()])[0].known is None


def test_the_number_goes_before_the_name() -> None:
    first, second = matches([stated(), stated(citizen_id="x")], [known(1, citizen_id="x")])
    assert first.known is None
    assert second.known is not None


def test_blank_cells_change_nothing() -> None:
    (match,) = matches([stated()], [known(note="有车")])
    assert match.changes == {}


def test_age_in_whole_years() -> None:
    assert age_on(date(2000, 2, 29), on=date(2020, 2, 28)) == 19
    assert age_on(date(2000, 2, 29), on=date(2020, 2, 29)) == 20
