"""The notebook as its keepers use it: write a line, find it tomorrow, finish it, hand it over, print it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fangxian.areas.models import Area, Person
from fangxian.door.models import Entry
from fangxian.tasks import queries
from fangxian.tasks.acts import CorrectTask, FinishTask, HandOverTask, NoteTask, PostponeTask
from fangxian.tasks.models import Ending, Task
from fangxian.tasks.rules.standing import Standing
from fangxian.tasks.rules.words import Heading
from tests.homes import settle
from tests.world import World, ago

PageOf = Callable[[Person], Client]


def note(world: World, text: str, *, by: Person | None = None, place: Area | None = None, **more: Any) -> int:
    act = NoteTask(area=(place or world.bamboo).pk, text=text, **more)
    key: int = world.written(act, by=by or world.an)["task"]
    return key


def line(world: World, key: int) -> queries.Line:
    with world.all_eyes():
        return queries.line_of(queries.with_rows(Task.objects.filter(pk=key)).get())


def on_day(world: World, days: int = 0) -> dict[int, Standing]:
    with world.eyes_of(world.an):
        sections = queries.day_view(world.bamboo, on=timezone.localdate() + timedelta(days=days))
    return {one.line.task.pk: one.standing for section in sections for one in section.lines}


def url(name: str, world: World, **parts: object) -> str:
    return reverse(f"tasks:{name}", kwargs={"place": world.bamboo.code, **parts})


def text(page: Any) -> str:
    return str(page.content, "utf-8")


def test_the_line_of_the_essay_becomes_a_task_with_place_kind_owner_and_time(world: World) -> None:
    settle(world)
    found = line(world, note(world, "3号楼2单元 消毒 田野 明早"))
    assert found.wording.building is not None
    assert (found.wording.building.number, found.wording.place) == ("3", "3号楼2单元")
    assert found.owner == world.tian
    assert found.due_at is not None
    due = timezone.localtime(found.due_at)
    assert due.date() == timezone.localdate() + timedelta(days=1)
    assert found.wording.heading == Heading.HYGIENE


def test_a_line_that_means_nothing_is_kept_whole(world: World) -> None:
    found = line(world, note(world, "鞋底断了!!! (第二双)"))
    assert found.wording.text == "鞋底断了!!! (第二双)"
    assert (found.owner, found.due_at, found.wording.heading) == (None, None, Heading.OTHER)


def test_a_name_nobody_bears_is_kept_and_flagged(world: World, page_of: PageOf) -> None:
    key = note(world, "王小明 消毒")
    assert line(world, key).wording.unknown_names == ["王小明"]
    assert "name not known here" in text(page_of(world.an).get(url("day", world)))


def test_of_two_people_with_one_name_none_is_guessed(world: World) -> None:
    twin = Person.objects.create_user("tian2", "田野", "correct horse")
    with world.all_eyes():
        post = world.tian.posts.get()
        post.pk, post.person = None, twin
        post.save()
    found = line(world, note(world, "田野 消毒"))
    assert (found.owner, found.wording.unknown_names) == (None, ["田野"])


def test_a_line_typed_in_later_is_read_as_of_when_it_was_written(world: World) -> None:
    found = line(world, note(world, "明早 消毒", happened_at=ago(days=3)))
    assert found.due_at is not None
    assert timezone.localtime(found.due_at).date() == timezone.localtime(ago(days=2)).date()


def test_the_ledger_does_not_hold_the_words(world: World) -> None:
    note(world, "李青 咳嗽 走访")
    entry = Entry._base_manager.get(kind="tasks.note_task")
    assert "李青" not in str(entry.payload) + str(entry.answer)


def test_an_open_task_is_on_every_later_day(world: World) -> None:
    key = note(world, "今天 消毒", happened_at=ago(days=5))
    assert on_day(world)[key] is Standing.CARRIED
    assert on_day(world, 30)[key] is Standing.CARRIED
    assert key not in on_day(world, -6)


def test_a_done_task_shows_on_its_day_and_not_after(world: World) -> None:
    key = note(world, "今天 消毒", happened_at=ago(days=2))
    world.written(FinishTask(task=key, proof="楼道已消毒"), by=world.tian)
    assert on_day(world)[key] is Standing.DONE
    assert on_day(world, -1)[key] is Standing.CARRIED
    assert key not in on_day(world, 1)


def test_done_twice_is_one_end_and_a_remark(world: World) -> None:
    key = note(world, "消毒")
    assert world.written(FinishTask(task=key), by=world.tian)["remarks"] == []
    assert world.written(FinishTask(task=key), by=world.an)["remarks"] == ["already_done"]
    with world.all_eyes():
        assert Ending.objects.get().by == world.tian


def test_handing_over_changes_the_owner_and_keeps_who_had_it(world: World, page_of: PageOf) -> None:
    key = note(world, "田野 消毒")
    world.written(HandOverTask(task=key, to=world.wang.pk, why="田野轮休"), by=world.an)
    assert line(world, key).owner == world.wang
    shown = text(page_of(world.an).get(url("task", world, pk=key)))
    assert "handed over to 汪洋" in shown
    assert "田野轮休" in shown


def test_nothing_is_handed_to_somebody_who_does_not_serve_here(world: World) -> None:
    key = note(world, "消毒")
    assert world.submit(HandOverTask(task=key, to=world.dou.pk), by=world.an).refused == "not_serving_here"


def test_postponing_moves_the_due_time_and_counts(world: World) -> None:
    key = note(world, "今天 消毒")
    later = timezone.now() + timedelta(days=2)
    world.written(PostponeTask(task=key, due_at=later, why="下雨"), by=world.an)
    found = line(world, key)
    assert (found.due_at, found.postponed) == (later, 1)
    assert on_day(world)[key] is Standing.COMING


def test_nothing_is_postponed_into_the_past(world: World) -> None:
    key = note(world, "消毒")
    assert world.submit(PostponeTask(task=key, due_at=ago(hours=1), why="x"), by=world.an).refused == "due_in_the_past"


def test_a_correction_is_understood_again_and_the_former_words_stay(world: World) -> None:
    key = note(world, "消独 田野")
    world.written(CorrectTask(task=key, text="消毒 高山 后天"), by=world.an)
    found = line(world, key)
    assert (found.owner, found.wording.heading) == (world.gao, Heading.HYGIENE)
    with world.all_eyes():
        rows = queries.history(queries.with_rows(Task.objects.filter(pk=key)).get())
    assert [row.what for row in rows] == ["wording", "wording"]


@pytest.mark.parametrize(
    "late",
    [
        lambda key, world: CorrectTask(task=key, text="x"),
        lambda key, world: HandOverTask(task=key, to=world.gao.pk),
        lambda key, world: PostponeTask(task=key, due_at=timezone.now() + timedelta(days=1), why="x"),
    ],
)
def test_what_is_done_is_not_changed_any_more(world: World, late: Callable[[int, World], Any]) -> None:
    key = note(world, "消毒")
    world.written(FinishTask(task=key), by=world.an)
    assert world.submit(late(key, world), by=world.an).refused == "task_done"


def test_another_communitys_task_is_not_found(world: World, page_of: PageOf) -> None:
    key = note(world, "消毒")
    assert world.submit(FinishTask(task=key), by=world.dou).refused == "not_found"
    assert page_of(world.dou).get(url("task", world, pk=key)).status_code == 404
    foreign = reverse("tasks:task", kwargs={"place": world.lotus.code, "pk": key})
    assert page_of(world.dou).get(foreign).status_code == 404


def test_a_gatekeeper_reads_the_notebook_and_does_not_write(world: World, page_of: PageOf) -> None:
    key = note(world, "消毒")
    browser = page_of(world.gao)
    assert "消毒" in text(browser.get(url("day", world)))
    assert browser.post(url("note", world), {}).status_code == 403
    assert world.submit(FinishTask(task=key), by=world.gao).refused == "not_allowed"


def test_a_resident_does_not_read_it(world: World, page_of: PageOf) -> None:
    assert page_of(world.ju).get(url("day", world)).status_code == 403


def test_one_line_and_enter_writes_a_task_once_however_often_it_is_sent(world: World, page_of: PageOf) -> None:
    browser = page_of(world.an)
    form = browser.get(url("day", world)).context["form"]
    sent = {"act_id": form["act_id"].value(), "text": "3号楼2单元 消毒 田野 明早"}
    for _ in range(2):
        assert browser.post(url("note", world), sent).status_code == 302
    with world.all_eyes():
        assert Task.objects.count() == 1
    assert "3号楼2单元 消毒 田野 明早" in text(browser.get(url("day", world)))


def test_an_empty_line_comes_back_with_its_fault(world: World, page_of: PageOf) -> None:
    sent = {"act_id": "01890000-0000-7000-8000-000000000001", "text": " "}
    assert page_of(world.an).post(url("note", world), sent).status_code == 422


def test_the_preview_shows_what_is_understood(world: World, page_of: PageOf) -> None:
    settle(world)
    shown = text(page_of(world.an).get(url("preview", world), {"text": "3号楼 消毒 王小明 明早"}))
    assert "3号楼" in shown
    assert "disinfection" in shown
    assert "王小明" in shown
    assert "not known here" in shown
    assert "not in the register" not in shown


def test_done_is_one_click_on_the_day(world: World, page_of: PageOf) -> None:
    keys = [note(world, "消毒"), note(world, "走访")]
    browser = page_of(world.an)
    shown = text(browser.get(url("day", world)))
    ids = [part.split('"')[0] for part in shown.split('name="act_id" value="')[1:]]
    assert len(set(ids)) == len(ids) >= 2
    for number, key in zip(ids[-2:], keys, strict=True):
        assert browser.post(url("settle", world, pk=key, fate="finish"), {"act_id": number}).status_code == 302
    assert set(on_day(world).values()) == {Standing.DONE}


def test_a_refusal_is_said_on_the_form(world: World, page_of: PageOf) -> None:
    key = note(world, "消毒")
    yesterday = timezone.localtime(ago(days=1)).strftime("%Y-%m-%dT%H:%M")
    sent = {"act_id": "01890000-0000-7000-8000-000000000002", "due_at": yesterday, "why": "下雨"}
    page = page_of(world.an).post(url("settle", world, pk=key, fate="postpone"), sent)
    assert page.status_code == 422
    assert "The new time has already passed" in text(page)


def test_search_finds_open_and_done_lines_by_word_and_owner(world: World, page_of: PageOf) -> None:
    keys = [note(world, "3号楼 消毒 田野"), note(world, "5号楼 走访"), note(world, "喇叭 消毒通知")]
    world.written(FinishTask(task=keys[0]), by=world.an)
    with world.eyes_of(world.an):
        assert [one.task.pk for one in queries.found(world.bamboo, "消毒")] == [keys[2], keys[0]]
        assert [one.task.pk for one in queries.found(world.bamboo, "消毒 田野")] == [keys[0]]
    assert "2 lines found" in text(page_of(world.an).get(url("day", world), {"q": "消毒"}))


def test_the_sheet_for_paper_holds_every_line(world: World, page_of: PageOf) -> None:
    note(world, "3号楼 消毒")
    note(world, "走访返乡人员")
    for size in ("a4", "pocket"):
        shown = text(page_of(world.gao).get(url("sheet", world), {"size": size}))
        assert f"sheet-{size}" in shown
        assert "3号楼 消毒" in shown
        assert "走访返乡人员" in shown


def test_two_hundred_open_lines_stand_under_their_headings_in_few_questions(
    world: World, page_of: PageOf, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    words = ["消毒", "走访", "检查站", "喇叭", "党员", "鞋底断了"]
    for n in range(200):
        note(world, f"{n % 9}号楼 {words[n % 6]}")
    browser = page_of(world.an)
    browser.get(url("day", world))
    with django_assert_max_num_queries(18):
        page = browser.get(url("day", world))
    assert sum(section["open"] for section in page.context["sections"]) == 200
    assert [len(section["lines"]) > 30 for section in page.context["sections"]] == [True] * 6


@pytest.mark.parametrize("on", ["2020-02-30", "x", "2020-02-05"])
def test_any_day_in_the_address_is_answered(world: World, page_of: PageOf, on: str) -> None:
    assert page_of(world.an).get(url("day", world), {"on": on}).status_code == 200
