"""The digest says what an independent recount says, shows no name, and keeps a past day as it was."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from fangxian.areas import scope
from fangxian.areas.models import Area, Person
from fangxian.cases.acts import RecordCase
from fangxian.duty.models import Roster
from fangxian.register.models import Resident
from fangxian.reports.figures import NotCollected, day_of, registered
from fangxian.reports.figures.duty import uncovered
from fangxian.reports.figures.registry import ROOMS, Limit, figure
from fangxian.reports.outputs import FORMATS, document
from fangxian.reports.queries import Digest, digest_of, trends
from fangxian.reports.views import bars
from fangxian.supplies.acts import AskMedicine, IssueFreely, RecordHandover, RecordUnmet, SetIssuePlan
from fangxian.supplies.models import Bag, Handover, MedicineNeed, NeedsRound, StockMove, Unmet
from fangxian.tasks.acts import NoteTask
from tests.supplies.shelf import Shelf, stocked
from tests.world import World, ago

PageOf = Callable[[Person], Client]
NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)


@pytest.fixture
def shelf(world: World) -> Shelf:
    return stocked(world)


def told(world: World, *, by: Person | None = None, now: datetime | None = None, on: date | None = None) -> Digest:
    """The digest of Bamboo as somebody reads it."""
    now = now or timezone.now()
    with world.eyes_of(by or world.an, at=timezone.now()):
        return digest_of(world.bamboo, on=on or timezone.localdate(now), now=now)


def values(digest: Digest) -> dict[str, object]:
    """The values by key."""
    return {line.figure.key: line.value for line in digest.lines}


def a_day_of_supplies(shelf: Shelf) -> None:
    """Two bags, one handed over, one not; masks for everybody; a medicine waits."""
    world, bags = shelf.world, shelf.assigned()
    shelf.receive(3000)
    world.written(IssueFreely(store=shelf.store, item=shelf.masks, per_household=Decimal(5)), by=world.su)
    world.written(SetIssuePlan(item=shelf.masks, per_person_day=Decimal(1), days=14), by=world.su)
    world.written(RecordHandover(bag=bags[0]), by=world.tian)
    world.written(RecordUnmet(bag=bags[1], reason="nobody_home"), by=world.tian)
    home = shelf.homes.households[2].pk
    ask = AskMedicine(household=home, what="胰岛素", wanted_by=ago(hours=-2), runner=world.tian.pk)
    world.written(ask, by=world.su)


def test_the_figures_of_supplies_are_those_of_a_recount(shelf: Shelf) -> None:
    a_day_of_supplies(shelf)
    now = timezone.now() + timedelta(seconds=1)
    found = values(told(shelf.world, now=now))
    with shelf.world.all_eyes():
        issued = [move.change for move in StockMove.objects.all() if move.kind == "issue" and move.price == 0]
        bags_there = {handover.bag_id for handover in Handover.objects.all()}
        stock = sum((move.change for move in StockMove.objects.all()), Decimal(0))
    assert found["supplies.free_units"] == -sum(issued) == 15
    assert found["supplies.bags_handed_over"] == len(bags_there) == 1
    assert found["supplies.unmet"] == 1 and found["supplies.medicines_waiting"] == 1
    assert found["supplies.days_of_cover"] == (stock / shelf.homes.bamboo_people).quantize(Decimal("0.1"))
    assert found["supplies.households_stated"] == 2


@pytest.mark.parametrize(("hours", "late"), [(23.9, 0), (24.1, 3)])
def test_what_is_not_met_in_its_time_is_counted_until_something_comes(shelf: Shelf, hours: float, late: int) -> None:
    """A bag, a line of a bag that came before, and a medicine; whatever comes after the report ends the first two."""
    a_day_of_supplies(shelf)
    world = shelf.world
    with world.all_eyes():
        came, given_up = Bag.objects.order_by("number")
        line = came.list.needs.first()
    assert line is not None
    world.written(RecordUnmet(bag=came.pk, need=line.pk, reason="sold_out"), by=world.tian)
    with world.all_eyes():
        Handover.objects.update(at=ago(hours=hours + 1))
        Unmet.objects.update(at=ago(hours=hours))
        MedicineNeed.objects.update(asked_at=ago(hours=hours + 2), wanted_by=ago(hours=hours))
    assert values(told(world))["supplies.unmet_late"] == late
    world.written(RecordHandover(bag=given_up.pk), by=world.tian)
    assert values(told(world, now=timezone.now() + timedelta(seconds=1)))["supplies.unmet_late"] == max(0, late - 1)


def test_people_and_households_are_those_who_live_here(shelf: Shelf) -> None:
    with shelf.world.all_eyes():
        Resident.objects.filter(pk=shelf.homes.li.pk).update(left_at=ago(minutes=5))
    found = values(told(shelf.world))
    assert (found["register.people"], found["register.households"]) == (shelf.homes.bamboo_people - 1, 3)


def test_the_notebook_counts_what_was_written_down(shelf: Shelf) -> None:
    world = shelf.world
    for text in ("3号楼2单元 消毒", "大喇叭广播两遍"):
        world.written(NoteTask(area=world.bamboo.pk, text=text), by=world.an)
    found = values(told(world, now=timezone.now() + timedelta(seconds=1)))
    assert (found["tasks.noted"], found["tasks.open"], found["tasks.done"]) == (2, 2, 0)
    assert found["tasks.words_open"] == 1


def test_on_time_is_judged_by_the_slot_once_it_is_over(shelf: Shelf) -> None:
    bags = shelf.assigned()
    assert "supplies.on_time" in (digest := values(told(shelf.world))) and digest["supplies.on_time"] is None
    shelf.world.written(RecordHandover(bag=bags[0]), by=shelf.world.tian)
    with shelf.world.all_eyes():
        moment = Handover.objects.get().at + timedelta(microseconds=1)
        NeedsRound.objects.update(
            deadline=moment - timedelta(hours=2), slot_from=moment - timedelta(hours=1), slot_until=moment
        )
    found = values(told(shelf.world, now=timezone.now() + timedelta(seconds=1)))
    assert (found["supplies.on_time"], found["supplies.bags_promised"]) == (50, 2)


def test_zero_is_a_value_and_what_is_missing_says_why(world: World) -> None:
    digest = told(world)
    assert values(digest)["tasks.noted"] == 0
    missing = {line.figure.key: str(line.why) for line in digest.lines if line.value is None}
    assert set(missing) == {
        "supplies.on_time", "supplies.days_of_cover", "cases.level", "duty.unmanned_minutes", "canvass.never",
        "duty.unmanned_gate_minutes", "cases.elicited_percent",
        "monitoring.checked_percent", "monitoring.completed_percent", "monitoring.evaluated_percent",
        "cases.dealt_with_percent", "cases.held_percent", "cases.watched_at_onset_percent",
        "cases.without_contacts_percent",
    }  # fmt: skip
    assert all(len(why) > 5 for why in missing.values())


def test_the_difference_is_against_yesterday_at_the_same_time(shelf: Shelf) -> None:
    shelf.receive(30)
    with shelf.world.all_eyes():
        StockMove.objects.update(at=NOON - timedelta(hours=1), kind="issue", change=-30)
        late = StockMove.objects.get()
        late.pk, late.at, late.change = None, NOON - timedelta(hours=23), Decimal(-10)
        late.save()
        late.pk, late.at, late.change = None, NOON - timedelta(hours=25), Decimal(-4)
        late.save()
    line = next(x for x in told(shelf.world, now=NOON).lines if x.figure.key == "supplies.free_units")
    assert (line.value, line.change) == (30, 30 - 4)


def test_a_past_day_is_cut_at_midnight_and_does_not_change(shelf: Shelf) -> None:
    shelf.receive(30)
    yesterday = timezone.localdate() - timedelta(days=1)
    before = told(shelf.world, on=yesterday)
    shelf.world.written(IssueFreely(store=shelf.store, item=shelf.masks, per_household=Decimal(1)), by=shelf.world.su)
    after = told(shelf.world, on=yesterday)
    assert values(before) == values(after) and before.final and after.at == before.at
    assert timezone.localtime(before.at).hour == 0
    assert not told(shelf.world).final


@pytest.mark.parametrize("who", ["zhen", "qu", "cha", "shen", "an"])
def test_upper_levels_read_the_same_numbers(shelf: Shelf, who: str) -> None:
    a_day_of_supplies(shelf)
    now = timezone.now() + timedelta(seconds=1)
    assert values(told(shelf.world, by=shelf.world.people[who], now=now)) == values(told(shelf.world, now=now))


@pytest.mark.parametrize("who", ["gao", "tian", "dou", "ju"])
def test_who_may_not_count_gets_no_digest(shelf: Shelf, who: str) -> None:
    with pytest.raises(scope.NoScope):
        told(shelf.world, by=shelf.world.people[who])


def test_a_township_adds_up_its_communities(shelf: Shelf) -> None:
    a_day_of_supplies(shelf)
    now = timezone.now() + timedelta(seconds=1)
    with shelf.world.eyes_of(shelf.world.zhen):
        found = values(digest_of(shelf.world.township, on=timezone.localdate(now), now=now))
    assert found["register.people"] == shelf.homes.bamboo_people + 2
    assert found["supplies.free_units"] == 15


def test_no_name_leaves_the_rooms(shelf: Shelf) -> None:
    a_day_of_supplies(shelf)
    made = json.dumps(document(told(shelf.world)), ensure_ascii=False)
    with shelf.world.all_eyes():
        names = {*Resident.objects.values_list("name", flat=True), *(p.name for p in shelf.world.people.values())}
    assert not [name for name in names if name in made] and "胰岛素" not in made


def test_trends_end_with_today_and_have_seven_days(shelf: Shelf) -> None:
    shelf.receive(30)
    now = timezone.now() + timedelta(seconds=1)
    with shelf.world.eyes_of(shelf.world.an):
        past = trends(shelf.world.bamboo, on=timezone.localdate(now), now=now)
    assert {len(values) for values in past.values()} == {7}
    assert past["register.people"][-1] == shelf.homes.bamboo_people


def test_every_figure_has_a_room_words_and_a_source() -> None:
    for each in registered():
        assert each.key.partition(".")[0] in ROOMS
        assert str(each.label) and each.source.split(".")[0] == each.key.split(".")[0]
    assert len({each.key for each in registered()}) == len(registered()) > 20


@pytest.mark.parametrize("key", ["register.people", "nowhere.people"])
def test_a_figure_twice_or_of_no_room_is_an_error(key: str) -> None:
    with pytest.raises(ValueError, match="no room"):
        figure(key, label="x", source="x")(lambda day: 0)


def test_a_reason_is_a_sentence() -> None:
    assert str(NotCollected("Nobody measured it.")) == "Nobody measured it."


def test_today_is_cut_now_and_another_day_at_its_end(world: World) -> None:
    today = day_of(world.bamboo, on=NOON.date(), now=NOON)
    earlier = day_of(world.bamboo, on=date(2026, 3, 1), now=NOON)
    assert today.at == NOON and today.since == NOON - timedelta(hours=12)
    assert earlier.at - earlier.since == timedelta(days=1)
    assert today.before.at == NOON - timedelta(days=1)


def test_small_drawings_stand_on_zero_and_never_burst() -> None:
    drawn = bars([0, 5, None, 10, -3])
    assert [bar["height"] for bar in drawn] == [1, 10, 1, 20, 1]
    assert all(bar["y"] >= 0 and bar["y"] + bar["height"] <= 22 for bar in drawn)


def test_json_has_its_stable_keys(shelf: Shelf) -> None:
    a_day_of_supplies(shelf)
    made = json.loads(FORMATS["json"][0](document(told(shelf.world))))
    assert set(made) == {"place", "on", "at", "final", "parts"}
    assert [part["key"] for part in made["parts"]] == ["operations", "publicity"]
    first = made["parts"][0]["figures"][0]
    assert set(first) == {"key", "label", "unit", "value", "change", "why", "bound", "alarm", "source"}
    assert first["key"] == "register.people" and first["value"] == shelf.homes.bamboo_people


def test_the_spreadsheet_holds_numbers_as_numbers(shelf: Shelf, tmp_path: Path) -> None:
    a_day_of_supplies(shelf)
    path = tmp_path / "digest.xlsx"
    path.write_bytes(FORMATS["xlsx"][0](document(told(shelf.world))))
    rows = list(load_workbook(path).active.values)
    by_source = {row[5]: row[1] for row in rows if row[5]}
    assert by_source["register.residents"] == shelf.homes.bamboo_people


def test_the_sheet_is_a_pdf(shelf: Shelf) -> None:
    assert FORMATS["pdf"][0](document(told(shelf.world))).startswith(b"%PDF")


@pytest.mark.parametrize("form", list(FORMATS))
def test_every_file_downloads_for_who_may_read(shelf: Shelf, page_of: PageOf, form: str) -> None:
    url = f"/{shelf.world.bamboo.code}/reports/digest.{form}"
    answer = page_of(shelf.world.zhen).get(url)
    assert answer.status_code == 200 and answer.headers["Content-Disposition"].startswith("attachment")
    assert page_of(shelf.world.tian).get(url).status_code == 403
    assert page_of(shelf.world.dou).get(url).status_code == 404


def test_the_page_links_to_rows_only_for_who_may_open_them(shelf: Shelf, page_of: PageOf) -> None:
    url, notebook = f"/{shelf.world.bamboo.code}/reports/", f'href="/{shelf.world.bamboo.code}/notebook/"'
    lead = page_of(shelf.world.an).get(url).content.decode()
    upper = page_of(shelf.world.zhen).get(url).content.decode()
    # Once in the rail, and once for each figure of the notebook.
    assert (lead.count(notebook), upper.count(notebook)) == (1 + 6, 0)
    assert "People registered" in upper


@pytest.mark.parametrize(("on", "status"), [("2026-03-01", 200), ("2999-01-01", 404), ("not-a-day", 200)])
def test_a_day_that_has_not_begun_has_no_digest(shelf: Shelf, page_of: PageOf, on: str, status: int) -> None:
    assert page_of(shelf.world.an).get(f"/{shelf.world.bamboo.code}/reports/?on={on}").status_code == status


def test_the_page_asks_the_same_number_of_questions_however_many_live_here(
    shelf: Shelf, page_of: PageOf, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = page_of(shelf.world.an)
    with shelf.world.all_eyes():
        Resident.objects.bulk_create(
            Resident(area=shelf.world.bamboo, household=shelf.homes.households[0], name="村民") for _ in range(300)
        )
    with django_assert_max_num_queries(160):  # type: ignore[attr-defined]
        assert client.get(f"/{shelf.world.bamboo.code}/reports/").status_code == 200


def test_the_drawings_come_when_they_are_asked_for(shelf: Shelf, page_of: PageOf) -> None:
    client, url = page_of(shelf.world.an), f"/{shelf.world.bamboo.code}/reports/"
    plain, drawn = client.get(url).content.decode(), client.get(url, {"week": "1"}).content.decode()
    assert "<rect" not in plain and "Show the last seven days" in plain
    assert drawn.count("<rect") == 7 * len(registered()) and "hx-trigger" not in drawn


def test_the_command_writes_the_same_document(shelf: Shelf, tmp_path: Path) -> None:
    a_day_of_supplies(shelf)
    target = tmp_path / "digest.json"
    on = timezone.localdate().isoformat()
    call_command("digest", area=shelf.world.bamboo.code, on=on, format="json", output=target)
    made = json.loads(target.read_text())
    assert made["place"]["code"] == shelf.world.bamboo.code
    keys = {figure["key"]: figure["value"] for part in made["parts"] for figure in part["figures"]}
    assert keys["supplies.free_units"] == 15


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"area": "371103150999"}, "no place"),
        ({"area": "x"}, "no place"),
        ({"on": "2020-13-01"}, "is no day"),
        ({"on": "tomorrow"}, "is no day"),
        ({"on": "2999-01-01"}, "not begun"),
        ({"format": "pdf"}, "which file"),
    ],
)
def test_the_command_fails_with_one_sentence(world: World, options: dict[str, str], said: str) -> None:
    err = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("digest", **{"area": world.bamboo.code, **options}, stderr=err)
    assert stopped.value.code == 2 and said in err.getvalue() and err.getvalue().count("\n") == 1


def test_a_file_that_cannot_be_written_is_said(world: World, tmp_path: Path) -> None:
    err = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("digest", area=world.bamboo.code, output=tmp_path / "no" / "d.md", stderr=err)
    assert stopped.value.code == 1 and "cannot be written" in err.getvalue()


def test_the_terminal_gets_markdown(world: World) -> None:
    out = StringIO()
    with patch("django.utils.timezone.now", lambda: NOON):
        call_command("digest", area=world.bamboo.code, stdout=out)
    assert out.getvalue().startswith("# 竹村") and "2026-03-10" in out.getvalue()


@pytest.mark.parametrize(
    ("below", "value", "crossed"),
    [(False, 19, False), (False, 20, True), (False, Decimal("20.1"), True), (True, 90, False), (True, 89, True)],
)
def test_a_figure_is_an_alarm_at_its_number_or_below_it(below: bool, value: Decimal, crossed: bool) -> None:
    assert Limit("contacts.any", below=below).crossed(value, Decimal(90 if below else 20)) is crossed


def test_an_alarm_stands_beside_its_figure_with_the_number_of_the_pack(world: World) -> None:
    world.written(RecordCase(area=world.bamboo.pk, name="张三"), by=world.mei)
    lines = {line.figure.key: line for line in told(world, now=timezone.now() + timedelta(seconds=1)).lines}
    none, named = lines["cases.without_contacts_percent"], lines["cases.elicited_percent"]
    assert (none.value, none.bound, none.alarm) == (100, 20, True)
    assert (named.value, named.bound, named.alarm) == (0, 90, True)
    assert not lines["cases.confirmed"].alarm and lines["cases.confirmed"].bound is None


def test_gates_are_counted_apart_from_other_posts() -> None:
    day = day_of(Area(), on=date(2020, 2, 10), now=NOON)
    gaps = [
        {"post": post, "start": 0, "end": 60, "missing": missing, "skill": skill}
        for post, missing, skill in ((1, 1, ""), (2, 2, ""), (1, 1, "medic"))
    ]
    roster = Roster(first_day=date(2020, 2, 10), gaps=gaps)
    assert uncovered(roster, day) == 180
    assert uncovered(roster, day, at={1}) == 60
