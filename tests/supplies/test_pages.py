"""The supplies pages, walked as the people who use them do."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from uuid_utils.compat import uuid7

from fangxian.areas.models import Person
from fangxian.register.models import Building, Resident
from fangxian.supplies.acts import AddItem, AskMedicine, ClosePurchase, SetIssuePlan
from fangxian.supplies.forms import RoundForm
from fangxian.supplies.models import (
    Assignment,
    Bag,
    Handover,
    MedicineEnd,
    MedicineNeed,
    Need,
    NeedsRound,
    StockMove,
    Unmet,
)
from fangxian.supplies.queries.stock import disease_pack
from fangxian.supplies.queries.tours import ground_of
from tests.supplies.shelf import Shelf, stocked
from tests.world import World, ago

PageOf = Callable[[Person], Client]


@pytest.fixture
def shelf(world: World) -> Shelf:
    return stocked(world)


def at(shelf: Shelf, path: str = "") -> str:
    """An address of Bamboo's supplies."""
    return f"/{shelf.world.bamboo.code}/supplies/{path}"


def sent(**values: object) -> dict[str, object]:
    """What a form sends, with a number of its own."""
    return {"act_id": str(uuid7()), **values}


def test_the_grid_keeps_a_row_with_one_enter(shelf: Shelf, page_of: PageOf) -> None:
    home = shelf.homes.households[0].pk
    client = page_of(shelf.world.su)
    values = sent(**{f"item_{shelf.cabbage}": "2.5", f"item_{shelf.leek}": "", "priority": "older", "note": "敲门"})
    answer = client.post(at(shelf, f"{shelf.round}/state/{home}/"), values, headers={"hx-request": "true"})
    assert answer.status_code == 200 and answer.content.decode().strip().startswith(f'<tr id="row-{home}"')
    with shelf.world.all_eyes():
        need = Need.objects.select_related("list").get()
    assert (need.quantity, need.list.priority, need.list.note) == (Decimal("2.50"), "older", "敲门")
    grid = client.get(at(shelf, f"{shelf.round}/")).content.decode()
    assert 'value="2.5"' in grid and "1 household has said" in grid


def test_without_a_script_the_same_row_goes_back_to_the_grid(shelf: Shelf, page_of: PageOf) -> None:
    home = shelf.homes.households[0].pk
    answer = page_of(shelf.world.su).post(
        at(shelf, f"{shelf.round}/state/{home}/"), sent(**{f"item_{shelf.cabbage}": "1"})
    )
    assert answer.status_code == 302


@pytest.mark.parametrize(("wrong", "said"), [("-1", "greater than or equal"), ("x", "number")])
def test_a_wrong_number_is_told_beside_its_cell(shelf: Shelf, page_of: PageOf, wrong: str, said: str) -> None:
    home = shelf.homes.households[0].pk
    answer = page_of(shelf.world.su).post(
        at(shelf, f"{shelf.round}/state/{home}/"), sent(**{f"item_{shelf.cabbage}": wrong})
    )
    assert answer.status_code == 422 and said in answer.content.decode()


def test_after_the_deadline_the_row_says_so(shelf: Shelf, page_of: PageOf) -> None:
    with shelf.world.all_eyes():
        NeedsRound.objects.update(deadline=ago(minutes=1))
    home = shelf.homes.households[0].pk
    answer = page_of(shelf.world.su).post(
        at(shelf, f"{shelf.round}/state/{home}/"),
        sent(**{f"item_{shelf.cabbage}": "1"}),
        headers={"hx-request": "true"},
    )
    assert "Needs were taken until" in answer.content.decode()


@pytest.mark.parametrize(("words", "found"), [("3-1-501", 1), ("赵", 1), ("2", 1), ("张", 1), ("nobody", 0), ("", 3)])
def test_a_household_is_found_by_address_or_surname(shelf: Shelf, page_of: PageOf, words: str, found: int) -> None:
    page = page_of(shelf.world.su).get(at(shelf, f"{shelf.round}/"), {"q": words}).content.decode()
    assert len(re.findall(r'<tr id="row-', page)) == found


def test_a_new_round_is_proposed_for_the_hour_of_the_pack(shelf: Shelf) -> None:
    form = RoundForm.proposed(shelf.world.bamboo, now=timezone.now())
    assert timezone.localtime(form.initial["deadline"]).hour == 18
    assert timezone.now() < form.initial["deadline"] < form.initial["slot_from"] < form.initial["slot_until"]


def test_a_round_is_opened_from_its_page_and_not_twice(shelf: Shelf, page_of: PageOf) -> None:
    with shelf.world.all_eyes():
        NeedsRound.objects.update(deadline=ago(minutes=1))
    client = page_of(shelf.world.su)
    form = RoundForm.proposed(shelf.world.bamboo, now=timezone.now()).initial
    values = sent(**{name: timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M") for name, moment in form.items()})
    assert client.post(at(shelf, "open/"), values).status_code == 302
    again = client.post(at(shelf, "open/"), values | {"act_id": str(uuid7())})
    assert again.status_code == 422 and "already being taken" in again.content.decode()


def test_the_whole_way_from_closing_to_the_door(shelf: Shelf, page_of: PageOf) -> None:
    shelf.state(0, {shelf.cabbage: 2})
    shelf.state(2, {shelf.leek: 1})
    with shelf.world.all_eyes():
        NeedsRound.objects.update(deadline=ago(minutes=1))
    lead, tian = page_of(shelf.world.su), page_of(shelf.world.tian)
    assert lead.post(at(shelf, f"{shelf.round}/close/"), sent()).status_code == 302
    proposed = lead.post(at(shelf, f"{shelf.round}/assign/"), sent(people=[shelf.world.tian.pk]))
    with shelf.world.all_eyes():
        assert not Assignment.objects.exists()
    assert lead.post(at(shelf, f"{shelf.round}/confirm/"), sent(**selects(proposed))).status_code == 302
    with shelf.world.all_eyes():
        first, second = Assignment.objects.order_by("stop")
    tour = tian.get(at(shelf, f"{shelf.round}/tour/")).content.decode()
    assert tour.index("1. 1") < tour.index("2. 3-1-501") and "2斤" in tour
    tian.post(at(shelf, f"{shelf.round}/bags/{first.bag_id}/handed-over/"), sent(mode="contactless"))
    tian.post(at(shelf, f"{shelf.round}/bags/{second.bag_id}/not-met/"), sent(reason="nobody_home"))
    with shelf.world.all_eyes():
        assert Handover.objects.get().mode == "contactless" and Unmet.objects.get().reason == "nobody_home"
    page = lead.get(at(shelf, f"{shelf.round}/purchase/")).content.decode()
    assert "nobody opened" in page and "50.0" in page


def selects(page: Any) -> dict[str, str]:
    """Who a proposal names for each bag, in the order of the page."""
    text = page.content.decode()
    found = re.findall(r'name="(bag_\d+)".*?<option value="(\d+)"\s+selected', text, re.DOTALL)
    return dict(found)


def test_a_bag_is_given_to_somebody_else_before_it_is_confirmed(shelf: Shelf, page_of: PageOf) -> None:
    shelf.closed()
    lead, both = page_of(shelf.world.su), [shelf.world.tian.pk, shelf.world.su.pk]
    named = selects(lead.post(at(shelf, f"{shelf.round}/assign/"), sent(people=both)))
    assert len(named) == 2
    lead.post(at(shelf, f"{shelf.round}/confirm/"), sent(**dict.fromkeys(named, str(shelf.world.su.pk))))
    with shelf.world.all_eyes():
        assert {each.deliverer for each in Assignment.objects.all()} == {shelf.world.su}


def test_who_drops_out_hands_over_only_what_is_not_brought_yet(shelf: Shelf, page_of: PageOf) -> None:
    bags = shelf.assigned()
    lead = page_of(shelf.world.su)
    page_of(shelf.world.tian).post(at(shelf, f"{shelf.round}/bags/{bags[0]}/handed-over/"), sent(mode="contactless"))
    page = lead.post(at(shelf, f"{shelf.round}/assign/"), sent(people=[shelf.world.su.pk]))
    assert selects(page) == {f"bag_{bags[1]}": str(shelf.world.su.pk)}
    lead.post(at(shelf, f"{shelf.round}/confirm/"), sent(**selects(page)))
    with shelf.world.all_eyes():
        now = {each.bag_id: each.deliverer for each in Assignment.objects.all()}
    assert now == {bags[0]: shelf.world.tian, bags[1]: shelf.world.su}


def test_bags_no_time_is_found_for_are_said_in_one_sentence(shelf: Shelf, page_of: PageOf) -> None:
    bags = shelf.assigned()
    lead = page_of(shelf.world.su)
    with shelf.world.all_eyes():
        NeedsRound.objects.update(slot_until=F("slot_from") + timedelta(seconds=1))
        homes = [str(bag.household) for bag in Bag.objects.filter(pk__in=bags).order_by("number")]
    page = lead.post(at(shelf, f"{shelf.round}/assign/"), sent(people=[shelf.world.su.pk])).content.decode()
    assert page.count("No time was found") == 1
    told = page[page.index("No time was found") :].split("\n")[0]
    assert all(home in told for home in homes), "every household of it is named"


def test_nobody_ticked_and_a_round_without_bags_say_what_to_do(shelf: Shelf, page_of: PageOf) -> None:
    lead = page_of(shelf.world.su)
    assert "There are no bags yet" in lead.get(at(shelf, f"{shelf.round}/labels/")).content.decode()
    shelf.assigned()
    asked = lead.post(at(shelf, f"{shelf.round}/assign/"), sent())
    assert asked.status_code == 422 and "Tick at least one person" in asked.content.decode()


def test_a_proposal_that_is_out_of_date_is_said_and_writes_nothing(shelf: Shelf, page_of: PageOf) -> None:
    bags = shelf.assigned()
    old = {f"bag_{bags[0]}": str(shelf.world.su.pk)}
    answer = page_of(shelf.world.su).post(at(shelf, f"{shelf.round}/confirm/"), sent(**old), follow=True)
    assert "changed meanwhile" in answer.content.decode()
    with shelf.world.all_eyes():
        assert {each.deliverer for each in Assignment.objects.all()} == {shelf.world.tian}


def test_every_deliverer_has_a_sheet_to_print(shelf: Shelf, page_of: PageOf) -> None:
    empty = page_of(shelf.world.su).get(at(shelf, f"{shelf.round}/sheet/")).content.decode()
    assert "Nobody brings a bag yet" in empty
    shelf.assigned()
    page = page_of(shelf.world.su).get(at(shelf, f"{shelf.round}/sheet/")).content.decode()
    assert "田野" in page and "3-1-501" in page


def test_a_double_tap_is_one_handover(shelf: Shelf, page_of: PageOf) -> None:
    bag, tap = shelf.assigned()[0], sent(mode="in_person")
    for _ in range(2):
        page_of(shelf.world.tian).post(at(shelf, f"{shelf.round}/bags/{bag}/handed-over/"), tap)
    with shelf.world.all_eyes():
        assert Handover.objects.count() == 1


def test_closing_too_early_is_explained(shelf: Shelf, page_of: PageOf) -> None:
    answer = page_of(shelf.world.su).post(at(shelf, f"{shelf.round}/close/"), sent(), follow=True)
    assert "still taken until" in answer.content.decode()


def test_the_order_goes_to_the_supplier_without_any_household(shelf: Shelf, page_of: PageOf) -> None:
    shelf.closed()
    answer = page_of(shelf.world.su).get(at(shelf, f"{shelf.round}/purchase.xlsx"))
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert {row[0]: row[1] for row in rows[1:]} == {"白菜": 5, "韭菜": 1.5}


def test_every_bag_has_its_label(shelf: Shelf, page_of: PageOf) -> None:
    shelf.assigned()
    page = page_of(shelf.world.su).get(at(shelf, f"{shelf.round}/labels/")).content.decode()
    assert page.count('<li class="label">') == 2 and "田野" in page


def test_nobody_ticked_is_asked_again(shelf: Shelf, page_of: PageOf) -> None:
    shelf.closed()
    assert page_of(shelf.world.su).post(at(shelf, f"{shelf.round}/assign/"), sent()).status_code == 422


@pytest.mark.parametrize(
    ("path", "who", "status"),
    [
        ("", "tian", 200), ("", "gao", 403), ("stock/", "wang", 404), ("stock/receive/", "tian", 403),
        ("stock/nothing/", "su", 404), ("medicines/", "tian", 200), ("999999/", "su", 404),
    ],
)  # fmt: skip
def test_a_page_is_for_whom_it_is(shelf: Shelf, page_of: PageOf, path: str, who: str, status: int) -> None:
    assert page_of(shelf.world.people[who]).get(at(shelf, path)).status_code == status


def test_a_grid_worker_takes_the_needs_of_the_grid_alone(shelf: Shelf, page_of: PageOf) -> None:
    home = shelf.homes.households[0]
    with shelf.world.all_eyes():
        type(home).objects.filter(pk=home.pk).update(area=shelf.world.grid_one)
        Resident.objects.filter(household=home).update(area=shelf.world.grid_one)
    base = f"/{shelf.world.grid_one.code}/supplies/{shelf.round}/"
    client = page_of(shelf.world.wang)
    page = client.get(base).content.decode()
    assert len(re.findall(r'<tr id="row-', page)) == 1
    assert client.post(f"{base}state/{home.pk}/", sent(**{f"item_{shelf.cabbage}": "1"})).status_code == 302
    other = shelf.homes.households[1].pk
    assert client.post(f"{base}state/{other}/", sent(**{f"item_{shelf.cabbage}": "1"})).status_code == 404


@pytest.mark.parametrize(
    ("what", "values", "kind", "change"),
    [
        ("receive", {"quantity": "100", "price": ""}, "receipt", 100),
        ("return", {"quantity": "3"}, "return", 3),
        ("issue", {"quantity": "4", "party": "卡口组"}, "issue", -4),
        ("count", {"counted": "9", "reason": "受潮"}, "loss", -1),
    ],
)
def test_a_form_of_the_store_moves_stock(
    shelf: Shelf, page_of: PageOf, what: str, values: dict[str, str], kind: str, change: int
) -> None:
    shelf.receive(10)
    client = page_of(shelf.world.su)
    assert client.get(at(shelf, f"stock/{what}/")).status_code == 200
    answer = client.post(at(shelf, f"stock/{what}/"), sent(store=shelf.store, item=shelf.masks, **values))
    assert answer.status_code == 302
    with shelf.world.all_eyes():
        last = StockMove.objects.order_by("pk").last()
    assert last is not None and (last.kind, last.change) == (kind, change)


def test_too_much_is_refused_on_the_form(shelf: Shelf, page_of: PageOf) -> None:
    values = sent(store=shelf.store, item=shelf.masks, per_household="5", per_person="")
    answer = page_of(shelf.world.su).post(at(shelf, "stock/free/"), values)
    assert answer.status_code == 422 and "Only 0 只" in answer.content.decode()


@pytest.mark.parametrize("what", ["plan", "item", "store"])
def test_the_other_forms_open_and_say_what_is_missing(shelf: Shelf, page_of: PageOf, what: str) -> None:
    client = page_of(shelf.world.su)
    assert client.get(at(shelf, f"stock/{what}/")).status_code == 200
    assert client.post(at(shelf, f"stock/{what}/"), sent()).status_code == 422


def test_the_plan_starts_from_the_pack(shelf: Shelf, page_of: PageOf) -> None:
    page = page_of(shelf.world.su).get(at(shelf, "stock/plan/")).content.decode()
    assert 'value="14"' in page and 'value="1"' in page


def test_the_stock_page_draws_cover_and_flags_alcohol(shelf: Shelf, page_of: PageOf) -> None:
    world = shelf.world
    act = AddItem(area=world.bamboo.pk, name="75%酒精", unit="瓶", item_kind="alcohol", litres=Decimal("0.5"))
    shelf.receive(4, world.written(act, by=world.su)["item"])
    shelf.receive(27)
    world.written(SetIssuePlan(item=shelf.masks, per_person_day=Decimal(1), days=14), by=world.su)
    page = page_of(world.su).get(at(shelf, "stock/")).content.decode()
    assert "4.5" in page and 'data-chart="cover"' in page and "holds 2 L of alcohol" in page


def test_a_medicine_is_asked_for_and_ended_by_its_runner(shelf: Shelf, page_of: PageOf) -> None:
    home = shelf.homes.households[2].pk
    values = sent(household=home, what="胰岛素", wanted_by="2030-01-01T18:00", runner=shelf.world.tian.pk)
    assert page_of(shelf.world.su).post(at(shelf, "medicines/ask/"), values).status_code == 302
    with shelf.world.all_eyes():
        need = MedicineNeed.objects.get()
    assert "胰岛素" in page_of(shelf.world.tian).get(at(shelf, "medicines/")).content.decode()
    page_of(shelf.world.tian).post(at(shelf, f"medicines/{home}/{need.pk}/"), sent(reason=""))
    with shelf.world.all_eyes():
        assert MedicineEnd.objects.get().by == shelf.world.tian
    assert "胰岛素" not in page_of(shelf.world.su).get(at(shelf, "medicines/")).content.decode()


def test_somebody_else_s_medicine_is_on_nobody_s_page(shelf: Shelf, page_of: PageOf) -> None:
    act = AskMedicine(
        household=shelf.homes.households[2].pk, what="胰岛素", wanted_by=ago(hours=-2), runner=shelf.world.su.pk
    )
    shelf.world.written(act, by=shelf.world.su)
    for path in ("medicines/", "", f"{shelf.round}/"):
        assert "胰岛素" not in page_of(shelf.world.tian).get(at(shelf, path)).content.decode()


@pytest.mark.parametrize("path", ["", "{round}/", "{round}/purchase/", "{round}/labels/", "{round}/tour/", "stock/"])
def test_a_list_asks_no_more_questions_when_it_grows(
    shelf: Shelf, page_of: PageOf, path: str, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    shelf.state(1, {shelf.cabbage: 1})
    shelf.assigned()
    shelf.receive(30)
    client = page_of(shelf.world.an)
    with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
        assert client.get(at(shelf, path.format(round=shelf.round))).status_code == 200


def test_a_round_closed_by_somebody_shows_its_order_to_all(shelf: Shelf, page_of: PageOf) -> None:
    shelf.closed()
    page = page_of(shelf.world.an).get(at(shelf, f"{shelf.round}/purchase/")).content.decode()
    assert "7.65" not in page and "11.25" in page
    assert shelf.world.submit(ClosePurchase(round=shelf.round), by=shelf.world.tian).refused == "not_allowed"


def test_tours_are_drawn_where_the_buildings_have_a_place_and_said_to_be_unknown_where_not(
    shelf: Shelf, page_of: PageOf
) -> None:
    shelf.assigned()
    lead, tian = page_of(shelf.world.su), page_of(shelf.world.tian)
    pages = (at(shelf, f"{shelf.round}/purchase/"), at(shelf, f"{shelf.round}/tour/"))
    for client, page in zip((lead, tian), pages, strict=True):
        assert "Nobody has said where these buildings stand" in client.get(page).content.decode()
    with shelf.world.all_eyes():
        Building.objects.update(lon=119.5, lat=35.4)
    for client, page in zip((lead, tian), pages, strict=True):
        shown = client.get(page).content.decode()
        assert 'data-map="way"' in shown and "Nobody has said" not in shown
    asked = lead.post(at(shelf, f"{shelf.round}/assign/"), sent(people=[shelf.world.tian.pk])).content.decode()
    assert 'data-map="way"' in asked


def test_bags_are_walked_as_the_map_says_and_not_as_the_numbers_do(shelf: Shelf) -> None:
    one, two, three = (Building(pk=key, number=f"{key}", place_in_walk=key, lat=35.0) for key in (1, 2, 3))
    one.lon, two.lon, three.lon = 119.0, 119.01, 119.001
    with shelf.world.all_eyes():
        ground = ground_of([one, two, three], disease_pack(shelf.world.bamboo, timezone.now()))
    assert ground.xy["3"][0] - ground.xy["1"][0] < 100 < ground.xy["2"][0] - ground.xy["1"][0]
