"""Two confirmed cases within fourteen days: what they suggest, day by day (domain-rules A-02)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.cases.rules import LEVELS, Confirmed, Link, Thresholds, proposed

DAY = date(2020, 2, 10)
BY = Thresholds(14, 2, 2, frozenset({"household", "worksite", "building_unit"}))


def case(number: int, days_ago: int = 0, source: str = "known") -> Confirmed:
    return Confirmed(number, DAY - timedelta(days=days_ago), source)


HOUSEHOLD = [Link(1, 2, "household")]


def test_nobody_ill_is_no_case() -> None:
    found = proposed([], [], on=DAY, by=BY)
    assert (found.level, found.because) == ("no_case", "nobody")


def test_one_case_is_a_case_present() -> None:
    found = proposed([case(1)], [], on=DAY, by=BY)
    assert (found.level, found.because, found.questions) == ("case_present", "single", ())


@pytest.mark.parametrize(
    ("gap", "level"),
    [(0, "outbreak"), (1, "outbreak"), (13, "outbreak"), (14, "outbreak"), (15, "case_present"), (40, "case_present")],
)
def test_two_in_a_household_are_an_outbreak_within_fourteen_days_and_not_after(gap: int, level: str) -> None:
    assert proposed([case(1, gap), case(2)], HOUSEHOLD, on=DAY, by=BY).level == level


def test_two_without_a_link_are_a_question_and_not_an_outbreak() -> None:
    found = proposed([case(1, 5), case(2)], [], on=DAY, by=BY)
    assert (found.level, found.because, found.cases) == ("case_present", "apart", (1, 2))
    assert found.questions == ("setting",)


def test_a_whole_village_is_no_small_setting() -> None:
    assert proposed([case(1), case(2)], [Link(1, 2, "village")], on=DAY, by=BY).level == "case_present"


def test_two_of_unknown_source_are_community_transmission_even_when_linked() -> None:
    cases = [case(1, 14, "unknown"), case(2, 0, "unknown")]
    for links in ([], HOUSEHOLD):
        found = proposed(cases, links, on=DAY, by=BY)
        assert (found.level, found.cases) == ("community_transmission", (1, 2))


def test_one_unknown_and_one_uninvestigated_source_ask_first() -> None:
    found = proposed([case(1, 3, "unknown"), case(2, 0, "none")], [], on=DAY, by=BY)
    assert found.level == "case_present" and set(found.questions) == {"setting", "source"}


def test_fourteen_days_without_a_case_are_quiet_and_the_fifteenth_says_so() -> None:
    assert proposed([case(1, 14)], [], on=DAY, by=BY).level == "case_present"
    quiet = proposed([case(1, 15)], [], on=DAY, by=BY)
    assert (quiet.level, quiet.because) == ("no_case", "long_ago")


def test_an_outbreak_lasts_until_its_last_case_is_long_ago() -> None:
    pair = [case(1, 20), case(2, 10)]
    assert proposed(pair, HOUSEHOLD, on=DAY, by=BY).level == "outbreak"
    assert proposed(pair, HOUSEHOLD, on=DAY + timedelta(days=5), by=BY).level == "no_case"


def test_a_case_of_tomorrow_is_not_known_today() -> None:
    assert proposed([case(1, -1)], [], on=DAY, by=BY).level == "no_case"


def test_a_chain_of_links_through_a_third_case_holds_together() -> None:
    three = Thresholds(14, 3, 2, BY.small_settings)
    chain = [Link(1, 3, "worksite"), Link(2, 3, "household")]
    found = proposed([case(1, 4), case(2, 2), case(3)], chain, on=DAY, by=three)
    assert (found.level, found.cases) == ("outbreak", (1, 2, 3))
    assert proposed([case(1, 4), case(2, 2)], chain, on=DAY, by=three).level == "case_present"


def test_other_numbers_of_a_pack_give_another_answer() -> None:
    five = Thresholds(14, 5, 5, BY.small_settings)
    cases = [case(1, 1, "unknown"), case(2, 0, "unknown")]
    assert proposed(cases, HOUSEHOLD, on=DAY, by=five).level == "case_present"


some_cases = st.lists(
    st.builds(
        case, st.integers(1, 8), st.integers(0, 40), st.sampled_from(["known", "unknown", "none"])
    ),
    max_size=8, unique_by=lambda found: found.number,
)  # fmt: skip
some_links = st.lists(
    st.builds(Link, st.integers(1, 4), st.integers(5, 8), st.sampled_from(["household", "worksite", "village"])),
    max_size=8,
)


@given(some_cases, some_links, st.randoms())
def test_the_order_in_which_cases_are_told_does_not_matter(
    cases: list[Confirmed], links: list[Link], chance: object
) -> None:
    before = proposed(cases, links, on=DAY, by=BY)
    assert proposed(cases[::-1], links[::-1], on=DAY, by=BY) == before


@given(some_cases, some_links, st.integers(-400, 400))
def test_only_the_distance_between_days_matters(cases: list[Confirmed], links: list[Link], shift: int) -> None:
    by = timedelta(days=shift)
    moved = [Confirmed(found.number, found.on + by, found.source) for found in cases]
    before, after = proposed(cases, links, on=DAY, by=BY), proposed(moved, links, on=DAY + by, by=BY)
    assert (after.level, after.because, after.cases) == (before.level, before.because, before.cases)


@given(some_cases, some_links, st.integers(0, 40), st.sampled_from(["known", "unknown"]))
def test_one_more_case_never_makes_the_situation_milder(
    cases: list[Confirmed], links: list[Link], days_ago: int, source: str
) -> None:
    before = proposed(cases, links, on=DAY, by=BY).level
    after = proposed([*cases, case(9, days_ago, source)], links, on=DAY, by=BY).level
    assert LEVELS.index(after) >= LEVELS.index(before)


@given(some_cases, some_links)
def test_without_a_link_in_a_small_setting_there_is_no_outbreak(cases: list[Confirmed], links: list[Link]) -> None:
    wide = [link for link in links if link.setting == "village"]
    assert proposed(cases, wide, on=DAY, by=BY).level != "outbreak"


@given(some_cases, some_links)
def test_a_proposal_rests_on_cases_of_its_own_days(cases: list[Confirmed], links: list[Link]) -> None:
    found = proposed(cases, links, on=DAY, by=BY)
    days = {known.number: known.on for known in cases}
    assert all(found.first_day <= days[number] <= found.last_day for number in found.cases)
    assert (found.last_day - found.first_day).days == 14
