"""A suspected case at the plant: who of ours works there, watched and not confined, and let go when it was none."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fangxian.areas.models import Person
from fangxian.cases import queries
from fangxian.cases.acts import ClassifyCase, ConfirmSignal, DecideContacts, ExcludeSignal, RaiseSignal, RecordCase
from fangxian.cases.models import Case, Contact, Signal, SignalWatch
from fangxian.cases.queries.trees import observed
from fangxian.measures.models import StayHome
from fangxian.monitoring.acts import OpenWatch
from fangxian.monitoring.queries import until_of, watches
from fangxian.register.acts import MergeEmployers, SplitEmployers
from fangxian.register.models import Employer, Resident
from fangxian.register.queries import same_workplace
from fangxian.tasks.models import Wording
from tests.cases.test_contacts import days_ago, recorded, watch_of
from tests.homes import Homes, settle
from tests.world import World

PageOf = Callable[[Person], Client]


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


@pytest.fixture
def plant(world: World, homes: Homes) -> Employer:
    """The plant, where three of the village work, one of them under a misspelt name."""
    with world.all_eyes():
        plant = Employer.objects.create(area=world.bamboo, name="海边钢铁有限公司")
        same = Employer.objects.create(area=world.bamboo, name="海边刚铁")
        Employer.objects.create(area=world.bamboo, name="第一小学")
        Resident.objects.filter(pk__in=[homes.li.pk, homes.zhang.pk]).update(employer=plant)
        Resident.objects.filter(name="赵独").update(employer=same)
    return plant


def raised(world: World, plant: Employer, **more: Any) -> Any:
    return world.written(RaiseSignal(area=world.bamboo.pk, employer=plant.pk, **more), by=world.mei)


def merged(world: World, plant: Employer) -> int:
    with world.all_eyes():
        other = Employer.objects.get(name="海边刚铁")
    return world.written(MergeEmployers(employer=other.pk, other=plant.pk), by=world.an)["merge"]  # type: ignore[no-any-return]


def test_one_line_finds_the_workplace_however_it_is_spelt(world: World, plant: Employer) -> None:
    with world.eyes_of(world.mei):
        names = [one.name for one in queries.workplaces_meant(world.bamboo, "海边钢铁")]
    assert names[0] == "海边钢铁有限公司" and "海边刚铁" in names and "第一小学" not in names


def test_everybody_who_works_there_is_watched_and_nobody_is_confined(world: World, plant: Employer) -> None:
    answer = raised(world, plant, exposed_on=days_ago(2))
    assert answer["people"] == 2
    with world.all_eyes():
        held = list(watches().select_related("resident"))
        assert {watch.resident.name for watch in held} == {"李青", "张伟"}
        assert {(watch.category, until_of(watch)) for watch in held} == {
            ("workplace", days_ago(2) + timedelta(days=14))
        }
        assert not StayHome.objects.exists()


def test_names_merged_by_a_person_find_the_others_too(world: World, plant: Employer) -> None:
    merge = merged(world, plant)
    assert raised(world, plant)["people"] == 3
    world.written(SplitEmployers(merge=merge), by=world.an)
    with world.all_eyes():
        assert same_workplace(world.bamboo, plant.pk) == {plant.pk}


def test_a_name_has_one_meaning_until_it_is_taken_back(world: World, plant: Employer) -> None:
    merge = merged(world, plant)
    with world.all_eyes():
        other = Employer.objects.get(name="海边刚铁")
    again = MergeEmployers(employer=other.pk, other=plant.pk)
    assert world.submit(again, by=world.an).refused == "employer_same_already"
    world.written(SplitEmployers(merge=merge), by=world.an)
    assert world.submit(SplitEmployers(merge=merge), by=world.an).refused == "merge_undone"
    world.written(MergeEmployers(employer=plant.pk, other=other.pk), by=world.an)


def test_the_message_is_calm_and_names_no_patient(world: World, plant: Employer) -> None:
    raised(world, plant, heard="厂医来电，患者秦某")
    with world.all_eyes():
        texts = [wording.text for wording in Wording.objects.all()]
    assert texts and all("海边钢铁有限公司" in text and "2" in text and "秦" not in text for text in texts)


def test_the_entry_and_its_answer_name_nobody(world: World, plant: Employer) -> None:
    act = RaiseSignal(area=world.bamboo.pk, employer=plant.pk, heard="患者秦某")
    entry = world.submit(act, by=world.mei)
    assert "秦" not in str(entry.payload) + str(entry.answer) and "李青" not in str(entry.answer)


def test_when_it_is_excluded_all_watches_it_opened_close_and_a_message_says_so(world: World, plant: Employer) -> None:
    signal = raised(world, plant)["signal"]
    answer = world.written(ExcludeSignal(signal=signal), by=world.mei)
    assert answer["ended"] == 2
    with world.all_eyes():
        assert {watch.end.outcome for watch in watches()} == {"excluded"}
        assert Wording.objects.count() > 1
    assert world.submit(ExcludeSignal(signal=signal), by=world.mei).refused == "signal_ended"


def test_who_was_watched_before_keeps_their_own_days(world: World, homes: Homes, plant: Employer) -> None:
    world.written(OpenWatch(resident=homes.li.pk, category="returnee", day_zero=days_ago(6)), by=world.an)
    signal = raised(world, plant)["signal"]
    assert until_of(watch_of(world, homes.li)) == days_ago(0) + timedelta(days=14)
    world.written(ExcludeSignal(signal=signal), by=world.mei)
    held = watch_of(world, homes.li)
    assert until_of(held) == days_ago(6) + timedelta(days=14) and getattr(held, "end", None) is None


def test_a_contact_of_a_case_stays_watched_when_the_signal_is_excluded(
    world: World, homes: Homes, plant: Employer
) -> None:
    signal = raised(world, plant, exposed_on=days_ago(1))["signal"]
    case = recorded(world, None, name="过路人", lives_here=False)
    with world.all_eyes():
        contact = Contact.objects.create(
            area=world.bamboo, case_id=case, resident=homes.zhang, by=world.mei, at=timezone.now()
        ).pk
    decided = DecideContacts(case=case, contacts=(contact,), finding="close", last_on=days_ago(3))
    world.written(decided, by=world.mei)
    world.written(ExcludeSignal(signal=signal), by=world.mei)
    held = watch_of(world, homes.zhang)
    assert until_of(held) == days_ago(3) + timedelta(days=14) and getattr(held, "end", None) is None


def test_when_it_is_confirmed_shift_mates_become_candidates_to_be_decided_on(
    world: World, homes: Homes, plant: Employer
) -> None:
    signal = raised(world, plant, exposed_on=days_ago(1))["signal"]
    case = world.written(
        RecordCase(area=world.bamboo.pk, resident=homes.li.pk, classification="confirmed"), by=world.mei
    )["case"]
    assert world.written(ConfirmSignal(signal=signal, case=case), by=world.mei)["proposed"] == 1
    with world.all_eyes():
        about = Case.objects.get(pk=case)
        (one,) = queries.judged(queries.contacts_of(about).select_related("resident"), about, at=timezone.now())
        assert one.contact.resident == homes.zhang and one.grounds[0].ground == "workplace" and one.finding is None
        assert all(getattr(watch, "end", None) is None for watch in watches())


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"employer": 9999}, "unknown_workplace"),
        ({"exposed_on": days_ago(-1)}, "case_day_ahead"),
        ({"exposed_on": days_ago(40)}, "signal_long_ago"),
    ],
)
def test_a_signal_that_makes_no_sense_is_refused(
    world: World, plant: Employer, wrong: dict[str, Any], code: str
) -> None:
    values = {"area": world.bamboo.pk, "employer": plant.pk, **wrong}
    assert world.submit(RaiseSignal(**values), by=world.mei).refused == code


def test_one_workplace_has_one_open_signal_under_all_its_names(world: World, plant: Employer) -> None:
    merged(world, plant)
    raised(world, plant)
    with world.all_eyes():
        other = Employer.objects.get(name="海边刚铁").pk
    assert world.submit(RaiseSignal(area=world.bamboo.pk, employer=other), by=world.mei).refused == "signal_running"


def test_a_workplace_nobody_names_any_more_raises_nothing(world: World, plant: Employer) -> None:
    with world.all_eyes():
        school = Employer.objects.get(name="第一小学").pk
    assert (
        world.submit(RaiseSignal(area=world.bamboo.pk, employer=school), by=world.mei).refused == "nobody_works_there"
    )


@pytest.mark.parametrize("nickname", ["gao", "tian", "wang", "su", "zhen", "qu", "shen", "guan", "dou"])
def test_nobody_below_sight_of_health_sees_a_signal(world: World, plant: Employer, nickname: str) -> None:
    raised(world, plant)
    with world.eyes_of(world.people[nickname]):
        assert not Signal.objects.exists() and not SignalWatch.objects.exists()


def test_a_confirmed_case_that_is_excluded_later_lets_its_contacts_go(
    world: World, homes: Homes, plant: Employer
) -> None:
    signal = raised(world, plant)["signal"]
    case = recorded(world, None, "confirmed", name="过路人", lives_here=False)
    world.written(ConfirmSignal(signal=signal, case=case), by=world.mei)
    with world.all_eyes():
        keys = tuple(Contact.objects.filter(case=case).values_list("pk", flat=True))
        said = Wording.objects.count()
    world.written(DecideContacts(case=case, contacts=keys, finding="general"), by=world.mei)
    world.written(ClassifyCase(case=case, classification="discarded"), by=world.mei)
    with world.all_eyes():
        assert queries.open_contacts(world.bamboo, on=days_ago(0)) == []
        assert {watch.end.outcome for watch in watches()} == {"excluded"}
        told = [row.text for row in Wording.objects.order_by("pk")][said:]
    assert len(told) == 1 and "tell 2 people today that their observation is over" in told[0]


def test_a_signal_confirmed_as_a_case_that_is_none_keeps_nobody_whom_nobody_decided_on(
    world: World, plant: Employer, page_of: PageOf
) -> None:
    signal = raised(world, plant)["signal"]
    case = recorded(world, None, "confirmed", name="过路人", lives_here=False)
    world.written(ConfirmSignal(signal=signal, case=case), by=world.mei)
    world.written(ClassifyCase(case=case, classification="discarded"), by=world.mei)
    with world.all_eyes():
        assert {watch.end.outcome for watch in watches()} == {"excluded"}
    page = page_of(world.mei).get(reverse("cases:signal", args=[world.bamboo, signal])).content.decode()
    assert "keeps nobody under observation any more" in page


def test_a_merely_suspected_case_confirms_no_signal(world: World, plant: Employer) -> None:
    signal = raised(world, plant)["signal"]
    case = recorded(world, None, name="过路人", lives_here=False)
    assert world.submit(ConfirmSignal(signal=signal, case=case), by=world.mei).refused == "signal_case_unsure"


def test_a_watch_because_of_a_workplace_counts_for_no_closing(world: World, homes: Homes, plant: Employer) -> None:
    world.written(OpenWatch(resident=homes.li.pk, category="returnee", day_zero=days_ago(6)), by=world.an)
    raised(world, plant)
    with world.all_eyes():
        assert [home.household for home in observed(world.bamboo, at=timezone.now())] == [homes.li.household_id]


def test_the_list_shows_everybody_who_works_there_by_building_and_grid(world: World, plant: Employer) -> None:
    signal = raised(world, plant)["signal"]
    with world.eyes_of(world.mei):
        grids = queries.by_grid(Signal.objects.get(pk=signal))
    found = [(g.area.pk, b.building, [r.resident.name for r in b.rows]) for g in grids for b in g.buildings]
    assert found == [(world.bamboo.pk, "1", ["李青"]), (world.bamboo.pk, "2", ["张伟"])]


def test_the_one_who_proved_to_be_ill_is_not_on_the_list(
    world: World, homes: Homes, plant: Employer, client: Client
) -> None:
    signal = raised(world, plant)["signal"]
    world.written(ConfirmSignal(signal=signal, case=recorded(world, homes.zhang, "confirmed")), by=world.mei)
    client.force_login(world.mei)
    page = client.get(reverse("cases:signal", args=[world.bamboo, signal])).content.decode()
    assert "李青" in page and "张伟" not in page


def test_the_worker_of_a_grid_finds_whom_to_see(world: World, homes: Homes, plant: Employer, client: Client) -> None:
    """Somebody who was watched before for another reason is found as well; nobody of another grid is."""
    with world.all_eyes():
        Resident.objects.filter(pk=homes.li.pk).update(area=world.grid_one)
        homes.li.household.__class__.objects.filter(pk=homes.li.household_id).update(area=world.grid_one)
    world.written(OpenWatch(resident=homes.li.pk, category="returnee", day_zero=days_ago(6)), by=world.an)
    raised(world, plant)
    client.force_login(world.wang)
    address = reverse("monitoring:everyone", args=[world.grid_one])
    page = client.get(address, {"category": "workplace"}).content.decode()
    assert "李青" in page and "张伟" not in page
    assert "李青" not in client.get(address, {"category": "discharged"}).content.decode()
    assert client.get(address, {"category": "nonsense"}).status_code == 200
