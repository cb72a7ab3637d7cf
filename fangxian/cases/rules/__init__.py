"""The judgements of the cases room, pure: which situation cases suggest, who may have been in contact."""

from fangxian.cases.rules.situation import LEVELS, Confirmed, Link, Proposal, Thresholds, proposed

__all__ = ["LEVELS", "Confirmed", "Link", "Proposal", "Thresholds", "proposed"]
