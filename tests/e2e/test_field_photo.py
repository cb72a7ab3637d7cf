"""A photo as proof, from the camera to whoever planned the round: in parts, bare, and with a line of who looked."""

from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from fangxian.disinfection import queries
from fangxian.disinfection.models import DoorDone, ProofPart
from fangxian.door.models import Entry
from tests.disinfection.photos import ask_for_photos, segment
from tests.disinfection.test_rounds import planned
from tests.e2e.desk import OpenPage, SitDown
from tests.e2e.handset import handed
from tests.world import World

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

CAMERA_WROTE = b"Exif\0\0GPS 35.1N 119.2E"


def taken() -> bytes:
    """A large photo of a busy wall as a camera writes it, with the place beside it."""
    wall = Image.frombytes("RGB", (200, 150), Random(7).randbytes(200 * 150 * 3)).resize((2_000, 1_500))
    written = BytesIO()
    wall.save(written, "JPEG", quality=92)
    photo = written.getvalue()
    return photo[:2] + segment(0xE1, CAMERA_WROTE) + photo[2:]


def test_a_photo_goes_from_the_phone_to_the_planner_and_who_looked_is_written(
    world: World,
    open_page: OpenPage,
    sit_down: SitDown,
    live_server: LiveServer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    ask_for_photos(monkeypatch, tmp_path)
    stop, *_others = planned(world)
    phone = handed(open_page, live_server.url, world.tian)
    phone.page.evaluate("location.hash = document.querySelector('.bottom a[href*=rounds]')?.hash ?? ''")
    phone.page.locator("button.person").first.click()
    phone.page.locator("input[name=photo]").set_input_files(
        {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": taken()}
    )
    expect(phone.page.locator("label.photo")).to_contain_text("kB")
    phone.go_away()
    phone.record()
    phone.line_says("2 条未发送")
    phone.come_back()
    phone.line_says("全部已发送")

    with world.all_eyes():
        done = DoorDone.objects.get(stop=stop)
        assert done.record is not None and Entry._base_manager.get(act_id=done.record).by == world.tian
        assert ProofPart.objects.filter(done=done).count() > 1
        held = queries.photo_of(done)
    assert held is not None and len(held) <= 100_000 and CAMERA_WROTE not in held
    assert max(Image.open(BytesIO(held)).size) <= 1_280

    desk = sit_down(world.an, width=360, height=640)
    desk.open(f"rounds/places/{stop.pk}/")
    desk.press("照片")
    assert desk.page.evaluate("document.querySelector('figure img').naturalWidth") == Image.open(BytesIO(held)).width
    desk.press("返回")
    desk.sees("照片查看记录", world.an.name)
    (look,) = Entry._base_manager.filter(kind="disinfection.look_at_proof")
    assert (look.by, look.answer) == (world.an, {"done": done.pk})
