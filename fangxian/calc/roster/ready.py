"""The first plan of a process, made ahead: what is loaded and compiled once is there before anybody waits for it."""

from datetime import date

from fangxian.calc.roster.plan import plan, replan
from fangxian.calc.roster.problem import HOUR, Limits, Need, Person, Post, Problem, Rules

SECONDS = 5.0

EASY = Rules(min_rest_h=1, max_weekly_h=168, max_daily_h=24, max_shift_h=24, max_nights_in_row=7, max_days_in_row=7)
"""Rules that forbid nothing: nobody ever stands on this roster."""


def ready() -> None:
    """Plans two days of a gate and mends them: about a second the first time, a tenth of one afterwards."""
    gate = Post("gate", needs=(Need(8 * HOUR, 16 * HOUR, 1),))
    problem = Problem(date(2020, 2, 10), 2, (Person("one"), Person("other")), (gate,), EASY)
    known = plan(problem, limits=Limits(seconds=SECONDS)).duties
    replan(problem.without("one"), known, limits=Limits(seconds=SECONDS))
