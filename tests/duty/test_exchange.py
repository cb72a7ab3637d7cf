"""A roster in force meets the day: somebody drops out, two people swap, more hands are asked for, rest is decided."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from uuid_utils.compat import uuid7

from fangxian.areas.models import Person
from fangxian.duty import exchange, planning, queries
from fangxian.duty.acts import DropOut, SwapShifts
from fangxian.duty.models import Derogation, Roster, Shift
from tests.duty.staffed import NAMES, publish, staff, tomorrow
from tests.duty.test_pages import text, url
from tests.world import World

PageOf = Callable[[Person], Client]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    """Plans are carried out while one waits, and briefly."""
    settings.VAR = tmp_path
    monkeypatch.setattr("fangxian.duty.views.SECONDS", 4)
    monkeypatch.setattr("fangxian.duty.planning.begin", planning.carry_out)


def in_force(world: World) -> list[Shift]:
    with world.eyes_of(world.an):
        begin = queries.midnight(tomorrow())
        return queries.standing(world.bamboo, since=begin, until=begin + timedelta(days=8))


def away_from_tomorrow(world: World, member: int, *, days: int = 3) -> None:
    begin = queries.midnight(tomorrow())
    world.written(DropOut(member=member, since=begin, until=begin + timedelta(days=days)), by=world.an)


def test_without_a_roster_in_force_there_is_nothing_to_mend(world: World) -> None:
    staff(world)
    with world.eyes_of(world.an):
        assert exchange.mending_of(world.bamboo, today=tomorrow()) is None


def test_after_somebody_drops_out_mending_is_offered_before_a_new_plan(world: World, page_of: PageOf) -> None:
    keys = staff(world)
    publish(world)
    assert "Mend with the fewest changes" not in text(page_of(world.an).get(url("plan", world)))
    away_from_tomorrow(world, keys[0])
    theirs = [s for s in in_force(world) if queries.holder_of(s) == keys[0]]
    open_ = [s for s in theirs if s.starts_at < queries.midnight(tomorrow()) + timedelta(days=3)]
    with world.eyes_of(world.an):
        mending = exchange.mending_of(world.bamboo, today=tomorrow() - timedelta(days=1))
    assert mending is not None and {s.pk for s in mending.open} == {s.pk for s in open_}
    for name in ("plan", "board"):
        assert "Mend with the fewest changes" in text(page_of(world.an).get(url(name, world) + f"?on={tomorrow()}"))
    assert "Mend with" not in text(page_of(world.gao).get(url("board", world) + f"?on={tomorrow()}"))


def test_a_mended_roster_changes_little_and_tells_every_change(world: World, page_of: PageOf, quick: None) -> None:
    keys = staff(world)
    publish(world)
    away_from_tomorrow(world, keys[0])
    browser = page_of(world.an)
    watched = browser.post(url("mend", world), {"act_id": str(uuid7())})
    draft = browser.get(watched["Location"])
    shown = text(browser.get(draft["Location"]))
    with world.eyes_of(world.an):
        roster = Roster.objects.order_by("-id").first()
        assert roster is not None
        changes = exchange.changes_of(world.bamboo, roster)
    assert roster.figures["changed"] >= 1 and not roster.trial
    assert re.search(r"days? changes? for somebody", shown)
    assert {c.member for c in changes} >= {keys[0]}
    assert all(queries.holder_of(s) != keys[0] for c in changes for s in c.after if c.day < tomorrow())
    assert len(changes) < len(in_force(world))


def test_mending_without_a_roster_leads_to_the_plan_page(world: World, page_of: PageOf) -> None:
    staff(world)
    assert page_of(world.an).post(url("mend", world), {"act_id": str(uuid7())})["Location"] == url("plan", world)


def test_what_is_offered_in_exchange_is_accepted_and_nothing_else(world: World, page_of: PageOf) -> None:
    staff(world)
    publish(world)
    shifts = in_force(world)
    with world.eyes_of(world.an):
        judged = {s.pk: exchange.exchange_of(world.bamboo, s) for s in shifts[:6]}
    key, found = next((k, e) for k, e in judged.items() if e.swaps)
    other = next(s for s in shifts if s.pk != key and s.pk not in {t.pk for t in found.swaps})
    browser = page_of(world.an)
    refused = browser.post(url("swap", world, key), {"act_id": str(uuid7()), "other": str(other.pk)})
    assert refused.status_code == 422
    taken = browser.post(url("swap", world, key), {"act_id": str(uuid7()), "other": str(found.swaps[0].pk)})
    assert taken.status_code == 302
    holder = {s.pk: queries.holder_of(s) for s in in_force(world)}
    assert holder[key] == queries.holder_of(found.swaps[0])


def test_every_swap_offered_passes_the_door(world: World) -> None:
    staff(world)
    publish(world)
    shift = in_force(world)[4]
    with world.eyes_of(world.an):
        offered = exchange.exchange_of(world.bamboo, shift).swaps
    if offered:
        world.written(SwapShifts(shift=shift.pk, other=offered[-1].pk), by=world.an)


def test_who_cannot_take_a_shift_is_told_why(world: World, page_of: PageOf) -> None:
    staff(world)
    publish(world)
    shown = text(page_of(world.an).get(url("shift", world, in_force(world)[0].pk)))
    assert "Who cannot, and why" in shown
    assert re.search(r"云.: (resting|on another post|weekly hours reached|enough nights|day off)", shown)


def test_two_more_medics_are_a_question_and_bind_nobody(world: World, page_of: PageOf, quick: None) -> None:
    staff(world, NAMES[:2])
    browser = page_of(world.an)
    sent = {"act_id": str(uuid7()), "first_day": str(tomorrow()), "days": "3", "extra": "4", "skill": "medic"}
    draft = browser.get(browser.post(url("plan", world), sent)["Location"])
    shown = text(browser.get(draft["Location"]))
    with world.all_eyes():
        roster = Roster.objects.get()
    assert roster.trial and roster.figures["extra"] == 4 and roster.figures["extra_h"] > 0
    assert "What if there were 4 people more" in shown
    assert roster.gaps == []
    assert "Publish this roster" not in shown


def test_less_rest_is_decided_by_name_with_the_rest_given_back(world: World, page_of: PageOf) -> None:
    keys = staff(world)
    begin = queries.midnight(tomorrow())
    moments = {"since": 0, "until": 24, "rest_since": 48, "rest_until": 60}
    sent = {name: f"{begin + timedelta(hours=h):%Y-%m-%dT%H:%M}" for name, h in moments.items()}
    browser = page_of(world.an)
    for change, said in (
        ({}, 302),
        ({"rest_h": "2"}, 422),
        ({"rest_until": sent["rest_since"]}, 422),
        ({"reason": ""}, 422),
    ):
        words = {"act_id": str(uuid7()), "rest_h": "9", "reason": "大雪封路", **sent, **change}
        assert browser.post(url("derogation", world, keys[0]), words).status_code == said
    with world.all_eyes():
        assert Derogation.objects.get().by == world.an
    assert "Given back" in text(browser.get(url("member", world, keys[0])))
    assert page_of(world.gao).post(url("derogation", world, keys[0]), {}).status_code == 403


def test_the_fatigue_board_draws_bars_with_the_week_s_most(world: World, page_of: PageOf) -> None:
    staff(world)
    publish(world)
    shown = text(page_of(world.an).get(url("fatigue", world) + f"?on={tomorrow() + timedelta(days=6)}"))
    assert 'data-chart="fatigue"' in shown
    with world.eyes_of(world.an):
        lines = queries.fatigue_board(world.bamboo, on=tomorrow() + timedelta(days=6))
    assert sum(line.fatigue.outdoor_7 for line in lines) == 168


def test_an_empty_team_is_told_what_to_do(world: World, page_of: PageOf) -> None:
    assert "Nobody is in the team yet" in text(page_of(world.an).get(url("fatigue", world)))
