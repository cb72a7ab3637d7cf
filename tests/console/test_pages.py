"""The console's own pages: what each reader finds there, in few queries, in their language."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as house
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from uuid_utils.compat import uuid7

from fangxian.areas.models import NamesOpened, Person, Post
from fangxian.areas.queries import places_of
from fangxian.areas.roles import ROLE_NAMES, Can
from fangxian.console.ability_words import ABILITIES
from fangxian.console.shell import SECTIONS, shell_of
from fangxian.console.titles import TITLES
from fangxian.door.act import all_acts
from fangxian.door.acts import AppointPost
from fangxian.door.models import Entry, Stray, StrayEnd
from fangxian.field.sync import fate_of
from tests.world import World

PageOf = Callable[[Person], Client]
NUMBER = "01900000-0000-7000-8000-00000000000{}"


def appointment(world: World, **changes: object) -> dict[str, object]:
    return {"area": world.bamboo.pk, "username": "xin", "name": "新人", "role": "gatekeeper", **changes}


def stray(world: World, **changes: object) -> Stray:
    """An upload of the lead that could not be taken in: its role is missing."""
    item = {"kind": "door.appoint_post", "id": NUMBER.format(1), **appointment(world), **changes}
    item.pop("role")
    assert fate_of(item, by=world.an)["fate"] == "kept"
    return Stray._base_manager.get(act_id=item["id"])


# The overview


@pytest.mark.parametrize("nickname", ["an", "gao", "mei", "su", "ju", "zhen", "qu", "cha", "shen", "guan"])
def test_everybody_who_serves_finds_an_overview(world: World, page_of: PageOf, nickname: str) -> None:
    answer = page_of(getattr(world, nickname)).get("/", follow=True)
    assert answer.status_code == 200


def test_who_holds_no_post_is_told_whom_to_ask(world: World, page_of: PageOf) -> None:
    idle = Person.objects.create_user("idle", "闲人", "correct horse")
    assert "no place is given to you" in page_of(idle).get("/").content.decode()


def test_the_first_steps_are_computed_and_go_away(world: World, page_of: PageOf) -> None:
    page = page_of(world.an).get(f"/{world.bamboo.code}/").content.decode()
    assert "First steps" in page and "Import the household ledger" in page
    assert "First steps" not in page_of(world.gao).get(f"/{world.bamboo.code}/").content.decode()


def test_a_waiting_upload_is_an_urgent_card(world: World, page_of: PageOf) -> None:
    url = f"/{world.bamboo.code}/"
    assert "needs a person" not in page_of(world.an).get(url).content.decode()
    stray(world)
    assert "needs a person" in page_of(world.an).get(url).content.decode()
    assert "needs a person" not in page_of(world.gao).get(url).content.decode()


def test_an_upper_level_sees_the_places_below_in_numbers(world: World, page_of: PageOf) -> None:
    page = page_of(world.zhen).get(f"/{world.township.code}/").content.decode()
    assert "Places below" in page and "竹村" in page and "荷花社区" in page


def test_names_are_opened_for_a_reason_only(world: World, page_of: PageOf) -> None:
    page, url = page_of(world.zhen), f"/{world.bamboo.code}/names/"
    assert page.post(url, {"act_id": NUMBER.format(2), "reason": " "}).status_code == 422
    assert page.post(url, {"act_id": NUMBER.format(2), "reason": "核对密接名单"}).status_code == 302
    opening = NamesOpened._base_manager.get()
    assert opening.person_id == world.zhen.pk and opening.reason == "核对密接名单"
    assert "Names are open to you until" in page.get(f"/{world.bamboo.code}/").content.decode()


def test_who_reads_names_anyway_is_offered_no_opening(world: World, page_of: PageOf) -> None:
    assert "Open names for a reason" not in page_of(world.an).get(f"/{world.bamboo.code}/").content.decode()


@pytest.mark.parametrize(
    ("words", "found"),
    [("竹", ["竹村"]), ("371103150", ["竹村", "荷花社区"]), ("没有", []), ("", ["竹村", "荷花社区"])],
)
def test_a_place_is_found_by_name_or_code(world: World, page_of: PageOf, words: str, found: list[str]) -> None:
    page = page_of(world.zhen).get("/places/", {"q": words}).content.decode()
    shown = [name for name in ("竹村", "荷花社区", "远村") if f">{name}</a>" in page]
    assert shown == found


# The ledger


def test_the_ledger_says_who_did_what_in_words(world: World, page_of: PageOf) -> None:
    world.submit(AppointPost(**appointment(world)), by=world.an)
    world.submit(AppointPost(**appointment(world, role="emperor", username="zz")), by=world.an)
    page = page_of(world.an).get(f"/{world.bamboo.code}/ledger/").content.decode()
    assert "Give a post" in page and "gatekeeper" in page and "There is no role called emperor." in page
    assert "door.appoint_post" not in page.replace('value="door.appoint_post"', "")


@pytest.mark.parametrize(
    ("asked", "seen"),
    [({"fate": "refused"}, {"zz"}), ({"fate": "written"}, {"xin"}), ({"person": "安"}, {"xin", "zz"}),
     ({"person": "高"}, set()), ({"day": "2020-01-01"}, set()), ({"day": "nonsense"}, {"xin", "zz"}),
     ({"kind": "door.end_post"}, set()), ({"kind": "x.y"}, {"xin", "zz"}), ({"page": "99"}, {"xin", "zz"})],
)  # fmt: skip
def test_the_ledger_is_narrowed_down(world: World, page_of: PageOf, asked: dict[str, str], seen: set[str]) -> None:
    world.submit(AppointPost(**appointment(world)), by=world.an)
    world.submit(AppointPost(**appointment(world, role="emperor", username="zz")), by=world.an)
    page = page_of(world.an).get(f"/{world.bamboo.code}/ledger/", asked).content.decode()
    assert {name for name in ("xin", "zz") if re.search(rf"<dd[^>]*>\s*{name}\s*</dd>", page)} == seen


def test_the_chain_is_verified_on_demand_and_a_change_is_noticed(world: World, page_of: PageOf) -> None:
    world.submit(AppointPost(**appointment(world)), by=world.an)
    page, url = page_of(world.an), f"/{world.bamboo.code}/ledger/?verify=1"
    assert "all 1 entries hold" in page.get(url).content.decode()
    Entry._base_manager.update(code="changed")
    assert "does not hold" in page.get(url).content.decode()


def test_every_act_has_a_title_and_no_two_the_same() -> None:
    assert set(TITLES) == set(all_acts())
    assert len({str(title) for title in TITLES.values()}) == len(TITLES)


# Uploads to put right


def test_an_upload_is_corrected_and_written_in_its_senders_name(world: World, page_of: PageOf) -> None:
    waiting = stray(world)
    page, url = page_of(world.an), reverse("console:stray", args=[world.bamboo, waiting.pk])
    shown = page.get(url).content.decode()
    assert 'value="xin"' in shown and "安宁" in shown
    values = {"v_area": str(world.bamboo.pk), "v_username": "xin", "v_name": "新人"}
    sent = {"act_id": NUMBER.format(3), "act_kind": "door.appoint_post", **values}
    wrong = page.post(url, sent)
    assert (
        wrong.status_code == 422 and "This is needed." in wrong.content.decode() and 'value="xin"' in str(wrong.content)
    )
    assert page.post(url, {**sent, "v_role": "gatekeeper"}).status_code == 302
    assert Post._base_manager.filter(person__username="xin").exists()
    assert Entry._base_manager.get(act_id=NUMBER.format(1)).by_id == world.an.pk
    assert StrayEnd._base_manager.get().entry_id
    assert page.get(url).status_code == 404


def test_a_refused_correction_keeps_what_was_typed(world: World, page_of: PageOf) -> None:
    waiting = stray(world)
    page, url = page_of(world.an), reverse("console:stray", args=[world.bamboo, waiting.pk])
    values = {"v_area": str(world.bamboo.pk), "v_username": "xin", "v_name": "新人", "v_role": "emperor"}
    answer = page.post(url, {"act_id": NUMBER.format(3), "act_kind": "door.appoint_post", **values})
    assert answer.status_code == 422
    assert "emperor" in answer.content.decode() and "refused" in answer.content.decode()
    assert not StrayEnd._base_manager.exists()


def test_an_upload_is_set_aside_with_a_reason(world: World, page_of: PageOf) -> None:
    waiting = stray(world)
    page, url = page_of(world.an), reverse("console:aside", args=[world.bamboo, waiting.pk])
    assert page.post(url, {"aside-act_id": NUMBER.format(4), "aside-reason": "x"}).status_code == 422
    assert page.post(url, {"aside-act_id": NUMBER.format(4), "aside-reason": "重复上报"}).status_code == 302
    assert StrayEnd._base_manager.get().reason == "重复上报"
    assert Stray._base_manager.get().raw


@pytest.mark.parametrize("item", [{"kind": "no.such", "id": "7"}, {"id": "8"}, "words", 7, ["list"], None, {}])
def test_whatever_was_sent_can_be_opened_and_given_a_kind(world: World, page_of: PageOf, item: object) -> None:
    fate_of(item, by=world.an)
    waiting = Stray._base_manager.get()
    page, url = page_of(world.an), reverse("console:stray", args=[world.bamboo, waiting.pk])
    for kind in ("", *all_acts()):
        assert page.get(url, {"kind": kind} if kind else {}).status_code == 200
    assert page.post(url, {"act_kind": "no.such"}).status_code == 200
    assert page_of(world.an).get(f"/{world.bamboo.code}/strays/").status_code == 200


def test_an_upload_of_another_place_is_not_there(world: World, page_of: PageOf) -> None:
    waiting = stray(world)
    assert page_of(world.dou).get(reverse("console:stray", args=[world.lotus, waiting.pk])).status_code == 404


# People and posts


def test_a_post_is_given_and_ended_from_the_page(world: World, page_of: PageOf) -> None:
    page, url = page_of(world.an), f"/{world.bamboo.code}/people/"
    sent = {"act_id": NUMBER.format(5), "name": "新人", "username": "xin", "role": "gatekeeper"}
    assert [page.post(url, sent).status_code for _ in range(2)] == [302, 302]
    post = Post._base_manager.get(person__username="xin")
    end = reverse("console:end_post", args=[world.bamboo, post.pk])
    page.post(end, {"act_id": NUMBER.format(6)})
    post.refresh_from_db()
    assert post.until is not None


def test_a_refused_appointment_keeps_what_was_typed(world: World, page_of: PageOf) -> None:
    sent = {"act_id": NUMBER.format(5), "name": "新人", "username": "xin", "role": "district_command"}
    sent["username"] = "gao"
    answer = page_of(world.an).post(f"/{world.bamboo.code}/people/", sent)
    assert answer.status_code == 422 and 'value="新人"' in answer.content.decode()


def test_a_post_of_another_place_is_not_there(world: World, page_of: PageOf) -> None:
    post = Post._base_manager.get(person=world.dou)
    for name in ("console:end_post", "console:invite"):
        answer = page_of(world.an).post(reverse(name, args=[world.bamboo, post.pk]), {"act_id": NUMBER.format(6)})
        assert answer.status_code == 404


def test_everybody_reads_the_whole_role_table(world: World, page_of: PageOf) -> None:
    page = page_of(world.ju).get("/roles/").content.decode()
    assert set(ABILITIES) == set(Can)
    for word in (*ROLE_NAMES.values(), *ABILITIES.values()):
        assert str(word) in page


# The house: policy, language, errors, queries


def test_no_template_carries_a_script_or_a_style_of_its_own() -> None:
    inline = re.compile(
        r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)(?![^>]*application/json)|javascript:", re.I
    )
    for path in Path(house.PACKAGE).rglob("*.html"):
        assert not inline.search(path.read_text()), path


@pytest.mark.parametrize("address", ["/accounts/login/", "/", "/nowhere/", "/371103150201/", "/api/openapi.json"])
def test_the_policy_is_strict_on_every_page(world: World, page_of: PageOf, address: str) -> None:
    policy = page_of(world.an).get(address).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "http" not in policy


def test_the_language_is_switched_and_kept(world: World, page_of: PageOf) -> None:
    page = page_of(world.an)
    page.post("/i18n/setlang/", {"language": "zh-hans", "next": "/"})
    assert 'lang="zh-Hans"' in page.get(f"/{world.bamboo.code}/").content.decode()
    page.post("/i18n/setlang/", {"language": "en", "next": "/"})
    assert 'lang="en"' in page.get(f"/{world.bamboo.code}/").content.decode()


@pytest.mark.parametrize(("language", "mark"), [("en", 'lang="en"'), ("zh-hans", 'lang="zh-Hans"')])
def test_errors_are_pages_in_the_readers_language(world: World, page_of: PageOf, language: str, mark: str) -> None:
    page = page_of(world.gao)
    page.post("/i18n/setlang/", {"language": language, "next": "/"})
    for address, status in ((f"/{world.lotus.code}/", 404), (f"/{world.bamboo.code}/people/", 403)):
        answer = page.get(address)
        assert answer.status_code == status and mark in answer.content.decode()


def test_a_wrong_host_is_a_page_not_a_traceback(world: World) -> None:
    answer = Client(raise_request_exception=False).get("/accounts/login/", headers={"host": "evil.example"})
    assert answer.status_code == 400 and "Traceback" not in answer.content.decode()


@pytest.mark.parametrize(
    ("nickname", "address", "budget"),
    [("an", "/371103150201/", 45), ("zhen", "/371103150/", 20), ("zhen", "/places/", 10),
     ("an", "/371103150201/ledger/", 10),
     ("an", "/371103150201/strays/", 10), ("an", "/371103150201/people/", 10), ("an", "/roles/", 7)],
)  # fmt: skip
def test_pages_keep_to_their_query_budget(
    world: World,
    page_of: PageOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    nickname: str,
    address: str,
    budget: int,
) -> None:
    for n in range(12):
        world.submit(AppointPost(**appointment(world, username=f"u{n}", name=f"甲{n}")), by=world.an)
        stray(world, id=f"k{n}")
    page = page_of(getattr(world, nickname))
    with django_assert_max_num_queries(budget):
        assert page.get(address).status_code == 200


def test_the_shell_asks_little(world: World, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    request = RequestFactory().get("/")
    request.user = world.an
    request.held = places_of(world.an, at=timezone.now())  # type: ignore[attr-defined]
    with world.eyes_of(world.an), django_assert_max_num_queries(0):
        shell = shell_of(request)
    assert shell.place == world.bamboo and len(shell.sections) == len(SECTIONS)


def test_raw_uploads_survive_as_they_were(world: World) -> None:
    waiting = stray(world, note="原话")
    assert json.loads(waiting.raw)["note"] == "原话"


def test_a_post_is_given_for_a_grid_and_for_some_days(world: World, page_of: PageOf) -> None:
    first = timezone.localdate() + timedelta(days=1)
    sent = {
        "name": "新来", "username": "newcomer", "role": "grid_worker", "area": world.grid_one.pk,
        "since": first.isoformat(), "until": (first + timedelta(days=6)).isoformat(), "act_id": str(uuid7()),
    }  # fmt: skip
    assert page_of(world.an).post(f"/{world.bamboo.code}/people/", sent).status_code == 302
    with world.all_eyes():
        post = Post.objects.get(person__username="newcomer")
    assert post.area == world.grid_one and post.until
    assert (timezone.localdate(post.since), post.until - post.since) == (first, timedelta(days=7))


@pytest.mark.parametrize("days", [(-3, -1), (3, 2)])
def test_a_post_that_ends_first_is_not_given(world: World, page_of: PageOf, days: tuple[int, int]) -> None:
    since, until = ((timezone.localdate() + timedelta(days=n)).isoformat() for n in days)
    sent = {
        "name": "新来", "username": "newcomer", "role": "gatekeeper", "since": since, "until": until,
        "act_id": str(uuid7()),
    }  # fmt: skip
    answer = page_of(world.an).post(f"/{world.bamboo.code}/people/", sent)
    assert answer.status_code == 422 and "A post ends after it begins" in answer.content.decode()
    assert not Person.objects.filter(username="newcomer").exists()
