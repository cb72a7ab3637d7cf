"""Every write of the room of line lists: sending and taking in, settling single rows, and giving ours out."""

from fangxian.linelists.acts.files import DiscardList, RememberListLayout, SendList
from fangxian.linelists.acts.out import GiveOutList
from fangxian.linelists.acts.rows import DismissListRow, SettleListRow
from fangxian.linelists.acts.taking import TakeInList, TryListAgain

__all__ = [
    "DiscardList",
    "DismissListRow",
    "GiveOutList",
    "RememberListLayout",
    "SendList",
    "SettleListRow",
    "TakeInList",
    "TryListAgain",
]
