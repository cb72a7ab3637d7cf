"""A pass held before a phone's camera, as a gatekeeper does it: the picture is a video, everything after it is real."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from fangxian.gates.acts import GrantAuthorisation
from tests.e2e.conftest import chromium_path
from tests.e2e.desk import OpenPage
from tests.e2e.handset import handed
from tests.e2e.old import OLD
from tests.gates.test_passes import token
from tests.gates.village import Village, close_bamboo
from tests.world import World, ago

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

VIDEO_WIDTH, VIDEO_HEIGHT, DOT = 640, 480, 6
# The last byte of the last moment in a pass's body (docs/field-wire.md, section 5): 1 + 6 + 2 + 16 + 1 + 1 + 1 + 4 + 4.
UNTIL = 35


@pytest.fixture
def village(world: World) -> Village:
    return close_bamboo(world)


@pytest.fixture
def shown(village: Village) -> str:
    """A pass of one who may go out, as it is printed."""
    wish = GrantAuthorisation(
        area=village.world.bamboo.pk, resident=village.homes.zhang.pk, purpose="illness", since=ago(hours=1),
        until=ago(hours=-9),
    )  # fmt: skip
    return token(village, village.world.written(wish, by=village.world.an)["authorisation"])


def filmed(text: str, path: Path) -> Path:
    """Two frames of a camera that sees the code on grey paper, as YUV4MPEG2."""
    matrix = [bytearray(row) for row in segno.make(text, error="m", micro=False).matrix]
    side = (len(matrix) + 8) * DOT
    left, top = (VIDEO_WIDTH - side) // 2, (VIDEO_HEIGHT - side) // 2
    assert left >= 0 and top >= 0
    light = bytearray(b"\xb4" * (VIDEO_WIDTH * VIDEO_HEIGHT))
    for y in range(side):
        for x in range(side):
            row, column = y // DOT - 4, x // DOT - 4
            dark = 0 <= row < len(matrix) and 0 <= column < len(matrix) and matrix[row][column]
            light[(top + y) * VIDEO_WIDTH + left + x] = 30 if dark else 225
    frame = b"FRAME\n" + bytes(light) + b"\x80" * (VIDEO_WIDTH * VIDEO_HEIGHT // 2)
    path.write_bytes(f"YUV4MPEG2 W{VIDEO_WIDTH} H{VIDEO_HEIGHT} F10:1 Ip A1:1 C420\n".encode() + frame * 2)
    return path


@pytest.fixture(params=["as printed", "with its last day moved"])
def held_up(request: pytest.FixtureRequest, shown: str) -> str:
    """What is held before the camera: the pass, or one whose days were stretched by hand."""
    return shown if request.param == "as printed" else stretched(shown)


def stretched(shown: str) -> str:
    """The same pass with one bit of its last moment turned over."""
    kind, body = shown.split(".")
    raw = bytearray(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    raw[UNTIL] ^= 1
    return f"{kind}.{base64.urlsafe_b64encode(raw).decode().rstrip('=')}"


@pytest.fixture
def browser(browser: Browser, held_up: str, tmp_path: Path) -> Iterator[Browser]:
    """A browser whose camera sees what is held up."""
    chromium = browser.browser_type.launch(
        executable_path=chromium_path(),
        args=[
            "--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={filmed(held_up, tmp_path / 'pass.y4m')}",
        ],
    )  # fmt: skip
    yield chromium
    chromium.close()


@pytest.fixture(params=["a browser of today", "one without Ed25519 and a reader of its own"])
def window(request: pytest.FixtureRequest, open_page: OpenPage) -> OpenPage:
    """The browser that looks: where it does not know the signature, a library that came with the app does."""

    def opened(**how: object) -> Page:
        page = open_page(**how)  # type: ignore[arg-type]
        if request.param != "a browser of today":
            page.context.add_init_script(OLD)
        return page

    return opened


def test_the_camera_reads_a_pass_and_the_verdict_stands_there(
    village: Village, window: OpenPage, live_server: LiveServer, shown: str, held_up: str
) -> None:
    phone = handed(window, live_server.url, village.world.gao)
    phone.page.context.grant_permissions(["camera"], origin=live_server.url)
    phone.page.locator(".finder .way", has_text="扫码").click()
    if held_up != shown:
        expect(phone.page.locator(".verdict")).to_have_attribute("data-tone", "stop", timeout=30_000)
        expect(phone.page.locator(".standing")).to_contain_text("改动过")
        return
    expect(phone.page.locator(".verdict strong")).to_have_text("放行", timeout=30_000)
    expect(phone.page.locator(".standing")).to_contain_text("张伟")
    phone.record()
    for _ in range(100):
        if village.rows():
            break
        phone.page.wait_for_timeout(200)
    (row,) = village.rows()
    assert (row.outcome, row.remarks, row.resident_id) == ("passed", [], village.homes.zhang.pk)
    assert row.authorisation_id is not None
