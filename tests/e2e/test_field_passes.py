"""A pass of every kind shown at the gate: the verdict and the words on the screen, without a network."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fangxian.gates import signing
from fangxian.gates.rules import Kind
from fangxian.gates.rules.passes import PURPOSES, Pass, revoked_token, token_of
from fangxian.gates.words import REASONS
from tests.e2e.answers import AREA, Answers, enter
from tests.e2e.desk import OpenPage
from tests.e2e.handset import HEIGHT, WIDTH

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

OLD_KEY, KEY, SOMEBODY_S = signing.fresh_pair(), signing.fresh_pair(), signing.fresh_pair()
NOW, DAY = datetime.now(UTC), timedelta(days=1)
# The first home of the list; the second person of the list lives there as well, the third does not.
GOOD = Pass(AREA, 2, UUID(int=10), Kind.PERSON, "shopping", 1, NOW - DAY, NOW + DAY, household=1)
COPIED, REVOKED = UUID(int=11), UUID(int=12)
# The camera sees whatever the test holds up.
CAMERA = """
globalThis.held = "";
globalThis.BarcodeDetector = class {
    static async getSupportedFormats() { return ["qr_code"]; }
    async detect() { return held ? [{ rawValue: held }] : []; }
};
const canvas = document.createElement("canvas");
canvas.getContext("2d").fillRect(0, 0, 300, 150);
setInterval(() => canvas.getContext("2d").fillRect(0, 0, 300, 150), 50);
MediaDevices.prototype.getUserMedia = async () => canvas.captureStream(10);
"""


def signed(given: Pass, key: tuple[str, str] = KEY) -> str:
    return token_of(given, sign=signing.signer(key[1]))


def flipped(token: str) -> str:
    """One sign in the middle of the signed part is another one."""
    return token[:60] + ("A" if token[60] != "A" else "B") + token[61:]


@pytest.fixture
def answers() -> Answers:
    """A gate's list with the place's keys, one of them withdrawn, and a pass that has gone out already."""
    answers = Answers(shelves=("gate",))
    head, tables = answers.lists["gate"]
    keys = [
        {"place": AREA, "number": number, "public": public, "withdrawn": number == 1}
        for number, (public, _private) in ((1, OLD_KEY), (2, KEY))
    ]
    revoked = revoked_token(AREA, 2, [REVOKED], at=NOW, sign=signing.signer(KEY[1]))
    head["passes"] = {"place": AREA, "purposes": list(PURPOSES), "keys": keys, "revoked": revoked}
    columns, _rows = tables["permits"]
    at = int(time.time())
    out = [str(COPIED), "", "person", 0, 3, "", "", "shopping", at - 86_400, at + 86_400, 1, 0, [], 1]
    homes = tables["homes"][1]
    homes[1][-1] = 0  # no order keeps the second home in
    homes.append([3, 1, "2", "503", 1, 0])
    tables["permits"] = (columns, [out])
    return answers


@pytest.fixture
def page(open_page: OpenPage, answers: Answers, live_server: LiveServer) -> Page:
    page = open_page(width=WIDTH, height=HEIGHT)
    page.add_init_script(CAMERA)
    answers.listen(page.context)
    enter(page, live_server.url)
    answers.away = True
    return page


SHOWN: list[tuple[str, Callable[[], str], str]] = [
    ("", lambda: signed(GOOD), "go"),
    ("expired", lambda: signed(replace(GOOD, until=NOW - timedelta(hours=1))), "stop"),
    ("not_yet", lambda: signed(replace(GOOD, since=NOW + timedelta(hours=1))), "stop"),
    ("copied", lambda: signed(replace(GOOD, authorisation=COPIED, household=3)), "stop"),
    ("pass_revoked", lambda: signed(replace(GOOD, authorisation=REVOKED)), "stop"),
    ("pass_key_new", lambda: signed(replace(GOOD, key=3), SOMEBODY_S), "stop"),
    ("pass_key_withdrawn", lambda: signed(replace(GOOD, key=1), OLD_KEY), "stop"),
    ("pass_altered", lambda: flipped(signed(GOOD)), "stop"),
    ("pass_altered", lambda: signed(GOOD, SOMEBODY_S), "stop"),
    ("pass_elsewhere", lambda: signed(replace(GOOD, gates=(4, 5))), "stop"),
]


def words_of(page: Page, code: str) -> str:
    """The sentence behind a code, as this screen says it."""
    said: dict[str, Any] = page.evaluate("fetch('/field/words').then((answer) => answer.json())")
    text: str = said["zh-hans"]["reasons"][code]
    return text


def test_each_pass_shown_has_its_verdict_and_its_words(page: Page, answers: Answers) -> None:
    answers.away = False
    sentences = {code: words_of(page, code) for code in REASONS}
    answers.away = True
    for code, token, tone in SHOWN:
        page.evaluate("(text) => { globalThis.held = text; }", token())
        page.locator(".finder .way", has_text="扫码").click()
        page.locator(".standing .way", has_text="出").click()
        expect(page.locator(".verdict")).to_have_attribute("data-tone", tone)
        expect(page.locator(".verdict")).to_contain_text(sentences[code or "authorised"])
        page.evaluate("globalThis.held = ''")
        page.locator(".standing .back").click()


def test_what_is_no_pass_is_said_and_the_next_paper_is_read(page: Page) -> None:
    page.locator(".finder .way", has_text="扫码").click()
    page.evaluate("globalThis.held = 'https://example.org/'")
    expect(page.get_by_role("alert")).to_contain_text("不是通行证")
    page.evaluate("(text) => { globalThis.held = text; }", signed(GOOD))
    expect(page.locator(".verdict")).to_have_attribute("data-tone", "go")


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("李梅", GOOD, "lent"),
        ("李建国", replace(GOOD, resident=1), "lent_at_home"),
        ("李建国", replace(GOOD, resident=2), "authorised"),
    ],
)
def test_somebody_known_by_name_shows_a_pass_and_whose_it_is_is_told(
    page: Page, answers: Answers, name: str, given: Pass, code: str
) -> None:
    page.locator(".finder .way", has_text="姓名").click()
    page.locator("input[name=who]").fill(name)
    page.locator("button.person").first.click()
    expect(page.locator(".verdict")).to_have_attribute("data-tone", "stop")
    page.get_by_role("button", name="看通行证").click()
    page.evaluate("(text) => { globalThis.held = text; }", signed(given))
    tone = "go" if code == "authorised" else "stop"
    expect(page.locator(".verdict")).to_have_attribute("data-tone", tone)
    answers.away = False
    expect(page.locator(".verdict")).to_contain_text(words_of(page, code))
    expect(page.locator(".standing h1")).to_have_text(name)
    expect(page.get_by_role("button", name="看通行证")).to_have_count(0)
    page.locator(".main-action").click()
    expect(page.locator(".top .outbox-line")).to_contain_text("全部已发送", timeout=20_000)
