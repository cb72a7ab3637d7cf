"""A day of first symptoms put right: what follows from it is proposed anew, and nobody is moved in silence."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fangxian.cases import queries
from fangxian.cases.acts import (
    ClassifyCase,
    CorrectOnset,
    DecideContacts,
    KeepOnset,
    NameContact,
    ProposeOnset,
    RecordStay,
    RecordStep,
    RenewContacts,
    TraceContacts,
)
from fangxian.cases.models import Case, Contact, Onset
from fangxian.cases.queries import Judged
from fangxian.cases.rules.contacts import Anew, Window, anew
from fangxian.door.models import Entry
from fangxian.monitoring.queries import until_of, watches
from fangxian.register.models import Resident
from tests.cases.test_contacts import contacts, days_ago, decide, listed, recorded, traced, watch_of
from tests.homes import Homes, settle
from tests.world import World, ago

WINDOW = Window(date(2020, 2, 1), date(2020, 2, 10))
DECIDED = timezone.make_aware(timezone.datetime(2020, 2, 8, 9))  # type: ignore[attr-defined]
LATER, EARLIER = DECIDED + timedelta(hours=1), DECIDED - timedelta(hours=1)


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def people(world: World, case: int) -> dict[str, Judged]:
    with world.all_eyes():
        found = Case.objects.get(pk=case)
        rows = queries.contacts_of(found).select_related("resident")
        judged = queries.judged(rows, found, at=timezone.now())
        return {one.contact.resident.name: one for one in judged if one.contact.resident}


def isolated_case(world: World, homes: Homes) -> int:
    """Onset three days ago, isolated yesterday, the household close contacts since."""
    case = recorded(world, homes.li, happened_at=ago(days=3), on=days_ago(3))
    world.written(RecordStep(case=case, step="isolated", happened_at=ago(days=1)), by=world.mei)
    traced(world, case)
    decide(world, case)
    return case


def correct(world: World, case: int, onset_on: date | None, reason: str = "流调更正") -> Any:
    return world.written(CorrectOnset(case=case, onset_on=onset_on, reason=reason), by=world.mei)


@pytest.mark.parametrize(
    ("on", "grounds", "corrected_at", "found"),
    [
        (date(2020, 2, 5), [(date(2020, 2, 5), EARLIER)], None, None),
        (date(2020, 2, 5), [(date(2020, 2, 5), EARLIER)], LATER, None),
        (date(2020, 2, 5), [(date(2020, 2, 7), EARLIER)], None, None),
        (date(2020, 2, 5), [(date(2020, 2, 7), LATER)], None, Anew(date(2020, 2, 7))),
        (date(2020, 2, 5), [(date(2020, 2, 7), EARLIER)], LATER, None),
        (date(2020, 2, 12), [(date(2020, 2, 12), EARLIER)], LATER, None),
        (date(2020, 2, 12), [(date(2020, 2, 12), EARLIER), (date(2020, 2, 9), EARLIER)], LATER, Anew(date(2020, 2, 9))),
        (date(2020, 1, 30), [(date(2020, 1, 30), EARLIER)], LATER, Anew(None)),
        (date(2020, 1, 30), [(date(2020, 1, 30), EARLIER)], None, None),
        (date(2020, 2, 5), [], LATER, None),
        (date(2020, 1, 30), [], LATER, Anew(None)),
    ],
)
def test_what_is_proposed_anew(on: date, grounds: list[Any], corrected_at: Any, found: Anew | None) -> None:
    named = [("named", day, at) for day, at in grounds]
    assert anew(on, DECIDED, grounds=named, days=WINDOW, corrected_at=corrected_at) == found


def test_who_lived_together_was_met_until_the_end_of_a_shorter_window() -> None:
    after, before = WINDOW.last_day + timedelta(days=2), WINDOW.first_day - timedelta(days=1)
    assert WINDOW.met("household", after) == WINDOW.last_day and WINDOW.met("household", before) is None
    assert WINDOW.met("named", after) is None
    grounds = [("household", after, EARLIER)]
    assert anew(after, DECIDED, grounds=grounds, days=WINDOW, corrected_at=LATER) == Anew(WINDOW.last_day)


def test_the_old_day_stays_with_who_and_why_in_the_row_and_in_the_ledger(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    answer = correct(world, case, days_ago(5))
    assert answer["was"] == days_ago(3).isoformat()
    with world.all_eyes():
        row = Onset.objects.get(case=case)
        assert (row.was_on, row.onset_on, row.by, row.reason) == (days_ago(3), days_ago(5), world.mei, "流调更正")
        assert Case.objects.get(pk=case).onset_on == days_ago(5)
        entry = Entry.objects.get(kind="cases.correct_onset")
    assert entry.answer["was"] == days_ago(3).isoformat() and "流调更正" not in str(entry.payload)


def test_the_window_follows_and_what_was_decided_stays_until_a_person_decides(world: World, homes: Homes) -> None:
    case = isolated_case(world, homes)
    with world.all_eyes():
        hong = Contact.objects.get(resident__name="李红").resident
    assert hong is not None
    before = until_of(watch_of(world, hong))
    answer = correct(world, case, days_ago(20))
    found = people(world, case)["李红"]
    assert answer["anew"] == 2 and found.days.last_day < days_ago(1)
    assert found.finding is not None and found.finding.last_on == days_ago(1)
    assert until_of(watch_of(world, hong)) == before, "nobody is moved by a correction"
    assert found.anew == Anew(found.days.last_day)
    world.written(RenewContacts(case=case, contacts=contacts(world, case)), by=world.mei)
    after = people(world, case)["李红"]
    assert after.finding is not None and after.finding.last_on == found.days.last_day and after.anew is None
    assert after.finding.finding == "close" and after.finding.contact_kind == found.finding.contact_kind
    assert until_of(watch_of(world, hong)) == found.days.last_day + timedelta(days=14)


def test_a_correction_is_undone_by_another(world: World, homes: Homes) -> None:
    case = isolated_case(world, homes)
    correct(world, case, days_ago(20))
    assert correct(world, case, days_ago(3), "先前的更正有误")["anew"] == 0
    with world.all_eyes():
        assert [row.was_on for row in Onset.objects.filter(case=case)] == [days_ago(3), days_ago(20)]


def test_whoever_is_met_outside_the_new_window_is_proposed_to_go_free(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    world.written(NameContact(case=case, resident=homes.zhang.pk, last_on=days_ago(4)), by=world.mei)
    decide(world, case)
    correct(world, case, days_ago(1))
    zhang = people(world, case)["张伟"]
    assert zhang.anew == Anew(None) and zhang.standing == () and zhang.suggested == "none"
    world.written(RenewContacts(case=case, contacts=(zhang.contact.pk,)), by=world.mei)
    with world.all_eyes():
        assert watches().get(resident=homes.zhang).end.outcome == "excluded"


def test_whoever_leaves_it_as_decided_is_not_asked_again(world: World, homes: Homes) -> None:
    case = isolated_case(world, homes)
    correct(world, case, days_ago(20))
    decide(world, case)
    assert all(one.anew is None and one.last_on == days_ago(1) for one in people(world, case).values())
    again = RenewContacts(case=case, contacts=contacts(world, case))
    assert world.submit(again, by=world.mei).refused == "nothing_proposed_anew"


def test_the_new_window_proposes_whom_it_adds_and_holds_nobody(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    where = RecordStay(case=case, setting="household", where="2号", since=ago(days=9), until=ago(days=9, hours=-3))
    world.written(where, by=world.mei)
    assert "张伟" not in traced(world, case)
    assert correct(world, case, days_ago(8))["proposed"] == 2
    assert listed(world, case)["张伟"] == ["stay"]
    with world.all_eyes():
        assert not watches().filter(resident=homes.zhang).exists()


def test_an_onset_put_right_before_anybody_was_traced_proposes_nobody(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    assert correct(world, case, None)["proposed"] == 0
    assert listed(world, case) == {}


def test_who_moved_out_meanwhile_is_not_said_to_be_no_contact(world: World, homes: Homes) -> None:
    """They lived with the case through the whole new window, wherever they are now."""
    case = isolated_case(world, homes)
    with world.all_eyes():
        Resident.objects.filter(name="李红").update(household=homes.zhang.household)
    correct(world, case, days_ago(20))
    found = people(world, case)["李红"]
    assert found.suggested == "close" and found.anew is not None and found.anew.last_on == found.days.last_day


def test_a_day_somebody_decided_stands_while_the_window_holds_it(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li, happened_at=ago(days=3), on=days_ago(3))
    traced(world, case)
    keys = [one.contact.pk for one in people(world, case).values()]
    act = DecideContacts(
        case=case, contacts=tuple(keys), finding="close", contact_kind="lives_together", last_on=days_ago(2)
    )
    world.written(act, by=world.mei)
    correct(world, case, days_ago(4))
    assert all(one.anew is None for one in people(world, case).values())


def test_two_sources_that_disagree_do_not_ask_for_ever(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    for days in (7, 9):
        world.written(ProposeOnset(case=case, onset_on=days_ago(days)), by=world.mei)
        world.written(KeepOnset(case=case, reason="问过本人"), by=world.mei)
    again = world.written(ProposeOnset(case=case, onset_on=days_ago(7)), by=world.mei)
    with world.all_eyes():
        assert again["remarks"] == ["already_said"] and queries.onset_proposed(Case.objects.get(pk=case)) is None


def test_an_excluded_case_is_put_right_without_tracing(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    traced(world, case)
    world.written(ClassifyCase(case=case, classification="discarded"), by=world.mei)
    assert correct(world, case, days_ago(8))["proposed"] == 0


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ((3, "一样"), "onset_the_same"),
        ((4, ""), "onset_reason_missing"),
        ((-1, "明天"), "case_day_ahead"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(
    world: World, homes: Homes, values: tuple[int, str], code: str
) -> None:
    days, reason = values
    act = CorrectOnset(case=recorded(world, homes.li), onset_on=days_ago(days), reason=reason)
    assert world.submit(act, by=world.mei).refused == code


def test_another_day_that_is_said_waits_for_a_person_and_moves_nothing(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    first = world.written(ProposeOnset(case=case, onset_on=days_ago(5)), by=world.mei)
    again = world.written(ProposeOnset(case=case, onset_on=days_ago(5)), by=world.mei)
    assert first["onset"] == again["onset"] and again["remarks"] == ["already_said"]
    with world.all_eyes():
        found = Case.objects.get(pk=case)
        assert found.onset_on == days_ago(3) and queries.onset_proposed(found) is not None
    assert world.submit(KeepOnset(case=case), by=world.mei).refused == "onset_reason_missing"
    world.written(KeepOnset(case=case, reason="病历写的是三天前"), by=world.mei)
    world.written(ProposeOnset(case=case, onset_on=days_ago(5)), by=world.mei)
    with world.all_eyes():
        assert queries.onset_proposed(found) is None, "what a person left is not proposed a second time"
    assert world.submit(KeepOnset(case=case, reason="再说一次"), by=world.mei).refused == "onset_not_proposed"


def test_putting_it_right_closes_what_was_proposed(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    world.written(ProposeOnset(case=case, onset_on=days_ago(5)), by=world.mei)
    correct(world, case, days_ago(4))
    with world.all_eyes():
        assert queries.onset_proposed(Case.objects.get(pk=case)) is None


def test_contacts_traced_again_later_are_proposed_anew_as_well(world: World, homes: Homes) -> None:
    """Decided while the case was still at home: the last exposure is later than it was then."""
    case = recorded(world, homes.li)
    world.written(TraceContacts(case=case, happened_at=ago(days=2)), by=world.mei)
    found = DecideContacts(case=case, contacts=contacts(world, case), finding="close", happened_at=ago(days=2))
    world.written(found, by=world.mei)
    assert people(world, case)["李红"].anew is None
    traced(world, case)
    assert people(world, case)["李红"].anew == Anew(days_ago(0))


def test_on_the_page_a_person_sees_it_and_decides(world: World, homes: Homes, client: Client) -> None:
    case = isolated_case(world, homes)
    world.written(ProposeOnset(case=case, onset_on=days_ago(20)), by=world.mei)
    client.force_login(world.mei)
    page = f"/{world.bamboo.code}/cases/{case}/"
    assert 'id="onset-said"' in client.get(page).content.decode()
    form = client.get(f"{page}onset/")
    assert form.context["form"].initial["onset_on"] == days_ago(20)
    values = {"act_id": form.context["form"]["act_id"].value(), "onset_on": days_ago(20), "reason": "病人说的"}
    assert client.post(f"{page}onset/", {**values, "reason": ""}).status_code == 422
    assert client.post(f"{page}onset/", values).status_code == 302
    shown = client.get(f"{page}?state=anew")
    assert shown.context["anew"] == 2 and len(shown.context["rows"]) == 2
    assert 'id="onset-said"' not in shown.content.decode() and "病人说的" in shown.content.decode()
    chosen = {"act_id": shown.context["decide_form"]["act_id"].value(), "contacts": contacts(world, case)}
    nobody = client.post(f"{page}contacts/anew/", {**chosen, "contacts": ()})
    assert nobody.status_code == 200 and client.get(page).context["anew"] == 2
    assert client.post(f"{page}contacts/anew/", chosen).status_code == 302
    assert client.get(page).context["anew"] == 0


def test_leaving_the_day_needs_a_reason_on_the_page(world: World, homes: Homes, client: Client) -> None:
    case = recorded(world, homes.li)
    world.written(ProposeOnset(case=case, onset_on=days_ago(5)), by=world.mei)
    client.force_login(world.mei)
    page = f"/{world.bamboo.code}/cases/{case}/"
    key = client.get(page).context["onsets"]["form"]["act_id"].value()
    for reason, open_still in (("", True), ("病历如此", False)):
        client.post(f"{page}onset/keep/", {"act_id": key, "reason": reason})
        assert bool(client.get(page).context["onsets"]["said"]) is open_still
