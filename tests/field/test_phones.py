"""Phones: enrolled once, known by their secret, shared by several people, and taken away without losing anything."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.areas.models import Person, Post
from fangxian.door.acts import MendStray
from fangxian.door.models import Entry, Stray
from fangxian.field.acts import LeavePhone, RevokePhone
from fangxian.field.models import KeyEnd, PhoneKey
from fangxian.gates.models import Passage
from tests.field.phone import Phone, mark
from tests.gates.village import Village, close_bamboo
from tests.world import World, ago

PageOf = Callable[[Person], Client]


@pytest.fixture
def village(world: World) -> Village:
    return close_bamboo(world)


def passage(village: Village, **more: object) -> dict[str, object]:
    return {
        "kind": "gates.record_passage", "id": str(uuid7()), "happened_at": ago(minutes=3).isoformat(),
        "gate": village.gate.pk, "way": "in", "resident": village.homes.li.pk, "temperature": "36.5", **more,
    }  # fmt: skip


def test_nobody_is_told_who_they_are_and_how_to_begin(world: World) -> None:
    told = Client().get("/field/hello").json()
    assert (told["state"], told["person"], told["shelves"]) == ("sign_in", None, [])
    assert told["csrf"] and told["now"].endswith("Z") and told["protocol"] == {"newest": 1, "oldest": 1}


def test_enrolling_again_after_a_lost_answer_is_the_same_enrolment(world: World, page_of: PageOf) -> None:
    phone = Phone(world.bamboo).enrol(page_of, world.gao).enrol(page_of, world.gao)
    assert PhoneKey._base_manager.count() == 1
    told = phone.hello()
    assert told["state"] == "ok" and told["person"] == {"id": world.gao.pk, "name": "高山"}
    assert told["phone"] == {"id": str(phone.number), "name": "村口手机"}


def test_the_server_never_holds_a_secret(world: World, page_of: PageOf) -> None:
    phone = Phone(world.bamboo).enrol(page_of, world.gao)
    entry = Entry._base_manager.get(act_id=phone.enrolment)
    everything = json.dumps(entry.payload) + str(PhoneKey._base_manager.values().get())
    assert phone.token not in everything and phone.upload not in everything and mark(phone.token) in everything


def test_a_phone_sends_as_its_person_without_a_cookie_or_a_csrf_token(
    world: World, village: Village, page_of: PageOf
) -> None:
    phone = Phone(world.bamboo).enrol(page_of, world.gao)
    phone.wire = Client(enforce_csrf_checks=True)
    answer = phone.send([passage(village)])
    assert answer.json()["fates"][0]["fate"] == "written" and answer.json()["state"] == "ok"
    with world.all_eyes():
        assert Passage.objects.get().recorded_by == world.gao


def test_a_session_still_needs_its_csrf_token(world: World, village: Village, page_of: PageOf) -> None:
    page = page_of(world.gao)
    page.handler.enforce_csrf_checks = True
    answer = page.post("/field/sync", json.dumps({"items": [passage(village)]}), content_type="application/json")
    assert answer.status_code == 403
    token = page.get("/field/hello").json()["csrf"]
    answer = page.post(
        "/field/sync", json.dumps({"items": [passage(village)]}), content_type="application/json",
        headers={"x-csrftoken": token},
    )  # fmt: skip
    assert answer.json()["fates"][0]["fate"] == "written"


def test_the_secret_for_sending_opens_nothing_else(world: World, village: Village, page_of: PageOf) -> None:
    phone = Phone(world.bamboo).enrol(page_of, world.gao)
    assert phone.send([passage(village)], token=phone.upload).json()["fates"][0]["fate"] == "written"
    assert phone.hello(token=phone.upload)["state"] == "sign_in"
    assert phone.get(f"/field/snapshot/gate?area={world.bamboo.code}", token=phone.upload).status_code == 401


@pytest.mark.parametrize("path", ["/", "/371103150201/gates/", "/371103150201/phones/", "/api/openapi.json"])
def test_a_phones_secret_opens_no_page_of_the_console(world: World, page_of: PageOf, path: str) -> None:
    phone = Phone(world.bamboo).enrol(page_of, world.an)
    assert phone.get(path).status_code in (302, 401)


def test_an_unknown_secret_is_asked_to_sign_in_and_nothing_is_taken(world: World, village: Village) -> None:
    phone = Phone(world.bamboo)
    answer = phone.send([passage(village)])
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")
    assert not Stray._base_manager.exists()


def test_two_people_share_a_phone_and_each_sends_their_own(world: World, village: Village, page_of: PageOf) -> None:
    first = Phone(world.bamboo).enrol(page_of, world.gao)
    second = Phone(world.bamboo, number=first.number).enrol(page_of, world.an)
    for phone in (first, second, first):
        assert phone.send([passage(village)]).json()["fates"][0]["fate"] == "written"
    with world.all_eyes():
        assert [row.recorded_by for row in Passage.objects.order_by("received_at")] == [world.gao, world.an, world.gao]


def test_enrolling_anew_on_the_same_phone_replaces_ones_own_enrolment_only(world: World, page_of: PageOf) -> None:
    first = Phone(world.bamboo).enrol(page_of, world.gao)
    other = Phone(world.bamboo, number=first.number).enrol(page_of, world.an)
    again = Phone(world.bamboo, number=first.number).enrol(page_of, world.gao)
    assert [each.hello()["state"] for each in (first, other, again)] == ["sign_in", "ok", "ok"]
    assert KeyEnd._base_manager.get().how == KeyEnd.REPLACED


def test_leaving_ends_ones_own_enrolment_only(world: World, page_of: PageOf) -> None:
    first = Phone(world.bamboo).enrol(page_of, world.gao)
    other = Phone(world.bamboo, number=first.number).enrol(page_of, world.an)
    world.written(LeavePhone(area=world.bamboo.pk, phone=first.number), by=world.gao)
    assert (first.hello()["state"], other.hello()["state"]) == ("sign_in", "ok")
    again = world.submit(LeavePhone(area=world.bamboo.pk, phone=first.number), by=world.gao)
    assert again.refused == "phone_not_enrolled"


def test_a_secret_of_another_phone_is_not_taken_twice(world: World, page_of: PageOf) -> None:
    phone = Phone(world.bamboo).enrol(page_of, world.gao)
    copy = Phone(world.bamboo)
    copy.token = phone.upload
    answer = page_of(world.an).post(
        "/field/sync", json.dumps({"items": [copy.enrol_item()]}), content_type="application/json"
    )
    assert answer.json()["fates"][0]["code"] == "secret_taken"


def test_a_lost_phone_drops_its_lists_and_its_outbox_waits_for_a_person(
    world: World, village: Village, page_of: PageOf
) -> None:
    phone = Phone(world.bamboo).enrol(page_of, world.gao)
    world.written(RevokePhone(phone=phone.number, reason="丢了"), by=world.an)
    assert phone.hello()["state"] == "revoked" and phone.hello()["shelves"] == []
    snapshot = phone.snapshot()
    assert (snapshot["status"], snapshot["code"]) == (410, "revoked")
    items = [passage(village, guest="张伟"), passage(village), "nonsense"]
    for _twice in range(2):
        answer = phone.send(items, token=phone.upload)
        assert answer.status_code == 200 and answer.json()["state"] == "revoked"
        assert [fate["fate"] for fate in answer.json()["fates"]] == ["kept"] * 3
        assert [fate["code"] for fate in answer.json()["fates"]] == ["revoked_phone"] * 3
    named = Stray._base_manager.exclude(act_id="")
    assert named.count() == 2 and {stray.area_id for stray in named} == {world.bamboo.pk}
    with world.all_eyes():
        assert not Passage.objects.exists()


def test_what_a_lost_phone_sent_is_written_when_a_lead_says_so(world: World, village: Village, page_of: PageOf) -> None:
    phone = Phone(world.bamboo).enrol(page_of, world.gao)
    world.written(RevokePhone(phone=phone.number, reason="丢了"), by=world.an)
    sent = passage(village)
    phone.send([sent])
    stray = Stray._base_manager.get()
    values = {key: value for key, value in sent.items() if key != "kind"}
    world.written(MendStray(stray=stray.pk, act_kind="gates.record_passage", values=values), by=world.an)
    with world.all_eyes():
        row = Passage.objects.get()
    assert str(row.pk) == sent["id"] and row.recorded_by == world.gao


def test_only_who_puts_things_right_takes_a_phone_away(world: World, page_of: PageOf) -> None:
    phone = Phone(world.bamboo).enrol(page_of, world.gao)
    for stranger in (world.gao, world.dou, world.tian):
        assert not world.submit(RevokePhone(phone=phone.number, reason="x"), by=stranger).written
    assert phone.hello()["state"] == "ok"
    world.written(RevokePhone(phone=phone.number, reason="丢了"), by=world.guan)
    assert phone.hello()["state"] == "revoked"


def test_the_page_shows_each_phone_with_its_people_and_takes_it_away(world: World, page_of: PageOf) -> None:
    page = page_of(world.an)
    assert "No phone is enrolled" in page.get("/371103150201/phones/").content.decode()
    phone = Phone(world.bamboo, name="东门手机").enrol(page_of, world.gao)
    Phone(world.bamboo, number=phone.number, name="东门手机").enrol(page_of, world.tian)
    shown = page.get("/371103150201/phones/").content.decode()
    assert "东门手机" in shown and "高山、田野" in shown
    url = f"/371103150201/phones/{phone.number}/revoke/"
    for reason, said in (("", "Write down why"), ("被偷", "is taken away"), ("被偷", "not enrolled any more")):
        answer = page.post(url, {"act_id": str(uuid7()), "reason": reason}, follow=True)
        assert said in answer.content.decode()
    assert phone.hello()["state"] == "revoked"


def test_somebody_whose_account_was_blocked_signs_in_anew(world: World, page_of: PageOf) -> None:
    phone = Phone(world.bamboo).enrol(page_of, world.gao)
    Person.objects.filter(pk=world.gao.pk).update(is_active=False)
    assert phone.hello()["state"] == "sign_in"


def test_a_post_that_ended_drops_the_list_but_what_was_done_before_is_written(
    world: World, village: Village, page_of: PageOf
) -> None:
    phone = Phone(world.bamboo).enrol(page_of, world.gao)
    assert phone.snapshot()["status"] == 200
    Post._base_manager.filter(person=world.gao).update(until=timezone.now())
    snapshot = phone.snapshot()
    assert (snapshot["status"], snapshot["code"]) == (410, "post_ended")
    assert phone.hello()["state"] == "ok" and phone.hello()["shelves"] == []
    before = passage(village, happened_at=ago(minutes=30).isoformat())
    after = passage(village, happened_at=ago(minutes=-1).isoformat())
    assert [fate["fate"] for fate in phone.send([before, after]).json()["fates"]] == ["written", "kept"]
    assert Stray._base_manager.get().reason == "out_of_reach"
