"""Mixing is exact, warnings speak when they must, and a place is due again by its frequency."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.disinfection.rules.due import Condition, stands
from fangxian.disinfection.rules.mixing import Cannot, CannotMix, mixed
from fangxian.disinfection.rules.stops import STOPS_AT_MOST, Wanted, wanted
from fangxian.disinfection.rules.warnings import Done, Work, objections, shortfalls, warnings
from fangxian.rulepacks.packs import packaged_library

D = Decimal
NEVER = packaged_library().pack("cn-2020-covid").words("disinfection.never")
NINE = datetime(2020, 2, 5, 9, tzinfo=UTC)


def mix(target: str, total: str, stock: str) -> tuple[Decimal, Decimal]:
    found = mixed(target_mg_l=D(target), total_l=D(total), stock_mg_l=D(stock))
    return found.stock_ml, found.water_l


@pytest.mark.parametrize(
    ("target", "total", "stock", "stock_ml", "water_l"),
    [
        ("500", "10", "50000", "100", "9.9"),
        ("1000", "10", "50000", "200", "9.8"),
        ("250", "1", "50000", "5", "0.995"),
        ("500", "15", "60000", "125", "14.875"),
        ("5000", "2.5", "50000", "250", "2.25"),
        ("50000", "1", "50000", "1000", "0"),
        ("333", "1", "50000", "6.7", "0.9933"),
    ],
)
def test_so_much_product_and_so_much_water(target: str, total: str, stock: str, stock_ml: str, water_l: str) -> None:
    assert mix(target, total, stock) == (D(stock_ml), D(water_l))


def test_five_hundred_from_five_percent_is_one_in_a_hundred() -> None:
    assert mixed(target_mg_l=D(500), total_l=D(10), stock_mg_l=D(50_000)).parts == 100


@pytest.mark.parametrize(
    ("target", "total", "stock", "why"),
    [
        ("0", "10", "50000", Cannot.NOTHING),
        ("500", "0", "50000", Cannot.NOTHING),
        ("500", "10", "-1", Cannot.NOTHING),
        ("60000", "10", "50000", Cannot.TOO_WEAK),
        ("1", "0.001", "50000", Cannot.TOO_LITTLE),
    ],
)
def test_the_impossible_is_refused_with_its_reason(target: str, total: str, stock: str, why: Cannot) -> None:
    with pytest.raises(CannotMix) as refused:
        mix(target, total, stock)
    assert refused.value.why is why


AMOUNTS = st.decimals(D("0.1"), D("1000"), places=1)


@given(target=st.integers(50, 10_000), stock=st.integers(10_000, 150_000), total=AMOUNTS)
def test_the_mixture_is_what_was_asked_for(target: int, stock: int, total: Decimal) -> None:
    try:
        found = mixed(target_mg_l=D(target), total_l=total, stock_mg_l=D(stock))
    except CannotMix as wrong:
        assert wrong.why is Cannot.TOO_LITTLE
        return
    assert found.stock_ml + found.water_ml == total * 1000
    assert found.water_ml >= 0
    strength = found.stock_ml * stock / (total * 1000)
    assert abs(strength - target) <= D("0.05") * stock / (total * 1000) + D("1e-9")


@pytest.mark.parametrize(
    ("work", "spoken"),
    [
        (Work("touched_furniture"), []),
        (Work("touched_furniture", chlorine=True), ["mix_chlorine"]),
        (Work("outdoor_ground", outdoors=True), ["outdoor_large_area"]),
        (Work("public_surface", outdoors=True, raining=True), ["outdoor_in_rain"]),
        (Work("public_surface", outdoors=True), []),
        (Work("air", outdoors=True), ["outdoor_air"]),
        (Work("air", people_present=True), ["air_with_people"]),
        (Work("floor", spraying=True, people_present=True), ["spray_people"]),
        (Work("floor", people_present=True), []),
        (Work("floor", spraying=True, flammable=True), ["alcohol_spray"]),
        (Work("floor", flammable=True), []),
    ],
)
def test_the_rules_of_the_pack_speak_when_they_must(work: Work, spoken: list[str]) -> None:
    assert warnings(work, never=NEVER) == spoken


def test_only_rules_of_the_pack_speak() -> None:
    street = Work("outdoor_ground", outdoors=True, spraying=True, people_present=True)
    assert warnings(street, never=[]) == []
    who = packaged_library().pack("who-2020-covid").words("disinfection.never")
    assert "streets" in warnings(street, never=who)
    assert "streets" not in warnings(street, never=NEVER)


def test_a_reminder_is_no_objection_and_comes_last() -> None:
    work = Work("floor", spraying=True, people_present=True, chlorine=True)
    assert warnings(work, never=["mix_chlorine", "spray_people"]) == ["spray_people", "mix_chlorine"]
    assert objections(work, never=NEVER) == ["spray_people"]


def done(**changes: object) -> Done:
    values = {
        "mg_l": 500, "minutes": 30, "planned_mg_l": 500, "planned_minutes": 30, "expired": False, "in_home": False,
        "consent": False, "qualified": False, "qualified_needed": False, **changes,
    }  # fmt: skip
    return Done(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "remarks"),
    [
        ({}, []),
        ({"mg_l": 1000, "minutes": 60}, []),
        ({"mg_l": 499}, ["weaker"]),
        ({"minutes": 29}, ["shorter"]),
        ({"expired": True}, ["expired"]),
        ({"in_home": True}, ["no_consent"]),
        ({"in_home": True, "consent": True}, []),
        ({"qualified_needed": True}, ["not_qualified"]),
        ({"qualified_needed": True, "qualified": True}, []),
        ({"mg_l": 0, "minutes": 0, "expired": True}, ["weaker", "shorter", "expired"]),
    ],
)
def test_what_fell_short_is_remarked(changes: dict[str, object], remarks: list[str]) -> None:
    assert shortfalls(done(**changes)) == remarks


@pytest.mark.parametrize(
    ("times", "last", "hours", "condition", "due_hours"),
    [
        (1, None, -1, Condition.WAITING, 0),
        (1, None, 0, Condition.DUE, 0),
        (1, None, 23, Condition.DUE, 0),
        (1, None, 24, Condition.OVERDUE, 0),
        (2, 0, 1, Condition.DONE, 12),
        (2, 0, 12, Condition.DUE, 12),
        (2, 0, 24, Condition.OVERDUE, 12),
        (3, 4, 11, Condition.DONE, 12),
        (3, 4, 12, Condition.DUE, 12),
    ],
)
def test_a_door_done_at_nine_is_due_again_by_its_frequency(
    times: int, last: int | None, hours: int, condition: Condition, due_hours: int
) -> None:
    last_done = None if last is None else NINE + timedelta(hours=last)
    stand = stands(begins=NINE, times_per_day=times, last_done=last_done, at=NINE + timedelta(hours=hours))
    assert (stand.condition, stand.due_from) == (condition, NINE + timedelta(hours=due_hours))


@given(times=st.integers(1, 24), last=st.integers(0, 1000), later=st.integers(0, 3000))
def test_waiting_makes_a_place_never_less_due(times: int, last: int, later: int) -> None:
    order = [Condition.DONE, Condition.DUE, Condition.OVERDUE]
    done_at = NINE + timedelta(minutes=last)
    found = [
        stands(begins=NINE, times_per_day=times, last_done=done_at, at=done_at + timedelta(minutes=minutes)).condition
        for minutes in (0, later, later + 60)
    ]
    assert found[0] is Condition.DONE
    assert [order.index(each) for each in found] == sorted(order.index(each) for each in found)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("3号楼2单元 电梯", [Wanted("3", "2", "电梯")]),
        ("1-3号楼", [Wanted("1"), Wanted("2"), Wanted("3")]),
        ("2至3栋 门把手", [Wanted("2", "", "门把手"), Wanted("3", "", "门把手")]),
        ("村口 岗亭", [Wanted(spot="村口 岗亭")]),
        ("building 4, unit 2 lift", [Wanted("4", "2", "lift")]),
        ("5\n5\n\n6", [Wanted("5"), Wanted("6")]),
        ("9-1号楼", [Wanted(spot="9-1号楼")]),
        ("", []),
    ],
)
def test_places_as_planners_write_them(text: str, places: list[Wanted]) -> None:
    assert wanted(text) == places


@given(st.text(max_size=60))
def test_any_list_of_places_is_read_and_stays_small(text: str) -> None:
    assert len(wanted(text)) <= STOPS_AT_MOST
    assert len(wanted(f"{text}\n1-2000号楼\n1-2000号楼 a\n")) <= STOPS_AT_MOST
