"""From the first case to a decided situation, as the village lives it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.areas.models import Person
from fangxian.cases import queries
from fangxian.cases.acts import ClassifyCase, DecideLevel, LinkCases, RecordCase, RecordStep, TakeBackLink, TakeBackStep
from fangxian.cases.models import Case, LevelDecision
from fangxian.cases.rules import Proposal
from fangxian.monitoring.acts import CloseWatch, OpenWatch
from tests.homes import Homes, settle
from tests.world import World, ago

PageOf = Callable[[Person], Client]
GROUND = {"body": "岚山区指挥部", "basis": "肺炎机制发〔2020〕5号", "document_no": "岚指〔2020〕3号"}


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def ill(world: World, resident: int, days_ago: int = 0, **changes: Any) -> int:
    """A confirmed case, recorded by the medic; its row's number."""
    day = timezone.localdate() - timedelta(days=days_ago)
    values = {"area": world.bamboo.pk, "resident": resident, "classification": "confirmed", "on": day, **changes}
    found: int = world.written(RecordCase(**values), by=world.mei)["case"]
    return found


def proposal(world: World) -> Proposal:
    with world.all_eyes():
        return queries.proposal_for(world.bamboo, at=timezone.now(), on=timezone.localdate())


def decide(world: World, level: str, **changes: Any) -> DecideLevel:
    return DecideLevel(**{"area": world.bamboo.pk, "level": level, **GROUND, **changes})


def test_two_cases_of_one_village_step_by_step(world: World, homes: Homes) -> None:
    assert proposal(world).level == "no_case"
    first = ill(world, homes.li.pk, 9)
    assert proposal(world).level == "case_present"
    second = ill(world, homes.zhang.pk)
    assert (proposal(world).level, proposal(world).questions) == ("case_present", ("setting", "source"))
    world.written(LinkCases(case=second, other=first, setting="worksite"), by=world.mei)
    assert (proposal(world).level, proposal(world).because) == ("outbreak", "linked")
    for case in (first, second):
        world.written(ClassifyCase(case=case, classification="confirmed", source="unknown"), by=world.mei)
    assert proposal(world).level == "community_transmission"


def test_below_the_situation_decided_nothing_is_proposed_while_a_contact_is_watched(world: World, homes: Homes) -> None:
    ill(world, homes.li.pk, 15)
    assert proposal(world).level == "no_case"
    world.written(decide(world, "case_present", reason="流调"), by=world.an)
    assert (proposal(world).level, proposal(world).because) == ("no_case", "long_ago")
    day = timezone.localdate() - timedelta(days=11)
    watch = world.written(OpenWatch(resident=homes.zhang.pk, category="contact", day_zero=day), by=world.an)["watch"]
    assert (proposal(world).level, proposal(world).because) == ("case_present", "not_clear")
    assert world.submit(decide(world, "no_case"), by=world.an).refused == "why_otherwise"
    world.written(CloseWatch(watch=watch, outcome="mistaken", reason="同名"), by=world.an)
    assert proposal(world).level == "no_case"
    world.written(decide(world, "no_case"), by=world.an)


def test_a_source_found_later_does_not_move_the_day_of_confirmation(world: World, homes: Homes) -> None:
    case = ill(world, homes.li.pk, 12)
    world.written(ClassifyCase(case=case, classification="confirmed", source="known"), by=world.mei)
    with world.all_eyes():
        (known,) = queries.known_cases(world.bamboo, at=timezone.now())
    assert known.confirmed_on == timezone.localdate() - timedelta(days=12) and known.source == "known"


def test_a_discarded_case_no_longer_counts_and_its_past_stays(world: World, homes: Homes) -> None:
    before = timezone.now()
    case = ill(world, homes.li.pk)
    between = timezone.now()
    world.written(ClassifyCase(case=case, classification="discarded"), by=world.mei)
    assert proposal(world).level == "no_case"
    with world.all_eyes():
        assert queries.proposal_for(world.bamboo, at=between, on=timezone.localdate()).level == "case_present"
        assert queries.known_cases(world.bamboo, at=before) == []


@pytest.mark.parametrize("classification", ["suspected", "probable"])
def test_only_confirmed_cases_count(world: World, homes: Homes, classification: str) -> None:
    ill(world, homes.li.pk, classification=classification)
    assert proposal(world).level == "no_case"


def test_a_case_who_does_not_live_here_is_recorded_but_does_not_count(world: World, homes: Homes) -> None:
    values = {"area": world.bamboo.pk, "name": "过路人", "lives_here": False, "classification": "confirmed"}
    world.written(RecordCase(**values), by=world.mei)
    assert proposal(world).level == "no_case"


def test_cases_are_numbered_in_each_community(world: World, homes: Homes) -> None:
    ill(world, homes.li.pk)
    ill(world, homes.zhang.pk)
    world.written(RecordCase(area=world.lotus.pk, resident=homes.lotus_qian.pk), by=world.dou)
    with world.all_eyes():
        assert [case.number for case in Case.objects.order_by("pk")] == [1, 2, 1]


def test_neither_entry_nor_answer_names_the_patient(world: World, homes: Homes) -> None:
    act = RecordCase(area=world.bamboo.pk, name="过路人", classification="confirmed")
    entry = world.submit(act, by=world.mei)
    assert entry.written and "过路人" not in str(entry.payload) + str(entry.answer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM cases_case")
        assert "过路人".encode() not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize("nickname", ["an", "mei"])
def test_those_with_sight_of_health_see_cases(world: World, homes: Homes, nickname: str) -> None:
    ill(world, homes.li.pk)
    with world.eyes_of(world.people[nickname]):
        assert queries.cases_in(world.bamboo).count() == 1


@pytest.mark.parametrize("nickname", ["gao", "tian", "wang", "su", "ju", "zhen", "qu", "cha", "shen", "guan", "dou"])
def test_nobody_else_sees_one(world: World, homes: Homes, nickname: str) -> None:
    ill(world, homes.li.pk)
    with world.eyes_of(world.people[nickname]):
        assert queries.cases_in(world.bamboo).count() == 0


@pytest.mark.parametrize("nickname", ["gao", "wang", "su", "zhen", "qu", "guan", "dou", "ju"])
def test_nobody_else_records_one(world: World, homes: Homes, nickname: str) -> None:
    act = RecordCase(area=world.bamboo.pk, resident=homes.li.pk)
    assert world.submit(act, by=world.people[nickname]).refused in ("not_allowed", "not_found")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"resident": None}, "who_is_it"),
        ({"classification": "ill"}, "unknown_class"),
        ({"source": "bats"}, "unknown_source_word"),
        ({"on": timezone.localdate() + timedelta(days=2)}, "case_day_ahead"),
        ({"onset_on": timezone.localdate() + timedelta(days=2)}, "case_day_ahead"),
    ],
)
def test_a_case_that_makes_no_sense_is_refused(world: World, homes: Homes, wrong: dict[str, Any], code: str) -> None:
    values = {"area": world.bamboo.pk, "resident": homes.li.pk, **wrong}
    assert world.submit(RecordCase(**values), by=world.mei).refused == code
    with world.all_eyes():
        assert not Case.objects.exists()


def test_nobody_is_two_cases(world: World, homes: Homes) -> None:
    ill(world, homes.li.pk)
    again = world.submit(RecordCase(area=world.bamboo.pk, resident=homes.li.pk), by=world.mei)
    assert again.refused == "case_known" and "1" in str(again.sentence)


def test_a_link_joins_two_cases_of_one_community_once(world: World, homes: Homes) -> None:
    first, second = ill(world, homes.li.pk), ill(world, homes.zhang.pk)
    far = world.written(RecordCase(area=world.lotus.pk, resident=homes.lotus_qian.pk), by=world.dou)["case"]
    refused = [
        world.submit(LinkCases(case=first, other=other, setting=setting), by=world.mei).refused
        for other, setting in [(first, "household"), (far, "household"), (second, "moon"), (second, "household")]
    ]
    assert refused == ["case_linked_to_itself", "case_linked_to_itself", "unknown_setting", None]
    back = world.submit(LinkCases(case=second, other=first, setting="household"), by=world.mei)
    assert back.refused == "linked_already"


def test_a_human_confirms_the_proposal(world: World, homes: Homes) -> None:
    ill(world, homes.li.pk)
    answer = world.written(decide(world, "case_present"), by=world.an)
    assert answer["proposed"] == "case_present"
    with world.eyes_of(world.gao):
        decided = queries.level_at(world.bamboo, timezone.now())
    assert decided is not None and (decided.level, decided.decided_by) == ("case_present", world.an)


def test_who_differs_from_the_proposal_says_why(world: World, homes: Homes) -> None:
    ill(world, homes.li.pk)
    assert world.submit(decide(world, "outbreak"), by=world.an).refused == "why_otherwise"
    world.written(decide(world, "outbreak", reason="同一桌吃饭,流调结果今晚到"), by=world.an)
    with world.all_eyes():
        kept = LevelDecision.objects.get()
    assert (kept.level, kept.proposed) == ("outbreak", "case_present")


@pytest.mark.parametrize("missing", ["body", "basis", "document_no"])
def test_a_situation_is_decided_on_a_ground(world: World, missing: str) -> None:
    assert world.submit(decide(world, "no_case", **{missing: ""}), by=world.an).refused == "level_ground_missing"


def test_there_are_four_situations(world: World) -> None:
    assert world.submit(decide(world, "panic"), by=world.an).refused == "no_such_level"


def test_a_township_decides_without_seeing_a_patient(world: World, homes: Homes) -> None:
    ill(world, homes.li.pk)
    assert world.submit(decide(world, "case_present"), by=world.zhen).written


@pytest.mark.parametrize("nickname", ["mei", "gao", "su", "dou", "shen"])
def test_only_who_decides_decides(world: World, nickname: str) -> None:
    assert world.submit(decide(world, "no_case"), by=world.people[nickname]).refused in ("not_allowed", "not_found")


def test_many_cases_are_read_in_few_queries(world: World, homes: Homes, django_assert_max_num_queries: Any) -> None:
    with world.all_eyes():
        for household in homes.households:
            for resident in household.residents.all():
                ill(world, resident.pk)
    with world.eyes_of(world.mei), django_assert_max_num_queries(4):
        queries.proposal_for(world.bamboo, at=timezone.now(), on=timezone.localdate())


def test_an_isolation_on_a_wrong_day_is_taken_back_and_written_anew(world: World, homes: Homes) -> None:
    case = ill(world, homes.li.pk, 5)
    wrong = world.written(RecordStep(case=case, step="isolated", happened_at=ago(days=5)), by=world.mei)["step"]
    assert window(world, case) == timezone.localdate(ago(days=5))
    assert world.written(RecordStep(case=case, step="isolated"), by=world.mei)["remarks"] == ["already_done"]
    world.written(TakeBackStep(step=wrong, reason="记错了日子"), by=world.mei)
    assert window(world, case) == timezone.localdate()
    again = TakeBackStep(step=wrong, reason="记错了日子")
    assert world.submit(again, by=world.mei).refused == "step_taken_back"
    world.written(RecordStep(case=case, step="isolated", happened_at=ago(days=1)), by=world.mei)
    assert window(world, case) == timezone.localdate(ago(days=1))


def window(world: World, case: int) -> date:
    """The last day of the contact window of a case."""
    with world.all_eyes():
        about = Case.objects.get(pk=case)
        rules = queries.tracing_rules(world.bamboo, on=timezone.localdate())
        return queries.window_of(about, rules, at=timezone.now()).last_day


def test_a_link_that_is_none_is_taken_back_and_the_outbreak_is_proposed_no_longer(world: World, homes: Homes) -> None:
    first, second = ill(world, homes.li.pk, 9), ill(world, homes.zhang.pk)
    link = LinkCases(case=second, other=first, setting="worksite")
    key = world.written(link, by=world.mei)["link"]
    assert proposal(world).level == "outbreak"
    world.written(TakeBackLink(case_link=key, reason="李青不在那里上班"), by=world.mei)
    assert proposal(world).level == "case_present"
    wrong = TakeBackLink(case_link=key, reason="李青不在那里上班")
    assert world.submit(wrong, by=world.mei).refused == "link_taken_back"
    world.written(LinkCases(case=second, other=first, setting="worksite"), by=world.mei)
    assert proposal(world).level == "outbreak"


def test_whoever_was_excluded_and_falls_ill_later_is_a_new_case(world: World, homes: Homes) -> None:
    case = ill(world, homes.li.pk, 9)
    again = RecordCase(area=world.bamboo.pk, resident=homes.li.pk)
    assert world.submit(again, by=world.mei).refused == "case_known"
    world.written(ClassifyCase(case=case, classification="discarded"), by=world.mei)
    anew = RecordCase(area=world.bamboo.pk, resident=homes.li.pk)
    assert world.written(anew, by=world.mei)["number"] == 2
    back = ClassifyCase(case=case, classification="confirmed")
    assert world.submit(back, by=world.mei).refused == "case_known", "one person would count as two"


def test_why_a_level_was_decided_is_only_ciphertext_in_its_table(world: World) -> None:
    world.written(decide(world, "outbreak", reason="李青家三人发热"), by=world.an)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM cases_leveldecision")
        (stored,) = cursor.fetchone()
    assert "李青".encode() not in bytes(stored)
    assert LevelDecision._base_manager.get().reason == "李青家三人发热"


def test_taking_back_is_a_page_with_its_reason(world: World, homes: Homes, page_of: PageOf) -> None:
    first, second = ill(world, homes.li.pk, 9), ill(world, homes.zhang.pk)
    link = world.written(LinkCases(case=second, other=first, setting="worksite"), by=world.mei)["link"]
    step = world.written(RecordStep(case=first, step="isolated"), by=world.mei)["step"]
    client, place = page_of(world.mei), [world.bamboo]
    for found_on, address in (
        (reverse("cases:overview", args=place), reverse("cases:take_back_link", args=[*place, first, link])),
        (reverse("cases:case", args=[*place, first]), reverse("cases:take_back_step", args=[*place, first, step])),
    ):
        assert address in client.get(found_on).content.decode()
        assert client.post(address, {"act_id": uuid7(), "reason": ""}).status_code == 422
        sent = client.post(address, {"act_id": uuid7(), "reason": "记错了"}, follow=True)
        assert sent.status_code == 200 and address not in sent.content.decode()
