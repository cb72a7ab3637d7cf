"""Which checks are due, what the medic must be asked, when it is over: as tables and laws."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.monitoring.rules.days import Plan, State, clock, dues, missed_in_row, slots, waiting, wanted
from fangxian.monitoring.rules.ending import age_on, carer_fault, is_child, release
from fangxian.monitoring.rules.signs import (
    Seen,
    Thresholds,
    alarming,
    asks_for_medic,
    distress,
    remarks,
    usable,
    worse,
)

DAY = date(2026, 3, 1)
PLAN = Plan(DAY, DAY + timedelta(days=14), (time(12), time(21)), timedelta(hours=4), UTC)
D = Decimal
NUMBERS = Thresholds(D("37.3"), D("34.0"), D("43.0"), D("1.0"), frozenset({"fever", "dry_cough", "fatigue"}))


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 1, hour, minute, tzinfo=UTC) + timedelta(days=day)


def seen(temperature: str | None = None, *symptoms: str) -> Seen:
    return Seen(D(temperature) if temperature else None, frozenset(symptoms))


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        (1, (time(21),)),
        (2, (time(12), time(21))),
        (3, (time(12), time(16, 30), time(21))),
        (4, (time(12), time(15), time(18), time(21))),
    ],
)
def test_a_day_s_checks_are_due_evenly_from_the_first_to_the_last(checks: int, expected: tuple[time, ...]) -> None:
    assert dues(checks, first=time(12), last=time(21)) == expected


def test_a_returnee_entered_on_day_0_is_expected_28_times() -> None:
    assert PLAN.expected == len(slots(PLAN, [], now=on(0, 9))) == 28


# The moments at which somebody was reached on day 1, now, and the hour by which the next check is wanted of those who
# come to the door.
WANTED = [
    ([], on(1, 7), 12),
    ([], on(1, 13), 12),
    ([], on(1, 22), 12),
    ([on(1, 8)], on(1, 8), None),
    ([on(1, 8)], on(1, 13), None),
    ([on(1, 8)], on(1, 16), 21),
    ([on(1, 13)], on(1, 13), None),
    ([on(1, 17)], on(1, 17), None),
    ([on(1, 17)], on(1, 22), None),
    ([on(1, 22)], on(1, 22), None),
]


@pytest.mark.parametrize(("made", "now", "hour"), WANTED)
def test_what_was_missed_before_a_later_check_is_not_wanted_at_the_door(
    made: list[datetime], now: datetime, hour: int | None
) -> None:
    next_one = wanted([slot for slot in slots(PLAN, made, now=now) if slot.day == now.date()])
    assert (next_one.due.hour if next_one else None) == hour


# The moments at which somebody was reached on day 1, now, and how its two checks stand then.
DAYS = [
    ([], on(1, 7), "open ahead"),
    ([], on(1, 11, 59), "open ahead"),
    ([], on(1, 12), "missed ahead"),
    ([], on(1, 16), "missed open"),
    ([], on(1, 21), "missed missed"),
    ([on(1, 8)], on(1, 13), "done ahead"),
    ([on(1, 12)], on(1, 13), "done ahead"),
    ([on(1, 12, 30)], on(1, 13), "late ahead"),
    # Twice at noon is once: the evening is asked for in the evening.
    ([on(1, 12, 30), on(1, 12, 40)], on(1, 22), "late missed"),
    ([on(1, 8), on(1, 15, 59)], on(1, 22), "done missed"),
    ([on(1, 8), on(1, 16)], on(1, 22), "done done"),
    ([on(1, 12, 30), on(1, 20)], on(1, 22), "late done"),
    # So late that it is the evening's.
    ([on(1, 16)], on(1, 17), "missed done"),
    # Twice in the morning is once: the evening is still to come.
    ([on(1, 8), on(1, 8, 5)], on(1, 22), "done missed"),
    ([on(1, 8), on(1, 22)], on(1, 23), "done late"),
    # What is not known yet counts for nothing.
    ([on(1, 8)], on(1, 7), "open ahead"),
]


@pytest.mark.parametrize(("made", "now", "expected"), DAYS)
def test_a_check_counts_for_the_earliest_one_it_may(made: list[datetime], now: datetime, expected: str) -> None:
    found = [slot.state.value for slot in slots(PLAN, made, now=now) if slot.day == DAY + timedelta(days=1)]
    assert " ".join(found) == expected


def test_a_missed_morning_stands_on_the_list_at_noon_and_not_before() -> None:
    assert waiting(slots(PLAN, [], now=on(1, 11, 59)), day=DAY + timedelta(days=1)) == []
    (missing,) = waiting(slots(PLAN, [], now=on(1, 12)), day=DAY + timedelta(days=1))
    assert (missing.number, missing.due) == (1, on(1, 12))


@pytest.mark.parametrize(
    ("made", "now", "count"),
    [
        ([], on(1, 11), 0),
        ([], on(1, 12), 1),
        ([], on(2, 12), 3),
        ([on(2, 8)], on(2, 22), 1),
        ([on(2, 20)], on(3, 1), 0),
    ],
)
def test_checks_missed_in_a_row_are_the_latest_ones(made: list[datetime], now: datetime, count: int) -> None:
    assert len(missed_in_row(slots(PLAN, made, now=now))) == count


def test_a_check_that_fills_no_place_still_ends_what_was_missed_before_it() -> None:
    found = slots(PLAN, [on(15, 8)], now=on(15, 9))
    assert len(missed_in_row(found)) == 28
    assert missed_in_row(found, reached=on(15, 8)) == []
    assert waiting(found, day=DAY + timedelta(days=15), reached=on(15, 8)) == []
    # Nothing that fell due after it is forgiven.
    assert [slot.due for slot in missed_in_row(found, reached=on(14, 13))] == [on(14, 21)]


def test_a_missed_evening_stands_on_the_list_until_somebody_is_reached_again() -> None:
    morning = [on(1, 8)]
    (evening,) = waiting(slots(PLAN, morning, now=on(2, 0, 5)), day=DAY + timedelta(days=2))
    assert evening.due == on(1, 21)
    assert waiting(slots(PLAN, [*morning, on(2, 7)], now=on(2, 7, 30)), day=DAY + timedelta(days=2)) == []
    (noon,) = waiting(slots(PLAN, morning, now=on(2, 13)), day=DAY + timedelta(days=2))
    assert noon.due == on(2, 12)


@pytest.mark.parametrize(
    ("opened", "first", "expected"),
    [
        (on(0, 9), on(1, 12), 28),
        (on(5, 9), on(5, 12), 20),
        (on(5, 14), on(5, 21), 19),
        (on(5, 22), on(6, 12), 18),
    ],
)
def test_what_was_due_before_anybody_knew_is_not_expected(opened: datetime, first: datetime, expected: int) -> None:
    found = slots(replace(PLAN, opened=opened), [], now=opened)
    assert (found[0].due, len(found), missed_in_row(found)) == (first, expected, [])


def test_the_first_check_of_a_watch_opened_in_the_afternoon_is_the_evening_s() -> None:
    (only, *_later) = slots(replace(PLAN, opened=on(5, 14)), [on(5, 16)], now=on(5, 17))
    assert (only.due, only.state) == (on(5, 21), State.DONE)


def test_the_first_check_of_a_watch_counts_from_its_opening_on_and_that_of_nobody_else() -> None:
    opened = replace(PLAN, opened=on(5, 13))
    assert slots(opened, [], now=on(5, 13))[0].state is State.OPEN
    (first, *_later) = slots(opened, [on(5, 14)], now=on(5, 22))
    assert (first.due, first.opens, first.state) == (on(5, 21), on(5, 13), State.DONE)
    # Before anybody knew, nothing was asked.
    assert slots(opened, [on(5, 12, 59)], now=on(5, 22))[0].state is State.MISSED
    # Whoever is asked as often, and was before, keeps the evening of the evening.
    evening = [slot for slot in slots(PLAN, [on(5, 8), on(5, 14)], now=on(5, 22)) if slot.due == on(5, 21)]
    assert [(slot.opens, slot.state) for slot in evening] == [(on(5, 16), State.MISSED)]


@given(st.lists(st.integers(0, 16 * 1440), max_size=60), st.integers(0, 16 * 1440), st.integers(1, 6))
def test_no_check_counts_twice_and_none_before_it_was_made(made: list[int], now: int, checks: int) -> None:
    times = dues(checks, first=time(12), last=time(21))
    plan = Plan(DAY, DAY + timedelta(days=14), times, timedelta(hours=4), UTC)
    moments, at = [on(0, 0) + timedelta(minutes=m) for m in made], on(0, 0) + timedelta(minutes=now)
    found = slots(plan, moments, now=at)
    taken = [slot.at for slot in found if slot.at is not None]
    assert len(found) == plan.expected
    assert all(taken.count(each) <= moments.count(each) and each <= at for each in taken)
    assert all(slot.at.date() == slot.day for slot in found if slot.at)
    assert all((slot.state in (State.DONE, State.LATE)) == (slot.at is not None) for slot in found)


@given(st.integers(0, 1439))
def test_minutes_and_clock_are_each_other_s_way_back(minute: int) -> None:
    assert clock(minute).hour * 60 + clock(minute).minute == minute


@pytest.mark.parametrize(
    ("what", "codes"),
    [
        (seen("36.5"), []),
        (seen("43.0"), []),
        (seen("375"), ["impossible_temperature"]),
        (seen("3.7"), ["impossible_temperature"]),
        (seen("-5"), ["impossible_temperature"]),
        (seen(), ["no_temperature"]),
        (seen(None, "fatigue"), []),
        (seen("36.6", "spots"), ["unknown_symptom"]),
    ],
)
def test_what_cannot_be_is_remarked(what: Seen, codes: list[str]) -> None:
    assert remarks(what, by=NUMBERS) == codes


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        (seen("37.2"), False),
        (seen("37.3"), True),
        (seen("36.4", "dry_cough"), True),
        (seen("375"), False),
        (seen("36.4", "spots"), False),
        (seen(), False),
    ],
)
def test_fever_and_symptoms_of_the_pack_ask_for_the_medic(what: Seen, asked: bool) -> None:
    assert alarming(usable(what, by=NUMBERS), by=NUMBERS) is asked
    assert asks_for_medic(usable(what, by=NUMBERS), [], by=NUMBERS) is asked


@pytest.mark.parametrize(
    ("now", "before", "is_worse"),
    [
        (seen("37.2"), seen("36.2"), True),
        (seen("37.1"), seen("36.2"), False),
        (seen("37.3"), seen("37.2"), True),
        (seen("38.0"), seen("37.9"), False),
        (seen("36.5", "fatigue"), seen("36.5"), True),
        (seen("36.5"), seen("36.5", "fatigue"), False),
        (seen("38.0"), seen(), True),
        (seen(), seen("36.5"), False),
    ],
)
def test_worse_is_a_marked_rise_new_fever_or_a_new_symptom(now: Seen, before: Seen, is_worse: bool) -> None:
    assert worse(now, before, by=NUMBERS) is is_worse


temperatures = st.decimals("30", "45", places=1)
signs = st.builds(Seen, st.none() | temperatures, st.frozensets(st.sampled_from(sorted(NUMBERS.symptoms))))


@given(signs, signs)
def test_nobody_is_worse_than_themselves_nor_each_than_the_other(one: Seen, other: Seen) -> None:
    assert not worse(one, one, by=NUMBERS)
    if one.temperature is not None and other.temperature is not None and one.symptoms == other.symptoms:
        assert not (worse(one, other, by=NUMBERS) and worse(other, one, by=NUMBERS))


@pytest.mark.parametrize(
    "words",
    [
        "睡不着，害怕",
        "我妈这几天总睡不好",
        "心慌得很，撑不住了",
        "cannot sleep, afraid",
        "I can't sleep",
        "不想活了",
        "He is scared",
    ],
)
def test_words_that_ask_for_somebody_who_listens(words: str) -> None:
    assert distress(words)


@pytest.mark.parametrize(
    "words", ["", "36.5 一切正常", "请带一袋米", "孩子不害怕", "别怕，我很好", "not afraid at all", "睡得好"]
)
def test_calm_words_open_no_visit(words: str) -> None:
    assert not distress(words)


def test_the_release_is_proposed_on_the_day_after_the_last_one() -> None:
    made = [on(day, hour) for day in range(1, 15) for hour in (8, 19)]
    last = PLAN.last_day
    early = release(slots(PLAN, made, now=on(14, 22)), last_day=last, on=last, referred=False)
    assert (early.proposed, early.because, early.on) == (False, "days_left", last + timedelta(days=1))
    found = slots(PLAN, made, now=on(15, 0))
    ready = release(found, last_day=last, on=last + timedelta(days=1), referred=False)
    assert (ready.proposed, ready.because, ready.done, ready.expected, ready.questions) == (True, "over", 28, 28, ())
    open_one = release(found, last_day=last, on=last + timedelta(days=1), referred=True)
    assert (open_one.proposed, open_one.because) == (False, "referred")


def test_a_release_with_gaps_asks_before_it_is_decided() -> None:
    found = slots(PLAN, [on(3, 8)], now=on(15, 0))
    asked = release(found, last_day=PLAN.last_day, on=date(2026, 3, 16), referred=False)
    assert asked.proposed and asked.questions == ("last_check", "gaps")


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [(date(2012, 3, 2), DAY, 13), (date(2012, 3, 1), DAY, 14), (date(2004, 2, 29), date(2026, 2, 28), 21)],
)
def test_age_is_full_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


def test_a_child_is_told_by_the_pack_s_age_and_nobody_without_a_birth_date_is_one() -> None:
    assert is_child(date(2012, 3, 1), on=DAY, child_age_max=14)
    assert not is_child(date(2011, 3, 1), on=DAY, child_age_max=14)
    assert not is_child(None, on=DAY, child_age_max=14)


@pytest.mark.parametrize(
    ("age", "unfit", "fault"),
    [
        (36, False, None),
        (None, False, "carer_age_missing"),
        (36, True, "carer_unfit"),
        (14, False, "carer_child"),
        (15, False, None),
        (60, False, None),
        (61, False, "carer_elderly"),
    ],
)
def test_who_may_care(age: int | None, unfit: bool, fault: str | None) -> None:
    assert carer_fault(age=age, unfit=unfit, child_age_max=14, carer_age_max=60) == fault
