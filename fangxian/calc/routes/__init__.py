"""Routes: deliveries planned, planned again and explained; walking rounds of doors; public instances.

Pure: the same problem, seed and effort give the same plan. `plan` makes tours, `replan` mends them with the fewest
households changing hands, `walking_order` puts doors in the order people walk them.
"""

from fangxian.calc.routes.ground import lay_out
from fangxian.calc.routes.plan import plan, replan
from fangxian.calc.routes.problem import DAY_S, Deliverer, Ground, Limits, Path, Problem, RouteError, Stop
from fangxian.calc.routes.result import Plan, Repair, Tour, Trip, Unmet, Visit
from fangxian.calc.routes.rounds import Door, Promise, Round, promise, split, walking_order

__all__ = [
    "DAY_S",
    "Deliverer",
    "Door",
    "Ground",
    "Limits",
    "Path",
    "Plan",
    "Problem",
    "Promise",
    "Repair",
    "Round",
    "RouteError",
    "Stop",
    "Tour",
    "Trip",
    "Unmet",
    "Visit",
    "lay_out",
    "plan",
    "promise",
    "replan",
    "split",
    "walking_order",
]
