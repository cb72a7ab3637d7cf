"""Which days are planned anew next: never the same by two at once, none twice for one roster before all were."""

from contextlib import ExitStack

import pytest

from fangxian.calc.race.stretches import STRETCH, Stretches


@pytest.mark.parametrize("days", [STRETCH + 1, 21, 28, 31, 56])
def test_all_days_come_up_once_before_any_again(days: int) -> None:
    stretches, seen = Stretches(days), list[range]()
    while True:
        with stretches.next(1, backwards=False) as some:
            if some is None:
                break
            seen.append(some)
    assert len(seen) == len(set(seen)) and {day for some in seen for day in some} == set(range(days))
    assert all(len(some) == STRETCH for some in seen)
    with stretches.next(1, backwards=False) as some:
        assert some == seen[0]


def test_two_begin_at_either_end_and_never_have_the_same() -> None:
    stretches, held = Stretches(28), ExitStack()
    with held:
        taken = [held.enter_context(stretches.next(1, backwards=back)) for back in (False, True) * 3 + (False,)]
        assert taken[:2] == [range(0, 14), range(14, 28)] and taken[2] == range(7, 21)
        assert len(set(taken)) == 7
        assert held.enter_context(stretches.next(1, backwards=False)) is None
        assert held.enter_context(stretches.next(1, backwards=True)) is None


def test_a_better_roster_brings_up_all_days_but_those_that_are_being_planned() -> None:
    stretches = Stretches(28)
    with stretches.next(1, backwards=False) as first, stretches.next(2, backwards=False) as second:
        assert (first, second) == (range(0, 14), range(7, 21))
    with stretches.next(2, backwards=False) as third:
        assert third == range(0, 14)
