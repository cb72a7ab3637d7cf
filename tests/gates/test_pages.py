"""The gate's pages as the gatekeeper, the lead and strangers see them."""

from collections.abc import Callable
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from uuid_utils.compat import uuid7

from fangxian.areas.models import Person
from fangxian.gates.forms import TemperatureField
from fangxian.gates.models import Authorisation, GateBook, Handover, TakenBack
from tests.gates.village import Village
from tests.world import ago

PageOf = Callable[[Person], Client]
PAGES = ["", "passages", "book", "book/paper", "authorisations", "handover"]


@pytest.fixture
def here(village: Village) -> str:
    return f"/{village.world.bamboo.code}/gates/"


@pytest.fixture
def gatekeeper(village: Village, page_of: PageOf) -> Client:
    return page_of(village.world.gao)


@pytest.fixture
def lead(village: Village, page_of: PageOf) -> Client:
    return page_of(village.world.an)


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_the_gatekeeper_in_both_languages(gatekeeper: Client, here: str, page: str) -> None:
    text(gatekeeper, here + page)
    assert gatekeeper.get(here + page, headers={"accept-language": "zh-hans"}).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_strangers_of_another_village_find_nothing(village: Village, here: str, page_of: PageOf, page: str) -> None:
    text(page_of(village.world.dou), here + page, status=404)
    assert Client().get(here + page).status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_who_sees_the_place_but_no_gate_is_told_so(village: Village, here: str, page_of: PageOf, page: str) -> None:
    text(page_of(village.world.ju), here + page, status=403)


@pytest.mark.parametrize("typed", ["李青", "李", "1号", "1", "0001", "13900000001"])
def test_one_field_finds_li_however_it_is_typed(gatekeeper: Client, here: str, typed: str) -> None:
    assert "李青" in text(gatekeeper, f"{here}?q={typed}")


def test_one_person_alone_is_shown_with_the_verdict_and_its_reason(gatekeeper: Client, here: str) -> None:
    page = text(gatekeeper, f"{here}?q=李青")
    assert "Do not let pass" in page and "Has no authorisation." in page
    assert 'data-hotkey="i"' in page and 'data-hotkey="o"' in page


def test_a_pass_code_finds_its_bearer(village: Village, gatekeeper: Client, here: str) -> None:
    code = village.grant(moving="goods", bearer="送菜车", purpose="daily_supply")["code"]
    page = text(gatekeeper, f"{here}?q={code}")
    assert "送菜车" in page and "Has an authorisation in force." in page


def test_an_unknown_plate_is_offered_with_its_verdict(gatekeeper: Client, here: str) -> None:
    assert "This vehicle has no authorisation." in text(gatekeeper, f"{here}?q=鲁B12345")


def test_nobody_found_says_what_to_do(gatekeeper: Client, here: str) -> None:
    assert "Nobody is found" in text(gatekeeper, f"{here}?q=慕容")


def posted(village: Village, **values: object) -> dict[str, object]:
    return {"act_id": uuid7(), "gate": village.gate.pk, "moving": "person", **values}


def test_out_and_in_by_plain_posts(village: Village, gatekeeper: Client, here: str) -> None:
    village.grant(resident=village.homes.li.pk)
    for way in ("out", "in"):
        answer = gatekeeper.post(
            here + "record", posted(village, way=way, resident=village.homes.li.pk, temperature="365")
        )
        assert answer.status_code == 302
        assert "Let pass" in text(gatekeeper, answer["location"])
    assert [(row.way, row.outcome, row.temperature) for row in village.rows()] == [
        ("out", "passed", "36.5"), ("in", "passed", "36.5"),
    ]  # fmt: skip


def test_the_same_page_sent_twice_writes_once(village: Village, gatekeeper: Client, here: str) -> None:
    values = posted(village, way="out", resident=village.homes.li.pk)
    places = {gatekeeper.post(here + "record", values)["location"] for _ in range(2)}
    assert len(places) == 1 and len(village.rows()) == 1


def test_fever_shows_the_steps(village: Village, gatekeeper: Client, here: str) -> None:
    answer = gatekeeper.post(
        here + "record", posted(village, way="in", resident=village.homes.li.pk, temperature="37.3")
    )
    page = text(gatekeeper, answer["location"])
    assert "Hold, call the medic" in page and "Call the medic. Only the medic decides what comes next." in page
    # Nobody was called by the page itself: whoever stands there calls.
    assert "Call the medic now. Do not send away." in page and "medic is called" not in page


def test_a_wrong_temperature_keeps_what_was_typed(village: Village, gatekeeper: Client, here: str) -> None:
    answer = gatekeeper.post(here + "record", posted(village, way="in", guest="何来客", temperature="hot"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "何来客" in page and "A temperature is a number such as 36.5." in page
    assert village.rows() == []


@pytest.mark.parametrize(("typed", "read"), [("365", "36.5"), ("36.5℃", "36.5"), ("36。8", "36.8"), ("38", "38.0")])
def test_a_temperature_typed_in_a_hurry(typed: str, read: str) -> None:
    assert TemperatureField().clean(typed) == Decimal(read)


def test_a_slip_is_taken_back_from_the_desk(village: Village, gatekeeper: Client, here: str) -> None:
    answer = village.record("out", resident=village.homes.li.pk, outcome="passed")
    assert "Take back" in text(gatekeeper, here)
    gatekeeper.post(f"{here}passages/{answer['passage']}/take-back", {"act_id": uuid7()})
    with village.world.all_eyes():
        assert TakenBack.objects.count() == 1


def test_taking_back_returns_only_to_this_house(village: Village, gatekeeper: Client, here: str) -> None:
    number = uuid4()
    answer = gatekeeper.post(
        f"{here}passages/{number}/take-back", {"act_id": uuid7(), "next": "https://elsewhere.example/"}
    )
    assert answer["location"] == here


def test_passages_are_filtered_by_day_kind_and_remarks(village: Village, gatekeeper: Client, here: str) -> None:
    village.record("in", moving="animal", animals=12, note="羊")
    village.record("out", resident=village.homes.li.pk, outcome="passed")
    today = timezone.localdate().isoformat()
    assert "12 animals" in text(gatekeeper, f"{here}passages?on={today}")
    assert "12 animals" not in text(gatekeeper, f"{here}passages?kind=person")
    assert "passed although not to be let pass" in text(gatekeeper, f"{here}passages?flagged=on")
    assert "No passages" in text(gatekeeper, f"{here}passages?on=2019-01-01")


def test_the_list_asks_the_same_few_questions_for_fifty_rows_as_for_one(
    village: Village, gatekeeper: Client, here: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(50):
        village.record("out", resident=village.homes.li.pk)
    for page in ("passages", "", "?q=李"):
        with django_assert_max_num_queries(28):
            text(gatekeeper, here + page)


BOOK = "7:06 出 李青 36.5\n7:40 进 李青 36.4\n8:00 出\n8:10 进 羊群 12只 劝返\n没写时间"


def book_page(village: Village, **more: object) -> dict[str, object]:
    day = timezone.localdate(ago(days=1)).isoformat()
    return {"act_id": uuid7(), "gate": village.gate.pk, "on": day, "text": BOOK, **more}


def test_a_page_of_the_book_is_shown_before_it_is_entered(village: Village, gatekeeper: Client, here: str) -> None:
    page = gatekeeper.post(here + "book", book_page(village)).content.decode()
    assert "Enter 3 lines" in page and "Nobody is named." in page and "No time at the beginning" in page
    assert village.rows() == []


def test_good_lines_are_entered_and_the_rest_stays_to_be_put_right(
    village: Village, gatekeeper: Client, here: str
) -> None:
    page = gatekeeper.post(here + "book", book_page(village, save="1", paper_inside="6")).content.decode()
    assert "8:00 出" in page and "没写时间" in page and "7:06 出 李青" not in page
    rows = village.rows()
    assert [(row.way, row.resident_id, row.outcome) for row in rows] == [
        ("out", village.homes.li.pk, "passed"), ("in", village.homes.li.pk, "passed"), ("in", None, "turned_back"),
    ]  # fmt: skip
    assert timezone.localtime(rows[0].at).strftime("%H:%M") == "07:06"
    with village.world.all_eyes():
        assert GateBook.objects.get().inside == 6


def test_two_people_of_one_name_are_told_apart_by_their_house(village: Village, gatekeeper: Client, here: str) -> None:
    with village.world.all_eyes():
        type(village.homes.zhang).objects.filter(pk=village.homes.zhang.pk).update(name="李青")
    unclear = book_page(village, text="7:05 出 李青")
    assert "Several people here have this name" in gatekeeper.post(here + "book", unclear).content.decode()
    clear = book_page(village, text=f"7:05 出 李青 {village.homes.zhang.household}", save="1")
    gatekeeper.post(here + "book", clear)
    assert [row.resident_id for row in village.rows()] == [village.homes.zhang.pk]


def test_the_lead_grants_and_withdraws_the_gatekeeper_only_reads(
    village: Village, lead: Client, gatekeeper: Client, here: str
) -> None:
    values = {
        "act_id": uuid7(), "resident": village.homes.li.pk, "moving": "person", "purpose": "illness",
        "until": timezone.localtime(ago(days=-1)).strftime("%Y-%m-%dT%H:%M"),
    }  # fmt: skip
    assert "Grant an authorisation" in text(lead, f"{here}authorisations?resident={village.homes.li.pk}")
    assert lead.post(here + "authorisations", values).status_code == 302
    with village.world.all_eyes():
        number = Authorisation.objects.get().pk
    assert "Grant an authorisation" not in text(gatekeeper, here + "authorisations")
    end = {"act_id": uuid7(), "reason": "已返回"}
    assert gatekeeper.post(f"{here}authorisations/{number}/end", end).status_code == 403
    lead.post(f"{here}authorisations/{number}/end", end)
    assert "已返回" in text(lead, here + "authorisations?past")


def test_a_shift_is_handed_over_on_the_page(village: Village, gatekeeper: Client, here: str) -> None:
    values = {"act_id": uuid7(), "gate": village.gate.pk, "taken_by": "田野", "counted_inside": "5"}
    assert gatekeeper.post(here + "handover", values).status_code == 302
    page = text(gatekeeper, here + "handover")
    assert "田野" in page and "differs" in page
    with village.world.all_eyes():
        assert Handover.objects.count() == 1


def test_empty_pages_for_paper_have_lines_to_write_on(gatekeeper: Client, here: str) -> None:
    assert text(gatekeeper, here + "book/paper").count("&nbsp;") >= 20


def test_a_place_without_a_gate_says_where_to_enter_one(world: object, page_of: PageOf) -> None:
    page = text(page_of(world.dong), f"/{world.lotus.code}/gates/")  # type: ignore[attr-defined]
    assert "No gate has been entered here yet" in page
