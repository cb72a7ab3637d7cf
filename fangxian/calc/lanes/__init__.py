"""Lanes of a checkpoint: how many, hour by hour, so that nobody waits too long; the queue as a curve.

`plan` finds them, or says what happens with lanes that are given.
"""

from fangxian.calc.lanes.plan import plan
from fangxian.calc.lanes.problem import LaneError, Problem, Stream, clock
from fangxian.calc.lanes.result import Line, Moment, Plan, Staffing, Step

__all__ = ["LaneError", "Line", "Moment", "Plan", "Problem", "Staffing", "Step", "Stream", "clock", "plan"]
