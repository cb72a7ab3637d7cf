"""Every write about gates, closures, stay-at-home orders and exceptions."""

from fangxian.measures.acts.closing import ClosePlace, LiftClosure
from fangxian.measures.acts.gates import AddGate, OpenGate, RetireGate, ShutGate, SwitchGate
from fangxian.measures.acts.homes import ConfineHousehold, EndException, GrantException, ReleaseHousehold

__all__ = [
    "AddGate",
    "ClosePlace",
    "ConfineHousehold",
    "EndException",
    "GrantException",
    "LiftClosure",
    "OpenGate",
    "ReleaseHousehold",
    "RetireGate",
    "ShutGate",
    "SwitchGate",
]
