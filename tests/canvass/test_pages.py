"""The sweep's pages: begun, walked by pressing, told honestly, and printed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fangxian.areas.models import Person
from fangxian.canvass import queries
from fangxian.canvass.models import Knock, Sweep, SweepRound
from fangxian.register.models import Building
from fangxian.reports.queries import digest_of
from tests.canvass.sweeps import doors, knock, started
from tests.homes import settle
from tests.world import World

PageOf = Callable[[Person], Client]


def url(name: str, world: World, **parts: object) -> str:
    return reverse(f"canvass:{name}", kwargs={"place": world.bamboo.code, **parts})


def text(page: Any) -> str:
    return str(page.content, "utf-8")


def number(n: int) -> str:
    return f"01890000-0000-7000-8000-{n:012d}"


def test_a_sweep_is_begun_on_its_page_and_its_doors_stand_there(world: World, page_of: PageOf) -> None:
    settle(world)
    browser = page_of(world.an)
    assert "Begin a sweep" in text(browser.get(url("doors", world)))
    sent = {"act_id": number(1), "name": "返乡摸排", "question": "谁回来了?"}
    for _ in range(2):
        assert browser.post(url("start", world), sent).status_code == 302
    shown = text(browser.get(url("doors", world)))
    assert "返乡摸排" in shown and "谁回来了?" in shown
    assert shown.count('value="no_answer"') == 3
    with world.all_eyes():
        assert Sweep.objects.count() == 1


def test_an_empty_register_is_said_on_the_page(world: World, page_of: PageOf) -> None:
    page = page_of(world.an).post(url("start", world), {"act_id": number(1), "name": "x"})
    assert page.status_code == 422
    assert "Import the household ledger first" in text(page)


def test_who_only_walks_sees_that_nothing_is_walked(world: World, page_of: PageOf) -> None:
    shown = text(page_of(world.tian).get(url("doors", world)))
    assert "No sweep is being walked" in shown
    assert "<textarea" not in shown


def test_one_press_records_a_door_once_and_it_leaves_the_list(world: World, page_of: PageOf) -> None:
    settle(world)
    sweep, first = started(world), doors(world)[0]
    browser = page_of(world.tian)
    (home, form, _), *_ = browser.get(url("doors", world)).context["rows"]
    assert home.dwelling.pk == first
    sent = {"act_id": form["act_id"].value(), "outcome": "opened"}
    for _ in range(2):
        answer = browser.post(url("record", world, pk=sweep, dwelling=first) + "?show=all&page=1", sent)
        assert answer.headers["Location"].endswith("?show=all&page=1")
    with world.all_eyes():
        assert Knock.objects.count() == 1
    assert [row[0].outcome for row in browser.get(url("doors", world)).context["rows"]] == ["not_attempted"] * 2
    assert len(browser.get(url("doors", world) + "?show=opened").context["rows"]) == 1


def test_who_asked_before_stands_above_the_form(world: World, page_of: PageOf) -> None:
    settle(world)
    sweep, first = started(world), doors(world)[0]
    knock(world, sweep, first, "opened", met=2, needs_said="降压药", note="门铃坏了")
    shown = text(page_of(world.an).get(url("door", world, pk=sweep, dwelling=first)))
    assert shown.index("田野") < shown.index("what happened")
    assert "降压药" in shown and "门铃坏了" in shown
    sent = {"act_id": number(2), "outcome": "opened", "met": "1"}
    page = page_of(world.an).post(url("record", world, pk=sweep, dwelling=first), sent, follow=True)
    assert "already asked in this sweep" in text(page)


@pytest.mark.parametrize(
    "sent", [{}, {"outcome": "exploded"}, {"outcome": "opened", "met": "-1"}, {"outcome": "opened", "met": "many"}]
)
def test_a_door_recorded_senselessly_is_a_page_that_says_so(
    world: World, page_of: PageOf, sent: dict[str, str]
) -> None:
    settle(world)
    sweep, first = started(world), doors(world)[0]
    page = page_of(world.tian).post(
        url("record", world, pk=sweep, dwelling=first), {"act_id": number(3), "note": "老人独居", **sent}
    )
    assert page.status_code == 422
    assert "老人独居" in text(page)


def test_closing_too_early_says_how_many_are_left(world: World, page_of: PageOf) -> None:
    settle(world)
    sweep, (first, second, third) = started(world), doors(world)
    knock(world, sweep, first, "vacant")
    browser = page_of(world.an)
    early = browser.post(url("close", world, pk=sweep), {"act_id": number(4)}, follow=True)
    assert "Nobody has been at 2 of 3 dwellings yet" in text(early)
    for door in (second, third):
        knock(world, sweep, door, "no_answer")
    again = browser.post(url("further", world, pk=sweep), {"act_id": number(5)}, follow=True)
    assert "Round 2 goes to the 2 doors" in text(again)
    closed = browser.post(url("close", world, pk=sweep), {"act_id": number(6)}, follow=True)
    assert "Complete: somebody was at every door." in text(closed)
    with world.all_eyes():
        assert SweepRound.objects.count() == 2
    late = browser.post(url("further", world, pk=sweep), {"act_id": number(7)}, follow=True)
    assert "already closed" in text(late)


def test_the_report_shows_every_outcome_by_building_as_bars_and_on_the_map(world: World, page_of: PageOf) -> None:
    settle(world)
    with world.all_eyes():
        Building.objects.filter(number="1").update(lon=119.31, lat=35.1)
    sweep, first = started(world), doors(world)[0]
    knock(world, sweep, first, "refused")
    page = page_of(world.an).get(url("report", world, pk=sweep))
    shown = text(page)
    assert "Not complete: 2 of 3 dwellings were never attempted." in shown
    assert 'data-chart="parts"' in shown and 'data-map="swept"' in shown
    assert [series["values"] for series in page.context["chart"]["series"]] == [
        [0, 0, 0], [0, 0, 0], [1, 0, 0], [0, 0, 0], [0, 1, 1],
    ]  # fmt: skip
    (dot,) = page.context["map"]["features"]
    assert dot["properties"] == {"name": "1 1/1", "shade": 5}


def test_the_sheet_holds_the_open_doors_in_walking_order(world: World, page_of: PageOf) -> None:
    settle(world)
    sweep, first = started(world), doors(world)[0]
    knock(world, sweep, first, "opened")
    shown = text(page_of(world.tian).get(url("sheet", world, pk=sweep)))
    assert shown.count("☐") == 2 * 4
    assert shown.index("<td>2</td>") < shown.index("3-1-501")


def test_the_evening_counts_doors_and_the_overview_those_not_visited(world: World, page_of: PageOf) -> None:
    settle(world)
    assert "Doors not yet visited" not in text(page_of(world.an).get(f"/{world.bamboo.code}/"))
    sweep, (first, second, _) = started(world), doors(world)
    knock(world, sweep, first, "opened")
    knock(world, sweep, first, "no_answer")
    knock(world, sweep, second, "no_answer")
    with world.eyes_of(world.an):
        digest = digest_of(world.bamboo, on=timezone.localdate(), now=timezone.now())
    found = {line.figure.key: line.value for line in digest.lines if line.figure.key.startswith("canvass")}
    assert found == {"canvass.visited": 2, "canvass.opened": 1, "canvass.asked_twice": 0, "canvass.never": 1}
    assert "2 of 3 visited" in text(page_of(world.an).get(f"/{world.bamboo.code}/"))


def test_a_door_asked_again_although_it_had_answered_is_counted_once(world: World) -> None:
    settle(world)
    sweep, (first, second, _) = started(world), doors(world)
    began = timezone.now()
    for outcome in ("opened", "opened", "opened"):
        knock(world, sweep, first, outcome)
    for outcome in ("no_answer", "opened"):
        knock(world, sweep, second, outcome)
    with world.eyes_of(world.an):
        until = timezone.now() + timedelta(seconds=1)
        assert queries.asked_twice(world.bamboo.span, since=began, until=until) == 1
        assert queries.asked_twice(world.bamboo.span, since=until, until=until + timedelta(days=1)) == 0
        assert queries.asked_twice(world.lotus.span, since=began, until=until) == 0


def test_another_communitys_sweep_is_not_there(world: World, page_of: PageOf) -> None:
    settle(world)
    sweep, first = started(world), doors(world)[0]
    for name, parts in (("report", {}), ("sheet", {}), ("door", {"dwelling": first})):
        foreign = reverse(f"canvass:{name}", kwargs={"place": world.lotus.code, "pk": sweep, **parts})
        assert page_of(world.dou).get(foreign).status_code == 404
