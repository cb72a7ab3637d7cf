"""Work apart from its page: one at a time by name, told how far it is, and its end is known however it came."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from fangxian.door import apart
from fangxian.door.apart import DONE, FAILED, RUNNING, Report, begin, carry_out, report_of, say
from fangxian.door.models import Entry
from tests.world import World


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Iterator[Path]:
    settings.VAR = tmp_path
    yield tmp_path / "apart"


def entry(code: str = "", **answer: object) -> Entry:
    return Entry(fate=Entry.REFUSED if code else Entry.WRITTEN, code=code, answer=answer)


def test_what_was_never_begun_has_no_report(world: World) -> None:
    assert report_of("nothing") is None


def test_a_work_says_how_far_it_is_and_how_it_ended(world: World) -> None:
    seen = []

    def work() -> Entry:
        say("write", 3, 9)
        seen.append(json.loads((apart._file("x")).read_text()))
        return entry(rows=9)

    carry_out("x", Report(RUNNING, 7, world.an.pk, 1.0), work)
    assert [(s["phase"], s["done"], s["of"], s["state"]) for s in seen] == [("write", 3, 9, RUNNING)]
    assert report_of("x") == Report(DONE, 7, world.an.pk, 1.0, answer={"rows": 9})
    say("nobody", 1, 2)
    assert report_of("x") == Report(DONE, 7, world.an.pk, 1.0, answer={"rows": 9})


def test_a_refusal_and_a_bug_both_end_it(world: World, caplog: pytest.LogCaptureFixture) -> None:
    carry_out("x", Report(RUNNING, 7, 1, 1.0), lambda: entry("upload_gone"))
    assert (found := report_of("x")) and (found.state, found.code) == (FAILED, "upload_gone")
    carry_out("x", Report(RUNNING, 7, 1, 1.0), lambda: 1 // 0)  # type: ignore[arg-type, return-value]
    assert (found := report_of("x")) and (found.state, found.code) == (FAILED, "")
    assert "x could not be carried out" in caplog.text


def test_one_at_a_time_and_the_second_hears_who_is_at_it(world: World) -> None:
    going, leave = threading.Event(), threading.Event()

    def work() -> Entry:
        going.set()
        assert leave.wait(10)
        return entry()

    assert begin("x", subject=7, by=world.an, work=work) is None
    assert going.wait(10)
    second = begin("x", subject=8, by=world.dou, work=work)
    assert second and (second.state, second.subject, second.by) == (RUNNING, 7, world.an.pk)
    assert begin("y", subject=8, by=world.dou, work=entry) is None
    leave.set()
    for thread in threading.enumerate():
        if thread.name in {"x", "y"}:
            thread.join(10)
    assert (found := report_of("x")) and found.state == DONE
    assert begin("x", subject=8, by=world.dou, work=entry) is None


def test_a_process_that_was_killed_leaves_a_failed_work(world: World) -> None:
    apart._write("x", Report(RUNNING, 7, 1, 1.0, phase="write"))
    assert (found := report_of("x")) and found.state == FAILED


def test_a_report_that_cannot_be_read_is_none(world: World) -> None:
    apart._file("x").write_text("{broken")
    assert report_of("x") is None
