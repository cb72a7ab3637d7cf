"""The register's pages: a ledger is sent, looked at, taken in and taken back without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from uuid_utils.compat import uuid7

from fangxian.areas.models import Person
from fangxian.register.ledger import DwellingKey
from fangxian.register.ledger.addresses import read_address
from fangxian.register.models import Building, Dwelling, Household, Import, Layout, Resident, UnplacedRow, Upload
from fangxian.register.queries import address_of
from tests.register.ledger.ledgers import citizen_id, phone, workbook
from tests.register.test_imports import PEOPLE, ROWS, ledger, take_in
from tests.world import World

PageOf = Callable[[Person], Client]
LOST = ("墙后面", "赵强", "户主", citizen_id(4), phone(4), "某厂", "")
QUERIES_OF_A_LIST = 16


def url(world: World, name: str, *parts: int) -> str:
    return reverse(f"register:{name}", args=[world.bamboo, *parts])


def send(world: World, client: Client, data: bytes) -> str:
    """Send a file; the address of its preview."""
    file = SimpleUploadedFile("台账.xlsx", data)
    answer = client.post(url(world, "imports"), {"act_id": uuid7(), "file": file})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_a_ledger_is_sent_looked_at_taken_in_and_taken_back(world: World, page_of: PageOf) -> None:
    client = page_of(world.an)
    preview = send(world, client, ledger(*ROWS, LOST))
    shown = client.get(preview).content.decode()
    assert "32 residents in 16 households" in shown
    assert "墙后面" in shown
    with world.all_eyes():
        assert not Resident.objects.exists()
    taken = client.post(f"{preview}apply/", {"act_id": uuid7()})
    result = client.get(taken.headers["Location"]).content.decode()
    assert "32 new" in result
    back = client.post(f"{taken.headers['Location']}undo/", {"act_id": uuid7()}, follow=True)
    assert "32 residents were removed" in back.content.decode()
    with world.all_eyes():
        assert not Resident.objects.exists()


def test_a_second_click_takes_in_once(world: World, page_of: PageOf) -> None:
    client, number = page_of(world.an), uuid7()
    preview = send(world, client, ledger(*ROWS))
    answers = [client.post(f"{preview}apply/", {"act_id": number}) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    with world.all_eyes():
        assert Import.objects.count() == 1


def test_a_column_is_corrected_in_the_preview_and_remembered(world: World, page_of: PageOf) -> None:
    client = page_of(world.an)
    preview = send(world, client, workbook(S=[("住址", "姓名", "代号"), ("1-1-101", "王伟", phone(1))]))
    page = client.get(preview)
    (sheet, _columns) = page.context["sheets"][0]
    said = {
        f"{sheet.signature}-{letter}": field for letter, field in zip("ABC", ("address", "name", "phone"), strict=True)
    }
    client.post(preview, said)
    assert client.get(preview).context["reading"].people[0].phones == (phone(1),)
    with world.all_eyes():
        assert Layout.objects.get().columns == {"A": "address", "B": "name", "C": "phone"}


def test_a_file_is_thrown_away(world: World, page_of: PageOf) -> None:
    client = page_of(world.an)
    preview = send(world, client, ledger(*ROWS))
    client.post(f"{preview}discard/", {"act_id": uuid7()})
    assert client.get(preview).status_code == 404
    with world.all_eyes():
        assert Upload.objects.get().content == ""


def test_what_is_no_ledger_is_said_in_the_form(world: World, page_of: PageOf) -> None:
    file = SimpleUploadedFile("bild.xlsx", b"PK\x03\x04nothing")
    answer = page_of(world.an).post(url(world, "imports"), {"act_id": uuid7(), "file": file})
    assert answer.status_code == 422
    assert "no ledger that can be read" in answer.content.decode()


def test_an_unplaced_row_is_placed_on_its_page(world: World, page_of: PageOf) -> None:
    take_in(world, ledger(*ROWS, LOST))
    client = page_of(world.an)
    assert "赵强" in client.get(url(world, "unplaced")).content.decode()
    with world.all_eyes():
        row = UnplacedRow.objects.get()
    wrong = client.post(url(world, "place", row.pk), {"act_id": uuid7(), "address": "墙后面", "name": ""}, follow=True)
    assert "cannot be read" in wrong.content.decode()
    client.post(url(world, "place", row.pk), {"act_id": uuid7(), "address": "5-1-101", "name": ""})
    assert "赵强" in client.get(url(world, "residents"), {"q": "赵强"}).content.decode()
    assert "Every row has its place" in client.get(url(world, "unplaced")).content.decode()


def test_searching_shows_only_who_is_meant_and_htmx_gets_only_the_list(world: World, page_of: PageOf) -> None:
    take_in(world, ledger(*ROWS))
    client = page_of(world.gao)
    whole = client.get(url(world, "residents"), {"q": "1-1-101"}).content.decode()
    assert PEOPLE[0].name in whole
    assert PEOPLE[2].name not in whole
    part = client.get(url(world, "residents"), {"q": "1-1-101"}, headers={"hx-request": "true"}).content.decode()
    assert PEOPLE[0].name in part
    assert "<html" not in part


def test_a_household_shows_its_people_and_vehicles(world: World, page_of: PageOf) -> None:
    take_in(world, ledger(*ROWS))
    with world.all_eyes():
        household = Household.objects.get(vehicles__plate="鲁L12345")
    shown = page_of(world.gao).get(url(world, "household", household.pk)).content.decode()
    assert all(part in shown for part in (PEOPLE[0].name, PEOPLE[1].name, "鲁L12345", "某厂"))
    assert PEOPLE[0].citizen_id not in shown


@pytest.mark.parametrize("name", ["residents", "buildings", "imports", "unplaced"])
def test_a_list_asks_as_many_questions_for_many_people_as_for_few(world: World, page_of: PageOf, name: str) -> None:
    client = page_of(world.an)
    take_in(world, ledger(*ROWS[:2], LOST))
    client.get(url(world, name))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url(world, name))
    take_in(world, ledger(*ROWS, LOST))
    with CaptureQueriesContext(connection) as many:
        client.get(url(world, name))
    assert len(many) <= len(few) + 1
    assert len(many) <= QUERIES_OF_A_LIST


def test_only_who_keeps_the_register_sees_the_imports(world: World, page_of: PageOf) -> None:
    for name in ("imports", "unplaced"):
        assert page_of(world.gao).get(url(world, name)).status_code == 403
        assert page_of(world.dou).get(url(world, name)).status_code == 404


def anybody(world: World) -> Resident:
    """The first resident of the register."""
    with world.all_eyes():
        found = Resident.objects.select_related("household__dwelling__building").order_by("pk").first()
        assert found is not None
        return found


def test_a_person_is_added_at_the_address_of_the_household_one_came_from(world: World, page_of: PageOf) -> None:
    take_in(world, ledger(*ROWS))
    client, known = page_of(world.an), anybody(world)
    address = url(world, "add") + f"?household={known.household_id}"
    form = client.get(address).context["form"]
    assert form["address"].value() == PEOPLE[0].home
    values = {"act_id": uuid7(), "name": "新来的", "address": PEOPLE[0].home, "phone": "13812345678", "sex": "f"}
    answers = [client.post(address, values) for _ in range(2)]
    assert {a.headers["Location"] for a in answers} == {url(world, "household", known.household_id)}
    with world.all_eyes():
        new = Resident.objects.get(name="新来的")
    assert (new.household_id, new.phone, new.sex) == (known.household_id, "13812345678", "f")
    again = client.post(address, {**values, "act_id": uuid7()})
    assert again.status_code == 422 and "already in the register" in again.content.decode()


def test_correcting_changes_only_what_was_changed(world: World, page_of: PageOf) -> None:
    take_in(world, ledger(*ROWS))
    client, known = page_of(world.an), anybody(world)
    shown = client.get(url(world, "correct", known.pk))
    assert known.citizen_id not in shown.content.decode()
    form = shown.context["form"]
    values = {name: form[name].value() or "" for name in form.fields if name != "non_local"}
    values |= {"employer": "新厂", "note": "行动不便"}
    assert client.post(url(world, "correct", known.pk), values).status_code == 302
    with world.all_eyes():
        after = Resident.objects.select_related("employer").get(pk=known.pk)
    assert after.employer is not None and (after.employer.name, after.note) == ("新厂", "行动不便")
    for name in ("name", "citizen_id", "phone", "other_phones", "born_on", "relation", "household_id", "is_head"):
        assert getattr(after, name) == getattr(known, name), name


def test_a_wrong_number_is_said_on_the_form(world: World, page_of: PageOf) -> None:
    take_in(world, ledger(*ROWS))
    known = anybody(world)
    values = {"act_id": uuid7(), "name": known.name, "citizen_id": citizen_id(1)[:-1] + "?"}
    answer = page_of(world.an).post(url(world, "correct", known.pk), values)
    assert answer.status_code == 422 and "wrong digit" in answer.content.decode()


def test_a_person_moves_and_leaves(world: World, page_of: PageOf) -> None:
    take_in(world, ledger(*ROWS))
    client, known = page_of(world.an), anybody(world)
    unreadable = client.post(url(world, "move", known.pk), {"act_id": uuid7(), "address": "墙后面"})
    assert unreadable.status_code == 422 and "cannot be read" in unreadable.content.decode()
    client.post(url(world, "move", known.pk), {"act_id": uuid7(), "address": "9-1-101"})
    with world.all_eyes():
        moved = Resident.objects.select_related("household__dwelling__building").get(pk=known.pk)
    assert str(moved.household.dwelling) == "9-1-101"
    assert "no longer counted" in client.get(url(world, "depart", known.pk)).content.decode()
    left = client.post(url(world, "depart", known.pk), {"act_id": uuid7()}, follow=True)
    assert "Nobody lives here now" in left.content.decode()
    assert client.get(url(world, "move", known.pk)).status_code == 404


@pytest.mark.parametrize("page", ["correct", "move", "depart"])
def test_who_keeps_no_register_changes_nobody(world: World, page_of: PageOf, page: str) -> None:
    take_in(world, ledger(*ROWS))
    known = anybody(world)
    assert page_of(world.gao).get(url(world, page, known.pk)).status_code == 403
    household = page_of(world.gao).get(url(world, "household", known.household_id)).content.decode()
    assert url(world, page, known.pk) not in household
    assert page_of(world.dou).get(reverse(f"register:{page}", args=[world.lotus, known.pk])).status_code == 404


@pytest.mark.parametrize("page", ["household", "correct", "move", "depart"])
def test_the_pages_about_one_resident_ask_few_queries(world: World, page_of: PageOf, page: str) -> None:
    take_in(world, ledger(*ROWS))
    client, known = page_of(world.an), anybody(world)
    key = known.household_id if page == "household" else known.pk
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url(world, page, key)).status_code == 200
    assert len(asked) <= QUERIES_OF_A_LIST


def test_every_address_offered_for_a_household_reads_back_as_its_dwelling(world: World) -> None:
    from_ledger = [
        ("", "3", "2", "501"),
        ("3组", "12", "", ""),
        ("", "12", "", ""),
        ("", "3", "", "501"),
        ("东苑", "3", "2", "501"),
    ]
    for parts in from_ledger:
        zone, number, unit, room = parts
        dwelling = Dwelling(building=Building(zone=zone, number=number), unit=unit, room=room)
        assert read_address(address_of(dwelling)) == DwellingKey(*parts)
    assert address_of(Dwelling(building=Building(number="平房"), unit="", room="")) == ""
