"""What was written down for the wrong person is taken back, so that it holds nobody and ends no search."""

from uuid import UUID

from django.utils import timezone

from fangxian.areas.rules import community_key
from fangxian.door.act import Doing
from fangxian.door.submit import locked
from fangxian.monitoring.models import Check, CheckTakenBack, Referral, ReferralEnd
from fangxian.monitoring.queries import WatchRules, readings_of, unsettled, watch_rules
from fangxian.monitoring.rules.signs import alarming, usable


def take_fever_back(number: UUID, *, doing: Doing) -> None:
    """Take back the check a passage became, if it became one, with its reading, and settle the referral it opened.

    What was measured or said of the person since may have been waiting under that referral: it gets one of its own.
    """
    check = Check.objects.select_related("resident__area").filter(pk=number, taken_back=None).first()
    if check is None:
        return
    locked(community_key(check.resident.area_id))
    CheckTakenBack.objects.create(checked=check, by=doing.by, at=doing.at)
    opened = Referral.objects.select_related("acknowledgement").filter(checked=check, end=None).first()
    if opened is None:
        return
    ReferralEnd.objects.create(referral=opened, outcome="mistaken", by=doing.by, at=doing.at)
    rules = watch_rules(check.resident.area, on=timezone.localdate(doing.at))
    left = alarmed_since(check, rules, doing)
    others = Referral.objects.filter(unsettled(doing.received_at), resident_id=check.resident_id)
    if left is not None and not others.exists():
        # Nobody waits longer because a slip came before them: the clock that was running runs on.
        taken_over = hasattr(opened, "acknowledgement")
        due = doing.received_at + rules.acknowledge_within if taken_over else opened.due_at
        Referral.objects.create(
            resident_id=check.resident_id, watch_id=left.watch_id, checked=left, opened_at=doing.received_at, due_at=due
        )


def alarmed_since(check: Check, rules: WatchRules, doing: Doing) -> Check | None:
    """The first check written down after this one for which the medic must be asked; None when there is none.

    Whatever became a check at a gate was a fever there.
    """
    for one in readings_of(check.resident, until=doing.received_at):
        later = one.check.received_at >= check.received_at and one.check.pk != check.pk
        seen = usable(one.seen, by=rules.thresholds)
        if later and (one.check.how == "gate" or alarming(seen, by=rules.thresholds)):
            return one.check
    return None
