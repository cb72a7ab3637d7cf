"""The pages: the owner's list, a watch, the medic's desk, certificates; what each visitor may do there."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from fangxian.areas.models import Person
from fangxian.console.cards.card import Card, Glance
from fangxian.console.cards.monitoring import card
from fangxian.monitoring.acts import AcknowledgeReferral, OpenWatch, WriteClinicalNote
from fangxian.monitoring.forms import ReadingForm
from fangxian.monitoring.models import CATEGORIES, Certificate, Check, Referral, Watch, WatchEnd, WelfareVisit
from fangxian.monitoring.notices import Told, asked, facts, notice_sheet
from fangxian.monitoring.paper import lines, title
from fangxian.monitoring.queries import readings_of, standings, unwatched, watch_rules, watches
from fangxian.monitoring.queries.counts import completed, contacts_checked, counted, evaluated, referrals_waiting
from fangxian.monitoring.rules.days import DAYS_OF
from fangxian.register.models import Resident
from fangxian.rulepacks.packs import packaged_library
from tests.homes import Homes, settle
from tests.monitoring.watching import at, healthy_days, measure, on_day, opening, reading, watched
from tests.world import World, ago

PageOf = Callable[[Person], Client]


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


@pytest.fixture
def watch(world: World, homes: Homes) -> int:
    """The Li household's head, under observation since two days ago."""
    key: int = world.written(
        OpenWatch(resident=homes.li.pk, category="returnee", reason="汉口", happened_at=ago(days=2)), by=world.an
    )["watch"]
    return key


def url(world: World, name: str, *parts: object) -> str:
    return reverse(f"monitoring:{name}", args=[world.bamboo, *parts])


def sent(**values: object) -> dict[str, object]:
    return {"act_id": uuid4(), **values}


def test_somebody_is_found_put_under_observation_and_stands_on_the_list(
    world: World, homes: Homes, page_of: PageOf
) -> None:
    page = page_of(world.an)
    assert "Nobody is under observation" in page.get(url(world, "today")).content.decode()
    found = page.get(url(world, "open") + "?q=李青").content.decode()
    assert f"?resident={homes.li.pk}" in found
    values = sent(category="returnee", day_zero=str(timezone.localdate()), reason="汉口", owner=world.mei.pk)
    answer = page.post(url(world, "open") + f"?resident={homes.li.pk}", values, follow=True)
    assert answer.status_code == 200 and "李青" in answer.content.decode()
    with world.all_eyes():
        assert Watch.objects.get().opened_by == world.an
    again = page.post(url(world, "open") + f"?resident={homes.li.pk}", {**values, "act_id": uuid4()})
    assert again.status_code == 422 and "already under observation" in again.content.decode()


@pytest.mark.parametrize("text", ["36.5", "36,5", " 36。5℃", "３６．５", "36度5", "36.5°C", "36.5度"])
def test_a_temperature_is_understood_however_it_is_written(world: World, text: str) -> None:
    form = ReadingForm({"act_id": uuid4(), "temperature": text, "how": "phone"}, area=world.bamboo)
    assert form.is_valid() and str(form.cleaned_data["temperature"]) == "36.5"


@pytest.mark.parametrize("text", ["warm", "36.5.1", "nan", "1e9", ""])
def test_what_is_no_temperature_is_asked_again_and_nothing_is_lost(
    world: World, homes: Homes, watch: int, page_of: PageOf, text: str
) -> None:
    answer = page_of(world.an).post(url(world, "reading", watch), sent(temperature=text, how="visit"))
    assert answer.status_code == 422
    assert answer.context["forms"]["reading"]["how"].value() == "visit"
    with world.all_eyes():
        assert not Check.objects.exists()


def test_a_reading_is_written_and_the_owner_is_told_what_happens_not_what_it_means(
    world: World, homes: Homes, watch: int, page_of: PageOf
) -> None:
    page = page_of(world.an)
    values = sent(temperature="38.4", symptoms=["dry_cough"], how="phone", note="咳了一夜")
    said = page.post(url(world, "reading", watch), values, follow=True).content.decode()
    assert "The medic has been asked" in said and "Referred. The medic takes over" in said
    assert "38.4" not in said and "咳了一夜" not in said
    with world.eyes_of(world.mei):
        assert str(readings_of(homes.li, until=timezone.now())[0].seen.temperature) == "38.4"
    odd = page.post(url(world, "reading", watch), sent(temperature="375", how="phone"), follow=True)
    assert "measure again" in odd.content.decode()


def test_a_reading_too_early_for_the_evening_is_told_so_before_it_is_written(
    world: World, homes: Homes, page_of: PageOf
) -> None:
    watch = watched(world, homes.li)
    page, words = page_of(world.an), "readings count from 16:00"
    with at(on_day(1, 9)):
        assert words not in page.get(url(world, "watch", watch)).content.decode()
    measure(world, homes.li, on_day(1, 9))
    with at(on_day(1, 15, 30)):
        assert words in page.get(url(world, "watch", watch)).content.decode()
    with at(on_day(1, 16)):
        assert words not in page.get(url(world, "watch", watch)).content.decode()


def test_not_reached_is_one_press(world: World, watch: int, page_of: PageOf) -> None:
    page = page_of(world.an)
    assert page.post(url(world, "attempt", watch), sent(found="away")).status_code == 302
    assert page.post(url(world, "attempt", watch), sent(found="eaten")).status_code == 302
    with world.all_eyes():
        assert [check.found for check in Check.objects.all()] == ["away"]
    assert "tried 1 time in vain" in page.get(url(world, "everyone")).content.decode()


@pytest.mark.parametrize(
    ("what", "values"),
    [
        ("group", {"group": "pregnant"}),
        ("carer", {"name": "王阿姨", "age": "41"}),
        ("close", {"outcome": "mistaken", "reason": "同名"}),
    ],
)
def test_what_concerns_a_watch_is_changed_on_its_page(
    world: World, watch: int, page_of: PageOf, what: str, values: dict[str, str]
) -> None:
    page = page_of(world.an)
    assert page.post(url(world, "change", watch, what), sent(**values)).status_code == 302
    assert page.get(url(world, "watch", watch)).status_code == 200


def test_a_refused_change_says_why_beside_its_form(world: World, watch: int, page_of: PageOf) -> None:
    page = page_of(world.an)
    early = page.post(url(world, "change", watch, "close"), sent(outcome="completed"))
    assert early.status_code == 422 and "The observation lasts until" in early.content.decode()
    ill = page.post(url(world, "change", watch, "carer"), sent(name="王阿姨", has_illness="on"))
    assert "may not be the carer" in ill.content.decode()
    assert page.post(url(world, "change", watch, "sing"), sent()).status_code == 404


def test_a_watch_is_handed_over(world: World, watch: int, page_of: PageOf) -> None:
    page_of(world.an).post(url(world, "change", watch, "hand-over"), sent(to=world.mei.pk))
    assert "李青" in page_of(world.mei).get(url(world, "today") + "?show=mine").content.decode()


def test_words_are_passed_on_and_shown_to_the_medic_alone(world: World, watch: int, page_of: PageOf) -> None:
    page = page_of(world.an)
    told = page.post(url(world, "words", watch), sent(words="夜里睡不着,害怕"), follow=True).content.decode()
    assert "Only the medic can read" in told and "夜里睡不着" not in told
    desk = page_of(world.mei).get(url(world, "desk")).content.decode()
    assert "夜里睡不着" in desk
    assert page.get(url(world, "desk")).status_code == 403
    with world.all_eyes():
        visit = WelfareVisit.objects.get()
    page_of(world.mei).post(url(world, "visit", visit.pk), sent(note="聊过"))
    assert "夜里睡不着" not in page_of(world.mei).get(url(world, "desk")).content.decode()


def test_the_medic_takes_over_settles_and_notes(world: World, homes: Homes, watch: int, page_of: PageOf) -> None:
    referral = world.written(reading(homes.li, "38.4", "dry_cough"), by=world.an)["referral"]
    page = page_of(world.mei)
    desk = page.get(url(world, "desk")).content.decode()
    assert "李青" in desk and "38.4" in desk
    person = page.post(url(world, "take", referral), sent(), follow=True)
    assert person.status_code == 200 and person.context["temperatures"]["limit"]["value"] == 37.3
    assert person.context["symptoms"]["series"][0]["values"] == [1]
    page.post(url(world, "person", homes.li.pk), sent(text="肺部清"))
    assert page.post(url(world, "settle", referral), sent()).status_code == 422
    assert page.post(url(world, "settle", referral), sent(outcome="stays", note="观察")).status_code == 302
    notes = page.get(url(world, "person", homes.li.pk)).content.decode()
    assert "肺部清" in notes and "观察" in notes
    assert "Nobody is referred" in page.get(url(world, "desk")).content.decode()


def test_a_fever_of_somebody_nobody_watches_is_on_the_overview_and_in_the_lead_s_list(
    world: World, homes: Homes, page_of: PageOf
) -> None:
    def seen(moment: datetime) -> Card | None:
        with world.eyes_of(world.an):
            return card(Glance(world.bamboo, moment))

    now = timezone.now()
    assert seen(now) is None
    measure(world, homes.zhang, now - timedelta(minutes=10), "38.6")
    waiting = seen(now)
    assert waiting and (waiting.value, waiting.note, waiting.urgent) == (0, "1 ask for somebody now.", True)
    assert page_of(world.an).get(url(world, "today")).context["overdue"] == []
    with world.all_eyes():
        Referral.objects.update(due_at=now - timedelta(minutes=1))
    late = seen(now)
    assert late and (late.note, late.urgent) == ("1 not found or not taken over in time.", True)
    lead = page_of(world.an).get(url(world, "today"))
    assert ([one.resident.name for one in lead.context["overdue"]], lead.context["mine"]) == (["张伟"], 1)
    shown = lead.content.decode()
    assert shown.count("张伟") == 1 and shown.count("Medics here") == 1 and "38.6" not in shown
    assert page_of(world.wang).get(url(world, "today")).context.get("overdue", []) == []
    world.written(AcknowledgeReferral(referral=lead.context["overdue"][0].pk), by=world.mei)
    taken = seen(timezone.now())
    assert taken and not taken.urgent
    assert page_of(world.an).get(url(world, "today")).context["overdue"] == []


def test_referrals_beyond_those_shown_are_counted_and_whoever_waits_stands_first(
    world: World, homes: Homes, page_of: PageOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unwatched, "SHOWN", 1)
    earlier = measure(world, homes.li, ago(minutes=20), "38.6")["referral"]
    world.written(AcknowledgeReferral(referral=earlier), by=world.mei)
    assert "not shown here" not in page_of(world.an).get(url(world, "today")).content.decode()
    measure(world, homes.zhang, ago(minutes=10), "38.2")
    shown = page_of(world.an).get(url(world, "today"))
    assert [one.resident.name for one in shown.context["referrals"]] == ["张伟"]
    assert "1 more is not shown here." in shown.content.decode()


def test_the_release_is_decided_on_the_page_and_its_certificate_printed(
    world: World, homes: Homes, page_of: PageOf
) -> None:
    key = watched(world, homes.li)
    healthy_days(world, homes.li, 14)
    page = page_of(world.an)
    with at(on_day(15, 9)):
        assert "28 of 28 checks" in page.get(url(world, "watch", key)).content.decode()
        done = page.post(url(world, "change", key, "close"), sent(outcome="completed"), follow=True)
        assert "Print the certificate" in done.content.decode()
        issued = page.post(
            url(world, "certificates"), sent(resident=homes.li.pk, certificate="observation"), follow=True
        )
    assert issued["Content-Type"] == "application/pdf" and issued.content.startswith(b"%PDF")
    with world.all_eyes():
        assert WatchEnd.objects.get().outcome == "completed" and Certificate.objects.get().number == 1
    assert "-0001" in page.get(url(world, "certificates") + "?q=李青").content.decode()


def test_the_notice_says_why_until_when_by_what_and_to_whom_they_turn(world: World, homes: Homes, watch: int) -> None:
    with world.eyes_of(world.an), translation.override("en"):
        one = watches().get(pk=watch)
        given = Told(one, world.bamboo, watch_rules(world.bamboo, on=timezone.localdate()),
                     packaged_library().pack("cn-2020-covid"), timezone.now())  # fmt: skip
        told = dict(facts(given))
        assert told["Last day"] and "肺炎机制发〔2020〕5号" in told["Basis"] and told["Medics"] == "梅雪"
        assert "12:00、21:00" in asked(given)[0] and "37.3" in asked(given)[1]
        assert notice_sheet(one, place=world.bamboo, at=timezone.now()).startswith(b"%PDF")


@pytest.mark.parametrize("nickname", ["an", "mei"])
def test_the_notice_is_printed_from_the_page(world: World, watch: int, page_of: PageOf, nickname: str) -> None:
    page = page_of(world.people[nickname])
    assert url(world, "notice", watch) in page.get(url(world, "watch", watch)).content.decode()
    assert page.get(url(world, "notice", watch))["Content-Type"] == "application/pdf"
    assert page_of(world.gao).get(url(world, "notice", watch)).status_code == 403


def among(world: World, homes: Homes, categories: list[str]) -> Watch:
    """Somebody watched for one reason after another."""
    key = watched(world, homes.li, category=categories[0])
    for category in categories[1:]:
        with at(on_day(3)):
            world.written(opening(homes.li, category=category, happened_at=on_day(3)), by=world.an)
    with world.all_eyes():
        return watches().get(pk=key)


REASONS = [
    (["returnee"], True), (["workplace"], False), (["workplace", "contact"], True), (["contact", "workplace"], True),
]  # fmt: skip


@pytest.mark.parametrize(("categories", "home"), REASONS)
def test_a_certificate_says_home_only_of_whoever_was_watched_at_home(
    world: World, homes: Homes, categories: list[str], home: bool
) -> None:
    watch = among(world, homes, categories)
    with world.all_eyes(), translation.override("en"):
        one = Certificate(resident=homes.li, watch=watch, kind="observation")
        assert ("home observation" in title(one)) is home
        assert ("under home observation" in lines(one)[0]) is home


@pytest.mark.parametrize(("categories", "home"), REASONS)
def test_a_notice_gives_the_reason_of_its_last_day_and_asks_for_a_room_only_at_home(
    world: World, homes: Homes, categories: list[str], home: bool
) -> None:
    watch = among(world, homes, categories)
    pack = packaged_library().pack("cn-2020-covid")
    with world.all_eyes(), translation.override("en"):
        rules = watch_rules(world.bamboo, on=on_day(3).date())
        given = Told(watch, world.bamboo, rules, pack, on_day(3))
        told, last = dict(facts(given)), categories[-1]
        assert (told["Reason"], told["Basis"]) == (str(CATEGORIES[last]), pack[DAYS_OF[last]].source)
        assert ("room of your own" in str(asked(given)), "as usual" in str(asked(given))) == (home, not home)


def test_a_certificate_that_may_not_be_issued_says_so(world: World, homes: Homes, page_of: PageOf) -> None:
    page = page_of(world.an)
    answer = page.post(url(world, "certificates"), sent(resident=homes.li.pk, certificate="health"))
    assert "two certificates only" in answer.content.decode()
    answer = page.post(url(world, "certificates"), sent(resident=homes.li.pk, certificate="residence"), follow=True)
    assert answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("nickname", ["zhen", "qu", "cha", "shen", "su"])
def test_who_may_count_sees_numbers_and_no_name(
    world: World, homes: Homes, watch: int, page_of: PageOf, nickname: str
) -> None:
    text = page_of(world.people[nickname]).get(url(world, "today")).content.decode()
    assert "竹村" in text and "李青" not in text
    assert page_of(world.people[nickname]).get(url(world, "watch", watch)).status_code == 403


def test_a_township_counts_its_communities_apart(world: World, homes: Homes, watch: int) -> None:
    with world.eyes_of(world.zhen):
        rows = counted(world.township, at=timezone.now())
    assert [(row.name, row.watched) for row in rows] == [("四季镇", 1), ("竹村", 1), ("荷花社区", 0)]


def test_a_referral_is_evaluated_by_what_the_medic_did_not_by_taking_it_over(world: World, homes: Homes) -> None:
    watched(world, homes.li)
    referral = measure(world, homes.li, on_day(1), "37.9")["referral"]

    def done(when: datetime) -> tuple[int, int]:
        with world.all_eyes():
            return evaluated(world.bamboo, since=on_day(0, 0), until=when)

    with world.all_eyes():
        assert referrals_waiting(world.bamboo, at=on_day(1, 9)) == 1
    with at(on_day(1, 9)):
        world.written(AcknowledgeReferral(referral=referral), by=world.mei)
    assert (done(on_day(1, 10)), done(on_day(2, 9))) == ((0, 0), (0, 1))
    # Somebody else at the door is no medic.
    measure(world, homes.li, on_day(1, 10), how="visit", by=world.an)
    assert done(on_day(2, 9)) == (0, 1)
    measure(world, homes.li, on_day(1, 11), how="visit", by=world.mei)
    assert done(on_day(2, 9)) == (1, 1)


def test_a_note_or_the_end_in_time_is_an_evaluation_and_one_too_late_is_not(world: World, homes: Homes) -> None:
    for who, hour in ((homes.li, 20), (homes.zhang, 33)):
        with at(on_day(0)):
            world.written(opening(who, happened_at=on_day(0)), by=world.an)
        measure(world, who, on_day(1), "37.9")
        with at(on_day(1, 0) + timedelta(hours=hour)):
            world.written(WriteClinicalNote(resident=who.pk, text="听诊清"), by=world.mei)
    with world.all_eyes():
        assert evaluated(world.bamboo, since=on_day(0, 0), until=on_day(3)) == (1, 2)


def test_contacts_alone_complete_a_quarantine_and_whoever_owed_none_is_left_out(world: World, homes: Homes) -> None:
    """Excluded, handed over and returned people once lowered the share of contacts who completed."""
    outcomes = (("contact", "completed"), ("contact", "moved"), ("contact", "excluded"), ("contact", "transferred"),
                ("returnee", "moved"))  # fmt: skip
    with world.all_eyes():
        people = list(Resident.objects.filter(area=world.bamboo).order_by("pk"))
    for who, (category, outcome) in zip(people, outcomes, strict=False):
        with at(on_day(0)):
            key = world.written(opening(who, category=category, happened_at=on_day(0)), by=world.an)["watch"]
        with world.all_eyes():
            WatchEnd.objects.create(watch_id=key, outcome=outcome, by=world.an, at=on_day(15))
    with world.all_eyes():
        assert completed(world.bamboo, since=on_day(14), until=on_day(16)) == (1, 2)


def test_the_share_of_contacts_checked_counts_persons_not_checks(world: World, homes: Homes) -> None:
    for who, category in ((homes.li, "contact"), (homes.zhang, "contact"), (homes.households[2], "returnee")):
        person = who if isinstance(who, Resident) else Resident._base_manager.get(household=who)
        with at(on_day(0)):
            world.written(opening(person, category=category, happened_at=on_day(0)), by=world.an)
    measure(world, homes.li, on_day(1))
    with world.all_eyes():
        found = standings(world.bamboo, at=on_day(1, 22))
        # Of four checks due one was made, of two contacts one was reached.
        assert contacts_checked(world.bamboo, found, at=on_day(1, 22)) == (1, 2)
