"""The keys a place signs its passes with: made when first needed, renewed, withdrawn when they are no longer safe."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Refusal, Sealed, handles
from fangxian.door.words import refusals
from fangxian.gates import signing
from fangxian.gates.models import PassKey, PassKeyEnd
from fangxian.gates.queries import keys_of, newest_key

REFUSALS = refusals(
    pass_key_ended=_("This key was already withdrawn."),
)


class RenewPassKey(Decision):
    """Sign passes with a new key from now on. Those signed before stay good until they run out."""

    needs = Can.AUTHORISE
    sight = Can.SEE_GATE
    area: int

    def place(self) -> Area:
        """The place whose passes it signs."""
        return Area.objects.get(pk=self.area)


@handles(RenewPassKey)
def renew_pass_key(_act: RenewPassKey, doing: Doing) -> Answer:
    """Make the next key."""
    return {"key": made(doing).number}


class WithdrawPassKey(Decision):
    """No longer believe a key that somebody else may hold. Every pass signed with it has to be printed anew."""

    needs = Can.AUTHORISE
    sight = Can.SEE_GATE
    key: int
    reason: Annotated[str, Sealed(), Field(min_length=1, max_length=200)]

    def place(self) -> Area:
        """The place whose passes it signed."""
        return PassKey.objects.select_related("area").get(pk=self.key).area


@handles(WithdrawPassKey)
def withdraw_pass_key(act: WithdrawPassKey, doing: Doing) -> Answer:
    """End the key, and make the next one where it was the one that signs."""
    key = PassKey.objects.get(pk=act.key)
    if PassKeyEnd.objects.filter(key=key).exists():
        raise Refusal("pass_key_ended")
    PassKeyEnd.objects.create(area=doing.place, key=key, by=doing.by, at=doing.at, reason=act.reason)
    newest = newest_key(doing.place) or made(doing)
    return {"key": key.number, "signs": newest.number}


def signing_key(doing: Doing) -> PassKey:
    """The key that signs; a place that grants its first authorisation gets its first key."""
    return newest_key(doing.place) or made(doing)


def made(doing: Doing) -> PassKey:
    """The next key of a place."""
    public, private = signing.fresh_pair()
    last = keys_of(doing.place).last()
    return PassKey.objects.create(
        area=community_of(doing.place), number=last.number + 1 if last else 1, public=public, private=private,
        made_by=doing.by, made_at=doing.at,
    )  # fmt: skip
