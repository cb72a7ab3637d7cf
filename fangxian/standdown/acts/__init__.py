"""Every write of the ending: stepping down, handing over what is left, signing for stock."""

from fangxian.standdown.acts.ending import HandOverRest, StepDown
from fangxian.standdown.acts.stock import SignStock

__all__ = ["HandOverRest", "SignStock", "StepDown"]
