"""The pages of the ending as a lead, a township and a deliverer meet them."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.areas.models import Person
from fangxian.standdown.models import Ending, Remainder, StockSigning
from fangxian.standdown.queries.holding import grounds_of
from fangxian.tasks.acts import NoteTask
from tests.homes import settle
from tests.standdown.ended import GROUND, clock, day, ended, outbreak, released
from tests.standdown.examples import signing
from tests.world import World

PageOf = Callable[[Person], Client]
HOME = "standdown:overview"


def test_the_page_says_what_is_missing_and_offers_nothing(world: World, page_of: PageOf) -> None:
    outbreak(world, settle(world))
    with clock(day(10)):
        page = page_of(world.an).get(reverse(HOME, args=[world.bamboo])).content.decode()
    assert "It is too early" in page
    assert "Counted from 2026-02-01, 14 days: from 2026-02-15 on" in page
    assert reverse("standdown:step_down", args=[world.bamboo]) not in page


def test_a_person_steps_down_on_the_page(world: World, page_of: PageOf) -> None:
    released(world, outbreak(world, settle(world)))
    client, url = page_of(world.an), reverse("standdown:step_down", args=[world.bamboo])
    with clock(day(16)):
        assert url in client.get(reverse(HOME, args=[world.bamboo])).content.decode()
        assert client.get(url).status_code == 200
        assert client.post(url, {"act_id": uuid7(), "body": "x"}).status_code == 422
        sent = client.post(url, {"act_id": uuid7(), **GROUND}, follow=True)
    assert "安宁 stepped the situation down" in sent.content.decode()
    assert Ending._base_manager.get().by == world.an


def test_what_is_left_goes_over_to_a_named_office(world: World, page_of: PageOf) -> None:
    world.written(NoteTask(area=world.bamboo.pk, text="3号楼 送药"), by=world.an)
    ended(world, settle(world))
    client, url = page_of(world.an), reverse("standdown:hand_over", args=[world.bamboo, "tasks"])
    assert url in client.get(reverse(HOME, args=[world.bamboo])).content.decode()
    sent = client.post(url, {"act_id": uuid7(), "to": "社区服务中心"}, follow=True)
    assert "1 handed over to 社区服务中心" in sent.content.decode()
    assert Remainder._base_manager.get().to == "社区服务中心"
    assert client.get(reverse("standdown:hand_over", args=[world.bamboo, "closures"])).status_code == 404


def test_a_store_is_signed_for_line_by_line(world: World, page_of: PageOf) -> None:
    act = signing(world, settle(world))
    client = page_of(world.su)
    shelf = client.get(reverse("standdown:stock", args=[world.bamboo])).content.decode()
    url = reverse("standdown:sign", args=[world.bamboo, act.store, act.item])
    assert url in shelf and "1 item waits" in shelf
    assert "Teams were given 40" in client.get(url).content.decode()
    refused = client.post(url, {"act_id": uuid7(), "counted": "60"})
    assert refused.status_code == 422 and "say what became of it" in refused.content.decode()
    signed = client.post(url, {"act_id": uuid7(), "counted": "60", "fate": "used"}, follow=True)
    assert "苏叶" in signed.content.decode()
    assert StockSigning._base_manager.get().fate == "used"
    assert client.get(reverse("standdown:sign", args=[world.bamboo, act.store, 0])).status_code == 404


def test_a_township_chooses_a_community_and_a_deliverer_sees_nothing(world: World, page_of: PageOf) -> None:
    upper = page_of(world.zhen)
    assert reverse(HOME, args=[world.lotus]) in upper.get(reverse(HOME, args=[world.township])).content.decode()
    assert upper.get(reverse(HOME, args=[world.lotus])).status_code == 200
    assert page_of(world.tian).get(reverse(HOME, args=[world.bamboo])).status_code == 403


def test_the_privacy_notice_says_what_is_kept_how_long_and_whom_to_ask(world: World, page_of: PageOf) -> None:
    client, url = page_of(world.an), reverse("standdown:privacy", args=[world.bamboo])
    assert url in client.get(reverse("standdown:held", args=[world.bamboo])).content.decode()
    page = client.get(url).content.decode()
    with world.all_eyes():
        grounds = grounds_of(world.bamboo, at=timezone.now())
    for name in ("homes", "gates", "health", "supplies"):
        assert grounds[name].basis in page and f"at most {grounds[name].days} days" in page
    assert world.an.name in page and "have a copy" in page
    assert client.get(reverse("standdown:privacy", args=[world.township])).status_code in (403, 404)
