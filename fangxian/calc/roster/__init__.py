"""Duty rosters: who stands where and when, with rest that is never bought and gaps that are explained.

`plan` makes a roster, `replan` mends one with the fewest changes, `check_swap` judges an exchange in
milliseconds. `ready` makes the first of a process as quick as the next.
"""

from fangxian.calc.roster.changes import changed_days
from fangxian.calc.roster.objections import Objection
from fangxian.calc.roster.plan import check_swap, check_take, plan, replan
from fangxian.calc.roster.problem import (
    DAY,
    HOUR,
    Derogation,
    Duty,
    Limits,
    Need,
    Pattern,
    Person,
    Post,
    Problem,
    RosterError,
    Rules,
    Weights,
    Wish,
)
from fangxian.calc.roster.ready import ready
from fangxian.calc.roster.result import Gap, Load, Progress, Repair, Roster

__all__ = [
    "DAY",
    "HOUR",
    "Derogation",
    "Duty",
    "Gap",
    "Limits",
    "Load",
    "Need",
    "Objection",
    "Pattern",
    "Person",
    "Post",
    "Problem",
    "Progress",
    "Repair",
    "Roster",
    "RosterError",
    "Rules",
    "Weights",
    "Wish",
    "changed_days",
    "check_swap",
    "check_take",
    "plan",
    "ready",
    "replan",
]
