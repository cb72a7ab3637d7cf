"""Every write of the register."""

from fangxian.register.acts.ledgers import DiscardUpload, ImportLedger, RememberLayout, UndoImport, UploadLedger
from fangxian.register.acts.residents import AddResident, CorrectResident, MoveResident, RecordDeparture
from fangxian.register.acts.unplaced import DismissRow, PlaceRow

__all__ = [
    "AddResident",
    "CorrectResident",
    "DiscardUpload",
    "DismissRow",
    "ImportLedger",
    "MoveResident",
    "PlaceRow",
    "RecordDeparture",
    "RememberLayout",
    "UndoImport",
    "UploadLedger",
]
