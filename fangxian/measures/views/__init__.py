"""Pages about closures, households under an order, units, notices, and what households have to say."""

from fangxian.measures.views.complaints import answer, complain, complaints
from fangxian.measures.views.notices import closure_notices, piles, unit_notices
from fangxian.measures.views.orders import (
    add_gate,
    close,
    confine,
    end_exception,
    grant,
    home,
    home_notice,
    homes,
    lift,
    notice,
    overview,
    release,
    turn,
)
from fangxian.measures.views.reviews import review, review_home, review_unit
from fangxian.measures.views.units import bind_new, close_unit, lift_unit

__all__ = [
    "add_gate",
    "answer",
    "bind_new",
    "close",
    "close_unit",
    "closure_notices",
    "complain",
    "complaints",
    "confine",
    "end_exception",
    "grant",
    "home",
    "home_notice",
    "homes",
    "lift",
    "lift_unit",
    "notice",
    "overview",
    "piles",
    "release",
    "review",
    "review_home",
    "review_unit",
    "turn",
    "unit_notices",
]
