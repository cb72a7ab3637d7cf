"""Every write about gates, closures, stay-at-home orders, exceptions and complaints."""

from fangxian.measures.acts.closing import ClosePlace, LiftClosure
from fangxian.measures.acts.complaints import AnswerComplaint, HandOverComplaint, RecordComplaint
from fangxian.measures.acts.gates import AddGate, OpenGate, RetireGate, ShutGate, SwitchGate
from fangxian.measures.acts.homes import ConfineHousehold, EndException, GrantException, ReleaseHousehold
from fangxian.measures.acts.reviews import ReviewClosure, ReviewHousehold, ReviewUnit
from fangxian.measures.acts.units import BindNewHomes, CloseUnit, LiftUnit

__all__ = [
    "AddGate",
    "AnswerComplaint",
    "BindNewHomes",
    "ClosePlace",
    "CloseUnit",
    "ConfineHousehold",
    "EndException",
    "GrantException",
    "HandOverComplaint",
    "LiftClosure",
    "LiftUnit",
    "OpenGate",
    "RecordComplaint",
    "ReleaseHousehold",
    "RetireGate",
    "ReviewClosure",
    "ReviewHousehold",
    "ReviewUnit",
    "ShutGate",
    "SwitchGate",
]
