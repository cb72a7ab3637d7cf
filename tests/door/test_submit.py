"""The door writes once, hears with the sender's eyes, and remembers what it said."""

from uuid import uuid4

import pytest

from fangxian.areas.models import NamesOpened, Post
from fangxian.door.acts import AppointPost, EndPost, OpenNames
from fangxian.door.models import Entry
from tests.world import World, ago


def appoint(world: World, **changes: object) -> AppointPost:
    values = {"area": world.bamboo.pk, "username": "new", "name": "新人", "role": "gatekeeper", **changes}
    return AppointPost(**values)


def test_the_same_act_twice_is_one_entry_and_one_post(world: World) -> None:
    act = appoint(world)
    first, second = world.submit(act, by=world.an), world.submit(act, by=world.an)
    assert first.pk == second.pk and first.answer == second.answer
    with world.all_eyes():
        assert Post.objects.filter(person__username="new").count() == 1


def test_a_replayed_refusal_is_the_same_refusal(world: World) -> None:
    act = appoint(world, role="emperor")
    assert [world.submit(act, by=world.an).refused for _ in range(2)] == ["unknown_role", "unknown_role"]
    assert Entry._base_manager.filter(act_id=act.id).count() == 1


def test_an_id_with_another_payload_is_taken(world: World) -> None:
    act = appoint(world)
    world.submit(act, by=world.an)
    assert world.submit(act.model_copy(update={"name": "别人"}), by=world.an).refused == "id_taken"


def test_an_id_of_somebody_else_is_taken(world: World) -> None:
    act = appoint(world)
    world.submit(act, by=world.an)
    assert world.submit(act, by=world.guan).refused == "id_taken"


def test_what_one_cannot_see_is_not_found(world: World) -> None:
    assert world.submit(appoint(world), by=world.dou).refused == "not_found"


def test_what_one_sees_but_may_not_do_is_not_allowed(world: World) -> None:
    assert world.submit(appoint(world), by=world.gao).refused == "not_allowed"


def test_a_post_counts_as_of_when_the_act_happened(world: World) -> None:
    with world.all_eyes():
        Post.objects.filter(person=world.an).update(until=ago(hours=1))
    assert world.submit(appoint(world), by=world.an).refused == "not_found"
    assert world.submit(appoint(world, happened_at=ago(hours=2)), by=world.an).written


def test_a_clock_far_ahead_gives_no_power_of_tomorrow(world: World) -> None:
    with world.all_eyes():
        Post.objects.filter(person=world.an).update(since=ago(hours=-24))
    assert world.submit(appoint(world, happened_at=ago(hours=-48)), by=world.an).refused == "not_found"


def test_nobody_hands_out_what_they_do_not_hold(world: World) -> None:
    assert world.submit(appoint(world, role="inspector"), by=world.an).refused == "above_your_own"


def test_the_last_lead_stays_until_a_successor_serves(world: World) -> None:
    with world.all_eyes():
        post = Post.objects.get(person=world.an)
    assert world.submit(EndPost(post=post.pk), by=world.guan).refused == "last_lead"
    world.written(appoint(world, username="heir", role="community_lead"), by=world.an)
    assert world.submit(EndPost(post=post.pk), by=world.guan).written


def test_names_open_for_a_reason_and_close_by_themselves(world: World) -> None:
    refused = world.submit(OpenNames(area=world.bamboo.pk, reason=" x "), by=world.zhen)
    assert refused.refused == "reason_needed"
    world.written(OpenNames(area=world.bamboo.pk, reason="核对转运名单"), by=world.zhen)
    with world.all_eyes():
        opening = NamesOpened.objects.get()
    assert (opening.until - opening.since).total_seconds() == 3600


@pytest.mark.parametrize("code", ["id_taken", "not_found", "not_allowed"])
def test_every_refusal_has_a_sentence(world: World, code: str) -> None:
    entry = Entry(act_id=uuid4(), kind="x", by=world.an, fate=Entry.REFUSED, code=code, answer={})
    assert len(str(entry.sentence)) > 10
