"""Shift-mates: one line of names, read against those who work there, each proposed and decided on by a person."""

import pytest
from django.test import Client
from uuid_utils.compat import uuid7

from fangxian.cases.acts import NameShift, TraceContacts
from fangxian.cases.models import ContactGround
from fangxian.cases.rules.contacts import suggested
from fangxian.cases.rules.shifts import Mate, Meant, meant
from fangxian.monitoring.models import Watch
from fangxian.register.models import Employer, Resident
from tests.cases.test_contacts import days_ago, listed, recorded
from tests.homes import Homes, settle
from tests.world import World

WORKERS = [Mate(1, "张伟", "3-1-501"), Mate(2, "张伟", "3-1-502"), Mate(3, "李青", "1"), Mate(4, "王芳", "2")]
STREET = [Mate(1, "张伟", "海曲路3-1-501"), Mate(2, "张伟", "海曲路3-1-502")]


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


@pytest.fixture
def plant(world: World, homes: Homes) -> Employer:
    """Where 张伟, 李青 and 李红 work."""
    with world.all_eyes():
        found = Employer.objects.create(area=world.bamboo, name="海边钢厂")
        Resident.objects.filter(name__in=["张伟", "李青", "李红"]).update(employer=found)
    return found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("李青、王芳", Meant((3, 4), (), ())),
        ("李青，王芳;李青\n", Meant((3, 4), (), ())),
        ("张伟", Meant((), (), ("张伟",))),
        ("张伟 3-1-502", Meant((2,), (), ())),
        ("张伟　3-1-502／李青", Meant((2, 3), (), ())),
        ("张伟 1-502", Meant((), ("张伟 1-502",), ())),
        ("张伟 9-9-999, 李青", Meant((3,), ("张伟 9-9-999",), ())),
        ("李", Meant((), ("李",), ())),
        ("、 ，", Meant((), (), ())),
    ],
)
def test_a_line_means_whom_it_fits(line: str, found: Meant) -> None:
    assert meant(line, WORKERS) == found


def test_a_house_is_said_without_its_street() -> None:
    assert meant("张伟 3-1-502", STREET) == Meant((2,), (), ())


def test_those_of_the_shift_are_proposed_as_close_and_the_rest_of_the_plant_as_general(
    world: World, homes: Homes, plant: Employer
) -> None:
    with world.all_eyes():
        far = Resident.objects.create(area=world.bamboo, household=homes.zhang.household, name="丁同厂", employer=plant)
    case = recorded(world, homes.li)
    act = NameShift(case=case, employer=plant.pk, mates=(homes.zhang.pk, homes.li.pk), last_on=days_ago(2))
    assert world.written(act, by=world.mei) == {"proposed": 1, "grounds": 1}
    world.written(TraceContacts(case=case), by=world.mei)
    found = listed(world, case)
    assert found["张伟"] == ["shift", "workplace"] and found[far.name] == ["workplace"]
    assert suggested(found["张伟"]) == "close" and suggested(found[far.name]) == "general"
    with world.all_eyes():
        assert ContactGround.objects.get(ground="shift").last_on == days_ago(2) and not Watch.objects.exists()
    again = act.model_copy(update={"id": uuid7()})
    assert world.written(again, by=world.mei) == {"proposed": 0, "grounds": 0}


def test_only_people_of_that_workplace_and_never_the_case_alone(world: World, homes: Homes, plant: Employer) -> None:
    case = recorded(world, homes.li)
    with world.all_eyes():
        wang = Resident.objects.get(name="王芳").pk
    for mates in ((wang,), (homes.li.pk,), (homes.zhang.pk, wang)):
        act = NameShift(case=case, employer=plant.pk, mates=mates, last_on=days_ago(2))
        assert world.submit(act, by=world.mei).refused == "not_of_this_workplace"


def test_the_page_reads_the_line_and_says_what_fits_nobody(
    world: World, homes: Homes, plant: Employer, client: Client
) -> None:
    case = recorded(world, homes.li)
    client.force_login(world.mei)
    page = f"/{world.bamboo.code}/cases/{case}/shift/"
    form = client.get(page).context["form"]
    assert form.initial["employer"] == plant.pk
    values = {"act_id": form["act_id"].value(), "employer": plant.pk, "last_on": days_ago(2)}
    wrong = client.post(page, {**values, "mates": "张伟、王芳"})
    assert wrong.status_code == 422 and "王芳" in str(wrong.context["form"].errors["mates"])
    assert client.post(page, {**values, "mates": "张伟"}).status_code == 302
    assert listed(world, case) == {"张伟": ["shift"]}
