"""Walking rounds: doors in a sensible order, and households split among named deliverers with promised times.

Pure, small and deterministic; the same doors always give the same round. Distances are metres of straight line.
"""

from fangxian.calc.routes.rounds import Door, Promise, Round, RouteError, promise, split, walking_order

__all__ = ["Door", "Promise", "Round", "RouteError", "promise", "split", "walking_order"]
