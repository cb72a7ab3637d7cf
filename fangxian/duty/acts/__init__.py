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
from fangxian.duty.acts.wishes import DeclareCold, GiveHomePost, SpareMember, WishForDay

__all__ = [
    "AddMember",
    "DeclareCold",
    "DeclareDerogation",
    "DropOut",
    "EndDutyPost",
    "GiveHomePost",
    "GiveShift",
    "KeepRoster",
    "LeaveTeam",
    "PlannedShift",
    "PublishRoster",
    "RecordTraining",
    "ReportForDuty",
    "SetDutyPost",
    "SpareMember",
    "SwapShifts",
    "WishForDay",
]
