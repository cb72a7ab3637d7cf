"""Which days count, how a contact is to be judged, and until when: as tables and laws (domain-rules A-04, C)."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.cases.rules.contacts import ends_on, is_affected_point, kind_of, suggested, window
from fangxian.cases.rules.holding import Reason, longest, not_ours
from fangxian.gates.rules.together import stretches

DAY = date(2020, 2, 10)
NOON = datetime(2020, 2, 10, 12, tzinfo=UTC)
KINDS = ("lives_together", "shared_space", "investigator_judged")
days = st.integers(0, 60)


@pytest.mark.parametrize(
    ("isolated", "on", "first", "last"),
    [
        (None, 0, -2, 0),
        (None, 20, -2, 14),
        (3, 20, -2, 3),
        (-1, 20, -2, -1),
        (-5, 20, -2, -2),
    ],
)
def test_the_window_begins_before_onset_and_ends_with_isolation(
    isolated: int | None, on: int, first: int, last: int
) -> None:
    isolation = None if isolated is None else DAY + timedelta(days=isolated)
    found = window(began=DAY, isolated=isolation, on=DAY + timedelta(days=on), before=2, after=14)
    assert (found.first_day, found.last_day) == (DAY + timedelta(days=first), DAY + timedelta(days=last))


@given(days, days, days, st.none() | st.integers(-60, 60))
def test_a_window_never_reaches_into_the_future_nor_ends_before_it_begins(
    before: int, after: int, on: int, isolated: int | None
) -> None:
    today = DAY + timedelta(days=on)
    isolation = None if isolated is None else DAY + timedelta(days=isolated)
    found = window(began=DAY, isolated=isolation, on=today, before=before, after=after)
    assert found.first_day <= found.last_day <= max(today, found.first_day)
    assert found.holds(found.first_day) and not found.holds(found.last_day + timedelta(days=1))


@pytest.mark.parametrize(
    ("grounds", "finding"),
    [
        (["household"], "close"),
        (["gate", "stay"], "close"),
        (["named"], "close"),
        (["stair"], "general"),
        (["gate", "workplace"], "general"),
        ([], "none"),
    ],
)
def test_who_lived_or_was_together_is_proposed_as_close(grounds: list[str], finding: str) -> None:
    assert suggested(grounds) == finding


@pytest.mark.parametrize(
    ("ground", "kind"),
    [("household", "lives_together"), ("workplace", "shared_space"), ("gate", "investigator_judged")],
)
def test_a_ground_speaks_for_a_kind_of_the_pack(ground: str, kind: str) -> None:
    assert kind_of(ground, kinds=KINDS) == kind


def test_a_kind_the_pack_does_not_have_is_the_last_it_has() -> None:
    assert (
        kind_of("household", kinds=("care", "face_to_face")) == "face_to_face" and kind_of("household", kinds=()) == ""
    )


def test_the_last_exposure_and_the_days_of_the_pack_are_the_end() -> None:
    assert ends_on(DAY, days=14) == date(2020, 2, 24) and ends_on(DAY, days=10) == date(2020, 2, 20)


@pytest.mark.parametrize(
    ("setting", "minutes", "affected"),
    [("household", 61, True), ("household", 60, False), ("village", 600, False)],
)
def test_a_small_place_is_affected_after_more_than_the_packs_hours(setting: str, minutes: int, affected: bool) -> None:
    until = NOON + timedelta(minutes=minutes)
    small = frozenset({"household", "worksite"})
    assert is_affected_point(NOON, until, setting=setting, small=small, min_hours=1) is affected


def test_the_longest_reason_that_is_left_holds() -> None:
    ours, other = Reason("contact", DAY), Reason("returnee", DAY + timedelta(days=3))
    assert longest([ours, other]) == other and longest([]) is None
    assert not_ours([ours, other], [ours]) == [other]


moments = st.lists(st.tuples(st.integers(1, 2), st.integers(0, 400)), max_size=12)


@given(moments, st.integers(1, 2), st.integers(-60, 460), st.integers(0, 30))
def test_a_moment_lies_in_a_stretch_exactly_if_a_passage_is_that_near(
    passages: list[tuple[int, int]], gate: int, minute: int, within: int
) -> None:
    near = timedelta(minutes=within)
    at = NOON + timedelta(minutes=minute)
    found = stretches([(g, NOON + timedelta(minutes=m)) for g, m in passages], within=near)
    inside = any(each.gate == gate and each.since <= at <= each.until for each in found)
    assert inside == any(g == gate and abs(m - minute) <= within for g, m in passages)


@given(moments, st.integers(0, 30))
def test_stretches_of_one_gate_do_not_touch(passages: list[tuple[int, int]], within: int) -> None:
    found = stretches([(g, NOON + timedelta(minutes=m)) for g, m in passages], within=timedelta(minutes=within))
    pairs = [(a, b) for a, b in pairwise(found) if a.gate == b.gate]
    assert all(a.until < b.since for a, b in pairs)
