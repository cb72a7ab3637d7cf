"""The desk as its script asks it: pieces of page, candidates by what they are, entries that were made earlier."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.areas.models import Person
from tests.gates.village import Village

SCRIPT = {"hx-request": "true"}


@pytest.fixture
def here(village: Village) -> str:
    return f"/{village.world.bamboo.code}/gates/"


@pytest.fixture
def gatekeeper(village: Village, page_of: Callable[[Person], Client]) -> Client:
    return page_of(village.world.gao)


def found(client: Client, url: str) -> str:
    answer = client.get(url, headers=SCRIPT)
    assert answer.status_code == 200
    return answer.content.decode()


def headings(page: str) -> list[str]:
    """Who is shown with a verdict at once, not only when chosen."""
    return re.findall(r"<h2[^>]*>\s*(\S+?)\s*</h2>", page.split("<template")[0])


def test_somebody_is_picked_by_what_they_are_not_by_where_they_stand(
    village: Village, gatekeeper: Client, here: str
) -> None:
    key = f"r{village.homes.li.pk}"
    assert headings(found(gatekeeper, f"{here}?q=李&pick={key}")) == ["李青"]
    assert headings(found(gatekeeper, f"{here}?q=1号&pick={key}")) == ["李青"]


@pytest.mark.parametrize("pick", ["1", "r0", "a00000000-0000-0000-0000-000000000000", "p鲁L12345", "r1' or 1=1"])
def test_a_key_that_is_not_in_the_list_picks_nobody_else(gatekeeper: Client, here: str, pick: str) -> None:
    for q in ("李", "赵独"):
        page = gatekeeper.get(here, {"q": q, "pick": pick}).content.decode()
        assert "The list has changed. Choose again." in page
        assert 'name="way" value' not in page.split('id="gate-receipt"')[0]


def test_a_pass_and_its_bearer_are_two_answers(village: Village, gatekeeper: Client, here: str) -> None:
    number = village.grant(resident=village.homes.zhang.pk)["authorisation"]
    code = village.grant(moving="vehicle", plate="鲁B77777", purpose="daily_supply")["code"]
    assert headings(found(gatekeeper, f"{here}?q={code}")) == ["鲁B77777"]
    assert headings(found(gatekeeper, f"{here}?q=张伟&pick=a{number}")) == []


def test_a_list_brings_every_panel_with_a_number_of_its_own(village: Village, gatekeeper: Client, here: str) -> None:
    page = found(gatekeeper, f"{here}?q=李")
    assert "<html" not in page
    keys = re.findall(r'<template data-pick="(\w+)"', page)
    assert sorted(keys) == sorted(re.findall(r'<a [^>]*data-pick="(\w+)"', page)) and len(keys) == 3
    numbers = re.findall(r'name="act_id" value="([\w-]+)"', page)
    assert len(set(numbers)) == 3


def test_without_a_script_a_list_is_only_a_list(gatekeeper: Client, here: str) -> None:
    page = gatekeeper.get(f"{here}?q=李").content.decode()
    assert "template data-pick" not in page and "pick=r" in page


@pytest.mark.parametrize("q", ["鲁Ｌ·", "鲁ｌ１", "鲁L・12345", "L12345", "２３４５L"])
def test_a_plate_is_found_from_its_beginning_or_its_end(
    village: Village, gatekeeper: Client, here: str, q: str
) -> None:
    village.grant(moving="vehicle", plate="鲁L12345", purpose="daily_supply")
    village.grant(moving="vehicle", plate="鲁B12345", purpose="daily_supply")
    page = found(gatekeeper, f"{here}?q={q}")
    assert ("鲁L12345" in page) is (q != "２３４５L") and "鲁B12345" not in page


@pytest.mark.parametrize("q", ["３－１－５０１", "3 1 501", "3。1。501", "３号楼１单元５０１室"])
def test_a_house_is_found_however_its_numbers_are_parted(gatekeeper: Client, here: str, q: str) -> None:
    assert headings(found(gatekeeper, f"{here}?q={q}")) == ["赵独"]


def posted(village: Village, **values: object) -> dict[str, object]:
    return {"act_id": uuid7(), "gate": village.gate.pk, "moving": "person", **values}


def test_an_entry_made_earlier_keeps_its_moment_and_is_written_once(
    village: Village, gatekeeper: Client, here: str
) -> None:
    at = timezone.now() - timedelta(minutes=50)
    values = posted(village, way="out", resident=village.homes.li.pk, happened_at=at.isoformat())
    answers = [gatekeeper.post(here + "record", values, headers=SCRIPT) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert all("李青" in answer.content.decode() for answer in answers)
    (row,) = village.rows()
    assert row.at == at and row.received_at - row.at >= timedelta(minutes=50)
    assert row.pk == UUID(str(values["act_id"]))


def test_a_clock_ahead_is_remarked_upon_not_refused(village: Village, gatekeeper: Client, here: str) -> None:
    ahead = (timezone.now() + timedelta(days=2)).isoformat()
    gatekeeper.post(
        here + "record", posted(village, way="out", resident=village.homes.li.pk, happened_at=ahead), headers=SCRIPT
    )
    (row,) = village.rows()
    assert "clock_ahead" in row.remarks and row.at <= timezone.now()


def test_a_receipt_is_one_line_with_the_counts_beside_it(village: Village, gatekeeper: Client, here: str) -> None:
    values = posted(village, way="out", resident=village.homes.li.pk, outcome="passed")
    page = gatekeeper.post(here + "record", values, headers=SCRIPT).content.decode()
    assert "<html" not in page and f'data-passage="{values["act_id"]}"' in page
    assert "+ 0 in − 1 out" in page and "Take back" in page


@pytest.mark.parametrize("wrong", [{"temperature": "hot"}, {"way": "up"}, {"happened_at": "soon"}])
def test_what_cannot_be_written_is_one_sentence_for_the_script(
    village: Village, gatekeeper: Client, here: str, wrong: dict[str, str]
) -> None:
    answer = gatekeeper.post(here + "record", posted(village, **{"way": "in", **wrong}), headers=SCRIPT)
    assert answer.status_code == 422 and answer["content-type"].startswith("text/plain")
    assert answer.content.decode().strip() and "<" not in answer.content.decode()
    assert village.rows() == []


def test_a_slip_is_taken_back_in_place_and_a_second_time_refused(
    village: Village, gatekeeper: Client, here: str
) -> None:
    passage = village.record("out", resident=village.homes.li.pk, outcome="passed")["passage"]
    first, second = (
        gatekeeper.post(f"{here}passages/{passage}/take-back", {"act_id": uuid7()}, headers=SCRIPT) for _ in range(2)
    )
    assert first.status_code == 200 and "Taken back" in first.content.decode()
    assert "+ 0 in − 0 out" in first.content.decode()
    assert (second.status_code, second.content.decode()) == (422, "This passage was already taken back.")


def test_taking_back_what_is_not_there_is_refused(gatekeeper: Client, here: str) -> None:
    answer = gatekeeper.post(f"{here}passages/{uuid4()}/take-back", {"act_id": uuid7()}, headers=SCRIPT)
    assert answer.status_code == 422


def test_what_cannot_be_looked_for_is_told_apart_from_nobody_found(gatekeeper: Client, here: str) -> None:
    assert "This cannot be looked for" in found(gatekeeper, f"{here}?q=%25_;--")
    assert "Nobody is found" in found(gatekeeper, f"{here}?q=慕容")


def test_a_piece_of_page_is_still_only_for_who_works_at_the_gate(
    village: Village, here: str, page_of: Callable[[Person], Client]
) -> None:
    assert page_of(village.world.dou).get(f"{here}?q=李", headers=SCRIPT).status_code == 404
    assert page_of(village.world.ju).get(f"{here}?q=李", headers=SCRIPT).status_code == 403
    assert Client().get(f"{here}?q=李", headers=SCRIPT).status_code == 302
