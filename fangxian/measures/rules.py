"""Judgement on orders, from values alone: what an order must carry, and who may lift it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

# From a short hotline such as 12345 to a mobile with its country code; spaces and dashes are for the eye.
PHONE = re.compile(r"\+?[0-9][0-9 \-]{3,18}[0-9]")


@dataclass(frozen=True)
class Words:
    """What an order says of itself, as somebody wrote it."""

    basis: str
    document_no: str
    body: str
    alternatives_considered: str
    contact_phone: str
    since: date
    review_on: date | None


def fault_in(words: Words, *, owner_serves: bool, review_days: int) -> str | None:
    """The first thing an order lacks, as a refusal code; None when it may stand.

    Support comes first (domain-rules A-07: no restriction without its service), then ground and document (A-06),
    the milder ways that were weighed (A-14), and the day it is looked at again (A-13).
    """
    if not owner_serves:
        return "supply_owner_missing"
    if not PHONE.fullmatch(words.contact_phone):
        return "contact_phone_missing"
    if not (words.basis and words.document_no and words.body):
        return "ground_missing"
    if not words.alternatives_considered:
        return "alternatives_missing"
    return review_fault(words.review_on, since=words.since, review_days=review_days)


def review_fault(review_on: date | None, *, since: date, review_days: int) -> str | None:
    """A review day must come after the order begins, and within the days of the pack."""
    if review_on is None or not since < review_on <= latest_review(since, review_days=review_days):
        return "review_day_wrong"
    return None


def latest_review(since: date, *, review_days: int) -> date:
    """The last day on which an order must be looked at again."""
    return since + timedelta(days=review_days)


def may_lift(*, same_person: bool, own_level: int, decided_level: int) -> bool:
    """Who decided lifts (domain-rules A-06): the same person, or a body of the same or a higher level.

    Levels count downward from the province: a smaller number is a higher body.
    """
    return same_person or own_level <= decided_level
