"""Care before cover: pregnancy, nursing, cold, and the shifts somebody cannot take."""

from dataclasses import replace

import pytest

from fangxian.calc.roster import HOUR, Limits, Need, Pattern, Person, Post, Problem, RosterError, plan
from fangxian.calc.windows import Span
from tests.calc.roster.village import MONDAY, REST, ROUND_THE_CLOCK, one_gate

QUICK = Limits(seconds=20, effort=1.0)


@pytest.mark.parametrize(
    ("person", "nights"),
    [
        (Person("x", pregnant_month=7), 0),
        (Person("x", pregnant_month=6), 1),
        (Person("x", nursing_month=11), 0),
        (Person("x", nursing_month=12), 1),
    ],
)
def test_late_pregnancy_and_nursing_know_no_night(person: Person, nights: int) -> None:
    night = Need(23 * HOUR, 31 * HOUR, 1)
    problem = Problem(MONDAY, 1, (person,), (Post("gate", needs=(night,), patterns=ROUND_THE_CLOCK),), REST)
    assert len(plan(problem, limits=QUICK).duties) == nights


def test_nor_overtime() -> None:
    problem = one_gate(9)
    problem = replace(problem, people=(Person("x", pregnant_month=8), *problem.people[1:]))
    roster = plan(problem, limits=QUICK)
    assert next(load.hours for load in roster.loads if load.person == "x") <= REST.overtime_above_h


def test_on_a_cold_day_nobody_stands_outside_longer_than_the_rule() -> None:
    people = tuple(Person(f"p{n}") for n in range(4))
    patterns = (Pattern(8 * HOUR, 8 * HOUR), Pattern(8 * HOUR, 4 * HOUR), Pattern(12 * HOUR, 4 * HOUR))
    post = Post("gate", needs=(Need(8 * HOUR, 16 * HOUR, 1),), patterns=patterns, outdoor=True)
    problem = Problem(MONDAY, 2, people, (post,), REST, cold_days=frozenset({1}))
    roster = plan(problem, limits=QUICK)
    assert roster.covered
    assert all(d.span.minutes <= REST.max_cold_h * HOUR for d in roster.duties if d.day == 1)


def test_a_barred_shift_is_barred_and_one_beside_it_is_not() -> None:
    post = Post("gate", needs=(Need(7 * HOUR, 15 * HOUR, 1),), patterns=ROUND_THE_CLOCK)
    for span, there in ((Span(7 * HOUR, 15 * HOUR), 0), (Span(8 * HOUR, 16 * HOUR), 1)):
        problem = Problem(MONDAY, 1, (Person("x", barred=frozenset({span})),), (post,), REST)
        assert len(plan(problem, limits=QUICK).duties) == there


@pytest.mark.parametrize(("field", "value"), [("age", -1), ("pregnant_month", 12)])
def test_an_impossible_age_or_month_names_the_person(field: str, value: int) -> None:
    problem = one_gate(1)
    person = Person("x", age=value) if field == "age" else Person("x", pregnant_month=value)
    wrong = replace(problem, people=(person,))
    with pytest.raises(RosterError, match="x") as fault:
        plan(wrong, limits=QUICK)
    assert fault.value.field == field
