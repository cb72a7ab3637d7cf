"""Every write of the ending: stepping down, handing over and signing, thanking, freezing, holding, erasing."""

from fangxian.standdown.acts.ending import HandOverRest, StepDown
from fangxian.standdown.acts.erasing import AskErasure, ConfirmErasure
from fangxian.standdown.acts.expiring import EraseExpired
from fangxian.standdown.acts.figures import FreezeFigures
from fangxian.standdown.acts.holds import LiftHold, PlaceHold
from fangxian.standdown.acts.service import IssueServiceCertificates
from fangxian.standdown.acts.stock import SignStock

__all__ = [
    "AskErasure",
    "ConfirmErasure",
    "EraseExpired",
    "FreezeFigures",
    "HandOverRest",
    "IssueServiceCertificates",
    "LiftHold",
    "PlaceHold",
    "SignStock",
    "StepDown",
]
