"""Whoever comes to a household by an exception, such as a midwife: granted once, and the gate knows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fangxian.areas.models import Person
from fangxian.field.queries.gate import PERMIT, permits
from fangxian.gates.models import Passage
from fangxian.gates.queries import gate_rules
from fangxian.gates.queries.finding import Candidate, find_at_gate
from fangxian.gates.rules import typed
from fangxian.measures.acts import EndException
from tests.gates.village import Village
from tests.measures.orders import confine, midwife
from tests.world import ago


def come(village: Village, **more: Any) -> int:
    """The midwife may come to the Li household; the number of the exception."""
    key: int = village.world.written(midwife(village.world, village.homes, **more), by=village.world.an)["exception"]
    return key


def found(village: Village, words: str, *, at: datetime | None = None) -> list[Candidate]:
    now = at or timezone.now()
    world = village.world
    with world.eyes_of(world.gao):
        rules = gate_rules(world.bamboo, on=timezone.localdate(now))
        return find_at_gate(world.bamboo, typed(words), at=now, rules=rules)


@pytest.mark.parametrize("words", ["接生", "接生员", "1号"])
def test_she_is_found_by_name_and_by_the_house_and_may_come_and_go(village: Village, words: str) -> None:
    number = come(village)
    (she,) = [one for one in found(village, words) if one.visit]
    assert (she.visit, she.key, she.name, she.home) == (number, f"e{number}", "接生员", "1")
    assert she.into.verdict.reasons == ("authorised", "measure") and she.into.verdict.passes
    assert she.out.verdict.reasons == ("authorised",)


def test_her_passage_is_written_without_anything_being_typed_twice(village: Village) -> None:
    number = come(village)
    answer = village.record("in", exception=number, guest="接生员", temperature="36.5")
    assert (answer["verdict"], answer["remarks"], answer["outcome"]) == ("allowed", [], "passed")
    (row,) = village.rows()
    assert (row.purpose, row.guest, row.authorisation_id, row.household_id) == ("birth", "接生员", None, None)
    assert village.record("out", exception=number, guest="接生员")["flags"] == []


def test_once_taken_back_or_over_she_is_a_stranger_again(village: Village) -> None:
    number = come(village)
    village.world.written(EndException(exception=number), by=village.world.an)
    assert not [one for one in found(village, "接生") if one.visit]
    answer = village.record("in", exception=number, guest="接生员", temperature="36.5")
    assert answer["verdict"] == "denied" and "unknown_authorisation" in answer["remarks"]
    later = come(village)
    assert not [one for one in found(village, "接生", at=timezone.now() + timedelta(hours=4)) if one.visit == later]


def test_a_visit_is_for_one_stranger_on_foot(village: Village) -> None:
    """Its number in somebody else's hand lets nobody and nothing through, however the entry was made."""
    number = come(village)
    homes = village.homes
    for more in ({"resident": homes.zhang.pk}, {"moving": "vehicle", "plate": "鲁L12345"}):
        assert village.record("out", exception=number, **more)["verdict"] == "denied", more
    many = village.record("in", exception=number, guest="接生员", persons=9, temperature="36.5")
    assert many["verdict"] != "allowed" or many["flags"] or many["remarks"]
    assert village.record("in", exception=number, guest="接生员", temperature="36.5")["verdict"] == "allowed"


@pytest.mark.parametrize("words", ["阿依古丽·买", "阿依古丽买", "阿依古丽 买"])
def test_a_visitor_s_name_is_found_without_its_dot(village: Village, words: str) -> None:
    number = come(village, visitor="阿依古丽·买买提")
    assert [one.visit for one in found(village, words)] == [number]


def test_many_visitors_of_a_name_leave_room_for_who_lives_here(village: Village) -> None:
    for _ in range(14):
        come(village, visitor="张某")
    names = [(one.name, bool(one.visit)) for one in found(village, "张")]
    assert ("张伟", False) in names and names.count(("张某", True)) == 4


def test_an_exception_to_come_is_found_and_not_valid_yet(village: Village) -> None:
    come(village, since=ago(hours=-1), until=ago(hours=-3))
    (she,) = [one for one in found(village, "接生") if one.visit]
    assert she.into.verdict.reasons[0] == "not_yet"


def test_a_visitor_lets_nobody_out_who_lives_there(village: Village) -> None:
    """Granted for the midwife, it is no leave for the household."""
    village.world.written(confine(village.world, village.homes), by=village.world.an)
    come(village)
    assert village.record("out", resident=village.homes.li.pk)["verdict"] == "denied"
    come(village, visitor="", reason="medical")
    assert village.record("out", resident=village.homes.li.pk)["verdict"] == "allowed"


def test_a_visitor_and_the_one_who_is_named_are_both_let_through(village: Village) -> None:
    come(village, resident=village.homes.li.pk)
    assert village.record("out", resident=village.homes.li.pk)["verdict"] == "allowed"
    assert [one for one in found(village, "接生") if one.visit]


def test_one_visit_is_not_another(village: Village) -> None:
    """Two come to the same house: each is judged by their own hours."""
    now = come(village)
    later = come(village, visitor="送葬的人", reason="funeral", since=ago(hours=-1), until=ago(hours=-3))
    verdicts = {one.visit: one.into.verdict.reasons[0] for one in found(village, "1号") if one.visit}
    assert verdicts == {now: "authorised", later: "not_yet"}
    village.record("in", exception=now, guest="接生员", temperature="36.5")
    assert village.rows()[-1].purpose == "birth"


def test_the_desk_sends_it_along(village: Village, page_of: Callable[[Person], Client]) -> None:
    number = come(village)
    client = page_of(village.world.gao)
    here = f"/{village.world.bamboo.code}/gates/"
    page = client.get(here, {"q": "接生"}).content.decode()
    assert f'name="exception"\n         value="{number}"' in page and "comes to 1" in page
    values = {
        "act_id": "0190b1c0-0000-7000-8000-000000000001", "gate": village.gate.pk, "moving": "person", "way": "in",
        "exception": number, "guest": "接生员", "temperature": "36.5",
    }  # fmt: skip
    assert client.post(f"{here}record", values).status_code == 302
    assert village.rows()[0].outcome == Passage.PASSED and village.rows()[0].purpose == "birth"


def test_the_phones_list_knows_the_visit_and_gives_the_household_nothing(village: Village) -> None:
    number = come(village)
    with village.world.eyes_of(village.world.gao):
        (row,) = permits(village.world.bamboo.span, timezone.now())
    told = dict(zip(PERMIT, row, strict=True))
    assert (told["id"], told["bearer"], told["visits"]) == (f"v{number}", "接生员", village.homes.li.household_id)
    assert told["home"] is None and told["resident"] is None and not told["lifts"]
