"""Contacts from proposal to release: why each is on the list, who is held, and who goes free when the case is none."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.areas.models import Person
from fangxian.cases import queries
from fangxian.cases.acts import (
    ClassifyCase,
    DecideContacts,
    NameContact,
    RecordCase,
    RecordStay,
    RecordStep,
    TakeBackStay,
    TraceContacts,
)
from fangxian.cases.models import Case, Contact, ContactGround
from fangxian.door.acts import AdoptPack
from fangxian.gates.acts import RecordPassage, TakeBackPassage
from fangxian.measures.acts import AddGate
from fangxian.monitoring.acts import CloseWatch, OpenWatch
from fangxian.monitoring.models import Watch
from fangxian.monitoring.queries import until_of, watches
from fangxian.register.models import Building, Dwelling, Employer, Household, Resident
from fangxian.tasks.models import Wording
from tests.homes import Homes, settle
from tests.world import World, ago

PageOf = Callable[[Person], Client]


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def recorded(world: World, resident: Resident | None, classification: str = "suspected", **more: Any) -> int:
    """A case whose first symptoms were three days ago."""
    values = {"area": world.bamboo.pk, "resident": resident.pk if resident else None, "onset_on": days_ago(3), **more}
    key: int = world.written(RecordCase(classification=classification, **values), by=world.mei)["case"]
    return key


def traced(world: World, case: int) -> dict[str, list[str]]:
    """The names on the list of a case after tracing it, each with the grounds."""
    world.written(TraceContacts(case=case), by=world.mei)
    return listed(world, case)


def listed(world: World, case: int) -> dict[str, list[str]]:
    with world.all_eyes():
        about = Case.objects.get(pk=case)
        found = queries.judged(queries.contacts_of(about).select_related("resident"), about, at=timezone.now())
        return {one.contact.resident.name: [g.ground for g in one.grounds] for one in found if one.contact.resident}


def contacts(world: World, case: int) -> tuple[int, ...]:
    with world.all_eyes():
        return tuple(Contact.objects.filter(case=case).values_list("pk", flat=True))


def decide(world: World, case: int, finding: str = "close", **more: Any) -> Any:
    values = {"contacts": contacts(world, case), **more}
    return world.written(DecideContacts(case=case, finding=finding, **values), by=world.mei)


def watch_of(world: World, resident: Resident) -> Watch:
    with world.all_eyes():
        return watches().get(resident=resident)


def neighbour(world: World, name: str, *, unit: str, room: str, number: str = "3") -> Resident:
    """Somebody in another dwelling of a building."""
    with world.all_eyes():
        building = Building.objects.get(community=world.bamboo, number=number)
        dwelling = Dwelling.objects.create(area=world.bamboo, building=building, unit=unit, room=room)
        home = Household.objects.create(area=world.bamboo, dwelling=dwelling)
        return Resident.objects.create(area=world.bamboo, household=home, name=name)


def gate(world: World) -> int:
    act = AddGate(area=world.bamboo.pk, name="村口", gate_kind="village_gate", happened_at=ago(days=20))
    key: int = world.written(act, by=world.an)["gate"]
    return key


def passes(world: World, at_gate: int, resident: Resident, **when: float) -> int:
    act = RecordPassage(gate=at_gate, way="in", resident=resident.pk, happened_at=ago(**when))
    return world.written(act, by=world.gao)["passage"]  # type: ignore[no-any-return]


def test_the_household_is_proposed_and_nobody_is_held_by_a_proposal(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    assert traced(world, case) == {"李红": ["household"], "李小宝": ["household"]}
    with world.all_eyes():
        assert not Watch.objects.exists()


def test_tracing_again_adds_nothing(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    first = world.written(TraceContacts(case=case), by=world.mei)
    assert (first["proposed"], first["grounds"]) == (2, 2)
    again = world.written(TraceContacts(case=case), by=world.mei)
    assert (again["proposed"], again["grounds"]) == (0, 0)


def test_the_same_stair_is_proposed_and_the_next_one_is_not(world: World, homes: Homes) -> None:
    with world.all_eyes():
        zhao = Resident.objects.get(name="赵独")
    neighbour(world, "周同梯", unit="1", room="401")
    neighbour(world, "吴邻梯", unit="2", room="401")
    assert traced(world, recorded(world, zhao)) == {"周同梯": ["stair"]}


def test_workmates_are_proposed(world: World, homes: Homes) -> None:
    with world.all_eyes():
        plant = Employer.objects.create(area=world.bamboo, name="海边钢厂")
        Resident.objects.filter(pk__in=[homes.li.pk, homes.zhang.pk]).update(employer=plant)
    assert traced(world, recorded(world, homes.li))["张伟"] == ["workplace"]


def test_who_came_to_the_gate_within_the_packs_minutes_is_proposed(world: World, homes: Homes) -> None:
    there = gate(world)
    late = neighbour(world, "周晚到", unit="1", room="402")
    passes(world, there, homes.li, days=1)
    passes(world, there, homes.zhang, days=1, minutes=-14)
    passes(world, there, homes.zhang, days=1, minutes=10)
    passes(world, there, late, days=1, minutes=-16)
    found = traced(world, recorded(world, homes.li))
    assert found["张伟"] == ["gate"] and "周晚到" not in found
    with world.all_eyes():
        (ground,) = Contact.objects.get(resident=homes.zhang).contactgrounds.all()
    assert (ground.times, ground.last_on) == (2, timezone.localdate(ago(days=1, minutes=-14)))


def test_a_passage_outside_the_window_or_taken_back_does_not_count(world: World, homes: Homes) -> None:
    there = gate(world)
    for when in ({"days": 6}, {"minutes": 20}):
        passes(world, there, homes.li, **when)
    passes(world, there, homes.zhang, days=6)
    slip = passes(world, there, homes.zhang, minutes=15)
    world.written(TakeBackPassage(passage=slip, reason="点错"), by=world.gao)
    assert "张伟" not in traced(world, recorded(world, homes.li))


def test_isolation_ends_the_window(world: World, homes: Homes) -> None:
    there = gate(world)
    case = recorded(world, homes.li)
    world.written(RecordStep(case=case, step="isolated", happened_at=ago(days=2)), by=world.mei)
    for person in (homes.li, homes.zhang):
        passes(world, there, person, hours=1)
    assert "张伟" not in traced(world, case)
    with world.all_eyes():
        found = queries.exposed(Case.objects.get(pk=case), at=timezone.now())
    assert {one.last_on for one in found} == {timezone.localdate(ago(days=2))}


def test_whoever_lives_where_the_case_was_is_proposed(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    stay = RecordStay(case=case, setting="household", where="2号", since=ago(days=2), until=ago(days=2, hours=-3))
    assert world.written(stay, by=world.mei)["found"] == "home"
    assert traced(world, case)["张伟"] == ["stay"]
    with world.all_eyes():
        about = Case.objects.get(pk=case)
        (found,) = queries.judged(Contact.objects.filter(resident=homes.zhang), about, at=timezone.now())
    assert found.suggested == "close" and found.last_on == timezone.localdate(ago(days=2, hours=-3))


def test_a_stay_outside_the_window_names_nobody(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    stay = RecordStay(case=case, setting="household", where="2号", since=ago(days=9), until=ago(days=9, hours=-3))
    world.written(stay, by=world.mei)
    assert "张伟" not in traced(world, case)


def test_a_stranger_who_is_a_case_is_traced_by_the_places_they_were(world: World, homes: Homes) -> None:
    case = recorded(world, None, name="过路人", lives_here=False)
    stay = RecordStay(case=case, setting="building_unit", where="3号楼1单元", since=ago(days=1), until=ago(hours=20))
    assert world.written(stay, by=world.mei)["found"] == "stair"
    assert traced(world, case) == {"赵独": ["stay"]}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"setting": "moon"}, "unknown_setting"),
        ({"where": ""}, "stay_without_place"),
        ({"until": ago(days=3)}, "stay_ends_before"),
        ({"since": ago(days=-1), "until": ago(days=-2)}, "stay_ahead"),
        ({"employer": 99}, "unknown_workplace"),
    ],
)
def test_a_stay_that_makes_no_sense_is_refused(world: World, homes: Homes, wrong: dict[str, Any], code: str) -> None:
    values = {"setting": "household", "where": "2号", "since": ago(days=1), "until": ago(hours=20), **wrong}
    stay = RecordStay(case=recorded(world, homes.li), **values)
    assert world.submit(stay, by=world.mei).refused == code


def test_a_close_contact_is_watched_until_the_last_exposure_and_the_days_of_the_pack(
    world: World, homes: Homes
) -> None:
    case = recorded(world, homes.li, "confirmed")
    traced(world, case)
    answer = decide(world, case, last_on=days_ago(1))
    assert answer == {"decided": 2, "watched": 2}
    with world.all_eyes():
        held = list(watches().order_by("pk"))
    assert [(watch.category, watch.day_zero, until_of(watch)) for watch in held] == [
        ("contact", days_ago(1), days_ago(1) + timedelta(days=14))
    ] * 2
    with world.eyes_of(world.mei):
        (finding, _other) = queries.open_contacts(world.bamboo, on=timezone.localdate())
    assert (finding.finding, finding.contact_kind, finding.by) == ("close", "lives_together", world.mei)


def test_who_is_found_to_be_no_contact_is_not_held(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    traced(world, case)
    assert decide(world, case, "none") == {"decided": 2, "watched": 0}
    with world.all_eyes():
        assert not Watch.objects.exists() and queries.tallied(Case.objects.get(pk=case)) == {"none": 2}


def test_a_finding_that_is_taken_back_lets_go(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    traced(world, case)
    decide(world, case)
    decide(world, case, "none")
    with world.all_eyes():
        assert {watch.end.outcome for watch in watches()} == {"excluded"}


def test_contacts_of_an_excluded_suspect_are_released_in_cascade_and_told(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    traced(world, case)
    decide(world, case)
    answer = world.written(ClassifyCase(case=case, classification="discarded"), by=world.mei)
    assert answer["released"] == 2
    with world.all_eyes():
        assert {(watch.end.outcome, watch.end.by) for watch in watches()} == {("excluded", world.mei)}
        (said,) = Wording.objects.all()
        assert queries.tallied(Case.objects.get(pk=case)) == {"released": 2}
        assert queries.open_contacts(world.bamboo, on=timezone.localdate()) == []
    assert "2" in said.text and "李" not in said.text
    assert world.submit(TraceContacts(case=case), by=world.mei).refused == "case_is_excluded"


def test_a_contact_of_two_cases_stays_as_long_as_the_other_asks(world: World, homes: Homes) -> None:
    first, second = recorded(world, homes.li), recorded(world, homes.zhang)
    with world.all_eyes():
        hong = Resident.objects.get(name="李红")
    for case, back in ((first, 1), (second, 3)):
        named = NameContact(case=case, resident=hong.pk, last_on=days_ago(back))
        world.written(named, by=world.mei)
        decide(world, case)
    assert until_of(watch_of(world, hong)) == days_ago(1) + timedelta(days=14)
    world.written(ClassifyCase(case=first, classification="discarded"), by=world.mei)
    held = watch_of(world, hong)
    assert until_of(held) == days_ago(3) + timedelta(days=14) and getattr(held, "end", None) is None
    world.written(ClassifyCase(case=second, classification="discarded"), by=world.mei)
    assert watch_of(world, hong).end.outcome == "excluded"


def test_a_returnee_who_was_also_a_contact_finishes_the_days_of_a_returnee(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    back = OpenWatch(resident=homes.zhang.pk, category="returnee", day_zero=days_ago(5))
    world.written(back, by=world.an)
    world.written(NameContact(case=case, resident=homes.zhang.pk, last_on=days_ago(1)), by=world.mei)
    decide(world, case)
    assert until_of(watch_of(world, homes.zhang)) == days_ago(1) + timedelta(days=14)
    world.written(ClassifyCase(case=case, classification="discarded"), by=world.mei)
    held = watch_of(world, homes.zhang)
    assert until_of(held) == days_ago(5) + timedelta(days=14) and getattr(held, "end", None) is None


def test_somebody_from_elsewhere_has_an_end_and_no_watch_here(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    world.written(NameContact(case=case, name="外村人", phone="13900000077", last_on=days_ago(2)), by=world.mei)
    assert decide(world, case) == {"decided": 1, "watched": 0}
    with world.all_eyes():
        (finding,) = queries.open_contacts(world.bamboo, on=timezone.localdate())
    assert finding.until == days_ago(2) + timedelta(days=14)


def test_an_exposure_of_long_ago_opens_no_watch(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    world.written(NameContact(case=case, resident=homes.zhang.pk, last_on=days_ago(20)), by=world.mei)
    assert decide(world, case) == {"decided": 1, "watched": 0}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"finding": "released"}, "unknown_finding"),
        ({"finding": "ill"}, "unknown_finding"),
        ({"contact_kind": "moon"}, "unknown_contact_kind"),
        ({"contacts": (99,)}, "contact_not_of_this_case"),
        ({"last_on": days_ago(-2)}, "case_day_ahead"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    world: World, homes: Homes, wrong: dict[str, Any], code: str
) -> None:
    case = recorded(world, homes.li)
    traced(world, case)
    values = {"contacts": contacts(world, case), "finding": "close", **wrong}
    assert world.submit(DecideContacts(case=case, **values), by=world.mei).refused == code


def test_the_case_itself_is_no_contact(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    named = NameContact(case=case, resident=homes.li.pk, last_on=days_ago(1))
    assert world.submit(named, by=world.mei).refused == "contact_is_the_case"
    assert world.submit(NameContact(case=case, last_on=days_ago(1)), by=world.mei).refused == "who_is_it"


def test_a_step_is_written_once(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    first = world.written(RecordStep(case=case, step="interviewed"), by=world.mei)
    again = world.written(RecordStep(case=case, step="interviewed"), by=world.mei)
    assert first["step"] == again["step"] and again["remarks"] == ["already_done"]


def test_the_entries_name_nobody(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    stay = RecordStay(case=case, setting="household", where="李红家里", since=ago(days=1), until=ago(hours=20))
    name = NameContact(case=case, name="外村人", phone="13900000077", last_on=days_ago(2))
    entries = [world.submit(act, by=world.mei) for act in (stay, name)]
    kept = "".join(str(entry.payload) + str(entry.answer) for entry in entries)
    assert all(secret not in kept for secret in ("李红", "外村人", "13900000077"))


@pytest.mark.parametrize("nickname", ["gao", "tian", "wang", "su", "zhen", "qu", "cha", "shen", "guan", "dou"])
def test_nobody_below_sight_of_health_sees_a_contact(world: World, homes: Homes, nickname: str) -> None:
    case = recorded(world, homes.li)
    traced(world, case)
    decide(world, case)
    with world.eyes_of(world.people[nickname]):
        assert not Contact.objects.exists() and queries.open_contacts(world.bamboo, on=timezone.localdate()) == []


def test_the_pack_alone_decides_how_long(world: World, homes: Homes) -> None:
    """The village under SARS: ten days, no day before onset, and no code changed (S-29)."""

    world.written(
        AdoptPack(area=world.bamboo.pk, pack_kind="disease", pack="sars-2003", since=days_ago(0)), by=world.an
    )
    case = recorded(world, homes.li)
    traced(world, case)
    decide(world, case, last_on=days_ago(1))
    with world.all_eyes():
        assert {until_of(watch) for watch in watches()} == {days_ago(1) + timedelta(days=10)}
        days = queries.window_of(
            Case.objects.get(pk=case), queries.tracing_rules(world.bamboo, on=days_ago(0)), at=ago()
        )
    assert days.first_day == days_ago(3)


def test_a_stay_taken_back_makes_nobody_a_contact_any_longer(world: World, homes: Homes) -> None:
    case = recorded(world, None, name="郑外人")
    where = RecordStay(case=case, setting="household", where="2号", since=ago(days=2), until=ago(days=2, hours=-3))
    key = world.written(where, by=world.mei)["stay"]
    assert traced(world, case) == {"张伟": ["stay"], "王芳": ["stay"]}
    with world.all_eyes():
        zhang = Contact.objects.get(resident=homes.zhang).pk
    world.written(DecideContacts(case=case, contacts=(zhang,), finding="close"), by=world.mei)
    world.written(TakeBackStay(stay=key), by=world.an)
    assert traced(world, case) == {"张伟": []}, "what a person decided stays until they decide anew"
    assert world.submit(TakeBackStay(stay=key), by=world.mei).refused == "stay_taken_back"
    again = where.model_copy(update={"id": uuid7()})
    world.written(again, by=world.mei)
    assert traced(world, case) == {"张伟": ["stay"], "王芳": ["stay"]}


def test_whoever_moved_away_inside_the_window_is_proposed_to_the_day_they_left(
    world: World, homes: Homes, page_of: PageOf
) -> None:
    case = recorded(world, homes.li)
    with world.all_eyes():
        Resident.objects.filter(name="李红").update(left_at=timezone.now() - timedelta(days=1))
        Resident.objects.filter(name="李小宝").update(left_at=timezone.now() - timedelta(days=30))
    assert traced(world, case) == {"李红": ["household"]}
    with world.all_eyes():
        contact = Contact.objects.get(resident__name="李红")
        assert ContactGround.objects.get(contact=contact).last_on == days_ago(1)
    answer = world.written(DecideContacts(case=case, contacts=(contact.pk,), finding="close"), by=world.mei)
    assert answer == {"decided": 1, "watched": 0}
    page = page_of(world.mei).get(reverse("cases:case", args=[world.bamboo, case]) + "?state=elsewhere")
    assert "hand over" in page.content.decode() and "live elsewhere 1" in page.content.decode()


def test_a_contact_by_name_is_handed_over_and_rung_when_the_case_is_none(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    named = NameContact(case=case, name="秦远", phone="13900000077", last_on=days_ago(1))
    contact = world.written(named, by=world.mei)["contact"]
    assert notes(world) == []
    for _ in range(2):
        world.written(DecideContacts(case=case, contacts=(contact,), finding="close"), by=world.mei)
    (said,) = notes(world)
    assert "Hand over 1 contact who" in said and "case 1" not in said and "秦远" not in said
    world.written(ClassifyCase(case=case, classification="discarded"), by=world.mei)
    assert "Ring 1 contact who" in notes(world)[1] and len(notes(world)) == 2


def test_a_contact_by_name_who_is_found_to_be_none_is_rung(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    contact = world.written(NameContact(case=case, name="秦远", last_on=days_ago(1)), by=world.mei)["contact"]
    for finding in ("general", "none"):
        world.written(DecideContacts(case=case, contacts=(contact,), finding=finding), by=world.mei)
    assert [text.split()[0] for text in notes(world)] == ["Hand", "Ring"]


def notes(world: World) -> list[str]:
    """The lines of the notebook, in order."""
    with world.all_eyes():
        return [row.text for row in Wording.objects.order_by("pk")]


def test_a_contact_of_two_cases_is_not_let_go_for_one(world: World, homes: Homes) -> None:
    contacts: list[tuple[int, int]] = []
    for case in (recorded(world, homes.li), stranger(world)):
        named = NameContact(case=case, resident=homes.zhang.pk, last_on=days_ago(4 - len(contacts)))
        contact = world.written(named, by=world.mei)["contact"]
        world.written(DecideContacts(case=case, contacts=(contact,), finding="close"), by=world.mei)
        contacts.append((case, contact))
    with world.all_eyes():
        watch = Watch.objects.get(resident=homes.zhang.pk)
    wrong = CloseWatch(watch=watch.pk, outcome="mistaken", reason="同名")
    assert world.submit(wrong, by=world.mei).refused == "held_otherwise"
    case, contact = contacts[0]
    world.written(DecideContacts(case=case, contacts=(contact,), finding="none"), by=world.mei)
    world.written(wrong.model_copy(update={"id": uuid7()}), by=world.mei)


def stranger(world: World) -> int:
    """A case who is not in the register; its key."""
    key: int = world.written(RecordCase(area=world.bamboo.pk, name="过客", classification="confirmed"), by=world.mei)[
        "case"
    ]
    return key


def test_a_returnee_by_mistake_who_is_a_contact_as_well_stays_watched(world: World, homes: Homes) -> None:
    opened = OpenWatch(resident=homes.zhang.pk, category="returnee", day_zero=days_ago(2))
    watch = world.written(opened, by=world.an)["watch"]
    case = recorded(world, homes.li)
    named = NameContact(case=case, resident=homes.zhang.pk, last_on=days_ago(4))
    contact = world.written(named, by=world.mei)["contact"]
    world.written(DecideContacts(case=case, contacts=(contact,), finding="close"), by=world.mei)
    entry = world.submit(CloseWatch(watch=watch, outcome="mistaken", reason="同名"), by=world.mei)
    assert entry.refused == "held_otherwise"
    assert entry.answer == {"day": (days_ago(4) + timedelta(days=14)).isoformat()}
    world.written(DecideContacts(case=case, contacts=(contact,), finding="none"), by=world.mei)
    world.written(CloseWatch(watch=watch, outcome="mistaken", reason="同名"), by=world.mei)
