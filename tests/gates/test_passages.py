"""Passages through the door: recorded whatever happens, judged by the rules of their day, counted at every moment."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import import_module
from itertools import permutations
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from fangxian.door.models import Entry
from fangxian.gates.acts import BookLine, EndAuthorisation, GrantAuthorisation, RecordGateBook, TakeBackPassage
from fangxian.gates.models import GateHour, Passage
from fangxian.gates.queries import inside_count
from fangxian.gates.queries.standing import rules_in
from fangxian.gates.rules import Passed, Way, flags
from fangxian.gates.rules.ruling import TRIP
from fangxian.households.queries import checked_today
from fangxian.monitoring.acts import OpenWatch, RecordReading, Signs
from fangxian.monitoring.models import Referral
from fangxian.monitoring.queries import latest_readings, open_referrals, readings_of, standings
from fangxian.monitoring.queries.counts import evaluated
from fangxian.register.models import Resident, Vehicle
from tests.gates.village import Village
from tests.measures.orders import confine
from tests.world import World, ago


def inside(village: Village, at: datetime | None = None) -> int:
    with village.world.all_eyes():
        return inside_count(village.world.bamboo, at or timezone.now()).inside


def test_going_out_without_authorisation_is_turned_back_and_written_down(village: Village) -> None:
    answer = village.record("out", resident=village.homes.li.pk)
    assert (answer["verdict"], answer["reasons"], answer["outcome"]) == ("denied", ["no_authorisation"], "turned_back")
    assert inside(village) == village.homes.bamboo_people


def test_who_went_all_the_same_is_recorded_and_remarked(village: Village) -> None:
    answer = village.record("out", resident=village.homes.li.pk, outcome="passed")
    assert answer["remarks"] == ["against_verdict"]
    assert inside(village) == village.homes.bamboo_people - 1


def test_a_resident_comes_home_with_a_temperature(village: Village) -> None:
    village.record("out", resident=village.homes.li.pk, outcome="passed", happened_at=ago(hours=2))
    answer = village.record("in", resident=village.homes.li.pk, temperature=Decimal("36.4"))
    assert (answer["verdict"], answer["remarks"], answer["flags"]) == ("allowed", [], [])
    assert inside(village) == village.homes.bamboo_people


def test_twelve_sheep_without_authorisation_are_refused_and_logged_as_animal(village: Village) -> None:
    answer = village.record("in", moving="animal", animals=12)
    assert (answer["verdict"], answer["reasons"], answer["outcome"]) == ("denied", ["no_animal_pass"], "turned_back")
    (row,) = village.rows()
    assert (row.kind, row.animals, row.persons, row.outcome) == ("animal", 12, 0, "turned_back")
    assert inside(village) == village.homes.bamboo_people


def test_an_ambulance_passes_under_the_emergency_rule_and_is_logged(village: Village) -> None:
    answer = village.record("in", moving="vehicle", emergency="ambulance", plate="鲁L·120", persons=2)
    assert (answer["verdict"], answer["outcome"], answer["remarks"]) == ("emergency", "passed", [])
    assert inside(village) == village.homes.bamboo_people + 2


def test_fever_at_the_gate_is_held_and_not_counted(village: Village) -> None:
    answer = village.record("in", resident=village.homes.li.pk, temperature=Decimal("37.3"))
    assert (answer["verdict"], answer["outcome"], answer["remarks"]) == ("held", "held", ["medic", "referred"])


def test_an_authorisation_in_force_opens_the_gate_and_is_named(village: Village) -> None:
    granted = village.grant(resident=village.homes.li.pk)
    answer = village.record("out", resident=village.homes.li.pk)
    assert (answer["verdict"], answer["reasons"]) == ("allowed", ["authorised"])
    assert str(village.rows()[0].authorisation_id) == granted["authorisation"]


def test_a_withdrawn_authorisation_opens_nothing(village: Village) -> None:
    granted = village.grant(resident=village.homes.li.pk)
    village.world.written(
        EndAuthorisation(authorisation=granted["authorisation"], reason="已返回"), by=village.world.an
    )
    assert village.record("out", resident=village.homes.li.pk)["verdict"] == "denied"


def test_an_authorisation_of_one_is_not_one_of_another(village: Village) -> None:
    village.grant(resident=village.homes.li.pk)
    assert village.record("out", resident=village.homes.zhang.pk)["verdict"] == "denied"


def test_shopping_is_one_person_of_a_household_every_two_days(village: Village) -> None:
    home = village.homes.li.household_id
    village.grant(household=home, purpose="shopping", since=ago(days=3))
    with village.world.all_eyes():
        one, other, *_ = Resident.objects.filter(household=home).order_by("pk")
    assert village.record("out", resident=one.pk, persons=2)["reasons"] == ["too_many"]
    assert village.record("out", resident=one.pk, happened_at=ago(hours=40))["verdict"] == "allowed"
    assert village.record("out", resident=other.pk)["reasons"] == ["trip_too_soon"]


def test_a_trip_uploaded_late_flags_the_later_one(village: Village) -> None:
    home = village.homes.li
    village.grant(household=home.household_id, purpose="shopping", since=ago(days=3))
    assert village.record("out", resident=home.pk)["flags"] == []
    village.record("out", resident=home.pk, happened_at=ago(hours=30))
    village.record("in", resident=home.pk, happened_at=ago(hours=29), temperature=Decimal("36.5"))
    assert [row.flags for row in village.rows()] == [[], [], ["trip_too_soon"]]
    assert village.rows()[-1].verdict == "allowed"


def test_a_household_that_must_stay_at_home_is_warned_of_without_being_told_why(village: Village) -> None:
    village.world.written(confine(village.world, village.homes), by=village.world.an)
    answer = village.record("out", resident=village.homes.li.pk, outcome="passed")
    assert answer["reasons"] == ["stays_home", "no_authorisation"]
    assert answer["remarks"] == ["against_verdict", "stays_home"]


def test_a_gate_that_is_shut_is_remarked_upon(village: Village) -> None:
    with village.world.all_eyes():
        shut = village.gate.area.gates.get(name="北门")
    answer = village.world.written(
        village.passage("in", moving="goods").model_copy(update={"gate": shut.pk}), by=village.world.gao
    )
    assert "gate_shut" in answer["remarks"]


def test_a_clock_far_in_the_future_is_flagged_and_not_believed(village: Village) -> None:
    assert "clock_ahead" in village.record("in", resident=village.homes.li.pk, happened_at=ago(hours=-3))["remarks"]
    assert village.rows()[0].at <= timezone.now()


@pytest.mark.parametrize("unknown", [{"resident": 10**9}, {"authorisation": uuid4()}, {"emergency": "party"}])
def test_what_nobody_knows_is_remarked_and_never_refused(village: Village, unknown: dict[str, object]) -> None:
    assert [code for code in village.record("in", **unknown)["remarks"] if code.startswith("unknown_")]


def test_a_resident_of_another_community_is_a_stranger_here(village: Village) -> None:
    answer = village.record("in", resident=village.homes.lotus_qian.pk)
    assert "unknown_resident" in answer["remarks"] and answer["verdict"] == "denied"


def test_the_car_of_a_household_comes_home(village: Village) -> None:
    with village.world.all_eyes():
        Vehicle.objects.create(area=village.world.bamboo, household=village.homes.li.household, plate="鲁L12345")
    assert (
        village.record("in", moving="vehicle", plate="鲁L·12345", temperature=Decimal("36.5"))["verdict"] == "allowed"
    )
    assert village.record("in", moving="vehicle", plate="鲁L54321")["reasons"] == ["no_vehicle_pass"]


def test_every_order_of_upload_gives_the_same_flags_and_the_same_count(village: Village) -> None:
    li = village.homes.li.pk
    story = [("out", 9), ("out", 8), ("in", 7), ("in", 6), ("out", 5)]
    seen = set()
    for order in list(permutations(story))[::13]:
        with village.world.all_eyes():
            Passage.objects.all().delete()
            GateHour.objects.all().delete()
        for way, hours in order:
            village.record(
                way, resident=li, outcome="passed", happened_at=ago(hours=hours), temperature=Decimal("36.5")
            )
        counts = tuple(inside(village, ago(hours=hours - 0.5)) for _way, hours in story)
        seen.add((tuple(tuple(row.flags) for row in village.rows()), counts))
    people = village.homes.bamboo_people
    flagged = ((), ("double_out",), (), ("never_out",), ())
    assert seen == {(flagged, (people - 1, people - 2, people - 1, people, people - 1))}


def test_a_night_that_arrives_in_any_order_has_the_flags_of_the_whole_line(village: Village) -> None:
    """What is rewritten is a passage's neighbours only: it must come out as if everything had been looked at."""
    pair = (village.homes.li, village.homes.zhang)
    dice, night = random.Random(5), timezone.now()
    for _night in range(6):
        with village.world.all_eyes():
            Passage.objects.all().delete()
            GateHour.objects.all().delete()
        for hours in dice.sample([each // 2 for each in range(24)], k=14):
            way, of, purpose = dice.choice(("in", "out")), dice.choice(pair), dice.choice((TRIP, "illness"))
            at = night - timedelta(hours=hours)
            village.record(way, resident=of.pk, outcome="passed", happened_at=at, purpose=purpose)
        rows = village.rows()
        trips = [row.household_id if row.purpose == TRIP else None for row in rows]
        line = [
            Passed(row.pk, row.at, Way(row.way), row.home, row.subject, trip)
            for row, trip in zip(rows, trips, strict=True)
        ]
        whole = flags(line, rules=rules_in("cn-2020-covid"))
        assert [(row.pk, tuple(row.flags)) for row in rows] == [(each.id, whole[each.id]) for each in line]


def test_a_passage_sent_twice_is_one_passage(village: Village) -> None:
    act = village.passage("out", resident=village.homes.li.pk)
    answers = [village.world.written(act, by=village.world.gao) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2] and len(village.rows()) == 1


def test_a_slip_is_taken_back_and_both_rows_stay(village: Village) -> None:
    answer = village.record("out", resident=village.homes.li.pk, outcome="passed")
    take = TakeBackPassage(passage=answer["passage"], reason="按错了")
    village.world.written(take, by=village.world.gao)
    assert inside(village) == village.homes.bamboo_people and len(village.rows()) == 1
    again = TakeBackPassage(passage=answer["passage"])
    assert village.world.submit(again, by=village.world.gao).refused == "already_taken_back"


def test_taking_back_a_slip_clears_the_flag_it_had_caused(village: Village) -> None:
    li = village.homes.li.pk
    first = village.record("out", resident=li, outcome="passed", happened_at=ago(hours=2))
    assert village.record("out", resident=li, outcome="passed")["flags"] == ["double_out"]
    village.world.written(TakeBackPassage(passage=first["passage"]), by=village.world.an)
    assert village.rows()[-1].flags == []


def test_after_the_packs_minutes_only_the_lead_takes_back(village: Village) -> None:
    answer = village.record("out", resident=village.homes.li.pk, outcome="passed")
    with village.world.all_eyes():
        Passage.objects.update(received_at=ago(minutes=11))
    take = TakeBackPassage(passage=answer["passage"])
    assert village.world.submit(take, by=village.world.gao).refused == "too_late_to_take_back"
    assert village.world.submit(TakeBackPassage(passage=answer["passage"]), by=village.world.an).written


def test_a_resident_who_moved_away_is_counted_neither_in_nor_out(village: Village) -> None:
    village.record("out", resident=village.homes.li.pk, outcome="passed", happened_at=ago(hours=2))
    with village.world.all_eyes():
        Resident.objects.filter(pk=village.homes.li.pk).update(left_at=ago(hours=1))
    assert inside(village) == village.homes.bamboo_people - 1


def test_a_guests_name_is_nowhere_in_the_ledger(village: Village) -> None:
    act = village.passage("in", guest="何来客", guest_phone="13900009999")
    village.world.written(act, by=village.world.gao)
    payload = str(Entry._base_manager.get(act_id=act.id).payload)
    assert "何来客" not in payload and "13900009999" not in payload
    assert village.rows()[0].guest == "何来客"


@pytest.mark.parametrize(
    ("nickname", "fate"),
    [
        ("gao", None), ("an", None), ("tian", "not_allowed"), ("wang", "not_found"), ("mei", "not_allowed"),
        ("ju", "not_allowed"), ("dong", "not_found"), ("dou", "not_found"), ("zhen", "not_allowed"),
        ("shen", "not_allowed"),
    ],
)  # fmt: skip
def test_who_may_record_a_passage_in_bamboo(village: Village, nickname: str, fate: str | None) -> None:
    act = village.passage("in", moving="goods")
    assert village.world.submit(act, by=getattr(village.world, nickname)).refused == fate


@pytest.mark.parametrize(
    ("nickname", "fate"), [("an", None), ("gao", "not_allowed"), ("dou", "not_found"), ("zhen", "not_allowed")]
)
def test_who_may_grant_an_authorisation(village: Village, nickname: str, fate: str | None) -> None:
    act = grant_of(village.world)
    assert village.world.submit(act, by=getattr(village.world, nickname)).refused == fate


def grant_of(world: World) -> GrantAuthorisation:
    return GrantAuthorisation(
        area=world.bamboo.pk, plate="鲁L00002", moving="vehicle", purpose="daily_supply", until=ago(hours=-5)
    )


def test_coming_home_under_a_pass_that_is_known_is_nothing_to_remark(village: Village) -> None:
    number = village.grant(resident=village.homes.li.pk)["authorisation"]
    answer = village.record("in", resident=village.homes.li.pk, temperature="36.5", authorisation=number)
    assert answer["remarks"] == [] and answer["verdict"] == "allowed"
    unknown = village.record("in", resident=village.homes.li.pk, temperature="36.5", authorisation=uuid4())
    assert unknown["remarks"] == ["unknown_authorisation"]


def referred(village: Village, resident: Resident) -> list[tuple[Referral, str]]:
    """The referrals of somebody as the medic sees them, each with the temperature that was measured."""
    with village.world.eyes_of(village.world.mei):
        said = {one.check.pk: str(one.seen.temperature) for one in readings_of(resident, until=timezone.now())}
        return [(each, said[each.checked_id]) for each in Referral.objects.filter(resident=resident).order_by("pk")]


def test_a_residents_fever_at_the_gate_refers_them_with_a_clock_though_nobody_watches_them(village: Village) -> None:
    answer = village.record("in", resident=village.homes.li.pk, temperature="38.2")
    assert "38.2" not in str(answer) and "fever" not in str(answer)
    ((referral, celsius),) = referred(village, village.homes.li)
    assert (celsius, referral.watch, referral.checked.how) == ("38.2", None, "gate")
    assert referral.due_at > timezone.now() and referral.resident.pk == village.homes.li.pk
    with village.world.eyes_of(village.world.mei):
        assert [one.pk for one in open_referrals(village.world.bamboo, at=timezone.now())] == [referral.pk]


def test_a_second_fever_at_the_gate_waits_under_the_first_clock(village: Village) -> None:
    for _twice in range(2):
        village.record("in", resident=village.homes.li.pk, temperature="38.2")
    assert len(referred(village, village.homes.li)) == 1


def test_a_fever_of_the_paper_book_and_one_no_body_can_have_reach_the_medic_too(village: Village) -> None:
    line = BookLine(way="in", at=ago(hours=5), resident=village.homes.zhang.pk, temperature=Decimal("37.3"))
    village.world.written(RecordGateBook(gate=village.gate.pk, lines=(line,)), by=village.world.gao)
    ((_referral, celsius),) = referred(village, village.homes.zhang)
    assert celsius == "37.3"
    village.record("in", resident=village.homes.li.pk, temperature="44.5")
    assert len(referred(village, village.homes.li)) == 1


def test_no_fever_no_resident_no_referral(village: Village) -> None:
    village.record("in", resident=village.homes.li.pk, temperature="37.2")
    answer = village.record("in", guest="何来客", temperature="39.0")
    assert answer["remarks"] == ["medic"]
    with village.world.all_eyes():
        assert not Referral.objects.exists()


@pytest.mark.parametrize("persons", [3, None])
def test_among_several_the_medic_is_told_the_highest_and_nobodys_chart_has_it(
    village: Village, persons: int | None
) -> None:
    together = {"moving": "vehicle", "persons": persons, "temperatures": ("36.5", "36.6", "38.0")}
    village.record("in", resident=village.homes.li.pk, **together)
    assert [celsius for _each, celsius in referred(village, village.homes.li)] == ["None"]
    with village.world.eyes_of(village.world.mei):
        (read,) = readings_of(village.homes.li, until=timezone.now())
    assert "3" in read.note and "38.0" in read.note and read.check.remarks == []


def waiting(village: Village) -> list[str]:
    """Where what the medic is asked about was measured."""
    with village.world.eyes_of(village.world.mei):
        return [one.checked.how for one in open_referrals(village.world.bamboo, at=timezone.now())]


def test_a_fever_of_the_wrong_person_is_taken_back_from_their_file_and_holds_nobody(village: Village) -> None:
    li, world = village.homes.li, village.world
    world.written(OpenWatch(resident=li.pk, category="returnee", happened_at=ago(days=2)), by=world.an)
    answer = village.record("in", resident=li.pk, temperature="38.2")
    world.written(TakeBackPassage(passage=answer["passage"], reason="选错了人"), by=world.gao)
    assert waiting(village) == []
    with world.eyes_of(world.mei):
        (one,) = standings(world.bamboo, at=timezone.now())
        assert one.referral is None and not any(slot.at for slot in one.found)
        assert readings_of(li, until=timezone.now()) == []
        assert latest_readings([li.pk], until=timezone.now(), since=ago(days=1)) == {}
        assert checked_today([li], at=timezone.now()) == {}
        assert evaluated(world.bamboo, since=ago(days=7), until=ago(days=-3)) == (0, 0)
        # Both rows stay, and the referral with how it ended.
        assert Referral.objects.get().end.outcome == "mistaken"


def test_what_waited_under_a_fever_taken_back_waits_on_with_its_clock(village: Village) -> None:
    li, world = village.homes.li, village.world
    answer = village.record("in", resident=li.pk, temperature="38.2")
    world.written(RecordReading(resident=li.pk, signs=Signs(temperature=Decimal("37.8"))), by=world.an)
    assert waiting(village) == ["gate"]
    world.written(TakeBackPassage(passage=answer["passage"]), by=world.gao)
    assert waiting(village) == ["self"]
    with world.all_eyes():
        first, second = Referral.objects.order_by("pk")
    assert first.due_at == second.due_at


def test_two_fevers_taken_back_one_after_the_other_leave_nothing(village: Village) -> None:
    answers = [village.record("in", resident=village.homes.li.pk, temperature="38.2") for _twice in range(2)]
    for answer, left in zip(answers, (["gate"], []), strict=True):
        village.world.written(TakeBackPassage(passage=answer["passage"]), by=village.world.gao)
        assert waiting(village) == left


def test_a_house_brought_up_to_date_calls_no_passage_a_fever_though_its_temperature_is_erased(village: Village) -> None:
    village.record("in", resident=village.homes.li.pk, temperature="38.2")
    migration = import_module("fangxian.gates.migrations.0012_every_mark_renamed")
    with village.world.all_eyes():
        Passage.objects.update(temperature="", reasons=["fever"], remarks=["fever", "referred"])
        for change, code in ((migration.renamed, "medic"), (migration.named_back, "fever")):
            change(apps, connection.schema_editor())
            (row,) = Passage.objects.all()
            assert (row.reasons, row.remarks) == ([code], [code, "referred"])
