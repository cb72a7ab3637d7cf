"""A ledger goes in through the door, goes in again without changing anything, and can be taken back."""

from __future__ import annotations

import base64
import threading

import pytest
from django.db import connection, connections

from fangxian.areas.models import Area, Person
from fangxian.door.act import Answer
from fangxian.door.models import Entry
from fangxian.door.submit import submit
from fangxian.register.acts import (
    CorrectResident,
    DiscardUpload,
    DismissRow,
    ImportLedger,
    PlaceRow,
    RememberLayout,
    UndoImport,
    UploadLedger,
)
from fangxian.register.acts.residents import Particulars
from fangxian.register.ledger import read_ledger
from fangxian.register.models import Building, Dwelling, Household, Import, Resident, RowProblem, UnplacedRow, Upload
from fangxian.register.queries import figures_of
from tests.register.ledger.ledgers import citizen_id, neighbours, phone, workbook
from tests.world import World

HEADER = ("住址", "姓名", "与户主关系", "身份证号", "联系电话", "工作单位", "车牌号")
PEOPLE = neighbours()
ROWS = [(p.home, p.name, p.relation, p.citizen_id, p.phone, "某厂", "鲁L12345" if p.n == 1 else "") for p in PEOPLE]


def ledger(*rows: tuple[object, ...]) -> bytes:
    return workbook(Sheet1=[HEADER, *rows])


def upload(world: World, data: bytes, *, to: Area | None = None, by: Person | None = None) -> Entry:
    content = base64.b64encode(data).decode()
    act = UploadLedger(area=(to or world.bamboo).pk, file_name="台账.xlsx", content=content)
    return submit(act, by=by or world.an)


def take_in(world: World, data: bytes, *, to: Area | None = None, by: Person | None = None) -> Answer:
    sent = upload(world, data, to=to, by=by)
    assert sent.written, sent.code
    return world.written(ImportLedger(upload=sent.answer["upload"]), by=by or world.an)


def test_everybody_comes_in_with_sealed_numbers_and_initials(world: World) -> None:
    answer = take_in(world, ledger(*ROWS))
    assert {k: answer[k] for k in ("residents", "households", "buildings", "created", "updated", "unchanged")} == {
        "residents": 32, "households": 16, "buildings": 2, "created": 32, "updated": 0, "unchanged": 0,
    }  # fmt: skip
    with world.all_eyes():
        assert figures_of(world.bamboo) == {"residents": 32, "households": 16, "dwellings": 16, "buildings": 2}
        first = Resident.objects.get(name=PEOPLE[0].name, household__dwelling__building__number="1", is_head=True)
        assert (first.citizen_id, first.phone) == (PEOPLE[0].citizen_id, PEOPLE[0].phone)
        assert first.initials == "lww"
        assert first.employer is not None
        assert first.employer.name == "某厂"
        assert [v.plate for v in first.household.vehicles.all()] == ["鲁L12345"]


def test_nothing_readable_of_the_numbers_is_in_the_tables(world: World) -> None:
    take_in(world, ledger(*ROWS))
    with connection.cursor() as cursor:
        cursor.execute("SELECT citizen_id, phone, citizen_id_index FROM register_resident")
        stored = b" ".join(
            bytes(part, "utf-8") if isinstance(part, str) else bytes(part) for row in cursor for part in row
        )
    assert PEOPLE[0].citizen_id.encode() not in stored
    assert PEOPLE[0].phone.encode() not in stored


def test_no_name_or_number_is_in_the_plain_entries(world: World) -> None:
    take_in(world, ledger(*ROWS, ("墙后面", "赵强", "户主", citizen_id(4), phone(4), "", "")))
    for entry in Entry._base_manager.all():
        text = f"{entry.payload} {entry.answer}"
        assert PEOPLE[0].name not in text
        assert PEOPLE[0].citizen_id not in text
        assert "赵强" not in text


def test_a_second_import_changes_nothing(world: World) -> None:
    data = ledger(*ROWS)
    take_in(world, data)
    again = take_in(world, data)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 32)


def test_a_person_without_an_identity_number_is_known_again_at_home(world: World) -> None:
    row = ("3-1-101", "王伟", "户主", "", "", "", "")
    take_in(world, ledger(row))
    assert take_in(world, ledger(row))["unchanged"] == 1


def test_changed_cells_update_blank_ones_do_not_and_nobody_is_removed(world: World) -> None:
    take_in(world, ledger(*ROWS))
    p = PEOPLE[0]
    answer = take_in(world, ledger((p.home, p.name, "", p.citizen_id, phone(99), "", "")))
    assert (answer["created"], answer["updated"], answer["unchanged"]) == (0, 1, 0)
    with world.all_eyes():
        resident = Resident.objects.select_related("employer").get(phone_index__gt="", name=p.name, is_head=True)
        assert resident.phone == phone(99)
        assert resident.employer is not None
        assert figures_of(world.bamboo)["residents"] == 32


def test_a_person_at_another_address_moves_and_keeps_one_household(world: World) -> None:
    take_in(world, ledger(*ROWS))
    p = PEOPLE[0]
    answer = take_in(world, ledger(("9-1-101", p.name, "户主", p.citizen_id, p.phone, "", "")))
    assert answer["updated"] == 1
    with world.all_eyes():
        assert str(Resident.objects.get(pk=resident_pk(p.citizen_id)).household) == "9-1-101"
        assert figures_of(world.bamboo)["residents"] == 32


def resident_pk(number: str) -> int:
    return next(r.pk for r in Resident.objects.all() if r.citizen_id == number)


def test_two_households_of_one_dwelling_stay_two_when_read_again(world: World) -> None:
    rows = [
        ("1-1-101", "王伟", "户主", citizen_id(1), "", "", ""),
        ("", "李芳", "配偶", citizen_id(2), "", "", ""),
        ("", "张强", "户主", citizen_id(3), "", "", ""),
    ]
    assert take_in(world, ledger(*rows))["households"] == 2
    assert take_in(world, ledger(*rows))["unchanged"] == 3
    with world.all_eyes():
        assert sorted(Household.objects.values_list("ordinal", flat=True)) == [1, 2]


def test_undo_removes_what_the_import_made(world: World) -> None:
    done = take_in(world, ledger(*ROWS))
    answer = world.written(UndoImport(of=done["import"]), by=world.an)
    assert (answer["removed"], answer["restored"], answer["stays"]) == (32, 0, 0)
    with world.all_eyes():
        assert (Resident.objects.count(), Dwelling.objects.count(), Building.objects.count()) == (0, 0, 0)


def test_undo_restores_what_the_import_changed(world: World) -> None:
    take_in(world, ledger(*ROWS))
    p = PEOPLE[0]
    done = take_in(world, ledger(("9-1-101", p.name, "", p.citizen_id, phone(99), "别厂", "")))
    answer = world.written(UndoImport(of=done["import"]), by=world.an)
    assert (answer["removed"], answer["restored"], answer["stays"]) == (0, 1, 0)
    with world.all_eyes():
        back = Resident.objects.select_related("employer").get(pk=resident_pk(p.citizen_id))
        assert (back.phone, str(back.household)) == (p.phone, p.home)
        assert back.employer is not None
        assert back.employer.name == "某厂"
        assert not Building.objects.filter(number="9").exists()
    assert take_in(world, ledger(*ROWS))["unchanged"] == 32


def test_undo_leaves_what_somebody_corrected_since_and_says_so(world: World) -> None:
    done = take_in(world, ledger(*ROWS))
    with world.all_eyes():
        pk = resident_pk(PEOPLE[0].citizen_id)
    world.written(CorrectResident(resident=pk, particulars=Particulars(note="腿脚不便")), by=world.an)
    answer = world.written(UndoImport(of=done["import"]), by=world.an)
    assert answer["removed"] == 31
    assert answer["stays"] > 0
    with world.all_eyes():
        assert Resident.objects.get().note == "腿脚不便"


def test_an_import_is_taken_back_only_once(world: World) -> None:
    done = take_in(world, ledger(*ROWS))
    world.written(UndoImport(of=done["import"]), by=world.an)
    assert submit(UndoImport(of=done["import"]), by=world.an).code == "import_undone"


def test_the_file_is_erased_once_it_was_taken_in(world: World) -> None:
    sent = upload(world, ledger(*ROWS))
    with world.all_eyes():
        assert Upload.objects.get().content
    world.written(ImportLedger(upload=sent.answer["upload"]), by=world.an)
    with world.all_eyes():
        assert Upload.objects.get().content == ""
    assert submit(ImportLedger(upload=sent.answer["upload"]), by=world.an).code == "upload_gone"


def test_a_file_sent_twice_waits_once_and_can_be_thrown_away(world: World) -> None:
    data = ledger(*ROWS)
    first, second = upload(world, data), upload(world, data)
    assert first.answer == second.answer
    world.written(DiscardUpload(upload=first.answer["upload"]), by=world.an)
    assert submit(ImportLedger(upload=first.answer["upload"]), by=world.an).code == "upload_gone"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "ledger_empty"), (b"PK\x03\x04nothing", "ledger_not_a_ledger"), ("你好".encode(), "ledger_nobody")],
)
def test_what_is_no_ledger_is_refused_in_one_sentence(world: World, data: bytes, code: str) -> None:
    entry = upload(world, data)
    assert entry.code == code
    assert str(entry.sentence).count(".") >= 1


def test_only_who_keeps_the_register_of_the_place_may_send(world: World) -> None:
    data = ledger(*ROWS)
    assert upload(world, data, by=world.gao).code == "not_allowed"
    assert upload(world, data, by=world.dou).code == "not_found"
    assert upload(world, data, to=world.township, by=world.zhen).code == "not_allowed"
    sent = upload(world, data)
    assert submit(ImportLedger(upload=sent.answer["upload"]), by=world.dou).code == "not_found"


def test_the_same_person_may_be_registered_in_another_community(world: World) -> None:
    take_in(world, ledger(*ROWS))
    assert take_in(world, ledger(*ROWS), to=world.lotus, by=world.dou)["created"] == 32


def test_problems_are_kept_sealed_beside_the_import(world: World) -> None:
    done = take_in(world, ledger(*ROWS, ("1-1-999", "王伟", "", "37119919900101999X", "123", "", "")))
    assert done["problems"] == 2
    with world.all_eyes():
        assert [(p.row, p.code) for p in RowProblem.objects.filter(of=done["import"])] == [
            (34, "id_checksum"),
            (34, "phone_format"),
        ]


def test_an_unplaced_row_is_placed_by_a_person(world: World) -> None:
    done = take_in(world, ledger(*ROWS, ("墙后面", "赵强", "户主", citizen_id(4), phone(4), "某厂", "")))
    assert done["unplaced"] == 1
    with world.all_eyes():
        row = UnplacedRow.objects.get()
    assert submit(PlaceRow(row=row.pk, address="还是墙后面"), by=world.an).code == "address_unreadable"
    world.written(PlaceRow(row=row.pk, address="5-1-101"), by=world.an)
    with world.all_eyes():
        placed = Resident.objects.get(name="赵强")
        assert (str(placed.household), placed.phone, placed.citizen_id) == ("5-1-101", phone(4), citizen_id(4))
    assert submit(PlaceRow(row=row.pk, address="5-1-101"), by=world.an).code == "row_settled"


def test_an_unplaced_row_without_a_name_needs_one_or_is_dismissed(world: World) -> None:
    take_in(world, ledger(*ROWS, ("墙后面", "未知", "", "", "", "", ""), ("墙里面", "未知", "", "", "", "", "")))
    with world.all_eyes():
        first, second = UnplacedRow.objects.all()
    assert submit(PlaceRow(row=first.pk, address="5-1-101"), by=world.an).code == "row_without_name"
    world.written(PlaceRow(row=first.pk, address="5-1-101", name="赵强"), by=world.an)
    world.written(DismissRow(row=second.pk, reason="没有这户"), by=world.an)
    with world.all_eyes():
        assert Resident.objects.filter(name="赵强").count() == 1


def test_a_layout_that_was_corrected_is_used_for_the_next_import(world: World) -> None:
    data = workbook(Sheet1=[("住址", "姓名", "代号"), ("1-1-101", "王伟", phone(1))])
    signature = read_ledger(data).sheets[0].signature
    assert submit(
        RememberLayout(area=world.bamboo.pk, signature=signature, columns={"C": "telephone"}), by=world.an
    ).code == "unknown_column_meaning"  # fmt: skip
    world.written(RememberLayout(area=world.bamboo.pk, signature=signature, columns={"C": "phone"}), by=world.an)
    take_in(world, data)
    with world.all_eyes():
        assert Resident.objects.get().phone == phone(1)
        assert Import.objects.get().columns_ignored == []


# SQLite in memory, as the tests use it, knows no waiting between threads; on a file, imports begin IMMEDIATE.
@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_make_nobody_twice(world: World) -> None:
    sent = [upload(world, ledger(*ROWS)), upload(world, ledger(*ROWS, ("7-1-101", "王伟", "", "", "", "", "")))]
    answers: list[Entry] = []

    def run(entry: Entry) -> None:
        answers.append(submit(ImportLedger(upload=entry.answer["upload"]), by=world.an))
        connections.close_all()

    threads = [threading.Thread(target=run, args=(entry,)) for entry in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.code for entry in answers] == ["", ""]
    assert sum(entry.answer["created"] for entry in answers) == 33
    with world.all_eyes():
        assert Resident.objects.count() == 33
