"""Pages of the ending."""

from fangxian.standdown.views.ending import hand_over, overview, step_down
from fangxian.standdown.views.stock import sign, stock

__all__ = ["hand_over", "overview", "sign", "step_down", "stock"]
