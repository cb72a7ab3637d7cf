"""The lanes page: yesterday's vehicles to begin with, lanes and staff by the hour, and faults by their hour."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fangxian.areas.models import Person
from fangxian.gates.acts import RecordPassage
from fangxian.gates.queries.traffic import vehicles_by_hour
from tests.measures.orders import gates
from tests.world import World, ago

PageOf = Callable[[Person], Client]


def url(world: World) -> str:
    return reverse("gates:lanes", kwargs={"place": world.bamboo.code})


def asked(browser: Client, world: World, **said: Any) -> Any:
    values = {"vehicles": "100 400 400", "service_s": "30", "wait_min": "10", **said}
    return browser.get(url(world), values)


def test_the_form_begins_with_yesterdays_vehicles(world: World, page_of: PageOf) -> None:
    gate = gates(world, "村口")[0]
    for plate in ("鲁L11111", "鲁L22222"):
        act = RecordPassage(gate=gate, way="in", guest="客", plate=plate, happened_at=ago(days=1))
        world.written(act, by=world.gao)
    yesterday = timezone.localdate(ago(days=1))
    with world.eyes_of(world.an):
        counted = vehicles_by_hour(world.bamboo, on=yesterday)
    assert (len(counted), sum(counted)) == (24, 2)
    assert "counted 2 vehicles" in str(page_of(world.an).get(url(world)).content, "utf-8")


def test_400_vehicles_an_hour_get_four_lanes_and_the_packs_team_at_each(world: World, page_of: PageOf) -> None:
    page = asked(page_of(world.an), world)
    assert [row["step"].lanes for row in page.context["rows"]] == [1, 4, 4]
    assert [row["people"] for row in page.context["rows"]] == [3, 12, 12]
    assert "At every moment at least 95 of 100" in str(page.content, "utf-8")


def test_with_fixed_lanes_the_queue_is_told(world: World, page_of: PageOf) -> None:
    page = asked(page_of(world.an), world, lanes="2")
    assert "Too few lanes at 01:00, 02:00" in str(page.content, "utf-8")
    assert len(page.context["chart"]["series"]) == 3


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"vehicles": "100 many"}, "1:00: “many” is no number"),
        ({"vehicles": " ".join(["5"] * 25)}, "25 numbers"),
        ({"vehicles": "-4"}, "0:00"),
        ({"vehicles": "9999"}, "more than"),
        ({"service_s": "0"}, "greater than or equal"),
        ({"lanes": "x"}, "whole number"),
        ({"vehicles": ""}, "required"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    world: World, page_of: PageOf, said: dict[str, str], words: str
) -> None:
    page = asked(page_of(world.an), world, **said)
    assert page.status_code == 422
    assert words in str(page.content, "utf-8")


def test_numbers_come_as_a_spreadsheet_gives_them(world: World, page_of: PageOf) -> None:
    page = asked(page_of(world.an), world, vehicles="10\t20\n30,40、50")
    assert len(page.context["rows"]) == 5


def test_a_gatekeeper_plans_no_lanes(world: World, page_of: PageOf) -> None:
    assert page_of(world.gao).get(url(world)).status_code == 403


def test_the_passages_lead_to_the_lanes_only_whoever_plans_them(world: World, page_of: PageOf) -> None:
    gates(world, "村口")
    passages = reverse("gates:passages", kwargs={"place": world.bamboo.code})
    assert url(world) in page_of(world.an).get(passages).content.decode()
    assert page_of(world.gao).get(url(world)).status_code == 403
    assert url(world) not in page_of(world.gao).get(passages).content.decode()


def test_the_hours_of_a_plan_staff_a_post_of_duty(world: World, page_of: PageOf) -> None:
    browser = page_of(world.an)
    page = asked(browser, world)
    link = f"{reverse('duty:posts', kwargs={'place': world.bamboo.code})}?{page.context['staffed']}"
    assert link.replace("&", "&amp;") in str(page.content, "utf-8")
    form = browser.get(link).context["form"]
    assert form["windows"].value() == "00:00-01:00 x3, 01:00-03:00 x12"
    assert form["post_kind"].value() == "gate"
