"""Every write of the register."""

from fangxian.register.acts.employers import MergeEmployers, SplitEmployers
from fangxian.register.acts.grids import CutGrids, GridWanted, PlaceBuildings, Spot
from fangxian.register.acts.ledgers import DiscardUpload, ImportLedger, RememberLayout, UndoImport, UploadLedger
from fangxian.register.acts.links import RenewHomeLink
from fangxian.register.acts.residents import AddResident, CorrectResident, MoveResident, RecordDeparture
from fangxian.register.acts.unplaced import DismissRow, PlaceRow

__all__ = [
    "AddResident",
    "CorrectResident",
    "CutGrids",
    "DiscardUpload",
    "DismissRow",
    "GridWanted",
    "ImportLedger",
    "MergeEmployers",
    "MoveResident",
    "PlaceBuildings",
    "PlaceRow",
    "RecordDeparture",
    "RememberLayout",
    "RenewHomeLink",
    "SplitEmployers",
    "Spot",
    "UndoImport",
    "UploadLedger",
]
