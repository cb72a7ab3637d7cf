"""Passes: granted once, signed, lent, copied, withdrawn, printed; and travellers a road checkpoint announces."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.areas.models import Person, Post
from fangxian.gates.acts import (
    EndAuthorisation,
    GrantAuthorisation,
    IssueOutingPasses,
    RecordPassage,
    RenewPassKey,
    SettleArrival,
    TakeBackPassage,
    WithdrawPassKey,
)
from fangxian.gates.models import Arrival, Authorisation, PassKey
from fangxian.gates.queries import known_keys, printed, signed_withdrawals
from fangxian.gates.rules import read_code
from fangxian.gates.rules.passes import read_revoked
from fangxian.gates.signing import holds
from fangxian.measures.acts import AddGate
from fangxian.monitoring.acts import readings, slips
from tests.gates.village import Village
from tests.homes import settle
from tests.world import LONG_AGO, World, ago

PageOf = Callable[[Person], Client]


def token(village: Village, number: str) -> str:
    with village.world.all_eyes():
        (one,) = printed([Authorisation.objects.get(pk=number)], village.world.bamboo)
    return one.token


def outing(village: Village, **more: Any) -> str:
    home = village.homes.li.household.pk
    granted: str = village.grant(**{"household": home, "purpose": "shopping", "persons": 1, **more})["authorisation"]
    return granted


def test_a_code_checks_itself(village: Village) -> None:
    codes = [village.grant(bearer=f"车{n}")["code"] for n in range(5)]
    assert all(read_code(code) == (code, True) for code in codes)


def test_a_pass_shown_is_the_authorisation_it_names(village: Village) -> None:
    number = outing(village)
    answer = village.record("out", resident=village.homes.li.pk, pass_token=token(village, number))
    assert (answer["verdict"], answer["remarks"]) == ("allowed", [])
    (row,) = village.rows()
    assert str(row.authorisation_id) == number and row.purpose == "shopping"


def test_a_pass_copied_goes_out_once(village: Village) -> None:
    shown = token(village, outing(village))
    village.record("out", resident=village.homes.li.pk, pass_token=shown, happened_at=ago(minutes=30))
    answer = village.record("out", pass_token=shown, outcome="turned_back")
    assert (answer["verdict"], answer["reasons"], answer["remarks"]) == ("denied", ["copied"], ["copied"])


@pytest.mark.parametrize("shows", [True, False])
def test_who_came_home_may_show_the_pass_again(village: Village, shows: bool) -> None:
    number = outing(village, purpose="illness")
    shown = token(village, number)
    li = village.homes.li.pk
    village.record("out", resident=li, pass_token=shown, happened_at=ago(minutes=30))
    back = {"pass_token": shown} if shows else {}
    village.record("in", resident=li, temperature="36.5", happened_at=ago(minutes=10), **back)
    assert village.record("out", resident=li, pass_token=shown)["verdict"] == "allowed"


def test_a_pass_lent_to_a_neighbour_is_told(village: Village) -> None:
    answer = village.record("out", resident=village.homes.zhang.pk, pass_token=token(village, outing(village)))
    assert (answer["verdict"], answer["reasons"]) == ("denied", ["lent"]) and "lent" in answer["remarks"]


def test_a_withdrawn_pass_is_told_and_named_in_the_signed_list(village: Village) -> None:
    world, number = village.world, outing(village)
    shown = token(village, number)
    world.written(EndAuthorisation(authorisation=number, reason="用完"), by=world.an)
    answer = village.record("out", resident=village.homes.li.pk, pass_token=shown)
    assert (answer["verdict"], answer["reasons"]) == ("denied", ["pass_revoked"])
    with world.all_eyes():
        text, keys = signed_withdrawals(world.bamboo, timezone.now()), known_keys(world.bamboo)
    assert len(read_revoked(text, place="371103150201", keys=keys, holds=holds) or ()) == 1


def test_a_forged_pass_is_a_remark_and_never_a_refusal(village: Village) -> None:
    shown = token(village, outing(village))
    forged = shown[:-6] + ("A" if shown[-6] != "A" else "B") + shown[-5:]
    answer = village.record("out", resident=village.homes.zhang.pk, pass_token=forged)
    assert answer["reasons"] == ["pass_altered"] and "pass_altered" in answer["remarks"]
    assert village.record("out", pass_token="钱")["reasons"] == ["pass_unreadable"]


def test_renewing_the_key_leaves_passes_good_and_withdrawing_it_does_not(village: Village) -> None:
    world, number = village.world, outing(village, purpose="illness")
    shown = token(village, number)
    assert world.written(RenewPassKey(area=world.bamboo.pk), by=world.an) == {"key": 2}
    out = {"resident": village.homes.li.pk, "pass_token": shown, "outcome": "turned_back"}
    assert village.record("out", **out)["verdict"] == "allowed"
    with world.all_eyes():
        first = PassKey.objects.get(number=1)
    world.written(WithdrawPassKey(key=first.pk, reason="电脑丢了"), by=world.an)
    assert "pass_key_withdrawn" in village.record("out", **out)["remarks"]
    assert token(village, number) != shown
    assert village.record("out", **{**out, "pass_token": token(village, number)})["remarks"] == ["turned_back_home"]
    again = world.submit(WithdrawPassKey(key=first.pk, reason="电脑丢了"), by=world.an)
    assert again.refused == "pass_key_ended"


def test_the_private_half_of_a_key_is_sealed_and_in_no_entry(village: Village) -> None:
    outing(village)
    with village.world.all_eyes():
        key = PassKey.objects.get()
    raw = PassKey._base_manager.filter(pk=key.pk).values_list("public", flat=True).get()
    assert raw == key.public and len(key.private) == 43 and key.private != key.public


def test_one_outing_pass_a_household_is_in_force(village: Village) -> None:
    world, home = village.world, village.homes.li.household.pk
    outing(village)
    wish = GrantAuthorisation(area=world.bamboo.pk, household=home, purpose="shopping", until=ago(hours=-30))
    assert world.submit(wish, by=world.an).refused == "outing_in_force"
    member = GrantAuthorisation(
        area=world.bamboo.pk, resident=village.homes.li.pk, purpose="shopping", until=ago(hours=-9)
    )
    assert world.submit(member, by=world.an).refused == "outing_in_force"
    village.grant(household=home, purpose="illness")
    village.grant(household=home, purpose="shopping", since=ago(hours=-25), until=ago(hours=-70))


def test_a_whole_place_gets_its_outing_passes_once(village: Village) -> None:
    world = village.world
    outing(village)
    told = world.written(IssueOutingPasses(area=world.bamboo.pk), by=world.an)
    assert told == {"passes": 2, "held": 1}
    with world.all_eyes():
        rows = list(
            Authorisation.objects.filter(granted_by=world.an, persons=1).exclude(household=village.homes.li.household)
        )
    assert {(row.until - row.since).days for row in rows} == {2} and len({row.code for row in rows}) == 2
    assert world.submit(IssueOutingPasses(area=world.bamboo.pk), by=world.an).refused == "nobody_to_issue"


def test_one_building_gets_its_passes(village: Village) -> None:
    building = village.homes.zhang.household.dwelling.building_id
    told = village.world.written(
        IssueOutingPasses(area=village.world.bamboo.pk, building=building), by=village.world.an
    )
    assert told == {"passes": 1, "held": 0}


def test_a_pass_for_one_gate_opens_no_other(village: Village) -> None:
    other = village.world.written(
        AddGate(area=village.world.bamboo.pk, name="西门", gate_kind="village_gate"), by=village.world.an
    )["gate"]
    number = outing(village, gates=(other,))
    answer = village.record("out", resident=village.homes.li.pk, authorisation=number)
    assert answer["reasons"] == ["not_this_gate"]


def test_the_highest_temperature_in_a_car_decides(village: Village) -> None:
    answer = village.record("in", moving="vehicle", plate="鲁L12345", persons=3, temperatures=("36.5", "37.4"))
    assert (answer["verdict"], answer["reasons"]) == ("held", ["medic"])
    assert village.rows()[-1].temperature == "37.4"
    passed = village.record("in", moving="vehicle", plate="鲁L1", persons=3, temperatures=("36.5",), outcome="passed")
    assert "not_all_measured" in passed["remarks"]


def road(world: World) -> int:
    gate: int = world.written(
        AddGate(area=world.district.pk, name="高速口", gate_kind="expressway"), by=world.qu
    )["gate"]  # fmt: skip
    return gate


def lead_the_road(world: World) -> None:
    """A gatekeeper of the district's checkpoint."""
    for person, role in ((world.qu, "community_lead"), (world.dong, "gatekeeper")):
        Post._base_manager.create(person=person, role=role, area=world.district, since=LONG_AGO)


def traveller(world: World, gate: int, **more: object) -> RecordPassage:
    values = {
        "gate": gate, "way": "in", "moving": "vehicle", "plate": "鄂A12345", "persons": 3, "guest": "钱来",
        "guest_phone": "13900000001", "temperatures": ("36.5", "36.6", "36.4"), "came_from": "武汉",
        "bound_area": world.bamboo.pk, "outcome": "passed", **more,
    }  # fmt: skip
    return RecordPassage(**values)


def test_a_traveller_is_announced_where_they_are_bound(world: World) -> None:
    lead_the_road(world)
    gate = road(world)
    answer = world.written(traveller(world, gate), by=world.dong)
    with world.eyes_of(world.an):
        (arrival,) = Arrival.objects.all()
    assert (arrival.checkpoint, arrival.plate, arrival.persons, arrival.came_from) == ("高速口", "鄂A12345", 3, "武汉")
    assert arrival.guest == "钱来" and str(arrival.pk) == answer["passage"]
    with world.eyes_of(world.dou):
        assert not Arrival.objects.exists()


def test_a_fever_at_a_checkpoint_is_written_under_the_lock_of_the_persons_own_community(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead_the_road(world)
    gate, li = road(world), settle(world).li
    asked: list[int] = []
    monkeypatch.setattr(readings, "locked", asked.append)
    passage = world.written(traveller(world, gate, resident=li.pk, temperature="38.2"), by=world.dong)["passage"]
    monkeypatch.setattr(slips, "locked", asked.append)
    world.written(TakeBackPassage(passage=passage), by=world.dong)
    assert asked == [world.bamboo.pk] * 2


def test_who_was_turned_back_is_not_announced_and_a_slip_takes_the_announcement_back(world: World) -> None:
    lead_the_road(world)
    gate = road(world)
    world.written(traveller(world, gate, outcome="turned_back"), by=world.dong)
    passage = world.written(traveller(world, gate), by=world.dong)["passage"]
    world.written(TakeBackPassage(passage=passage), by=world.dong)
    with world.all_eyes():
        assert [arrival.end.outcome for arrival in Arrival.objects.all()] == ["mistaken"]


def test_a_destination_nobody_knows_is_remarked(world: World) -> None:
    lead_the_road(world)
    answer = world.written(traveller(world, road(world), bound_area=110101001001000), by=world.dong)
    assert answer["outcome"] == "passed"
    with world.all_eyes():
        assert not Arrival.objects.exists()


def test_an_arrival_is_seen_to_once(world: World) -> None:
    lead_the_road(world)
    number = world.written(traveller(world, road(world)), by=world.dong)["passage"]
    world.written(SettleArrival(arrival=number, outcome="visited"), by=world.an)
    assert world.submit(SettleArrival(arrival=number, outcome="not_here"), by=world.an).refused == "arrival_settled"


def test_passes_are_issued_and_printed_on_one_page(village: Village, page_of: PageOf) -> None:
    page, url = page_of(village.world.an), "/371103150201/gates/passes"
    assert "No pass is in force" in page.get(url).content.decode()
    building = village.homes.zhang.household.dwelling.building_id
    answer = page.post(url, {"act_id": str(uuid7()), "building": building}, follow=True).content.decode()
    assert "1 pass issued" in answer and answer.count('class="pass-qr"') == 1 and "data:image/svg+xml" in answer
    everywhere = page.post(url, {"act_id": str(uuid7()), "building": ""}, follow=True).content.decode()
    assert "2 passes issued" in everywhere and everywhere.count('class="pass-qr"') == 3
    again = page.post(url, {"act_id": str(uuid7()), "building": ""})
    assert again.status_code == 422 and "Nothing was issued" in again.content.decode()
    assert "new key" in page.post(f"{url}/key", {"act_id": str(uuid7())}, follow=True).content.decode()


def test_the_desk_takes_a_pass_from_a_scanner(village: Village, page_of: PageOf) -> None:
    page, url = page_of(village.world.gao), "/371103150201/gates/"
    shown = token(village, outing(village))
    assert "Has an authorisation in force" in page.get(url, {"q": shown}).content.decode()
    assert "damaged" in page.get(url, {"q": shown[:-9]}).content.decode()


def test_the_desk_tells_a_mistyped_code(village: Village, page_of: PageOf) -> None:
    page, url = page_of(village.world.gao), "/371103150201/gates/"
    code = village.grant(resident=village.homes.li.pk)["code"]
    assert "李青" in page.get(url, {"q": f"{code[:4]} {code[4:].lower()}"}).content.decode()
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    said = page.get(url, {"q": wrong}).content.decode()
    assert "mistyped" in said or wrong.isdigit()


def test_the_page_of_arrivals_says_who_is_expected_and_what_became_of_each(world: World, page_of: PageOf) -> None:
    lead_the_road(world)
    number = world.written(traveller(world, road(world)), by=world.dong)["passage"]
    url = f"/{world.bamboo.code}/gates/arrivals"
    page = page_of(world.gao).get(url).content.decode()
    for word in ("鄂A12345", "钱来", "高速口", "武汉", "3 persons"):
        assert word in page
    sent = {"act_id": str(uuid7()), "outcome": "met", "note": "送到门口"}
    assert page_of(world.gao).post(f"{url}/{number}/settle", sent).status_code == 302
    page = page_of(world.gao).get(url).content.decode()
    assert "Nobody is expected" in page and "met on arrival" in page and "高山" in page and "送到门口" in page
    assert page_of(world.gao).post(f"{url}/{number}/settle", {**sent, "outcome": "x"}).status_code == 302
    with world.all_eyes():
        assert Arrival.objects.get().end.by == world.gao


def test_a_lost_key_is_withdrawn_on_the_page_and_the_passes_are_printed_anew(village: Village, page_of: PageOf) -> None:
    world, number = village.world, outing(village, purpose="illness")
    shown = token(village, number)
    with world.all_eyes():
        key = PassKey.objects.get().pk
    url = f"/{world.bamboo.code}/gates/passes"
    lead = page_of(world.an)
    assert "A key was lost or copied" in lead.get(url).content.decode()
    assert (
        lead.post(f"{url}/key/{key}/withdraw", {"act_id": str(uuid7()), "reason": ""}, follow=True).status_code == 200
    )
    assert token(village, number) == shown, "without a reason nothing is withdrawn"
    answer = lead.post(f"{url}/key/{key}/withdraw", {"act_id": str(uuid7()), "reason": "电脑丢了"}, follow=True)
    assert "signed with key 2 now" in answer.content.decode() and "电脑丢了" in answer.content.decode()
    assert token(village, number) != shown
    assert page_of(world.gao).post(f"{url}/key/{key}/withdraw", {}).status_code == 403


def test_the_pass_of_somebody_else_at_home_is_told_apart(village: Village) -> None:
    world = village.world
    wish = GrantAuthorisation(
        area=world.bamboo.pk, resident=village.homes.li.pk, purpose="illness", until=ago(hours=-9)
    )
    number = world.written(wish, by=world.an)["authorisation"]
    with world.all_eyes():
        sister = village.homes.li.household.residents.exclude(pk=village.homes.li.pk).first()
    assert sister is not None
    own = village.record("out", resident=village.homes.li.pk, pass_token=token(village, number))
    assert own["verdict"] == "allowed"
    village.record("in", resident=village.homes.li.pk, temperature="36.5")
    lent = village.record("out", resident=sister.pk, pass_token=token(village, number), outcome="turned_back")
    assert (lent["verdict"], lent["reasons"][-1]) == ("denied", "lent_at_home")
    assert "lent_at_home" in lent["remarks"]
