"""Pages of the ending."""

from fangxian.standdown.views.ending import hand_over, overview, step_down
from fangxian.standdown.views.figures import figures
from fangxian.standdown.views.holding import (
    ask_erasure,
    confirm_erasure,
    erasure_paper,
    held,
    hold,
    lift_hold,
    privacy,
)
from fangxian.standdown.views.service import service, service_papers
from fangxian.standdown.views.stock import sign, stock

__all__ = [
    "ask_erasure",
    "confirm_erasure",
    "erasure_paper",
    "figures",
    "hand_over",
    "held",
    "hold",
    "lift_hold",
    "overview",
    "privacy",
    "service",
    "service_papers",
    "sign",
    "step_down",
    "stock",
]
