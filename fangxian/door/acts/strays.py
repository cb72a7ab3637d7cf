"""Putting strays right: what could not be taken in is corrected by a person, or set aside with a reason."""

from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field, ValidationError

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Act, Answer, Decision, Doing, Refusal, Sealed, Unseen, handles, parsed
from fangxian.door.models import Stray, StrayEnd
from fangxian.door.submit import submit
from fangxian.door.words import refusals

REFUSALS = refusals(
    stray_settled=_("This was already put right or set aside."),
    still_not_understood=_("It can still not be understood: %(where)s."),
    mended_refused=_("The corrected entry was refused: %(why)s"),
)


class AboutStray(Decision):
    """An act about one stray."""

    needs = Can.MEND
    stray: int

    def place(self) -> Area:
        """Where the stray's sender serves; a stray that lies nowhere is out of reach."""
        area = Stray.objects.select_related("area").get(pk=self.stray).area
        if area is None:
            raise Unseen
        return area


class MendStray(AboutStray):
    """Send a stray again with corrected values, in its sender's name and with its own time and number."""

    act_kind: Annotated[str, Field(max_length=60)]
    values: Annotated[dict[str, Any], Sealed()]


class SetStrayAside(AboutStray):
    """Close a stray without writing it, with the reason."""

    reason: Annotated[str, Sealed(), Field(min_length=4, max_length=200)]


@handles(MendStray)
def mend_stray(act: MendStray, doing: Doing) -> Answer:
    """Submit the corrected act as its original sender, vouched for by who mends it; a refusal leaves it open."""
    stray = open_stray(act.stray)
    entry = submit(understood(act), by=stray.by, vouching=doing.by)
    if not entry.written:
        raise Refusal("mended_refused", why=str(entry.sentence))
    StrayEnd.objects.create(stray=stray, by=doing.by, at=doing.at, entry=entry)
    return {"stray": stray.pk, "entry": entry.pk}


def open_stray(key: int) -> Stray:
    """A stray that has not ended, locked."""
    stray = Stray.objects.select_for_update().select_related("by").get(pk=key)
    if StrayEnd.objects.filter(stray=stray).exists():
        raise Refusal("stray_settled")
    return stray


def understood(act: MendStray) -> Act:
    """The corrected act. Raises Refusal naming the fields that are still wrong."""
    try:
        return parsed(act.act_kind, act.values)
    except KeyError as unknown:
        raise Refusal("still_not_understood", where=act.act_kind) from unknown
    except ValidationError as wrong:
        where = ", ".join(sorted({".".join(map(str, error["loc"])) for error in wrong.errors()}))
        raise Refusal("still_not_understood", where=where) from wrong


@handles(SetStrayAside)
def set_stray_aside(act: SetStrayAside, doing: Doing) -> Answer:
    """End the stray with its reason; the stray itself stays readable."""
    stray = open_stray(act.stray)
    StrayEnd.objects.create(stray=stray, by=doing.by, at=doing.at, reason=act.reason)
    return {"stray": stray.pk}
