"""A complaint has an owner and an answer time; an appeal goes to who may decide; topics that repeat show (S-26)."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from fangxian.areas.models import Person, Post
from fangxian.measures.acts import AnswerComplaint, HandOverComplaint, RecordComplaint
from fangxian.measures.models import Complaint, ComplaintAnswer
from fangxian.measures.queries import complaints, topics_raised, waiting_complaints
from fangxian.register.models import Resident
from fangxian.reports.figures.measures import complaints_late, complaints_waiting, topics_repeated
from fangxian.reports.figures.registry import Day
from tests.homes import Homes, settle
from tests.measures.orders import confine
from tests.world import World, ago

PageOf = Callable[[Person], Client]


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def said(homes: Homes, **changes: object) -> RecordComplaint:
    return RecordComplaint(**{"household": homes.li.household_id, "topic": "food", "words": "三天没有菜", **changes})


def url(world: World, name: str, *parts: object) -> str:
    return reverse(f"measures:{name}", args=[world.bamboo, *parts])


def test_whoever_hears_a_complaint_writes_it_down_and_it_has_an_owner_and_a_time(world: World, homes: Homes) -> None:
    heard = ago(hours=1)
    answer = world.written(said(homes, happened_at=heard), by=world.gao)
    assert answer["owner"] == world.an.pk
    with world.eyes_of(world.an):
        (one,) = waiting_complaints(world.bamboo, ago(minutes=0))
        assert one.due_at == heard + timedelta(hours=48) and one.heard_by == world.gao
        assert one.words == "三天没有菜" and vars(one)["owner_name"] == "安宁"
    with world.eyes_of(world.gao):
        assert not Complaint.objects.exists()


def test_the_grid_worker_answers_for_their_grid(world: World, homes: Homes) -> None:
    with world.all_eyes():
        household = homes.li.household
        household.area = world.grid_one
        household.save()
        Resident.objects.filter(household=household).update(area=world.grid_one)
    assert world.written(said(homes), by=world.an)["owner"] == world.wang.pk


def test_an_appeal_names_its_order_and_is_answered_by_who_may_decide(world: World, homes: Homes) -> None:
    order = world.written(confine(world, homes), by=world.an)["stay_home"]
    key = world.written(said(homes, complaint_kind="appeal", topic="order"), by=world.tian)
    assert key["owner"] == world.an.pk
    with world.all_eyes():
        assert Complaint.objects.get().stay_home_id == order
    elsewhere = HandOverComplaint(complaint=key["complaint"], to=world.wang.pk)
    assert world.submit(elsewhere, by=world.an).refused == "cannot_answer"
    answer = AnswerComplaint(complaint=key["complaint"], outcome="partly", words="改为每天一人外出一次")
    world.written(answer, by=world.an)
    again = AnswerComplaint(complaint=key["complaint"], words="再答")
    assert world.submit(again, by=world.an).refused == "complaint_answered"
    with world.all_eyes():
        assert ComplaintAnswer.objects.get().words == "改为每天一人外出一次"


def test_an_appeal_goes_to_another_person_than_the_one_who_decided(world: World, homes: Homes) -> None:
    """The first of two leads decided; the second one answers. Where she is alone, she answers herself, as above."""
    second = Person.objects.create_user("ling", "凌霄", "correct horse")
    Post._base_manager.create(person=second, role="community_lead", area=world.bamboo, since=ago(days=9))
    world.written(confine(world, homes), by=world.an)
    assert world.written(said(homes, complaint_kind="appeal"), by=world.tian)["owner"] == second.pk


def test_what_several_households_say_stands_in_the_digest(world: World, homes: Homes) -> None:
    for household in homes.households:
        world.written(said(homes, household=household.pk, topic="going_out", happened_at=ago(hours=49)), by=world.an)
    world.written(said(homes), by=world.an)
    now = ago(minutes=0)
    day = Day(world.bamboo, now.date(), now - timedelta(hours=1), now)
    with world.all_eyes():
        assert topics_raised(world.bamboo, since=ago(days=7), until=now) == {"going_out": 3, "food": 1}
        assert (complaints_waiting(day), complaints_late(day), topics_repeated(day)) == (4, 3, 1)


def test_the_pages_write_down_answer_and_hand_over(world: World, homes: Homes, page_of: PageOf) -> None:
    guard = page_of(world.gao)
    form = {"act_id": uuid4(), "complaint_kind": "complaint", "topic": "food", "words": "三天没有菜"}
    told = guard.post(url(world, "complain", homes.li.household_id), form, follow=True)
    assert "answered by a named person" in told.content.decode() and "三天没有菜" not in told.content.decode()
    assert guard.get(url(world, "complaints")).status_code == 403
    page = page_of(world.an)
    assert "三天没有菜" in page.get(url(world, "complaints")).content.decode()
    with world.all_eyes():
        key = Complaint.objects.get().pk
    empty = page.post(url(world, "answer", key), {"act_id": uuid4(), "outcome": "upheld", "words": ""})
    assert empty.status_code == 422
    handed = page.post(url(world, "answer", key), {"act_id": uuid4(), "to": world.an.pk})
    assert handed.status_code == 302
    sent = {"act_id": uuid4(), "outcome": "upheld", "words": "今晚送到"}
    assert "今晚送到" in page.post(url(world, "answer", key), sent, follow=True).content.decode()
    with world.eyes_of(world.an):
        assert complaints(world.bamboo).get().answer.by == world.an


def test_the_notice_says_who_answers_and_by_when(world: World, homes: Homes, page_of: PageOf) -> None:
    world.written(confine(world, homes), by=world.an)
    sheet = page_of(world.an).get(url(world, "home_notice", homes.li.household_id)).content.decode()
    assert "A named person answers within 48 hours." in sheet


def test_a_unit_is_closed_and_lifted_on_its_pages(world: World, homes: Homes, page_of: PageOf) -> None:
    page = page_of(world.an)
    bad = page.post(url(world, "close_unit"), {"act_id": uuid4()})
    assert bad.status_code == 422
    building = homes.households[2].dwelling.building_id
    values = {
        "act_id": uuid4(), "building": building, "stair": "1", "since": "2026-01-05T08:00", "body": "指挥部",
        "basis": "第42条", "document_no": "1号", "alternatives_considered": "只封一户不够",
        "review_on": "2026-01-12", "supply_owner": world.su.pk, "contact_phone": "0633-2612345",
    }  # fmt: skip
    done = page.post(url(world, "close_unit"), values, follow=True).content.decode()
    assert "1 household stays at home" in done
    assert "/measures/units/" in done
