"""The household's own page: no account, no cookie, no names; what is sent by its forms is written once."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from fangxian.door.acts import OpenNames
from fangxian.door.models import Entry
from fangxian.measures.acts import AnswerComplaint
from fangxian.measures.models import Complaint
from fangxian.monitoring.models import Check
from fangxian.register.acts import RenewHomeLink
from fangxian.register.models import Resident
from fangxian.supplies.models import Need
from tests.homes import Homes, settle
from tests.households.linked import link, press, stays
from tests.monitoring.watching import opening, reading
from tests.supplies.shelf import filled
from tests.world import World

NAMES = ("李青", "李红", "李小宝", "张伟", "王芳", "赵独", "13900000001")


@pytest.fixture
def homes(world: World) -> Homes:
    found = settle(world)
    stays(world, found)
    return found


def opened(text: str, **asked: str) -> str:
    answer = Client().get(f"/h/{text}/", asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def numbers(page: str, prefix: str = "") -> list[str]:
    """The numbers of the acts the page would send, of one form or of all."""
    return re.findall(rf'name="{prefix}[^"]*act_id" value="([0-9a-f-]+)"', page)


def filled_in(page: str, who: Resident, **said: Any) -> dict[str, Any]:
    """The readings' form as somebody fills it in for one person of the household."""
    acts = dict(re.findall(r'name="(p\d+-act_id)" value="([0-9a-f-]+)"', page))
    return {"what": "readings", **acts, **{f"p{who.pk}-{name}": value for name, value in said.items()}}


def test_the_page_opens_without_account_cookie_script_or_names(world: World, homes: Homes) -> None:
    answer = Client().get(f"/h/{link(world, homes.li)}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    assert "<script" not in page
    assert [name for name in NAMES if name in page] == []
    assert answer["Cache-Control"].count("no-store") == 1


def test_it_is_small_enough_for_the_cheapest_phone(world: World, homes: Homes) -> None:
    page = opened(link(world, homes.li))
    assert len(page.encode()) < 40_000, "before packing"


def test_it_is_chinese_first_whatever_the_phone_asks_for_and_english_by_a_link(world: World, homes: Homes) -> None:
    text = link(world, homes.li)
    chinese = Client(headers={"accept-language": "en"}).get(f"/h/{text}/").content.decode()
    assert 'lang="zh-Hans"' in chinese
    assert "早晚体温" in chinese
    assert "Temperature, morning and evening" in opened(text, lang="en")


def test_a_temperature_sent_is_written_and_a_second_press_is_the_same(world: World, homes: Homes) -> None:
    text = link(world, homes.li)
    sent = filled_in(opened(text), homes.li, temperature="36度8")
    for _press in range(2):
        answer = press(text, **sent)
        assert (answer.status_code, answer["Location"]) == (302, f"/h/{text}/?done=readings")
    with world.all_eyes():
        assert Check.objects.count() == 1
    assert "thank you" in opened(text, done="readings", lang="en").lower()


def test_a_fever_is_told_as_what_happens_next_not_as_what_was_measured(world: World, homes: Homes) -> None:
    text = link(world, homes.li)
    answer = press(text, **filled_in(opened(text), homes.li, temperature="38.2"))
    assert answer["Location"].endswith("done=medic")
    page = opened(text, done="medic", lang="en")
    assert "The medic has been told" in page
    assert "38.2" not in page


def test_what_cannot_be_read_is_said_at_its_field_and_nothing_is_written(world: World, homes: Homes) -> None:
    text = link(world, homes.li)
    answer = press(text, **filled_in(opened(text), homes.li, temperature="很高"))
    assert answer.status_code == 422
    assert "例如36.5" in answer.content.decode()
    with world.all_eyes():
        assert not Check.objects.exists()


def test_a_temperature_no_body_has_is_kept_and_asked_for_again(world: World, homes: Homes) -> None:
    text = link(world, homes.li)
    assert press(text, **filled_in(opened(text), homes.li, temperature="63.6"))["Location"].endswith("done=again")


def test_an_empty_form_sends_nothing(world: World, homes: Homes) -> None:
    text = link(world, homes.li)
    assert press(text, **filled_in(opened(text), homes.li)).status_code == 422


def test_the_checks_of_somebody_observed_stand_on_the_page(world: World, homes: Homes) -> None:
    world.written(opening(homes.li), by=world.an)
    world.written(reading(homes.li, "36.9"), by=world.an)
    page = opened(link(world, homes.li), lang="en")
    assert "Last heard today at" in page, "day 0 expects nothing yet; what was heard is shown"
    assert "36.9" not in page


def test_needs_are_taken_while_a_round_is_open(world: World, homes: Homes) -> None:
    text = link(world, homes.li)
    assert 'name="what" value="needs"' not in opened(text)
    shelf = filled(world, homes)
    (number,) = numbers(opened(text), "")[-2:-1]
    answer = press(text, what="needs", act_id=number, **{f"item_{shelf.cabbage}": "2", "note": "软的"})
    assert answer["Location"].endswith("done=needs")
    with world.all_eyes():
        assert Need.objects.get().quantity == 2
    assert 'value="2"' in opened(text), "what was stated stands in the form"


def test_a_question_and_its_answer_stand_on_the_page(world: World, homes: Homes) -> None:
    text = link(world, homes.li)
    sent = {"what": "question", "act_id": str(uuid4()), "complaint_kind": "question", "topic": "going_out"}
    assert press(text, **sent, words="").status_code == 422
    assert press(text, **sent, words="地里的麦子怎么办?")["Location"].endswith("done=question")
    with world.all_eyes():
        key = Complaint.objects.get().pk
    world.written(AnswerComplaint(complaint=key, words="明天起两人一组可以下地。"), by=world.an)
    page = opened(text)
    assert "地里的麦子怎么办?" in page
    assert "明天起两人一组可以下地。" in page


def test_the_page_says_what_is_held_and_who_looked(world: World, homes: Homes) -> None:
    text = link(world, homes.li)
    for _look in range(3):
        opened(text)
    with world.all_eyes():
        assert Entry.objects.filter(kind="households.look_in").count() == 1, "once an hour"
    world.written(OpenNames(area=world.bamboo.pk, reason="核对两户返乡人员"), by=world.zhen)
    page = opened(text, lang="en")
    assert "核对两户返乡人员" in page
    assert "甄正" in page
    assert re.search(r"This page was opened</h2>\s*<ul>\s*<li>\s*\d\d-\d\d \d\d:\d\d\s*</li>", page)


@pytest.mark.parametrize("text", ["a" * 32, "x", "%20", "li-qing"])
def test_a_wrong_link_says_so_kindly_and_whom_to_ask(world: World, homes: Homes, text: str) -> None:
    answer = Client().get(f"/h/{text}/", {"lang": "en"})
    assert answer.status_code == 404
    assert "scan the code again" in answer.content.decode()
    assert "120" in answer.content.decode()


def test_a_link_that_ended_gives_the_phone_of_whoever_brings_food_and_nothing_else(world: World, homes: Homes) -> None:
    text = link(world, homes.li)
    world.written(RenewHomeLink(household=homes.li.household_id), by=world.an)
    answer = Client().get(f"/h/{text}/", {"lang": "en"})
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "tel:0633-2612345" in page
    assert "What is held" not in page
    assert [name for name in NAMES if name in page] == []


def test_so_much_from_one_link_rests_for_a_while(world: World, homes: Homes) -> None:
    text = link(world, homes.li)
    sent = {"what": "question", "complaint_kind": "question", "topic": "other", "words": "?"}
    codes = [press(text, **sent, act_id=str(uuid4())).status_code for _ in range(61)]
    assert codes[:60] == [302] * 60
    assert codes[60] == 429
    other = link(world, homes.zhang)
    assert press(other, **sent, act_id=str(uuid4())).status_code in {302}, "a neighbour is not held up"


def test_a_form_nobody_has_is_no_form(world: World, homes: Homes) -> None:
    assert press(link(world, homes.li), what="delete").status_code == 422
