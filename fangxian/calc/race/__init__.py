"""Two engines on one integer model, one a core, sharing what they find: HiGHS proves, CP-SAT searches and mends.

A model is a CP-SAT `CpModel` with bounded integer variables and a linear cost to minimise. Nothing here knows
what it means, except `Place`: which person and day a variable speaks of, so that neighbourhoods make sense.
"""

from fangxian.calc.race.board import Best, Board, Values
from fangxian.calc.race.linear import Linear, linear
from fangxian.calc.race.lines import Lines, Step
from fangxian.calc.race.neighbours import Place, settle
from fangxian.calc.race.run import Course, race

__all__ = ["Best", "Board", "Course", "Linear", "Lines", "Place", "Step", "Values", "linear", "race", "settle"]
