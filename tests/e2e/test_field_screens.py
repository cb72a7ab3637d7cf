"""Each screen of the phone by itself, on made-up lists: what is pressed is what is sent."""

from base64 import b64decode

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.answers import Answers, enter, open_list
from tests.e2e.axe import violations
from tests.e2e.desk import OpenPage
from tests.e2e.handset import HEIGHT, WIDTH

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def page(open_page: OpenPage, answers: Answers, live_server: LiveServer) -> Page:
    page = open_page(width=WIDTH, height=HEIGHT)
    answers.listen(page.context)
    enter(page, live_server.url)
    return page


def all_sent(page: Page) -> None:
    expect(page.locator(".top .outbox-line")).to_contain_text("全部已发送", timeout=20_000)
    page.wait_for_timeout(300)
    expect(page.locator(".top .outbox-line")).to_contain_text("全部已发送", timeout=20_000)


def test_a_door_that_does_not_open_is_one_press_and_comes_again_in_the_second_round(
    page: Page, answers: Answers
) -> None:
    open_list(page, "doors")
    expect(page.locator("button.person").first).to_contain_text("3-1-201")
    page.locator("button.person").first.click()
    page.get_by_role("button", name="没人应").click()
    expect(page.locator("[role=status]", has_text="没人应")).to_be_visible()
    page.get_by_role("button", name="再去一遍的").click()
    expect(page.locator("button.person")).to_have_count(2)
    all_sent(page)
    (act,) = answers.sent("canvass.record_door")
    assert (act["sweep"], act["dwelling"], act["outcome"]) == (1, 2, "no_answer")


def test_an_open_door_takes_needs_and_the_reading_of_whoever_is_under_observation(page: Page, answers: Answers) -> None:
    open_list(page, "doors")
    page.locator("button.person").first.click()
    page.get_by_role("button", name="开门了").click()
    for figure in "368":
        page.locator(f".temps-keys .key:text-is('{figure}')").click()
    page.get_by_role("button", name="干咳").click()
    page.locator(".card").get_by_role("button", name="记录").click()
    page.locator("input[name=needs]").fill("降压药")
    page.locator("form").get_by_role("button", name="记录").click()
    all_sent(page)
    assert answers.sent("monitoring.record_reading")[0]["signs"] == {"temperature": "36.8", "symptoms": ["dry_cough"]}
    assert answers.sent("canvass.record_door")[0]["needs_said"] == "降压药"


def test_a_temperature_pressed_in_goes_along_with_its_door(page: Page, answers: Answers) -> None:
    open_list(page, "doors")
    page.locator("button.person").first.click()
    page.get_by_role("button", name="开门了").click()
    for figure in "368":
        page.locator(f".temps-keys .key:text-is('{figure}')").click()
    page.locator("form").get_by_role("button", name="记录").click()
    all_sent(page)
    assert answers.sent("monitoring.record_reading")[0]["signs"]["temperature"] == "36.8"
    assert answers.sent("canvass.record_door")[0]["outcome"] == "opened"


def uncovered(page: Page, what: str) -> bool:
    """Whether the middle of each of these can be pressed: nothing lies over it, and it is inside the window."""
    found: bool = page.evaluate(
        """(what) => [...document.querySelectorAll(what)].every((each) => {
            const box = each.getBoundingClientRect();
            const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return each.contains(there);
        })""",
        what,
    )
    return found


def test_on_a_small_phone_a_temperature_is_typed_and_a_paper_is_looked_at_with_the_verdict_in_sight(page: Page) -> None:
    page.locator(".finder .way", has_text="姓名").click()
    page.locator("input[name=who]").fill("李梅")
    page.locator("button.person").click()
    page.locator(".standing .way", has_text="进").click()
    assert uncovered(page, ".temps-keys .key")
    page.locator(".standing .way", has_text="出").click()
    page.get_by_role("button", name="看通行证").click()
    expect(page.locator(".scanner")).to_be_visible()
    assert uncovered(page, ".verdict strong, .verdict span, .standing .way")


def test_whoever_is_pressed_at_the_end_of_a_long_list_is_shown_from_the_top(page: Page) -> None:
    open_list(page, "doors")
    assert uncovered(page, ".ways.long .way")
    assert page.evaluate(
        "[...document.querySelectorAll('.ways.long .way')].every((e) => e.scrollWidth <= e.offsetWidth)"
    )
    page.locator("button.person").last.click()
    expect(page.locator(".choice").first).to_be_visible()
    assert page.evaluate("scrollY") == 0


def test_bags_stand_in_walking_order_and_go_to_the_end_when_handed_over(page: Page, answers: Answers) -> None:
    open_list(page, "bags")
    expect(page.locator("button.person").first).to_contain_text("8 号袋")
    page.locator("button.person").first.click()
    page.get_by_role("button", name="放门口了").click()
    expect(page.locator("button.person").last).to_contain_text("已送到")
    page.locator("button.person").first.click()
    page.get_by_role("button", name="没送到").click()
    page.get_by_role("button", name="鸡蛋").click()
    page.get_by_role("button", name="缺货").click()
    expect(page.locator(".card li").last).to_contain_text("缺货")
    page.get_by_role("button", name="没送到").click()
    page.get_by_role("button", name="没人在").click()
    all_sent(page)
    assert [(act["bag"], act["mode"]) for act in answers.sent("supplies.record_handover")] == [(8, "contactless")]
    unmet = [(act["bag"], act.get("need"), act["reason"]) for act in answers.sent("supplies.record_unmet")]
    assert unmet == [(7, 71, "sold_out"), (7, None, "nobody_home")]


def test_a_place_is_disinfected_as_planned_and_a_strength_that_is_none_is_not_sent(
    page: Page, answers: Answers
) -> None:
    open_list(page, "rounds")
    page.locator("button.person").first.click()
    expect(page.locator("input[name=photo]")).to_have_count(0)  # no rule asks for one
    page.locator("input[name=strength]").fill("")
    page.get_by_role("button", name="做完了").click()
    expect(page.locator(".van-field__error-message")).to_contain_text("浓度要写整数")
    assert answers.sent("disinfection.record_disinfection") == []
    page.locator("input[name=strength]").fill("1000")
    page.get_by_role("button", name="做完了").click()
    # Only what was done is drawn as done; three others are due later.
    expect(page.locator("button.person[data-state=done]")).to_have_count(1)
    all_sent(page)
    (act,) = answers.sent("disinfection.record_disinfection")
    assert (act["stop"], act["product"], act["mg_l"], act["minutes"]) == (1, 1, 1000, 30)


# Painted in the browser: a picture too large for any act, so that something has to be done about it.
PAINT = """async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 3000, height: 2000 });
    const pen = canvas.getContext("2d");
    for (let n = 0; n < 4000; n += 1) {
        pen.fillStyle = `hsl(${(n * 37) % 360} 80% 50%)`;
        pen.fillRect((n * 7919) % 3000, (n * 104729) % 2000, 60, 60);
    }
    return canvas.toDataURL("image/jpeg", 0.95).split(",")[1];
}"""
EXIF = b"Exif\0\0 GPS 35.1N 119.2E"


def test_a_photo_leaves_the_phone_small_bare_and_after_its_act(
    open_page: OpenPage, live_server: LiveServer, answers: Answers
) -> None:
    answers.lists["rounds"][0]["photo"] = True
    page = open_page(width=WIDTH, height=HEIGHT)
    answers.listen(page.context)
    enter(page, live_server.url)
    open_list(page, "rounds")
    page.locator("button.person").first.click()
    painted = b64decode(page.evaluate(PAINT))
    exif = b"\xff\xe1" + (len(EXIF) + 2).to_bytes(2) + EXIF
    camera = page.locator("input[name=photo]")
    camera.set_input_files({"name": "no.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"})
    expect(page.get_by_role("alert")).to_contain_text("请重拍")
    camera.set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": painted[:2] + exif + painted[2:]})
    expect(page.locator(".photo")).to_contain_text("已拍", timeout=30_000)
    assert faults(page) == []
    page.get_by_role("button", name="做完了").click()
    all_sent(page)
    (act,) = answers.sent("disinfection.record_disinfection")
    parts = answers.sent("disinfection.add_proof_part")
    assert act["photo"] is True and {part["record"] for part in parts} == {act["id"]}
    assert [part["part"] for part in parts] == list(range(1, parts[0]["parts"] + 1))
    photo = b"".join(b64decode(part["content"]) for part in parts)
    assert photo[:2] == b"\xff\xd8" and 10_000 < len(photo) <= 100_000 < len(painted)
    assert b"Exif" not in photo and b"GPS" not in photo
    kinds = [item["kind"] for item in answers.items]
    assert kinds.index("disinfection.record_disinfection") < kinds.index("disinfection.add_proof_part")


def test_a_car_on_the_road_has_its_people_measured_and_its_village_named(page: Page, answers: Answers) -> None:
    open_list(page, "road")
    for sign in "鲁L12345":
        page.locator(f".plate .key:text-is('{sign}')").click()
    page.get_by_role("button", name="下一步").click()
    page.locator(".van-stepper__plus").click()
    for figure in "365366":
        page.locator(f".temps-keys .key:text-is('{figure}')").click()
    page.get_by_role("button", name="下一步").click()
    page.locator("input[name=from]").fill("青岛")
    page.locator("input[name=to]").fill("新港")
    page.locator(".choice", has_text="新港社区").click()
    page.get_by_role("button", name="放行").click()
    all_sent(page)
    (act,) = answers.sent("gates.record_passage")
    assert (act["plate"], act["persons"], act["temperatures"]) == ("鲁L12345", 2, ["36.5", "36.6"])
    assert (act["came_from"], act["bound_area"], act["outcome"]) == ("青岛", 371103150101000, "passed")


def test_one_feverish_traveller_holds_the_car_with_the_steps(page: Page, answers: Answers) -> None:
    open_list(page, "road")
    for sign in "鲁L12345":
        page.locator(f".plate .key:text-is('{sign}')").click()
    page.get_by_role("button", name="下一步").click()
    for figure in "373":
        page.locator(f".temps-keys .key:text-is('{figure}')").click()
    expect(page.locator(".steps li").nth(3)).to_be_visible()
    page.get_by_role("button", name="办完了，登记").click()
    all_sent(page)
    assert answers.sent("gates.record_passage")[0]["outcome"] == "held"


def test_whom_a_checkpoint_announced_is_met_with_one_press_and_leaves_the_list(page: Page, answers: Answers) -> None:
    page.get_by_role("button", name="2 拨要来").click()
    expect(page.locator(".card h2")).to_have_text(["步行 · 1 人", "鲁Q20200 · 3 人"])
    page.locator(".card", has_text="鲁Q20200").get_by_role("button", name="接到了").click()
    expect(page.locator(".lead")).to_have_text("鲁Q20200: 接到了")
    page.locator(".card").get_by_role("button", name="没有来").click()
    expect(page.locator(".empty")).to_have_text("现在没有要来的人。")
    all_sent(page)
    sent = [(act["arrival"], act["outcome"]) for act in answers.sent("gates.settle_arrival")]
    assert sent == [("a1", "met"), ("a2", "not_here")]


def test_a_home_that_must_stay_in_is_not_let_out(page: Page) -> None:
    page.locator(".finder .way", has_text="姓名").click()
    page.locator("input[name=who]").fill("李梅")
    page.locator("button.person").first.click()
    expect(page.locator(".verdict")).to_have_attribute("data-tone", "stop")


def test_a_refusal_is_said_in_the_line_with_why_and_put_away_by_a_person(page: Page, answers: Answers) -> None:
    answers.fate = lambda _item: {"fate": "refused", "code": "x", "answer": {}, "sentence": "这条通行已经撤回过。"}
    page.locator(".finder .way", has_text="姓名").click()
    page.locator("input[name=who]").fill("李秀英")
    page.locator("button.person").first.click()
    page.locator(".main-action").click()
    expect(page.locator(".top .outbox-line")).to_contain_text("1 条未接受：这条通行已经撤回过", timeout=20_000)
    page.locator(".top .outbox-line").click()
    expect(page.locator(".card")).to_contain_text("通行登记")
    page.get_by_role("button", name="知道了").click()
    expect(page.locator(".empty")).to_contain_text("都发出去了")


def test_the_first_verdict_was_rehearsed_where_nobody_sees_or_hears_it(
    open_page: OpenPage, live_server: LiveServer, answers: Answers
) -> None:
    page = open_page(width=WIDTH, height=HEIGHT)
    page.add_init_script(HEARD)
    answers.listen(page.context)
    enter(page, live_server.url)
    expect(page.locator("html")).to_have_attribute("data-rehearsed", "true")
    expect(page.locator(".rehearsal")).to_have_count(0)
    assert page.evaluate("[heard.seen, heard.opened, heard.played]") == [False, 1, 0]
    page.locator(".finder .way", has_text="姓名").click()
    page.locator("input[name=who]").fill("李秀英")
    page.locator("button.person").first.click()
    page.wait_for_timeout(500)
    assert page.evaluate("heard.opened") == 1 and page.evaluate("heard.played") > 0
    assert answers.sent("gates.record_passage") == []


def test_a_handover_shows_the_balance_and_locks_the_phone(page: Page, answers: Answers) -> None:
    page.get_by_role("button", name="交接班").click()
    expect(page.locator(".balance")).to_contain_text("658")
    page.get_by_role("button", name="交班", exact=True).click()
    expect(page.locator(".van-field__error-message")).to_contain_text("请写接班人姓名")
    page.locator("input[name=taken-by]").fill("王守夜")
    page.get_by_role("button", name="交班", exact=True).click()
    expect(page.locator("h1")).to_contain_text("已交班给 王守夜")
    page.get_by_role("button", name="锁上手机").click()
    expect(page.locator("h1")).to_have_text("谁来值守？")
    page.wait_for_timeout(500)
    assert answers.sent("gates.hand_over_gate")[0]["taken_by"] == "王守夜"


def test_a_clock_a_day_slow_is_told_and_the_entry_says_so(open_page: OpenPage, live_server: LiveServer) -> None:
    answers = Answers(ahead=86_400)
    page = open_page(width=WIDTH, height=HEIGHT)
    answers.listen(page.context)
    enter(page, live_server.url)
    expect(page.locator(".note")).to_contain_text("手机时间慢了 1 天")
    page.locator(".finder .way", has_text="姓名").click()
    page.locator("input[name=who]").fill("李秀英")
    page.locator("button.person").first.click()
    page.locator(".main-action").click()
    page.wait_for_timeout(1_000)
    assert abs(answers.sent("gates.record_passage")[0]["clock_off"] - 86_400) <= 2


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_screen_names_its_controls_is_readable_and_fits(
    open_page: OpenPage, live_server: LiveServer, answers: Answers, language: str, scheme: str, width: int
) -> None:
    page = open_page(width=width, height=HEIGHT, language=language)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    answers.listen(page.context)
    enter(page, live_server.url)
    for kind in ("gate", "doors", "bags", "rounds", "road"):
        open_list(page, kind)
        page.wait_for_timeout(300)
        assert faults(page) == []
        if kind != "gate" and page.locator("button.person").count():
            page.locator("button.person").first.click()
            assert faults(page) == []
    page.evaluate("location.hash = 'more'")
    page.wait_for_timeout(200)
    assert faults(page) == []


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_step_at_the_gate_passes_the_same_checks(
    open_page: OpenPage, live_server: LiveServer, answers: Answers, language: str, scheme: str
) -> None:
    page = open_page(width=WIDTH, height=HEIGHT, language=language)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    answers.listen(page.context)
    page.goto(f"{live_server.url}/field/", timeout=30_000)
    expect(page.locator("input[name=phone-name]")).to_be_visible()
    assert faults(page) == []
    enter(page, live_server.url)
    ways = page.locator(".finder .way")
    for number in range(ways.count()):
        ways.nth(number).click()
        page.wait_for_timeout(200)
        assert faults(page) == []
    ways.nth(2).click()
    page.locator("input[name=who]").fill("李梅")
    assert faults(page) == []
    page.locator("button.person").first.click()
    expect(page.locator(".verdict")).to_be_visible()
    assert faults(page) == []
    page.locator(".standing .back").first.click()
    for foot in ("first", "last"):
        getattr(page.locator(".gate-foot button"), foot).click()
        page.wait_for_timeout(200)
        assert faults(page) == []
        page.locator(".back").first.click()
    page.evaluate("location.hash = 'unsent'")
    page.wait_for_timeout(200)
    assert faults(page) == []


def test_the_app_can_be_put_on_the_home_screen(open_page: OpenPage, live_server: LiveServer) -> None:
    """Chromium itself says what stands against it, and the worker has the page in its hands."""
    page = open_page(width=WIDTH, height=HEIGHT)
    page.goto(f"{live_server.url}/field/", timeout=30_000)
    page.wait_for_function("navigator.serviceWorker.ready.then((mine) => Boolean(mine.active))", timeout=30_000)
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null", timeout=30_000)
    told = page.context.new_cdp_session(page)
    manifest = told.send("Page.getAppManifest")
    assert manifest["errors"] == [] and manifest["url"].endswith("/field/app.webmanifest")
    wrong = [each["errorId"] for each in told.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    # A window of a test is a private one, from which nothing is ever installed.
    assert set(wrong) <= {"in-incognito"}


def faults(page: Page) -> list[str]:
    """Controls without a name or smaller than a finger, text hard to read, a page wider than its window; and axe."""
    found: list[str] = page.evaluate(LOOK)
    return [*found, *violations(page)]


# How often the phone's sound was opened and used, and whether a rehearsed verdict could be seen.
HEARD = """
globalThis.heard = { opened: 0, played: 0, seen: false };
globalThis.AudioContext = class extends AudioContext {
    constructor() { super(); heard.opened += 1; }
    createOscillator() { heard.played += 1; return super.createOscillator(); }
};
new MutationObserver(() => {
    const verdict = document.querySelector(".rehearsal .verdict");
    if (verdict) document.documentElement.dataset.rehearsed = "true";
    heard.seen ||= Boolean(verdict?.checkVisibility({ visibilityProperty: true }));
}).observe(document, { subtree: true, childList: true });
"""

LOOK = """() => {
    const found = [];
    const shown = (each) => each.checkVisibility() && each.getBoundingClientRect().width > 0;
    if (document.scrollingElement.scrollWidth > innerWidth) found.push("wider than the window");
    for (const each of document.querySelectorAll("button, a[href], input")) {
        if (!shown(each)) continue;
        const label = each.labels?.[0]?.textContent ?? "";
        const name = each.getAttribute("aria-label") || each.textContent || each.placeholder || label;
        if (!name.trim()) found.push("no name: " + each.outerHTML.slice(0, 120));
        const box = each.getBoundingClientRect();
        if (each.tagName === "BUTTON" && box.height < 40) found.push("small: " + each.outerHTML.slice(0, 120));
    }
    const light = (text) => {
        const [r, g, b] = text.match(/[\\d.]+/g).map(Number);
        const part = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
        return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
    };
    const behind = (each) => {
        for (let at = each; at; at = at.parentElement) {
            const color = getComputedStyle(at).backgroundColor;
            if (!/^rgba.*, 0\\)$|transparent/.test(color)) return color;
        }
        return "rgb(255, 255, 255)";
    };
    for (const each of document.querySelectorAll("h1, h2, p, span, strong, small, button, a, li, dt, dd")) {
        const own = [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        if (!own || !shown(each) || each.closest(":disabled")) continue;
        const [ink, paper] = [light(getComputedStyle(each).color), light(behind(each))];
        const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
        if (contrast < 4.5) found.push(contrast.toFixed(1) + " contrast: " + each.textContent.trim().slice(0, 40));
    }
    return found;
}"""
