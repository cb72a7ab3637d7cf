"""Names of workplaces that mean the same: what is suggested, and what a person says."""

import random

import pytest
from django.test import Client
from django.urls import reverse
from uuid_utils.compat import uuid7

from fangxian.register.models import Employer, EmployerMerge, Resident
from fangxian.register.workplaces import meant_by, pairs_alike
from tests.homes import Homes, settle
from tests.world import World

STEEL = "山东钢铁集团日照有限公司"


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def named(world: World, *names: str) -> list[int]:
    with world.all_eyes():
        return [one.pk for one in Employer.objects.bulk_create(Employer(area=world.bamboo, name=n) for n in names)]


@pytest.mark.parametrize(
    ("short", "long"),
    [("山钢", STEEL), ("日照一中", "日照市第一中学"), ("海边钢厂", "海边钢厂（二分厂）"), ("一中", "日照市第一中学")],
)
def test_a_short_form_is_suggested_and_found_by_one_line(short: str, long: str) -> None:
    names = {1: short, 2: "碧海水产食品厂", 3: long}
    assert [(pair.one, pair.other) for pair in pairs_alike(names)] == [(1, 3)]
    assert set(meant_by(short, names)) == {1, 3} and meant_by(long, names)[0] == 3


def test_whatever_happens_to_share_characters_is_not_suggested() -> None:
    assert pairs_alike({1: "农商银行", 2: "银河商店", 3: "abc", 4: "a big corner shop"}) == []


def test_the_surest_pairs_come_first_however_many_names_there_are() -> None:
    """A town's worth of names; the same name but for what every company is called is the surest."""
    random.seed(7)
    names = {n: "".join(random.choices("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉", k=8)) for n in range(300)}
    names |= {900: "岚港物流", 901: "岚港物流有限公司"}
    assert (pairs_alike(names)[0].one, pairs_alike(names)[0].other) == (900, 901)


def test_names_without_anything_in_them_are_left_alone() -> None:
    assert pairs_alike({}) == [] and pairs_alike({1: " ", 2: "()"}) == []


def test_any_two_names_are_merged_through_two_searches(world: World, homes: Homes, client: Client) -> None:
    here, there = named(world, "老厂", STEEL)
    client.force_login(world.an)
    address = reverse("register:employers", args=[world.bamboo])
    page = client.get(address, {"one": "老厂", "two": "山钢"})
    found = page.context["found"]
    assert [one.pk for one in found["one"]] == [here] and [one.pk for one in found["two"]] == [there]
    sent = {"act_id": str(uuid7()), "employer": here, "other": there}
    client.post(reverse("register:merge_employers", args=[world.bamboo]), sent)
    with world.all_eyes():
        row = EmployerMerge.objects.get()
        assert (row.employer_id, row.same_as_id) == (here, there)


def test_whoever_chose_only_one_side_is_told_so(world: World, homes: Homes, client: Client) -> None:
    (here,) = named(world, "老厂")
    client.force_login(world.an)
    sent = {"act_id": str(uuid7()), "employer": here}
    page = client.post(
        reverse("register:merge_employers", args=[world.bamboo]), sent, follow=True, headers={"accept-language": "en"}
    )
    assert "Choose a workplace on each side." in page.content.decode()


def test_a_long_list_of_workplaces_has_pages(world: World, homes: Homes, client: Client) -> None:
    named(world, *(f"第{n}号作坊" for n in range(130)))
    with world.all_eyes():
        Resident.objects.filter(pk=homes.li.pk).update(employer=Employer.objects.get(name="第129号作坊"))
    client.force_login(world.an)
    address = reverse("register:employers", args=[world.bamboo])
    first, second = client.get(address).context["page"], client.get(address, {"page": 2}).context["page"]
    assert first[0].name == "第129号作坊" and (len(first), len(second)) == (100, 30)
