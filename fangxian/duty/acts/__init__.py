"""Every write of the duty room."""

from fangxian.duty.acts.rosters import GiveShift, KeepRoster, PlannedShift, PublishRoster, ReportForDuty, SwapShifts
from fangxian.duty.acts.team import (
    AddMember,
    DeclareDerogation,
    DropOut,
    EndDutyPost,
    LeaveTeam,
    RecordTraining,
    SetDutyPost,
)

__all__ = [
    "AddMember",
    "DeclareDerogation",
    "DropOut",
    "EndDutyPost",
    "GiveShift",
    "KeepRoster",
    "LeaveTeam",
    "PlannedShift",
    "PublishRoster",
    "RecordTraining",
    "ReportForDuty",
    "SetDutyPost",
    "SwapShifts",
]
