"""Enrolling a phone, leaving it, and taking it away. The phone's secrets never come here, only their fingerprints."""

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Refusal, Sealed, Unseen, handles
from fangxian.door.words import refusals
from fangxian.field.models import KeyEnd, PhoneKey

REFUSALS = refusals(
    secret_taken=_("This phone made the same secret twice. Close the app, open it again and enrol once more."),
    phone_not_enrolled=_("This phone is not enrolled any more. Nothing needs to be done."),
)

Fingerprint = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class EnrolPhone(Decision):
    """Enrol the phone in one's hand for oneself. Enrolling again on the same phone replaces the former enrolment."""

    needs = Can.STAND_DUTY
    area: int
    phone: UUID
    name: Annotated[str, Sealed(), Field(min_length=1, max_length=60)]
    token_hash: Fingerprint
    upload_hash: Fingerprint

    def place(self) -> Area:
        """The place its holder serves in."""
        return Area.objects.get(pk=self.area)


@handles(EnrolPhone)
def enrol_phone(act: EnrolPhone, doing: Doing) -> Answer:
    """Write the enrolment; what this person had on this phone ends."""
    hashes = {act.token_hash, act.upload_hash}
    taken = PhoneKey._base_manager.filter(token_hash__in=hashes) | PhoneKey._base_manager.filter(upload_hash__in=hashes)
    if len(hashes) < 2 or taken.exists():
        raise Refusal("secret_taken")
    for former in PhoneKey._base_manager.filter(phone=act.phone, person=doing.by, end=None):
        ended(former, KeyEnd.REPLACED, doing)
    key = PhoneKey.objects.create(
        id=act.id, phone=act.phone, name=act.name, area=doing.place, person=doing.by, token_hash=act.token_hash,
        upload_hash=act.upload_hash, at=doing.at,
    )  # fmt: skip
    return {"key": str(key.pk)}


def ended(key: PhoneKey, how: str, doing: Doing, reason: str = "") -> None:
    """Add the row that ends an enrolment."""
    KeyEnd.objects.create(key=key, area_id=key.area_id, how=how, reason=reason, by=doing.by, at=doing.at)


class LeavePhone(Decision):
    """End one's own enrolment on a phone."""

    needs = Can.STAND_DUTY
    area: int
    phone: UUID

    def place(self) -> Area:
        """The place its holder serves in."""
        return Area.objects.get(pk=self.area)


@handles(LeavePhone)
def leave_phone(act: LeavePhone, doing: Doing) -> Answer:
    """End what this person has on this phone."""
    held = list(PhoneKey._base_manager.filter(phone=act.phone, person=doing.by, end=None))
    if not held:
        raise Refusal("phone_not_enrolled")
    for key in held:
        ended(key, KeyEnd.LEFT, doing)
    return {"phone": str(act.phone)}


class RevokePhone(Decision):
    """Take a lost or stolen phone away from everybody enrolled on it. What it still sends is kept for a person."""

    needs = Can.MEND
    phone: UUID
    reason: Annotated[str, Sealed(), Field(min_length=1, max_length=200)]

    def place(self) -> Area:
        """The place its first holder serves in, as far as the sender sees it."""
        key = PhoneKey.objects.filter(phone=self.phone).select_related("area").order_by("at").first()
        if key is None:
            raise Unseen
        return key.area


@handles(RevokePhone)
def revoke_phone(act: RevokePhone, doing: Doing) -> Answer:
    """End every enrolment of the phone, whoever holds it."""
    held = list(PhoneKey._base_manager.filter(phone=act.phone, end=None))
    if not held:
        raise Refusal("phone_not_enrolled")
    for key in held:
        ended(key, KeyEnd.REVOKED, doing, act.reason)
    return {"phone": str(act.phone), "persons": len(held)}
