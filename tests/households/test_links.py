"""A link says one household, cannot be made up, and stops when it should."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.areas.models import Post
from fangxian.door.acts import AppointPost, EndPost
from fangxian.households.queries import homes_bound
from fangxian.households.rules import Limits, Printed, fault, heard_enough
from fangxian.measures.acts import ReleaseHousehold
from fangxian.measures.models import StayHome
from fangxian.register.acts import RenewHomeLink
from fangxian.register.links import HomeLink, link_of, link_text, voice_name, voice_of
from tests.homes import Homes, settle
from tests.households.linked import carried, link, open_pages, stays
from tests.households.linked import press as send
from tests.measures.orders import GROUND, confine
from tests.monitoring.watching import opening
from tests.world import World, ago

LIMITS = Limits(days=60, days_after=3, per_hour=60)
DAY = date(2020, 2, 10)
LINKS = st.builds(
    HomeLink, st.integers(1, 2**40 - 1), st.dates(date(2020, 1, 1), date(2190, 1, 1)), st.integers(0, 65535)
)


@given(LINKS)
def test_a_link_says_what_was_put_into_it_whatever_case_it_is_typed_in(one: HomeLink) -> None:
    text = link_text(one)
    assert len(text) == 32
    assert link_of(text) == one
    assert link_of(f" {text[:8].upper()}-{text[8:]} ") == one


@given(LINKS, st.integers(0, 31), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_no_sign_of_a_link_can_be_changed(one: HomeLink, at: int, sign: str) -> None:
    text = link_text(one)
    changed = text[:at] + sign + text[at + 1 :]
    assert changed == text or link_of(changed) is None


@given(st.text(max_size=50))
def test_what_is_no_link_is_told_apart_without_asking_the_database(text: str) -> None:
    assert link_of(text) is None


@pytest.mark.parametrize(("printed", "days_later", "why"), [
    (Printed(DAY, 0, 0, True), 0, ""),
    (Printed(DAY, 0, 0, True), 60, ""),
    (Printed(DAY, 0, 0, True), 61, "too_old"),
    (Printed(DAY, 0, 0, True), -1, "too_old"),
    (Printed(DAY, 0, 1, True), 0, "replaced"),
    (Printed(DAY, 1, 0, True), 0, "replaced"),
    (Printed(DAY, 0, 0, False), 3, ""),
    (Printed(DAY, 0, 0, False), 4, "ended"),
])  # fmt: skip
def test_a_link_stops_when_it_is_replaced_old_or_no_longer_needed(printed: Printed, days_later: int, why: str) -> None:
    assert fault(printed, on=DAY + timedelta(days=days_later), by=LIMITS) == why


def test_a_household_may_send_so_much_an_hour() -> None:
    assert not heard_enough(59, by=LIMITS)
    assert heard_enough(60, by=LIMITS)


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def test_households_speak_only_where_a_lead_has_let_them(world: World, homes: Homes) -> None:
    assert voice_of(world.bamboo, at=ago()) is None
    world.written(confine(world, homes), by=world.an)
    assert send(link(world, homes.li)).status_code == 410
    open_pages(world)
    voice = voice_of(world.grid_one, at=ago())
    assert voice is not None
    assert not voice.has_usable_password()
    assert voice_of(world.lotus, at=ago()) is None
    with world.all_eyes():
        post = Post.objects.get(person=voice)
    world.written(EndPost(post=post.pk), by=world.an)
    assert voice_of(world.bamboo, at=ago()) is None


def test_only_who_appoints_opens_the_pages(world: World) -> None:
    wish = AppointPost(area=world.bamboo.pk, username=voice_name(world.bamboo), name="住户", role="resident")
    assert world.submit(wish, by=world.wang).refused in {"not_allowed", "not_found"}


def test_a_renewed_link_stops_the_one_before_and_is_printed_with_the_next_number(world: World, homes: Homes) -> None:
    stays(world, homes)
    before = link(world, homes.li)
    world.written(RenewHomeLink(household=homes.li.household_id, reason="照片传出去了"), by=world.an)
    after = link(world, homes.li)
    assert after != before
    assert send(before).status_code == 410
    assert send(after).status_code == 422
    assert send(link(world, homes.zhang)).status_code == 422, "another household keeps its own"


def test_a_link_ends_some_days_after_the_order(world: World, homes: Homes) -> None:
    stays(world, homes)
    old = link(world, homes.li, days_ago=10)
    assert send(old).status_code == 422
    with world.all_eyes():
        order = StayHome.objects.get(household=homes.li.household)
        StayHome.objects.filter(pk=order.pk).update(since=ago(days=20))
    world.written(ReleaseHousehold(stay_home=order.pk, **GROUND, happened_at=ago(days=5)), by=world.an)
    assert send(old).status_code == 410
    world.written(opening(homes.li), by=world.an)
    assert send(old).status_code == 422, "somebody is observed: the page is needed again"


def test_who_stays_at_home_or_is_watched_is_given_a_link(world: World, homes: Homes) -> None:
    with world.eyes_of(world.an):
        assert not homes_bound(world.bamboo, "", at=ago()).exists()
    world.written(confine(world, homes), by=world.an)
    world.written(opening(homes.zhang), by=world.an)
    with world.eyes_of(world.an):
        assert {one.pk for one in homes_bound(world.bamboo, "", at=ago())} == {
            homes.li.household_id, homes.zhang.household_id,
        }  # fmt: skip
        assert [one.pk for one in homes_bound(world.bamboo, "2", at=ago())] == [homes.zhang.household_id]


def test_what_a_link_carries_is_for_its_own_household_alone(world: World, homes: Homes) -> None:
    stays(world, homes)
    assert carried(world, homes.li)["household"] != carried(world, homes.zhang)["household"]
