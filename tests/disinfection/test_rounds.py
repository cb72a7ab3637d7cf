"""Rounds as they are walked: planned by the lead, done door by door, due again, and never against a rule unsaid."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from fangxian.areas.models import Person
from fangxian.disinfection import queries
from fangxian.disinfection.acts import AddProduct, EndRound, PlanRound, RecordDisinfection
from fangxian.disinfection.models import DoorDone, Round, Stop
from fangxian.disinfection.rules.due import Condition
from fangxian.register.models import Building
from tests.homes import settle
from tests.world import World, ago

PageOf = Callable[[Person], Client]


def bleach(world: World, **more: Any) -> int:
    values = {"area": world.bamboo.pk, "product_kind": "bleach", "name": "84", "mg_l": 50_000, **more}
    key: int = world.written(AddProduct(**values), by=world.an)["product"]
    return key


def plan(world: World, **changes: Any) -> PlanRound:
    values = {
        "area": world.bamboo.pk, "name": "楼道", "surface": "public_surface", "mg_l": 500, "minutes": 30,
        "times_per_day": 2, "begins": ago(hours=1), "places": "3号楼1单元 扶手\n1-2号楼\n村口", **changes,
    }  # fmt: skip
    values.setdefault("product", 0)
    return PlanRound(**(values | {"product": values["product"] or bleach(world)}))


def planned(world: World, **changes: Any) -> list[Stop]:
    key = world.written(plan(world, **changes), by=world.an)["round"]
    with world.all_eyes():
        return list(Stop.objects.filter(round=key).select_related("building"))


def places(world: World, **later: float) -> list[queries.Place]:
    with world.eyes_of(world.tian):
        return queries.places(world.bamboo, at=timezone.now() + timedelta(**later))


def url(name: str, world: World, **parts: object) -> str:
    return reverse(f"disinfection:{name}", kwargs={"place": world.bamboo.code, **parts})


def text(page: Any) -> str:
    return str(page.content, "utf-8")


def test_a_round_stands_in_walking_order_with_spots_last(world: World) -> None:
    settle(world)
    with translation.override("en"):
        assert [str(stop) for stop in planned(world)] == [
            "building 1", "building 2", "building 3 unit 1 扶手", "村口",
        ]  # fmt: skip


def test_a_round_without_a_list_visits_every_unit_of_every_building(world: World) -> None:
    settle(world)
    found = planned(world, places="")
    assert [(stop.building.number, stop.unit) for stop in found if stop.building] == [("1", ""), ("2", ""), ("3", "1")]


def test_a_building_the_register_does_not_know_is_kept_as_written(world: World) -> None:
    (stop,) = planned(world, places="77号楼")
    assert (stop.building, stop.building_number) == (None, "77")
    assert "77" in str(stop)


def two_zones(world: World) -> None:
    with world.all_eyes():
        for zone, number in [("东区", "3"), ("西区", "3"), ("西区", "4")]:
            Building.objects.create(area=world.bamboo, community=world.bamboo, zone=zone, number=number)


def test_a_number_of_two_zones_is_kept_as_written(world: World) -> None:
    two_zones(world)
    unsaid, clear = sorted(planned(world, places="3号楼1单元 扶手\n4号楼"), key=lambda stop: stop.building_number)[::-1]
    assert (unsaid.building, unsaid.building_number, unsaid.unit, unsaid.spot) == (None, "3", "1", "扶手")
    assert clear.building is not None and (clear.building.zone, clear.building_number) == ("西区", "")


@pytest.mark.parametrize(("line", "zone"), [("东区3号楼", "东区"), ("西区 3号楼2单元", "西区")])
def test_a_line_that_says_the_zone_finds_the_building_there(world: World, line: str, zone: str) -> None:
    two_zones(world)
    (stop,) = planned(world, places=line)
    assert stop.building is not None
    assert (stop.building.zone, stop.building.number) == (zone, "3")


def test_a_building_the_zone_does_not_have_keeps_its_zone_as_written(world: World) -> None:
    two_zones(world)
    (stop,) = planned(world, places="东区4号楼")
    assert (stop.building, stop.building_number) == (None, "东区4")


def test_a_spot_that_begins_like_a_zone_stays_a_spot(world: World) -> None:
    two_zones(world)
    (stop,) = planned(world, places="东区广场")
    assert (stop.building, stop.building_number, stop.spot) == (None, "", "东区广场")


def test_a_round_without_places_is_refused(world: World) -> None:
    assert world.submit(plan(world, places=" "), by=world.an).refused == "no_places"


def test_a_place_done_is_due_again_by_its_frequency(world: World) -> None:
    stop = planned(world)[0]
    assert {place.condition for place in places(world)} == {Condition.DUE}
    answer = world.written(RecordDisinfection(stop=stop.pk), by=world.tian)
    assert answer["remarks"] == []
    by_stop = {place.stop.pk: place.condition for place in places(world)}
    assert by_stop[stop.pk] is Condition.DONE
    assert {place.stop.pk: place.condition for place in places(world, hours=12)}[stop.pk] is Condition.DUE
    assert {place.stop.pk: place.condition for place in places(world, hours=25)}[stop.pk] is Condition.OVERDUE


def test_what_is_not_said_was_done_as_planned(world: World) -> None:
    stop = planned(world)[0]
    world.written(RecordDisinfection(stop=stop.pk, proof="照片已交"), by=world.tian)
    with world.all_eyes():
        done = DoorDone.objects.get()
    assert (done.mg_l, done.minutes, done.by, done.proof) == (500, 30, world.tian, "照片已交")


def test_a_late_upload_keeps_its_own_time(world: World) -> None:
    stop = planned(world, begins=ago(days=2))[0]
    world.written(RecordDisinfection(stop=stop.pk, happened_at=ago(hours=14)), by=world.tian)
    assert {place.stop.pk: place.condition for place in places(world)}[stop.pk] is Condition.DUE


def test_a_fact_against_a_rule_is_recorded_with_remarks(world: World) -> None:
    stop = planned(world, method="spray")[0]
    act = RecordDisinfection(stop=stop.pk, mg_l=200, minutes=5, people_present=True)
    assert world.written(act, by=world.tian)["remarks"] == ["weaker", "shorter", "spray_people"]


def test_outdoor_ground_is_advised_against_and_needs_a_reason(world: World) -> None:
    product = bleach(world)
    ground = {"surface": "outdoor_ground", "outdoors": True, "product": product}
    refused = world.submit(plan(world, **ground), by=world.an)
    assert refused.refused == "over_disinfection"
    assert "outdoor" in str(refused.sentence) or "室外" in str(refused.sentence)
    world.written(plan(world, **ground, despite="污水外溢,疾控要求"), by=world.an)


def test_alcohol_is_not_sprayed(world: World) -> None:
    alcohol = bleach(world, name="酒精", product_kind="ethanol_75", mg_l=None, flammable=True)
    sprayed = plan(world, product=alcohol, mg_l=0, method="spray")
    assert world.submit(sprayed, by=world.an).refused == "over_disinfection"
    world.written(plan(world, product=alcohol, mg_l=0, method="wipe"), by=world.an)


def test_terminal_work_needs_a_qualified_team(world: World) -> None:
    product = bleach(world)
    terminal = {"disinfection_kind": "terminal", "product": product}
    assert world.submit(plan(world, **terminal), by=world.an).refused == "qualified_needed"
    world.written(plan(world, **terminal, qualified_team="区疾控消毒队"), by=world.an)


def test_inside_homes_neighbours_do_preventive_work_on_request_only(world: World) -> None:
    product = bleach(world)
    home = {"in_home": True, "product": product}
    assert world.submit(plan(world, **home, disinfection_kind="concurrent"), by=world.an).refused == (
        "home_is_preventive"
    )
    stop = planned(world, **home)[0]
    assert world.written(RecordDisinfection(stop=stop.pk), by=world.tian)["remarks"] == ["no_consent"]
    assert world.written(RecordDisinfection(stop=stop.pk, consent=True), by=world.tian)["remarks"] == []


def test_an_expired_product_is_neither_entered_nor_planned(world: World) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    values = {"area": world.bamboo.pk, "product_kind": "bleach", "name": "旧84", "mg_l": 50_000}
    assert world.submit(AddProduct(**values, expires_on=yesterday), by=world.an).refused == "product_expired"
    fresh = bleach(world, expires_on=timezone.localdate())
    later = plan(world, product=fresh, begins=timezone.now() + timedelta(days=3))
    assert world.submit(later, by=world.an).refused == "product_expired"


def test_a_product_used_after_its_day_is_remarked(world: World) -> None:
    fresh = bleach(world, expires_on=timezone.localdate())
    stop = planned(world, product=fresh)[0]
    with world.all_eyes():
        stop.round.product.__class__.objects.filter(pk=fresh).update(
            expires_on=timezone.localdate() - timedelta(days=1)
        )
    assert world.written(RecordDisinfection(stop=stop.pk), by=world.tian)["remarks"] == ["expired"]


def test_a_product_weaker_than_what_is_wanted_is_refused(world: World) -> None:
    weak = bleach(world, mg_l=400)
    assert world.submit(plan(world, product=weak), by=world.an).refused == "product_too_weak"


def test_an_ended_round_is_walked_no_more_and_keeps_what_was_done(world: World) -> None:
    stop = planned(world)[0]
    world.written(RecordDisinfection(stop=stop.pk), by=world.tian)
    world.written(EndRound(round=stop.round_id), by=world.an)
    assert places(world) == []
    assert world.submit(EndRound(round=stop.round_id), by=world.an).refused == "round_ended"
    with world.all_eyes():
        assert DoorDone.objects.count() == 1


def test_another_communitys_places_are_out_of_reach(world: World, page_of: PageOf) -> None:
    stop = planned(world)[0]
    assert world.submit(RecordDisinfection(stop=stop.pk), by=world.dou).refused == "not_found"
    foreign = reverse("disinfection:place", kwargs={"place": world.lotus.code, "pk": stop.pk})
    assert page_of(world.dou).get(foreign).status_code == 404


def test_who_disinfects_does_not_plan(world: World) -> None:
    product = bleach(world)
    assert world.submit(plan(world, product=product), by=world.tian).refused == "not_allowed"
    assert world.submit(plan(world, product=product), by=world.gao).refused == "not_allowed"


def test_coverage_counts_each_place_once_under_its_building(world: World) -> None:
    settle(world)
    stops = planned(world)
    world.written(RecordDisinfection(stop=stops[0].pk), by=world.tian)
    found = {one.building: (one.done, one.due, one.overdue, one.total) for one in queries.coverage(places(world))}
    assert found == {"1": (1, 0, 0, 1), "2": (0, 1, 0, 1), "3": (0, 1, 0, 1), "": (0, 1, 0, 1)}


def test_the_day_shows_every_place_and_one_press_records_it(world: World, page_of: PageOf) -> None:
    planned(world)
    browser = page_of(world.tian)
    shown = text(browser.get(url("today", world)))
    assert shown.count("Done as planned") == 4
    (place, form), *_ = browser.get(url("today", world)).context["rows"]
    sent = {"act_id": form["act_id"].value()}
    for _ in range(2):
        assert browser.post(url("record", world, pk=place.stop.pk), sent).status_code == 302
    with world.all_eyes():
        assert DoorDone.objects.count() == 1
    assert text(browser.get(url("today", world))).count("Done as planned") == 3


def test_a_medic_sees_the_rounds_and_marks_nothing(world: World, page_of: PageOf) -> None:
    stop = planned(world)[0]
    browser = page_of(world.mei)
    assert "Done as planned" not in text(browser.get(url("today", world)))
    assert browser.post(url("record", world, pk=stop.pk), {}).status_code == 403


def test_remarks_are_said_after_recording(world: World, page_of: PageOf) -> None:
    stop = planned(world, method="spray")[0]
    sent = {"act_id": "01890000-0000-7000-8000-000000000001", "people_present": "on", "minutes": "5"}
    page = page_of(world.tian).post(url("record", world, pk=stop.pk), sent, follow=True)
    assert "shorter than planned" in text(page)
    assert "never spray people" in text(page)


def test_a_plan_begins_with_what_the_pack_says(world: World, page_of: PageOf) -> None:
    bleach(world)
    form = page_of(world.an).get(url("plan", world), {"surface": "toilet_bowl"}).context["form"]
    assert (form["mg_l"].value(), form["minutes"].value(), form["times_per_day"].value()) == (2000, 30, 1)


def test_a_round_is_planned_on_the_page_and_a_refusal_is_said_there(world: World, page_of: PageOf) -> None:
    product = bleach(world)
    sent = {
        "act_id": "01890000-0000-7000-8000-000000000002", "name": "广场", "disinfection_kind": "preventive",
        "surface": "outdoor_ground", "method": "spray", "product": product, "mg_l": 500, "minutes": 30,
        "times_per_day": 1, "begins": "2020-02-05T08:00", "outdoors": "on", "places": "广场",
    }  # fmt: skip
    browser = page_of(world.an)
    refused = browser.post(url("plan", world), sent)
    assert refused.status_code == 422
    assert "A rule speaks against this" in text(refused)
    again = {**sent, "act_id": "01890000-0000-7000-8000-000000000003", "despite": "疾控要求"}
    assert browser.post(url("plan", world), again).status_code == 302
    with world.all_eyes():
        assert Round.objects.get().despite == "疾控要求"


def test_a_product_is_entered_in_percent(world: World, page_of: PageOf) -> None:
    sent = {"act_id": "01890000-0000-7000-8000-000000000004", "product_kind": "bleach", "name": "84", "percent": "5.5"}
    browser = page_of(world.an)
    assert browser.post(url("add_product", world), sent).status_code == 302
    assert "55000 mg/L" in text(browser.get(url("products", world))).replace(",", "")


def test_the_calculator_serves_anybody_on_duty(world: World, page_of: PageOf) -> None:
    asked = {"total_l": "10", "target_mg_l": "500", "percent": "5"}
    shown = text(page_of(world.gao).get(url("calculator", world), asked))
    assert "100 mL of product + 9.9 L of water" in shown
    assert page_of(world.ju).get(url("calculator", world)).status_code == 403


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"total_l": "10", "target_mg_l": "500", "percent": "0.01"}, "weaker than what is wanted"),
        ({"total_l": "0", "target_mg_l": "500", "percent": "5"}, "must be more than nothing"),
    ],
)
def test_an_impossible_mixture_is_a_sentence(world: World, page_of: PageOf, asked: dict[str, str], said: str) -> None:
    assert said in text(page_of(world.gao).get(url("calculator", world), asked))


def test_a_senseless_question_to_the_calculator_is_a_page(world: World, page_of: PageOf) -> None:
    page = page_of(world.gao).get(url("calculator", world), {"total_l": "x", "percent": "1e999"})
    assert page.status_code == 200


def test_the_sheet_holds_what_is_due_and_what_is_never_done(world: World, page_of: PageOf) -> None:
    stops = planned(world)
    world.written(RecordDisinfection(stop=stops[0].pk), by=world.tian)
    shown = text(page_of(world.tian).get(url("sheet", world)))
    assert shown.count("☐") == 3
    assert "never spray people" in shown


def test_pages_of_a_large_round_ask_few_questions(
    world: World, page_of: PageOf, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with world.all_eyes():
        Building.objects.bulk_create(
            Building(area=world.bamboo, community=world.bamboo, number=str(n), place_in_walk=n) for n in range(1, 332)
        )
    planned(world, places="")
    browser = page_of(world.an)
    for name in ("today", "coverage", "sheet", "products"):
        browser.get(url(name, world))
        with django_assert_max_num_queries(16):
            assert browser.get(url(name, world)).status_code == 200


def test_a_round_is_ended_on_its_page(world: World, page_of: PageOf) -> None:
    stop = planned(world)[0]
    browser = page_of(world.an)
    assert "楼道" in text(browser.get(url("end", world, pk=stop.round_id)))
    sent = {"act_id": "01890000-0000-7000-8000-000000000005", "why": "已解封"}
    assert browser.post(url("end", world, pk=stop.round_id), sent).status_code == 302
    assert browser.get(url("end", world, pk=stop.round_id)).status_code == 404
