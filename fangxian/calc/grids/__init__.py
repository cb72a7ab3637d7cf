"""Grids: buildings cut into contiguous parts of about equal load, one for each worker.

`cut` makes them; `links` says who was taken to touch whom.
"""

from fangxian.calc.grids.cut import cut
from fangxian.calc.grids.neighbours import from_positions, links
from fangxian.calc.grids.problem import XY, Building, GridError, Pair, Problem
from fangxian.calc.grids.result import Cut, Grid, Remark

__all__ = ["XY", "Building", "Cut", "Grid", "GridError", "Pair", "Problem", "Remark", "cut", "from_positions", "links"]
