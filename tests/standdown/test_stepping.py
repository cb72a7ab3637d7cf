"""When stepping down is proposed, confirmed and refused (domain-rules A-11, A-12; mission S-28)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from fangxian.cases.acts import DecideContacts, DecideLevel, NameContact, RecordCase
from fangxian.cases.queries import level_at
from fangxian.cases.rules.stepping import Days, Picture, conditions, proposed, unit_free_on
from fangxian.door.acts import AdoptPack
from fangxian.monitoring.acts import CloseWatch, OpenWatch
from fangxian.standdown.acts import HandOverRest
from fangxian.standdown.models import Ending
from fangxian.standdown.queries.left import steps_of
from fangxian.standdown.queries.stepping import ending_of
from fangxian.tasks.acts import NoteTask
from tests.homes import Homes, settle
from tests.standdown.ended import FIRST, GROUND, clock, day, ended, outbreak, released, standing, step_down
from tests.world import World

PACK = Days(clear=14, contact_clear=14, unit_extra=10)
D0 = date(2020, 2, 1)


def seen(**changes: object) -> Picture:
    values = {"level": "outbreak", "last_case_on": D0, "last_exposure_on": D0, "contacts_watched": 0, "waiting": 0}
    return Picture(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "on", "unmet"),
    [
        ({}, 13, ["no_new_case", "contacts_clear"]),
        ({}, 14, ["contacts_clear"]),
        ({}, 15, []),
        ({"last_exposure_on": D0 + timedelta(days=3)}, 17, ["contacts_clear"]),
        ({"last_exposure_on": D0 + timedelta(days=3)}, 18, []),
        ({"contacts_watched": 2}, 30, ["contacts_released"]),
        ({"waiting": 1}, 30, ["nobody_waiting"]),
        ({"last_case_on": None, "last_exposure_on": None}, 0, []),
    ],
)
def test_each_condition_holds_from_its_day_on(changes: dict[str, object], on: int, unmet: list[str]) -> None:
    picture, today = seen(**changes), D0 + timedelta(days=on)
    found = conditions(picture, on=today, by=PACK)
    assert [one.code for one in found if one.met is False] == unmet
    assert proposed(picture, found) is (unmet == [])


def test_a_pack_that_asks_for_a_test_asks_a_person() -> None:
    by = Days(clear=14, contact_clear=14, unit_extra=10, tested_within=2)
    found = conditions(seen(), on=D0 + timedelta(days=20), by=by)
    assert [one.code for one in found if one.met is None] == ["tested"]
    assert proposed(seen(), found)


def test_nothing_is_proposed_for_a_calm_place() -> None:
    found = conditions(seen(level="no_case"), on=D0 + timedelta(days=99), by=PACK)
    assert not proposed(seen(level="no_case"), found)


def test_the_stair_of_the_last_case_stays_closed_ten_days_longer() -> None:
    assert unit_free_on(seen(), by=PACK) == D0 + timedelta(days=24)
    assert unit_free_on(seen(last_case_on=None), by=PACK) is None


@given(after=st.integers(0, 60), exposed=st.integers(0, 10), longer=st.integers(0, 10))
def test_a_stricter_pack_never_proposes_earlier(after: int, exposed: int, longer: int) -> None:
    picture = seen(last_exposure_on=D0 + timedelta(days=exposed))
    today = D0 + timedelta(days=after)
    strict = Days(PACK.clear + longer, PACK.contact_clear + longer, PACK.unit_extra)
    if proposed(picture, conditions(picture, on=today, by=strict)):
        assert proposed(picture, conditions(picture, on=today, by=PACK))


def test_the_day_is_counted_from_the_last_contact_not_from_the_case(world: World) -> None:
    watch = outbreak(world, settle(world))
    assert [(one.code, one.met) for one in standing(world, 15).conditions] == [
        ("no_new_case", True), ("contacts_clear", False), ("contacts_released", False), ("nobody_waiting", True),
    ]  # fmt: skip
    released(world, watch)
    assert not standing(world, 15).proposed
    assert standing(world, 16).proposed
    assert standing(world, 16).conditions[1].holds_on == FIRST + timedelta(days=16)


def test_a_contact_entered_by_mistake_holds_nobody_up(world: World) -> None:
    watch = outbreak(world, settle(world))
    with clock(day(2)):
        from_mistake = {"watch": watch, "outcome": "mistaken", "reason": "同名", "happened_at": day(2)}
        world.written(CloseWatch(**from_mistake), by=world.an)
    assert standing(world, 14).picture.last_exposure_on is None
    assert standing(world, 14).proposed


def test_a_named_person_steps_down_and_the_level_drops(world: World) -> None:
    key = ended(world, settle(world))
    with world.all_eyes():
        ending = Ending.objects.get(pk=key)
        level = level_at(world.bamboo, day(16, 10))
    assert level is not None
    assert (level.level, level.decided_by, level.document_no) == ("no_case", world.an, GROUND["document_no"])
    assert (ending.level, ending.by, ending.decision) == ("outbreak", world.an, level)
    assert [row["code"] for row in ending.conditions if row["met"]] == [
        "no_new_case", "contacts_clear", "contacts_released", "nobody_waiting",
    ]  # fmt: skip


def test_too_early_is_refused_with_how_many_conditions_are_missing(world: World) -> None:
    outbreak(world, settle(world))
    with clock(day(10)):
        entry = world.submit(step_down(world, happened_at=day(10)), by=world.an)
    assert (entry.refused, entry.answer) == ("conditions_not_met", {"count": 3})


def test_without_its_ground_nothing_drops(world: World) -> None:
    released(world, outbreak(world, settle(world)))
    entry = world.submit(step_down(world, document_no=""), by=world.an)
    assert entry.refused == "level_ground_missing"
    with world.all_eyes():
        assert not Ending.objects.exists()
        level = level_at(world.bamboo, day(99))
    assert level is not None and level.level == "outbreak"


def test_a_response_ends_in_one_place_at_a_time(world: World) -> None:
    assert world.submit(step_down(world, area=world.township.pk), by=world.zhen).refused == "one_place_ends"


def test_a_calm_place_ends_once_and_begins_anew_with_a_level_above_calm(world: World) -> None:
    with clock(day(16)):
        key = world.written(step_down(world, happened_at=day(16)), by=world.an)["ending"]
        assert world.submit(step_down(world, happened_at=day(16)), by=world.an).refused == "ended_already"
    with world.all_eyes():
        ending = Ending.objects.get(pk=key)
        assert (ending.level, ending.decision.level) == ("no_case", "no_case")
        assert ending_of(world.bamboo, at=day(17)) == ending
    for on, level in ((18, "outbreak"), (40, "no_case")):
        with clock(day(on)):
            act = DecideLevel(area=world.bamboo.pk, level=level, reason="流调", happened_at=day(on), **GROUND)
            world.written(act, by=world.an)
    with world.all_eyes():
        assert ending_of(world.bamboo, at=day(41)) is None
    with clock(day(41)):
        world.written(step_down(world, happened_at=day(41)), by=world.an)


def test_a_calm_place_does_not_end_while_a_contact_is_watched_or_somebody_waits(world: World) -> None:
    homes = settle(world)
    with clock(day(0)):
        waiting = RecordCase(area=world.bamboo.pk, resident=homes.li.pk, happened_at=day(0))
        world.written(waiting, by=world.an)
        contact = OpenWatch(resident=homes.zhang.pk, category="contact", day_zero=FIRST, happened_at=day(0))
        world.written(contact, by=world.an)
        entry = world.submit(step_down(world, happened_at=day(0)), by=world.an)
    assert (entry.refused, entry.answer) == ("conditions_not_met", {"count": 3})


def test_what_a_district_decided_later_holds_in_a_village_that_stepped_down(world: World) -> None:
    ended(world, settle(world))
    with clock(day(30)):
        values = {"area": world.district.pk, "level": "community_transmission", "reason": "流调", **GROUND}
        world.written(DecideLevel(**values, happened_at=day(30)), by=world.qu)
        entry = world.submit(step_down(world, happened_at=day(30)), by=world.an)
    with world.all_eyes():
        level = level_at(world.bamboo, day(31))
        assert level is not None and (level.level, level.area) == ("community_transmission", world.district)
        assert ending_of(world.bamboo, at=day(31)) is None
    assert (entry.refused, entry.answer) == ("level_of_above", {"place": "岚山区"})
    with clock(day(60)):
        lower = DecideLevel(area=world.district.pk, level="no_case", reason="流调", happened_at=day(60), **GROUND)
        world.written(lower, by=world.qu)
        world.written(step_down(world, happened_at=day(60)), by=world.an)


def test_a_calm_word_from_above_does_not_lift_what_the_village_decided(world: World) -> None:
    outbreak(world, settle(world))
    with clock(day(2)):
        calm = DecideLevel(area=world.district.pk, level="no_case", reason="全区无新增", happened_at=day(2), **GROUND)
        world.written(calm, by=world.qu)
    with world.all_eyes():
        level = level_at(world.bamboo, day(3))
    assert level is not None and (level.level, level.area) == ("outbreak", world.bamboo)


def test_a_last_exposure_that_was_put_right_is_not_counted_any_more(world: World) -> None:
    homes = settle(world)
    case, contact = traced(world, homes, last_on=FIRST + timedelta(days=5))
    assert standing(world, 5).picture.last_exposure_on == FIRST + timedelta(days=5)
    with clock(day(6)):
        right = DecideContacts(case=case, contacts=(contact,), finding="close", last_on=FIRST, happened_at=day(6))
        world.written(right, by=world.an)
    assert standing(world, 6).picture.last_exposure_on == FIRST
    with clock(day(7)):
        none = DecideContacts(case=case, contacts=(contact,), finding="none", last_on=FIRST, happened_at=day(7))
        world.written(none, by=world.an)
    assert standing(world, 7).picture.last_exposure_on is None


def test_a_returnee_who_is_a_contact_as_well_is_a_contact_under_observation(world: World) -> None:
    homes = settle(world)
    with clock(day(1)):
        opened = OpenWatch(resident=homes.zhang.pk, category="returnee", day_zero=FIRST, happened_at=day(1))
        world.written(opened, by=world.an)
    assert standing(world, 1).picture.contacts_watched == 0
    traced(world, homes, last_on=FIRST + timedelta(days=5))
    assert standing(world, 5).picture.contacts_watched == 1


def traced(world: World, homes: Homes, *, last_on: date) -> tuple[int, int]:
    """A case whose contact Zhang is found to be on day 5; the case and the contact."""
    with clock(day(5)):
        confirmed = {"resident": homes.li.pk, "classification": "confirmed", "on": FIRST, "onset_on": FIRST}
        case = world.written(RecordCase(area=world.bamboo.pk, **confirmed, happened_at=day(5)), by=world.an)["case"]
        named = NameContact(case=case, resident=homes.zhang.pk, last_on=last_on, happened_at=day(5))
        contact = world.written(named, by=world.an)["contact"]
        found = DecideContacts(case=case, contacts=(contact,), finding="close", happened_at=day(5))
        world.written(found, by=world.an)
    return case, contact


def test_a_new_case_and_a_new_level_undo_the_ending(world: World) -> None:
    homes = settle(world)
    ended(world, homes)
    with world.all_eyes():
        assert ending_of(world.bamboo, at=day(17)) is not None
    with clock(day(18)):
        world.written(
            RecordCase(area=world.bamboo.pk, resident=homes.zhang.pk, classification="confirmed", happened_at=day(18)),
            by=world.an,
        )
        again = DecideLevel(area=world.bamboo.pk, level="case_present", happened_at=day(18), **GROUND)
        world.written(again, by=world.an)
    with world.all_eyes():
        assert ending_of(world.bamboo, at=day(19)) is None


def test_the_same_village_under_sars_waits_for_its_own_days(world: World) -> None:
    watch = outbreak(world, settle(world))
    pack = AdoptPack(area=world.bamboo.pk, pack_kind="disease", pack="sars-2003", since=FIRST)
    world.written(pack, by=world.an)
    released(world, watch)
    under_sars = standing(world, 16)
    by_code = {one.code: one.days for one in under_sars.conditions}
    assert by_code["no_new_case"] == under_sars.conditions[0].days
    assert under_sars.proposed == all(one.met for one in under_sars.conditions)


def test_what_is_left_is_handed_over_once_and_comes_back_when_it_grows(world: World) -> None:
    homes = settle(world)
    act = HandOverRest(area=world.bamboo.pk, step="tasks", to="社区服务中心")
    world.written(NoteTask(area=world.bamboo.pk, text="3号楼 送药"), by=world.an)
    assert world.submit(act, by=world.an).refused == "not_ended"
    ended(world, homes)
    act = act.model_copy(update={"id": HandOverRest(area=0, step="x", to="xx").id})
    assert world.written(act, by=world.an)["count"] == 1
    assert tasks_left(world) == 0
    world.written(NoteTask(area=world.bamboo.pk, text="1号楼 消毒"), by=world.an)
    assert tasks_left(world) == 2


def test_a_closure_is_never_handed_over(world: World) -> None:
    ended(world, settle(world))
    assert world.submit(HandOverRest(area=world.bamboo.pk, step="closures", to="居委会"), by=world.an).refused == (
        "step_stays"
    )
    assert world.submit(HandOverRest(area=world.bamboo.pk, step="tasks", to="居委会"), by=world.an).refused == (
        "nothing_left"
    )


def tasks_left(world: World) -> int:
    """How many lines of the notebook the ending still asks for."""
    with world.eyes_of(world.an):
        return next(step.left for step in steps_of(world.bamboo, at=timezone.now()) if step.code == "tasks")
