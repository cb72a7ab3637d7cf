"""`fangxian plan-day`: every community's day from the ledger, kept as proposals, shown on a page."""

import json
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fangxian.duty.acts import PublishRoster
from fangxian.duty.models import Roster
from fangxian.nights import queries
from fangxian.nights.acts import BeginNight, KeepNightPlan
from fangxian.nights.models import NightPlan
from fangxian.nights.rules import Picture
from fangxian.supplies.models import Assignment, NeedsRound
from tests.disinfection.examples import planned as round_planned
from tests.duty.staffed import staff, tomorrow
from tests.homes import settle
from tests.supplies.shelf import filled
from tests.world import World


def run(capsys: pytest.CaptureFixture[str], *more: str, area: str = "371103150201") -> tuple[int, str, str]:
    """Exit status, output and errors of the command."""
    status = 0
    try:
        call_command("plan_day", "--area", area, *more)
    except SystemExit as left:
        status = int(left.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err


def report(capsys: pytest.CaptureFixture[str], *more: str, area: str = "371103150201") -> dict[str, Any]:
    """What the command says to machines."""
    found: dict[str, Any] = json.loads(run(capsys, "--json", *more, area=area)[1])
    return found


def busy(world: World) -> None:
    """Bamboo with a team, bags that go out and a round of disinfection."""
    homes = settle(world)
    staff(world)
    filled(world, homes).closed()
    round_planned(world, homes)


@pytest.mark.django_db(transaction=True)
def test_a_villages_day_is_planned_from_the_ledger_and_kept(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    busy(world)
    with world.all_eyes():
        day = timezone.localdate(filled_slot(world))
    (line,) = report(capsys, "--on", day.isoformat())["communities"]
    assert (line["code"], line["reason"]) == ("371103150201", "")
    assert line["figures"]["shifts"] == 21
    assert line["figures"]["bags"] == 2
    assert line["figures"]["places"] >= 1
    with world.all_eyes():
        kept = NightPlan.objects.get()
        assert kept.roster is not None
        roster = Roster.objects.get(pk=kept.roster)
    assert roster.by.username == "command-line"
    assert not hasattr(roster, "publication")
    assert sorted(bag for tour in kept.tours[0]["tours"] for bag in tour["bags"])
    assert world.submit(PublishRoster(roster=roster.pk), by=world.an).written


@pytest.mark.django_db(transaction=True)
def test_what_the_night_planned_for_the_bags_is_confirmed_by_a_person(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    busy(world)
    with world.all_eyes():
        round = NeedsRound.objects.get()
        day = timezone.localdate(round.slot_from)
    client = Client()
    client.force_login(world.people["su"])
    address = reverse("nights:tours", args=["371103150201", round.pk])
    assert client.get(address).url == reverse("supplies:purchase", args=["371103150201", round.pk])  # type: ignore[attr-defined]
    report(capsys, "--on", day.isoformat())
    page = client.get(address)
    form = {"act_id": page.context["form"]["act_id"].value()}
    for who, bags in page.context["proposed"].tours.items():
        form |= {f"bag_{bag.pk}": str(who.pk) for bag in bags}
    assert len(form) == 3
    client.post(reverse("supplies:confirm", args=["371103150201", round.pk]), form)
    with world.all_eyes():
        assert Assignment.objects.filter(bag__round=round).count() == 2
    assert client.get(reverse("nights:tours", args=["371103150201", round.pk + 1])).status_code == 404


def filled_slot(world: World) -> Any:
    """When the bags are brought."""
    return NeedsRound.objects.get().slot_from


@pytest.mark.django_db(transaction=True)
def test_a_roster_in_force_is_not_planned_again(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    staff(world)
    first = report(capsys)
    with world.all_eyes():
        draft = NightPlan.objects.get().roster
    assert first["communities"][0]["figures"]["shifts"] == 21
    assert draft is not None
    world.written(PublishRoster(roster=draft), by=world.an)
    assert report(capsys)["communities"][0]["figures"]["shifts"] == 0


@pytest.mark.django_db(transaction=True)
def test_a_district_plans_every_community_and_one_that_fails_stops_no_other(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    staff(world)
    true = queries.picture_of

    def fails_in_lotus(area: Any, **more: Any) -> Picture:
        if area == world.lotus:
            raise KeyError("a torn row")
        return true(area, **more)

    with patch("fangxian.nights.management.commands.plan_day.picture_of", fails_in_lotus):
        status, out, err = run(capsys, area="371103")
    assert status == 1
    assert "荷花社区: KeyError" in out
    assert "2 of 3 communities planned" in out
    assert "3/3" in err
    with world.all_eyes():
        assert NightPlan.objects.filter(reason="").count() == 2
        assert NightPlan.objects.exclude(reason="").get().area_id == world.lotus.pk


@pytest.mark.parametrize(
    ("area", "more", "words"),
    [
        ("999999", (), "no place"),
        ("37x", (), "no place"),
        ("371103150201001", (), "not for a grid"),
        ("371103150201", ("--on", "yesterday"), "no day"),
        ("371103150201", ("--on", "2020-02-31"), "no day"),
        ("371103150201", ("--by", "nobody"), "Nobody signs in"),
    ],
)
def test_bad_usage_is_one_sentence_and_status_2(
    world: World, capsys: pytest.CaptureFixture[str], area: str, more: tuple[str, ...], words: str
) -> None:
    status, _, err = run(capsys, *more, area=area)
    assert (status, words in err) == (2, True)


def test_who_may_not_plan_here_is_refused(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--by", "tian")[0] == 1


def test_a_cluster_that_is_away_is_said(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "--cluster", "tcp://127.0.0.1:9")
    assert (status, "does not answer" in err) == (1, True)


def kept(world: World, **more: Any) -> int:
    """A plan of tomorrow for Bamboo."""
    night = world.written(BeginNight(area=world.bamboo.pk, on=tomorrow(), communities=1), by=world.an)["night"]
    act = KeepNightPlan(area=world.bamboo.pk, night=night, on=tomorrow(), **more)
    key: int = world.written(act, by=world.an)["plan"]
    return key


def test_a_plan_belongs_to_its_nights_place_and_day(world: World) -> None:
    night = world.written(BeginNight(area=world.bamboo.pk, on=tomorrow(), communities=1), by=world.an)["night"]
    late = KeepNightPlan(area=world.bamboo.pk, night=night, on=tomorrow() + timedelta(days=1))
    assert world.submit(late, by=world.an).refused == "night_elsewhere"
    elsewhere = KeepNightPlan(area=world.lotus.pk, night=night, on=tomorrow())
    assert world.submit(elsewhere, by=world.dou).refused == "night_elsewhere"
    grid = KeepNightPlan(area=world.grid_one.pk, night=night, on=tomorrow())
    assert world.submit(grid, by=world.an).refused == "plan_needs_community"


def page(world: World, who: str, code: str = "371103150201", **query: str) -> Any:
    """The night's page as somebody sees it."""
    client = Client()
    client.force_login(world.people[who])
    return client.get(reverse("nights:night", args=[code]), query)


def test_the_page_is_empty_before_the_first_night(world: World) -> None:
    assert "plan-day" in page(world, "an").content.decode()


def test_the_page_shows_figures_reasons_and_what_is_still_to_come(world: World) -> None:
    kept(world, figures={"shifts": 21, "short": 2, "bags": 5, "places": 3, "checks": 4})
    text = page(world, "qu", "371103").content.decode()
    assert "竹村" in text
    assert '<td class="num">5</td>' in text.replace("\n", "").replace("  ", "")
    kept(world, reason="deliverers is empty; somebody must carry the bags.")
    assert "somebody must carry" in page(world, "qu", "371103").content.decode()


def test_the_page_renews_itself_only_while_the_night_runs(world: World) -> None:
    kept(world)
    assert "every 5s" in page(world, "qu", "371103").content.decode()
    assert "every 5s" not in page(world, "an").content.decode()


def test_who_sees_no_counts_sees_no_night(world: World) -> None:
    assert page(world, "tian").status_code == 403
    assert page(world, "an", on="nonsense").status_code == 200
