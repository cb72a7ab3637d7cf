"""Taking lists in: who is surely meant is recorded by the acts of the cases room, everybody else waits for a person."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from fangxian.cases.acts import ClassifyCase, KeepOnset, RecordCase
from fangxian.cases.models import Case, Classification, Contact, ContactGround, Onset, Source
from fangxian.cases.queries import onset_proposed
from fangxian.door.models import Entry
from fangxian.linelists.acts import (
    DiscardList,
    DismissListRow,
    RememberListLayout,
    SettleListRow,
    TakeInList,
    TryListAgain,
)
from fangxian.linelists.models import ListFile, ListRow, ListRowEnd
from fangxian.linelists.queries import listing_of
from fangxian.register.models import Resident
from tests.homes import Homes, settle
from tests.linelists.sending import CASES, CONTACTS, sending, sent, sheet, taken
from tests.world import World

LI, ZHANG = ("李青", "13900000001", ""), ("张伟", "13900000002", "")


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def row_of(
    person: tuple[str, ...], classification: str = "确诊病例", onset: object = "", reported: object = ""
) -> tuple[Any, ...]:
    return (*person, classification, onset, reported, "")


def waiting(world: World) -> list[tuple[str, str]]:
    with world.all_eyes():
        return [(row.why, row.values) for row in ListRow.objects.filter(end=None).order_by("pk")]


def case_of(world: World, resident: Resident) -> Case:
    with world.all_eyes():
        return Case.objects.get(resident=resident)


def test_whoever_is_surely_meant_is_recorded_with_class_and_days(world: World, homes: Homes) -> None:
    answer = taken(world, CASES, row_of(LI, "确诊病例", days_ago(5), days_ago(3)))
    assert (answer["recorded"], answer["waiting"]) == (1, 0)
    case = case_of(world, homes.li)
    with world.all_eyes():
        found = Classification.objects.get(case=case)
        assert (case.onset_on, found.classification, found.on) == (days_ago(5), "confirmed", days_ago(3))
        assert Entry.objects.filter(kind="cases.record_case", by=world.mei, fate=Entry.WRITTEN).count() == 1


@pytest.mark.parametrize(
    "person", [("李青", "", "1号"), ("李青", "", "1"), ("李青", "139 0000 0001", "")], ids=["home", "house", "phone"]
)
def test_the_register_finds_people_its_own_ways(world: World, homes: Homes, person: tuple[str, str, str]) -> None:
    assert taken(world, CASES, row_of(person))["recorded"] == 1
    assert case_of(world, homes.li).number == 1


@pytest.mark.parametrize(
    ("person", "why"),
    [(("李青", "", ""), "namesakes"), (("郑外人", "", ""), "unmatched"), (("李青", "13911112222", ""), "namesakes")],
)
def test_nobody_is_made_or_guessed_at(world: World, homes: Homes, person: tuple[str, str, str], why: str) -> None:
    assert taken(world, CASES, row_of(person))["waiting"] == 1
    assert [code for code, _ in waiting(world)] == [why]
    with world.all_eyes():
        assert not Case.objects.exists()


def test_the_same_list_twice_makes_nothing_twice(world: World, homes: Homes) -> None:
    rows = (CASES, row_of(LI), row_of(("郑外人", "", "")))
    taken(world, *rows)
    again = taken(world, *rows)
    assert (again["again"], again["recorded"], again["waiting"]) == (2, 0, 0)
    with world.all_eyes():
        assert (Case.objects.count(), ListRow.objects.count(), Classification.objects.count()) == (1, 2, 1)


def test_two_rows_alike_in_one_list_are_both_kept(world: World, homes: Homes) -> None:
    taken(world, CASES, row_of(("郑外人", "", "")), row_of(("郑外人", "", "")))
    assert len(waiting(world)) == 2


def test_a_later_list_classifies_anew(world: World, homes: Homes) -> None:
    taken(world, CASES, row_of(LI, "疑似", days_ago(5), days_ago(4)))
    answer = taken(world, CASES, row_of(LI, "确诊", days_ago(5), days_ago(2)))
    assert answer["changed"] == 1
    with world.all_eyes():
        found = list(Classification.objects.order_by("pk").values_list("classification", "on"))
    assert found == [("suspected", days_ago(4)), ("confirmed", days_ago(2))]


def test_another_day_of_first_symptoms_is_proposed_and_nothing_is_moved(world: World, homes: Homes) -> None:
    taken(world, CASES, row_of(LI, "疑似", days_ago(5), days_ago(4)))
    answer = taken(world, CASES, row_of(LI, "疑似", days_ago(7), days_ago(4)))
    assert (answer["onset"], answer["changed"], answer["known"]) == (1, 0, 0)
    case = case_of(world, homes.li)
    with world.all_eyes():
        said = onset_proposed(case)
        assert case.onset_on == days_ago(5) and said is not None and said.onset_on == days_ago(7)
    later = taken(world, CASES, row_of(LI, "确诊", days_ago(7), days_ago(2)))
    assert (later["changed"], later["onset"]) == (1, 0)
    with world.all_eyes():
        assert Onset.objects.filter(case=case).count() == 1, "what waits already is not said twice"
    world.written(KeepOnset(case=case.pk, reason="问过本人"), by=world.an)
    kept = taken(world, CASES, row_of(LI, "确诊", days_ago(7), days_ago(1)))
    assert (kept["known"], kept["onset"]) == (1, 0), "nothing is said to wait where a person has decided"


def test_what_the_house_knows_already_stays(world: World, homes: Homes) -> None:
    case = world.written(
        RecordCase(area=world.bamboo.pk, resident=homes.li.pk, classification="confirmed"), by=world.an
    )
    assert taken(world, CASES, row_of(LI))["known"] == 1
    with world.all_eyes():
        assert Classification.objects.filter(case=case["case"]).count() == 1


def test_an_unreadable_class_or_day_waits_and_the_name_is_not_lost(world: World, homes: Homes) -> None:
    taken(world, CASES, row_of(LI, "无症状感染者"), row_of(ZHANG, "确诊", "昨天"), row_of(("", "", ""), "确诊"))
    found = waiting(world)
    assert [why for why, _ in found] == ["class_unknown", "day_unreadable", "name_missing"]
    assert "李青" in found[0][1] and "张伟" in found[1][1]


def test_a_person_says_who_is_meant(world: World, homes: Homes) -> None:
    taken(world, CASES, row_of(("李青", "", ""), "疑似"))
    with world.all_eyes():
        row = ListRow.objects.get()
    act = SettleListRow(row=row.pk, resident=homes.li.pk, classification="confirmed", on=days_ago(1))
    assert world.written(act, by=world.an)["outcome"] == "recorded"
    with world.all_eyes():
        row.refresh_from_db()
        assert (row.values, row.resident_id, row.end.case_id) == (
            "",
            homes.li.pk,
            Case.objects.get(resident=homes.li).pk,
        )


def test_somebody_from_outside_is_recorded_by_name_when_a_person_says_so(world: World, homes: Homes) -> None:
    taken(world, CASES, row_of(("郑外人", "", "")))
    with world.all_eyes():
        row = ListRow.objects.get()
    assert world.submit(SettleListRow(row=row.pk, classification="confirmed"), by=world.an).refused == "list_row_nobody"
    world.written(SettleListRow(row=row.pk, name="郑外人", classification="confirmed"), by=world.an)
    with world.all_eyes():
        case = Case.objects.get()
        assert (case.name, case.resident, case.lives_here) == ("郑外人", None, False)


def test_the_second_person_hears_that_the_row_is_settled(world: World, homes: Homes) -> None:
    taken(world, CASES, row_of(("郑外人", "", "")))
    with world.all_eyes():
        key = ListRow.objects.get().pk
    world.written(DismissListRow(row=key, reason="住在邻村"), by=world.an)
    assert world.submit(SettleListRow(row=key, name="郑外人", classification="confirmed"), by=world.mei).refused == (
        "list_row_settled"
    )
    with world.all_eyes():
        assert not Case.objects.exists() and ListRowEnd.objects.get().outcome == "dismissed"


def test_a_resident_of_another_community_cannot_be_chosen(world: World, homes: Homes) -> None:
    taken(world, CASES, row_of(("李青", "", "")))
    with world.all_eyes():
        key = ListRow.objects.get().pk
    act = SettleListRow(row=key, resident=homes.lotus_qian.pk, classification="confirmed")
    assert world.submit(act, by=world.an).refused == "not_found"


def test_contacts_are_named_to_their_case_and_nobody_is_held(world: World, homes: Homes) -> None:
    taken(world, ("病例编号", *CASES), ("A-7", *row_of(LI)))
    answer = taken(world, CONTACTS, ("K-1", "张伟", "13900000002", "A-7", days_ago(2)))
    assert answer["recorded"] == 1
    with world.all_eyes():
        contact = Contact.objects.get()
        ground = ContactGround.objects.get()
        assert (contact.case.resident, contact.resident) == (homes.li, homes.zhang)
        assert (ground.ground, ground.last_on) == ("named", days_ago(2))
    assert taken(world, CONTACTS, ("K-1b", "张伟", "13900000002", "A-7", days_ago(2)))["known"] == 1


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("K-1", "张伟", "13900000002", "", "2020-02-03"), "case_unsaid"),
        (("K-1", "张伟", "13900000002", "A-9", "2020-02-03"), "case_unfound"),
        (("K-1", "张伟", "13900000002", "A-7", ""), "last_on_missing"),
        (("K-1", "郑外人", "", "A-7", "2020-02-03"), "unmatched"),
    ],
)  # fmt: skip
def test_a_contact_that_cannot_be_placed_waits(world: World, homes: Homes, row: tuple[str, ...], why: str) -> None:
    taken(world, ("病例编号", *CASES), ("A-7", *row_of(LI)))
    taken(world, CONTACTS, row)
    assert [code for code, _ in waiting(world)] == [why]


def test_a_list_in_the_wrong_order_is_tried_again(world: World, homes: Homes) -> None:
    assert taken(world, CONTACTS, ("K-1", "张伟", "13900000002", "A-7", days_ago(2)))["waiting"] == 1
    with world.all_eyes():
        first = ListFile.objects.get().pk
    taken(world, ("病例编号", *CASES), ("A-7", *row_of(LI)))
    answer = world.written(TryListAgain(list_file=first), by=world.mei)
    assert (answer["recorded"], answer["waiting"]) == (1, 0)


def test_exposures_join_contacts_and_cases(world: World, homes: Homes) -> None:
    with world.all_eyes():
        zhao = Resident.objects.get(name="赵独")
    header = ("visualId", "firstName", "lastName", "addresses[0].phoneNumber", "classification")
    confirmed = "LNG_REFERENCE_DATA_CATEGORY_CASE_CLASSIFICATION_CONFIRMED"
    taken(world, header, ("C1", "青", "李", "13900000001", confirmed), ("C2", "独", "赵", "13900000003", confirmed))
    people = ("visualId", "firstName", "lastName", "addresses[0].phoneNumber", "dateOfLastContact")
    assert taken(world, people, ("K1", "伟", "张", "13900000002", ""), kind="contacts")["waiting"] == 1
    links = ("sourcePerson.visualId", "targetPerson.visualId", "contactDate")
    joins = [("C1", "K1", days_ago(2)), ("C1", "C2", days_ago(4)), ("C2", "K1", days_ago(1)), ("C9", "K1", days_ago(1))]
    answer = taken(world, links, *joins)
    assert (answer["waiting"], answer["recorded"] + answer["known"]) == (1, 3)
    with world.all_eyes():
        assert set(Contact.objects.values_list("case__resident__name", "resident__name")) == {
            ("李青", "张伟"), ("赵独", "张伟"),
        }  # fmt: skip
        assert Source.objects.get().case.resident == zhao


def test_columns_that_a_person_named_are_remembered(world: World, homes: Homes) -> None:
    rows = (("谁", "怎么样", "姓名", "分类"), ("李青", "确诊", "", ""))
    key = sent(world, *rows)
    with world.all_eyes():
        listing = listing_of(ListFile.objects.get(pk=key))
    said = {"A": "name", "B": "classification", "C": "ignored", "D": "ignored"}
    world.written(RememberListLayout(area=world.bamboo.pk, signature=listing.signature, columns=said), by=world.mei)
    with world.all_eyes():
        line = listing_of(ListFile.objects.get(pk=key)).lines[0]
    assert line.name == "李青" and not line.faults
    wrong = RememberListLayout(area=world.bamboo.pk, signature=listing.signature, columns={"A": "体温"})
    assert world.submit(wrong, by=world.mei).refused == "list_field_unknown"


def test_the_file_is_erased_once_it_is_taken_in_or_thrown_away(world: World, homes: Homes) -> None:
    first = sent(world, CASES, row_of(LI))
    assert world.written(sending(world, sheet(CASES, row_of(LI))), by=world.an)["list"] == first
    world.written(TakeInList(list_file=first), by=world.mei)
    second = sent(world, CASES, row_of(ZHANG))
    world.written(DiscardList(list_file=second), by=world.mei)
    with world.all_eyes():
        assert not ListFile.objects.exclude(content="").exists()
    for key in (first, second):
        assert world.submit(TakeInList(list_file=key), by=world.mei).refused == "list_gone"


def test_a_refusal_of_the_cases_room_is_told(world: World, homes: Homes) -> None:
    case = world.written(RecordCase(area=world.bamboo.pk, resident=homes.li.pk), by=world.an)["case"]
    world.written(ClassifyCase(case=case, classification="discarded"), by=world.an)
    row = ("K-1", "张伟", "13900000002", f"FX-{world.bamboo.code}-0001", days_ago(1))
    assert taken(world, CONTACTS, row)["waiting"] == 1
    assert waiting(world)[0][0] == "case_is_excluded"


@pytest.mark.parametrize("nickname", ["gao", "tian", "wang", "su", "zhen", "shen", "guan", "dou"])
def test_lists_are_for_those_who_keep_health(world: World, homes: Homes, nickname: str) -> None:
    entry = world.submit(sending(world, sheet(CASES, row_of(LI))), by=world.people[nickname])
    assert entry.refused in {"not_allowed", "not_found"}
