"""The pages of line lists: what was understood, what waits, what leaves; and that counts are all that others get."""

import base64
import csv
from collections.abc import Callable
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fangxian.areas.models import Person
from fangxian.cases.acts import ClassifyCase, RecordCase
from fangxian.cases.models import Case
from fangxian.door.models import Entry
from fangxian.linelists.models import ListFile, ListRow
from tests.homes import Homes, settle
from tests.linelists.sending import CASES, CONTACTS, sent, sheet, taken
from tests.world import World

PageOf = Callable[[Person], Client]
ROWS = (CASES, ("李青", "13900000001", "", "确诊", "", "", "42.87"), ("郑外人", "", "", "疑似", "", "", "42.87"))


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def url(world: World, name: str, *parts: object) -> str:
    return reverse(f"linelists:{name}", args=[world.bamboo, *parts])


def act() -> dict[str, Any]:
    return {"act_id": uuid4()}


def rows(answer: Any) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_a_list_is_sent_looked_at_taken_in_and_its_last_row_settled(
    world: World, homes: Homes, page_of: PageOf
) -> None:
    page = page_of(world.mei)
    form = {**act(), "list_kind": "", "file": SimpleUploadedFile("病例.csv", sheet(*ROWS))}
    shown = page.post(url(world, "overview"), form, follow=True).content.decode()
    assert "李青 · 1" in shown and "nobody in the register fits" in shown and "42.87" not in shown
    with world.all_eyes():
        key = ListFile.objects.get().pk
        assert not Case.objects.exists()
    shown = page.post(url(world, "take_in", key), act(), follow=True).content.decode()
    assert "Recorded: 1" in shown and "Waiting: 1" in shown and "郑外人" in shown
    with world.all_eyes():
        row = ListRow.objects.get(end=None).pk
    assert "郑外人" in page.get(url(world, "row", row)).content.decode()
    outside = {**act(), "name": "郑外人", "classification": "suspected"}
    shown = page.post(url(world, "row", row) + "?q=", outside, follow=True).content.decode()
    assert "Every row is settled" in shown
    with world.all_eyes():
        assert Case.objects.count() == 2


def test_a_resident_is_chosen_on_the_page_of_a_row(world: World, homes: Homes, page_of: PageOf) -> None:
    taken(world, CASES, ("李青", "", "", "确诊", "", "", ""))
    with world.all_eyes():
        row = ListRow.objects.get().pk
    page = page_of(world.an)
    assert f"?resident={homes.li.pk}" in page.get(url(world, "row", row)).content.decode()
    address = url(world, "row", row) + f"?resident={homes.li.pk}"
    assert page.post(address, {**act(), "classification": "confirmed"}).status_code == 302
    with world.all_eyes():
        assert Case.objects.get().resident == homes.li


def test_a_contact_without_a_case_is_asked_for_it(world: World, homes: Homes, page_of: PageOf) -> None:
    taken(world, CONTACTS, ("K-1", "张伟", "13900000002", "A-7", "2020-02-03"))
    with world.all_eyes():
        row = ListRow.objects.get().pk
    answer = page_of(world.an).post(url(world, "row", row), {**act(), "last_on": "2020-02-03"})
    assert answer.status_code == 422


def test_columns_are_named_on_the_page(world: World, homes: Homes, page_of: PageOf) -> None:
    key = sent(world, ("谁", "分类", "姓名"), ("李青", "确诊", ""))
    page = page_of(world.mei)
    said = {"column-A": "name", "column-B": "classification", "column-C": ""}
    shown = page.post(url(world, "list", key), said, follow=True).content.decode()
    assert "several may be meant" in shown


def test_a_row_is_dismissed_with_a_reason(world: World, homes: Homes, page_of: PageOf) -> None:
    taken(world, *ROWS)
    with world.all_eyes():
        row = ListRow.objects.get(end=None).pk
    page = page_of(world.an)
    assert "required" in page.post(url(world, "dismiss", row), act(), follow=True).content.decode()
    answer = page.post(url(world, "dismiss", row), {**act(), "reason": "住在邻村"}, follow=True).content.decode()
    assert "dismissed" in answer


def test_whoever_may_give_nothing_out_sees_no_heading_for_it(world: World, page_of: PageOf) -> None:
    shown = {who: page_of(world.people[who]).get(url(world, "overview")).content.decode() for who in ("an", "mei")}
    assert {who: "Lists for other systems" in page for who, page in shown.items()} == {"an": True, "mei": False}


def test_what_is_no_list_is_said_beside_the_form(world: World, page_of: PageOf) -> None:
    form = {**act(), "list_kind": "", "file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")}
    answer = page_of(world.mei).post(url(world, "overview"), form)
    assert answer.status_code == 422 and "No titles of columns" in answer.content.decode()


@pytest.mark.parametrize(("table", "head"), [("godata_cases", "visualId"), ("dhis2_events", "event")])
def test_names_leave_only_with_an_entry(world: World, homes: Homes, page_of: PageOf, table: str, head: str) -> None:
    world.written(RecordCase(area=world.bamboo.pk, resident=homes.li.pk, classification="confirmed"), by=world.mei)
    answer = page_of(world.an).post(url(world, "give_out"), {**act(), "table": table})
    assert answer["Content-Disposition"].startswith("attachment") and rows(answer)[0][0] == head
    with world.all_eyes():
        entry = Entry.objects.get(kind="linelists.give_out_list")
    assert (entry.by, entry.answer["cases"]) == (world.an, 1)


@pytest.mark.parametrize("nickname", ["mei", "gao", "su", "zhen", "shen"])
def test_who_may_not_take_names_out_gets_none(world: World, homes: Homes, page_of: PageOf, nickname: str) -> None:
    world.written(RecordCase(area=world.bamboo.pk, resident=homes.li.pk), by=world.an)
    answer = page_of(world.people[nickname]).post(url(world, "give_out"), {**act(), "table": "godata_cases"})
    assert answer.status_code == 403


def test_nothing_is_given_out_of_a_place_without_cases(world: World, page_of: PageOf) -> None:
    answer = page_of(world.an).post(url(world, "give_out"), {**act(), "table": "godata_cases"}, follow=True)
    assert "no case here" in answer.content.decode()


def test_counts_have_hashtags_and_no_name(world: World, homes: Homes, page_of: PageOf) -> None:
    case = world.written(RecordCase(area=world.bamboo.pk, resident=homes.li.pk), by=world.mei)["case"]
    world.written(ClassifyCase(case=case, classification="confirmed"), by=world.mei)
    for nickname in ("zhen", "qu", "an"):
        answer = page_of(world.people[nickname]).get(url(world, "counts"))
        table = rows(answer)
        assert table[1][:3] == ["#date", "#adm5+code", "#adm5+name"]
        assert table[2][1:] == [world.bamboo.code, "竹村", "1", "1", "0", "0"] and "李青" not in str(table)


def test_a_township_sees_no_list_and_may_have_the_counts(world: World, homes: Homes, page_of: PageOf) -> None:
    taken(world, *ROWS)
    shown = page_of(world.zhen).get(url(world, "overview")).content.decode()
    assert "HXL" in shown and "名单.csv" not in shown and 'type="file"' not in shown
    with world.all_eyes():
        key = ListFile.objects.get().pk
    assert page_of(world.zhen).get(url(world, "list", key)).status_code == 403


def test_a_clinical_cell_is_kept_nowhere(world: World, homes: Homes) -> None:
    taken(world, *ROWS)
    with world.all_eyes():
        assert "42.87" not in "".join(row.values for row in ListRow.objects.all())
        assert "42.87" not in str(list(Entry.objects.values_list("payload", "answer")))
    assert base64.b64encode(b"42.87").decode() not in ROWS


def test_the_page_says_that_it_recognised_godata(world: World, homes: Homes, page_of: PageOf) -> None:
    theirs = sent(world, ("visualId", "firstName", "classification"), ("C1", "李青", "confirmed"))
    own = sent(world, ("姓名", "病例分类"), ("李青", "确诊"))
    page = page_of(world.mei)
    assert "Go.Data" in page.get(url(world, "list", theirs)).content.decode()
    assert "Go.Data" not in page.get(url(world, "list", own)).content.decode()
