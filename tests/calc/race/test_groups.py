"""Alike people are one group: those the model knows more of than lines do are not."""

from dataclasses import replace

from fangxian.calc.race.binding import bind
from fangxian.calc.race.groups import Groups, grouped
from fangxian.calc.race.linear import binding
from fangxian.calc.roster import HOUR, Derogation, Duty, Problem
from fangxian.calc.roster.model import Model
from fangxian.calc.roster.paths import places, priced
from fangxian.calc.roster.plan import plan
from fangxian.calc.roster.problem import DAY
from fangxian.calc.roster.soft import soft_costs
from fangxian.calc.windows import Span
from tests.calc.roster.village import QUICK, one_gate, village


def groups(problem: Problem) -> Groups:
    model = Model(problem)
    model.cp.minimize(sum(part.total for part in soft_costs(model)))
    found = priced(model, fair=True)
    assert found
    return grouped(bind(binding(model.cp), found.lines, places(model), found.shared))


def test_the_village_is_a_few_groups_and_everybody_is_in_one() -> None:
    found = groups(village(35, 14))
    assert sorted(len(some) for some in found.members) == [2, 3, 9, 21]
    assert sorted(person for some in found.members for person in some) == list(range(35))
    assert all(person in found.members[group] for person, group in enumerate(found.of))


def test_somebody_with_less_rest_by_decision_is_nobodys_like() -> None:
    asked = Derogation("p3", 0, 3 * DAY, 8.0, "安", "storm", Span(4 * DAY, 5 * DAY))
    found = groups(replace(one_gate(6, 7), derogations=(asked,)))
    assert (3,) in found.members


def test_somebody_who_comes_from_duty_is_nobodys_like() -> None:
    problem = one_gate(6, 7)
    tired = replace(problem.people[2], past=(Duty("p2", "gate", -9 * HOUR, -HOUR),))
    found = groups(replace(problem, people=(*problem.people[:2], tired, *problem.people[3:])))
    assert (2,) in found.members


def test_a_day_that_cannot_be_as_it_was_is_no_change_in_the_lines_either() -> None:
    """The model does not charge it; lines that did made the bound too high, and needless changes looked proven."""
    problem = one_gate(9, 7)
    old = plan(problem, limits=QUICK).duties
    mine = [d for d in old if d.person == "p0"]
    now = replace(problem.people[0], unavailable=tuple(d.span for d in mine[:2]))
    model = Model(replace(problem, people=(now, *problem.people[1:])))
    bare, known = priced(model, fair=False), priced(model, fair=False, old=old)
    assert bare and known
    first = min(span.start // DAY for span in model.spans)
    fees = known.lines.base[0, :, 0] - bare.lines.base[0, :, 0]
    assert [fees[d.day - min(0, first)] for d in mine] == [0.0, 0.0, *[1.0] * (len(mine) - 2)]
