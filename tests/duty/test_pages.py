"""The duty pages as people use them: plan, watch, publish, print, take away, report, say one cannot come."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from uuid_utils.compat import uuid7

from fangxian.areas.models import Person
from fangxian.duty import paper, planning, queries, sentences
from fangxian.duty.models import DutyPost, Member, Roster, Shift
from tests.duty.staffed import NAMES, add, publish, staff, tomorrow
from tests.world import World

PageOf = Callable[[Person], Client]


def url(name: str, world: World, *parts: object) -> str:
    return reverse(f"duty:{name}", args=[world.bamboo.code, *parts])


def text(page: Any) -> str:
    return str(page.content, "utf-8")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    """Plans are carried out while one waits, and briefly."""
    settings.VAR = tmp_path
    monkeypatch.setattr("fangxian.duty.views.SECONDS", 2)
    monkeypatch.setattr("fangxian.duty.planning.begin", planning.carry_out)


def test_an_empty_board_says_what_to_do_first(world: World, page_of: PageOf) -> None:
    page = page_of(world.an).get(url("board", world))
    assert page.status_code == 200
    assert "No roster for this day" in text(page)


def test_from_the_form_to_the_draft_and_into_force(world: World, page_of: PageOf, quick: None) -> None:
    staff(world)
    browser = page_of(world.an)
    sent = {"act_id": str(uuid7()), "first_day": str(tomorrow()), "days": "7"}
    watched = browser.post(url("plan", world), sent)
    assert watched.status_code == 302
    draft = browser.get(watched["Location"])
    shown = browser.get(draft["Location"])
    assert "Every post is covered" in text(shown)
    assert "binds nobody until" in text(shown)
    assert re.search(r"No roster can cost less( than [\d,]+)?: the gap to (the|that) bound is", text(shown))
    assert text(shown).count("<meter") == 5 * len(NAMES)
    with world.all_eyes():
        roster = Roster.objects.get()
    browser.post(url("publish", world, roster.pk))
    week = browser.get(url("board", world) + f"?on={tomorrow()}")
    assert "Publish this roster" not in text(week)
    assert all(name in text(week) for name in NAMES)


def test_sending_the_form_twice_plans_once(world: World, page_of: PageOf, quick: None) -> None:
    staff(world)
    sent = {"act_id": str(uuid7()), "first_day": str(tomorrow()), "days": "2"}
    for _time in range(2):
        page_of(world.an).post(url("plan", world), sent)
    with world.all_eyes():
        assert Roster.objects.count() == 1


def test_taking_people_away_names_the_post_and_the_hours(world: World, page_of: PageOf, quick: None) -> None:
    keys = staff(world)
    browser = page_of(world.an)
    sent = {"act_id": str(uuid7()), "first_day": str(tomorrow()), "days": "7", "without": [str(k) for k in keys[1:]]}
    draft = browser.get(browser.post(url("plan", world), sent)["Location"])
    shown = text(browser.get(draft["Location"]))
    assert "A trial with 5 people taken away" in shown
    assert "not covered" in shown
    assert re.search(r"村口 · .* (07–15|15–23|23–07)", shown)
    assert "The team is too small" in shown
    assert "The least that would help:" in shown


def test_progress_is_shown_and_a_fault_is_one_sentence(
    world: World, page_of: PageOf, settings: Any, tmp_path: Any
) -> None:
    settings.VAR = tmp_path
    number = uuid7()
    planning._tell(number, planning.Stage("running", "fairness", 12, 3, 4.2))
    shown = text(page_of(world.an).get(url("progress", world, number)))
    assert "Now making it fairer" in shown
    assert "See how far it is" in shown
    part = page_of(world.an).get(url("progress", world, number), headers={"HX-Request": "true"})
    assert "<html" not in text(part)
    page_of(world.an).post(url("cancel", world, number))
    assert planning._stop_file(number).exists()
    planning._tell(number, planning.Stage("failed", reason="needs of 3: 0 people is no span of a day."))
    assert "is no span of a day" in text(page_of(world.an).get(url("progress", world, number)))


def test_only_who_plans_sees_the_form(world: World, page_of: PageOf) -> None:
    assert page_of(world.gao).get(url("plan", world)).status_code == 403
    assert page_of(world.gao).get(url("team", world)).status_code == 200


def test_somebody_new_comes_in_by_the_form(world: World, page_of: PageOf) -> None:
    sent = {
        "act_id": str(uuid7()),
        "name": "云七",
        "affiliation": "militia",
        "skills": ["driver"],
        "birth_year": "1990",
    }
    assert page_of(world.an).post(url("team", world), sent).status_code == 302
    again = page_of(world.an).post(url("team", world), sent | {"act_id": str(uuid7())})
    assert again.status_code == 422
    assert "already in the team" in text(again)
    with world.all_eyes():
        member = Member.objects.get()
    assert (member.name, member.skills, member.birth_year) == ("云七", ["driver"], 1990)


@pytest.mark.parametrize(
    ("windows", "shifts", "people"),
    [
        ("07:00-07:00 x2", "07:00+8, 15:00+8, 23:00+8", 2),
        ("8-12 ×4，14:00–18:00 x4", "", 4),
        ("3:00-11:00x1", "3+8", 1),
    ],
)
def test_a_post_is_written_as_people_say_it(
    world: World, page_of: PageOf, windows: str, shifts: str, people: int
) -> None:
    sent = {
        "act_id": str(uuid7()),
        "name": "村口",
        "post_kind": "gate",
        "windows": windows,
        "shifts": shifts,
        "min_team": "1",
    }
    assert page_of(world.an).post(url("posts", world), sent).status_code == 302
    with world.all_eyes():
        post = DutyPost.objects.get()
    assert {w["people"] for w in post.windows} == {people}
    assert len(post.shifts) == len(shifts.split(",")) * bool(shifts)
    assert page_of(world.an).get(url("posts", world)).status_code == 200


@pytest.mark.parametrize("windows", ["25:00-26:00 x2", "07:00-07:00", "07:00-09:00 x0", "x"])
def test_a_window_that_is_none_is_said_so(world: World, page_of: PageOf, windows: str) -> None:
    sent = {"act_id": str(uuid7()), "name": "村口", "post_kind": "gate", "windows": windows, "min_team": "1"}
    answer = page_of(world.an).post(url("posts", world), sent)
    assert answer.status_code == 422
    with world.all_eyes():
        assert not DutyPost.objects.exists()


def test_the_wall_sheet_is_a_pdf(world: World, page_of: PageOf) -> None:
    staff(world)
    key = publish(world)
    sheet = page_of(world.gao).get(url("sheet", world, key))
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF")


def test_a_calendar_keeps_its_uids_and_holds_the_members_shifts(world: World, page_of: PageOf) -> None:
    keys = staff(world)
    publish(world)
    with world.eyes_of(world.an):
        begin = queries.midnight(tomorrow())
        mine = [
            s
            for s in queries.standing(world.bamboo, since=begin, until=begin + timedelta(days=7))
            if s.member_id == keys[0]
        ]
    first, second = (page_of(world.an).get(url("calendar", world, keys[0])).content for _ in range(2))
    assert first == second
    events: list[Any] = list(Calendar.from_ical(first).walk("VEVENT"))
    assert [e["DTSTART"].dt for e in events] == [s.starts_at for s in mine]
    assert len({str(e["UID"]) for e in events}) == len(mine)


def test_saying_one_cannot_come(world: World, page_of: PageOf) -> None:
    [key] = staff(world, ["云一"])
    sent = {"act_id": str(uuid7()), "since": f"{tomorrow()}T08:00", "until": f"{tomorrow()}T20:00"}
    assert page_of(world.gao).post(url("absent", world, key), sent).status_code == 302
    assert "Cannot come" in text(page_of(world.gao).get(url("member", world, key)))
    late = sent | {"act_id": str(uuid7()), "until": f"{tomorrow()}T07:00"}
    assert page_of(world.gao).post(url("absent", world, key), late).status_code == 422


def test_a_shift_is_shown_handed_over_and_reported_for(world: World, page_of: PageOf) -> None:
    staff(world)
    spare = add(world, "云替")
    publish(world)
    with world.all_eyes():
        shift = next(s for s in Shift.objects.all() if s.member_id != spare)
    page = url("shift", world, shift.pk)
    assert "村口" in text(page_of(world.gao).get(page))
    page_of(world.gao).post(url("check_in", world, shift.pk))
    assert "Reported for duty" in text(page_of(world.gao).get(page))
    refused = page_of(world.an).post(page, {"act_id": str(uuid7()), "to": str(shift.member_id)})
    assert refused.status_code == 422
    assert "absent then, on another post" in text(refused)


def test_fatigue_and_the_duty_list_are_shown(world: World, page_of: PageOf) -> None:
    staff(world)
    publish(world)
    assert "云一" in text(page_of(world.gao).get(url("fatigue", world) + f"?on={tomorrow()}"))
    assert "Nobody is on duty" in text(page_of(world.gao).get(url("now", world)))


@pytest.mark.parametrize("name", ["board", "fatigue", "team", "now"])
def test_pages_ask_the_database_the_same_number_of_times_for_any_team(
    world: World, page_of: PageOf, django_assert_max_num_queries: Any, name: str
) -> None:
    staff(world, NAMES)
    for n in range(15):
        add(world, f"月{n}")
    publish(world)
    browser = page_of(world.an)
    with django_assert_max_num_queries(22):
        assert browser.get(url(name, world) + f"?on={tomorrow()}").status_code == 200


def test_every_code_of_the_planner_has_a_sentence() -> None:
    params = {"asked_h": 1.0, "have_h": 2.0, "team": 3, "need": 1, "have": 0, "free": 2}
    assert all(sentences.reason(code, params) for code in sentences.REASONS)
    hours = {"asked_h": 486.0, "have_h": 245.142857, "team": 13}
    assert "ask for 486 hours, and 13 people may work 245." in sentences.reason("too_few_people", hours)
    repairs: list[tuple[str, dict[str, Any]]] = [
        ("take", {"person": "1"}),
        ("derogation", {"person": "1", "rest_h": 8.0, "owed_h": 3.0}),
        ("longer_week", {"person": "1", "hours": 48.0}),
        ("train", {"people": 2, "skill": "medic"}),
        ("more_people", {"people": 2, "hours": 16}),
        ("close_post", {"start": 0, "end": 60}),
    ]
    said = [sentences.repair(code, params, {1: "云一"}) for code, params in repairs]
    assert len(set(said)) == len(repairs)
    assert sentences.kept_away({"rest": 1, "day_off": 3}).startswith("3")


def test_a_calendar_without_shifts_is_still_one(world: World) -> None:
    key = add(world, "云一")
    with world.all_eyes():
        made = paper.calendar(Member.objects.select_related("area").get(pk=key), [])
    assert made.startswith(b"BEGIN:VCALENDAR")


def test_wish_protection_and_usual_post_are_set_on_the_page_of_the_member(world: World, page_of: PageOf) -> None:
    key = staff(world)[0]
    with world.all_eyes():
        gate = DutyPost.objects.get()
    browser = page_of(world.an)
    day, far = tomorrow() + timedelta(days=2), tomorrow() + timedelta(days=60)
    for name, words in (
        ("wish", {"on": str(day), "on_duty": "off"}), ("spare", {"until": str(far)}), ("home", {"post": str(gate.pk)}),
    ):  # fmt: skip
        sent = browser.post(url(name, world, key), {"act_id": str(uuid7()), **words})
        assert sent.status_code == 302, name
    page = text(browser.get(url("member", world, key)))
    assert "would rather be off" in page
    assert f"{far.month}/{far.day}" in page
    assert "Usual post: 村口" in page
    assert "No night work and no overtime:" not in text(page_of(world.gao).get(url("member", world, key)))


def test_a_wish_for_no_day_is_asked_again_and_a_cold_day_is_told(world: World, page_of: PageOf) -> None:
    key = staff(world)[0]
    browser = page_of(world.an)
    assert browser.post(url("wish", world, key), {"act_id": str(uuid7()), "on": "31/31"}).status_code == 422
    assert browser.post(url("cold", world), {"act_id": str(uuid7()), "on": "?"}).status_code == 422
    browser.post(url("cold", world), {"act_id": str(uuid7()), "on": str(tomorrow())})
    assert f"{tomorrow().month}/{tomorrow().day}" in text(browser.get(url("posts", world)))


def test_how_good_a_roster_is_is_said_with_its_cost_by_part_and_its_gap() -> None:
    figures = {"costs": {"night": 30, "wishes": 0, "hours": 10}, "bound": 30.0, "ended": "time"}
    assert sentences.goodness(figures) == [
        "It costs 40 points: nights shared unevenly 30, hours shared unevenly 10.",
        "No roster can cost less than 30: the gap to that bound is at most 25.0 %.",
        "The search ended when its time was up.",
    ]
    assert sentences.goodness({"costs": {"night": 0}, "bound": 0, "ended": "proven"}) == [
        "A perfect roster would cost nothing; this one costs 0 points.",
        "No roster can cost less: the gap to the bound is 0 %.",
        "Proven: nobody can make a better roster of these people and posts.",
    ]
    assert sentences.goodness({}) == []


def test_who_may_plan_finds_the_planner_awake_and_nobody_else_wakes_it(world: World, page_of: PageOf) -> None:
    planning.awake.cache_clear()
    assert page_of(world.an).get(url("board", world)).status_code == 200
    assert planning.awake.cache_info().currsize == 1
    planning.awake().join(30)
    assert not planning.awake().is_alive()
    planning.awake.cache_clear()
    assert page_of(world.gao).get(url("board", world)).status_code == 200
    assert planning.awake.cache_info().currsize == 0
