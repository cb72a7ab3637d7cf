"""Accounts: made by appointment, opened by an invitation, closed to everybody else."""

import re
from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from fangxian.areas.models import Person, Post
from fangxian.door.acts import AppointPost, IssueInvitation
from fangxian.door.invitations import invited, link_parts
from fangxian.door.models import Entry
from tests.architecture.test_pages import routes
from tests.world import LONG_AGO, World, ago

PageOf = Callable[[Person], Client]
GOOD = {"new_password1": "bamboo-and-rain-26", "new_password2": "bamboo-and-rain-26"}


@pytest.fixture
def newcomer(world: World) -> Post:
    """A person appointed through the door, with no password yet."""
    answer = world.written(
        AppointPost(area=world.bamboo.pk, username="xin", name="新人", role="gatekeeper"), by=world.an
    )
    return Post._base_manager.select_related("person").get(pk=answer["post"])


def link_from(answer: HttpResponse) -> str:
    """The address shown on the page that issued an invitation."""
    found = re.search(r"http://testserver(/accounts/invitation/[^\"]+)", answer.content.decode())
    assert found, answer.content.decode()
    return found.group(1)


def invite(page: Client, world: World, post: Post) -> HttpResponse:
    listed = page.get(f"/{world.bamboo.code}/people/").content.decode()
    number = re.search(r'name="act_id" value="([0-9a-f-]+)"', listed)
    assert number
    url = reverse("console:invite", args=[world.bamboo, post.pk])
    return page.post(url, {"act_id": number.group(1)})  # type: ignore[return-value]


def test_an_invitation_lets_a_newcomer_choose_a_password_and_sign_in(
    world: World, page_of: PageOf, newcomer: Post
) -> None:
    link = link_from(invite(page_of(world.an), world, newcomer))
    assert Client().get(link).status_code == 200
    visitor = Client()
    assert visitor.post(link, GOOD).headers["Location"] == "/accounts/login/"
    signed = visitor.post("/accounts/login/", {"login": "xin", "password": GOOD["new_password1"]})
    assert signed.status_code == 302 and signed.headers["Location"] == "/"
    assert visitor.get("/", follow=True).status_code == 200


def test_an_invitation_works_once(world: World, page_of: PageOf, newcomer: Post) -> None:
    link = link_from(invite(page_of(world.an), world, newcomer))
    Client().post(link, GOOD)
    assert Client().get(link).status_code == 410
    assert Client().post(link, GOOD).status_code == 410


def test_an_invitation_expires(newcomer: Post, settings: object) -> None:
    key, token = link_parts(newcomer.person)
    settings.PASSWORD_RESET_TIMEOUT = -1  # type: ignore[attr-defined]
    assert invited(key, token) is None


@pytest.mark.parametrize(("key", "token"), [("x", "y"), ("MQ", "abc-def"), ("____", "a-b"), ("5L2g", "a-b")])
def test_a_made_up_invitation_opens_nothing(world: World, key: str, token: str) -> None:
    assert Client().get(f"/accounts/invitation/{key}/{token}/").status_code == 410


def test_a_weak_password_is_refused_in_words_and_the_link_still_works(
    world: World, page_of: PageOf, newcomer: Post
) -> None:
    link = link_from(invite(page_of(world.an), world, newcomer))
    weak = Client().post(link, {"new_password1": "12345678", "new_password2": "12345678"})
    assert weak.status_code == 422 and "太常见" in weak.content.decode()
    assert Client().get(link).status_code == 200


def test_the_link_is_never_in_the_ledger(world: World, page_of: PageOf, newcomer: Post) -> None:
    link = link_from(invite(page_of(world.an), world, newcomer))
    entry = Entry._base_manager.get(kind="door.issue_invitation")
    token = link.rstrip("/").rpartition("/")[2]
    assert token not in str(entry.payload) and token not in str(entry.answer)
    assert entry.written and entry.by_id == world.an.pk


def test_nobody_invites_where_they_do_not_appoint(world: World, newcomer: Post) -> None:
    assert world.submit(IssueInvitation(post=newcomer.pk), by=world.gao).refused == "not_allowed"
    assert world.submit(IssueInvitation(post=newcomer.pk), by=world.dou).refused == "not_found"


def test_a_lead_cannot_take_over_the_account_of_somebody_who_serves_above(world: World) -> None:
    post = Post._base_manager.create(person=world.zhen, role="team_member", area=world.bamboo, since=LONG_AGO)
    assert world.submit(IssueInvitation(post=post.pk), by=world.an).refused == "serves_elsewhere"
    assert world.submit(IssueInvitation(post=post.pk), by=world.guan).written


def test_whoever_holds_no_post_any_more_is_not_invited(world: World, newcomer: Post) -> None:
    Post._base_manager.filter(pk=newcomer.pk).update(since=ago(days=2), until=ago(days=1))
    assert world.submit(IssueInvitation(post=newcomer.pk), by=world.an).refused == "not_serving"


def test_nine_wrong_passwords_lock_the_door_and_an_invitation_opens_it(world: World, page_of: PageOf) -> None:
    visitor = Client()
    codes = [visitor.post("/accounts/login/", {"login": "gao", "password": f"wrong {n}"}).status_code for n in range(9)]
    assert codes[0] == 200 and codes[-1] == 429
    right = {"login": "gao", "password": "correct horse"}
    locked = visitor.post("/accounts/login/", right)
    assert locked.status_code == 429 and "密码" in locked.content.decode()
    visitor.post("/accounts/invitation/{}/{}/".format(*link_parts(world.gao)), GOOD)
    assert visitor.post("/accounts/login/", {**right, "password": GOOD["new_password1"]}).status_code == 302


@pytest.mark.parametrize(
    "address",
    ["signup/", "email/", "confirm-email/", "confirm-email/abc/", "inactive/", "password/set/", "password/reset/",
     "password/reset/done/", "password/reset/key/1-abc/", "login/code/confirm/"],
)  # fmt: skip
def test_what_does_not_exist_here_says_whom_to_ask(world: World, page_of: PageOf, address: str) -> None:
    for page in (Client(), page_of(world.an)):
        for answer in (page.get(f"/accounts/{address}"), page.post(f"/accounts/{address}")):
            assert answer.status_code == 404
            assert "/accounts/login/" in answer.content.decode()


OPEN = {"/accounts/login/", "/i18n/setlang/", "/accounts/invitation/x/x/"}


@pytest.mark.django_db
def test_every_address_but_a_few_asks_the_anonymous_to_sign_in() -> None:
    asked = sorted({route.format(place="371103150201") for route in routes(get_resolver()) if "^" not in route})
    assert len(asked) > 30
    for address in asked:
        if address in OPEN or address.startswith(
            ("/accounts/", "/api/", "/field/", "/h/")
        ):  # tests/field, tests/households
            continue
        answer = Client().get(address)
        assert answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/"), address


@pytest.mark.parametrize("address", ["2fa/", "2fa/totp/activate/", "2fa/recovery-codes/", "password/change/"])
def test_account_pages_ask_the_anonymous_to_sign_in(db: None, address: str) -> None:
    assert Client().get(f"/accounts/{address}").status_code == 302


@pytest.mark.parametrize("address", ["2fa/", "password/change/", "logout/", "reauthenticate/"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_account_pages_are_in_the_house_look(world: World, page_of: PageOf, address: str, language: str) -> None:
    answer = page_of(world.an).get(f"/accounts/{address}", headers={"accept-language": language})
    assert answer.status_code == 200
    assert "shell-bare" in answer.content.decode()


def test_two_steps_are_turned_on_with_the_password_confirmed(world: World) -> None:
    page = Client()
    page.post("/accounts/login/", {"login": "an", "password": "correct horse"})
    asked = page.get("/accounts/2fa/totp/activate/")
    if asked.status_code == 302:
        page.post("/accounts/reauthenticate/", {"password": "correct horse"})
    activate = page.get("/accounts/2fa/totp/activate/")
    assert activate.status_code == 200 and "data:image/svg+xml" in activate.content.decode()
    wrong = page.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert wrong.status_code == 200 and "errorlist" in wrong.content.decode()


def test_a_new_password_is_announced(world: World) -> None:
    visitor = Client()
    answer = visitor.post("/accounts/invitation/{}/{}/".format(*link_parts(world.gao)), GOOD)
    assert [str(each) for each in get_messages(answer.wsgi_request)]
