"""Sending a list, throwing it away, and remembering what its columns hold."""

import base64
import binascii
from datetime import date
from typing import Annotated

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import Field as Limited

from fangxian.areas.models import Area
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, Sealed, handles
from fangxian.door.sealed import blind
from fangxian.door.words import refusals
from fangxian.linelists.models import ListFile, ListLayout
from fangxian.linelists.queries import layouts_of
from fangxian.linelists.rules.fields import KINDS, Field
from fangxian.linelists.rules.reading import MOST_ROWS, Listing, ListUnreadable, read_list

REFUSALS = refusals(
    list_empty=_("The file is empty."),
    list_not_a_ledger=_("This is no list that can be read. Send an Excel file (xlsx, xls) or a CSV."),
    list_protected=_("The file is protected with a password. Save it without one and send it again."),
    list_too_large=_("The file is too large to be a list."),
    list_too_long=_("The list has more than %(most)s rows. Send it in parts."),
    list_no_columns=_("No titles of columns were found in this file. At least two are needed, such as name."),
    list_gone=_("This list was already taken in or thrown away. Send it again if it is needed."),
    list_kind_unknown=_("Choose a list of cases, of contacts, or of who was exposed to whom."),
    list_no_community=_("A list belongs to one village or community. Choose which."),
    list_field_unknown=_("There is no column meaning called %(field)s."),
)  # fmt: skip
MAX_BASE64 = 14_000_000


class SendList(Decision):
    """Send a list of cases, contacts or exposures for a village or community; nothing is recorded yet."""

    needs = Can.KEEP_HEALTH
    sight = Can.SEE_HEALTH
    area: int
    list_kind: Annotated[str, Limited(max_length=13)] = ""
    file_name: Annotated[PrivateText, Limited(min_length=1, max_length=200)]
    content: Annotated[str, Sealed(), Limited(max_length=MAX_BASE64)]

    def place(self) -> Area:
        """The village or community, or one of its grids."""
        return Area.objects.get(pk=self.area)


@handles(SendList)
def send_list(act: SendList, doing: Doing) -> Answer:
    """Keep the file sealed; the same file sent again is the same list as long as it waits."""
    if doing.place.level < Level.COMMUNITY:
        raise Refusal("list_no_community")
    if act.list_kind and act.list_kind not in KINDS:
        raise Refusal("list_kind_unknown")
    community = community_of(doing.place)
    listing = understood(content_of(act.content), kind=act.list_kind, area=community, on=local_day(doing))
    fingerprint = blind(f"{listing.kind}:{act.content}", purpose="line_list")
    same = ListFile.objects.filter(area=community, fingerprint=fingerprint, taken_at=None, discarded_at=None).first()
    file = same or ListFile.objects.create(
        area=community, kind=listing.kind, file_name=act.file_name, content=act.content, fingerprint=fingerprint,
        sent_by=doing.by, sent_at=doing.at,
    )  # fmt: skip
    return {"list": file.pk}


def content_of(text: str) -> bytes:
    """The file inside its base64 text. Raises Refusal."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise Refusal("list_not_a_ledger") from None


def understood(data: bytes, *, kind: str, area: Area, on: date) -> Listing:
    """What a file holds, read with what was said of its columns here. Raises Refusal where it is no list."""
    try:
        return read_list(data, kind=kind, layouts=layouts_of(area), today=on)
    except ListUnreadable as wrong:
        raise Refusal(f"list_{wrong.code}", **({"most": MOST_ROWS} if wrong.code == "too_long" else {})) from None


def local_day(doing: Doing) -> date:
    """The day on which an act arrived, where the house stands."""
    return timezone.localdate(doing.received_at)


class AboutList(Decision):
    """A decision about one list."""

    needs = Can.KEEP_HEALTH
    sight = Can.SEE_HEALTH
    list_file: int

    def place(self) -> Area:
        """The community the list was sent for."""
        return ListFile.objects.select_related("area").get(pk=self.list_file).area


class DiscardList(AboutList):
    """Throw away a list that was sent; nothing of it was recorded."""


@handles(DiscardList)
def discard_list(act: DiscardList, doing: Doing) -> Answer:
    """Erase the file's content."""
    file = standing(act.list_file)
    file.content, file.discarded_at = "", doing.received_at
    file.save(update_fields=["content", "discarded_at"])
    return {"list": file.pk}


def standing(key: int) -> ListFile:
    """A list that still has its content, locked. Raises Refusal."""
    file = ListFile.objects.select_for_update().select_related("area").get(pk=key)
    if file.taken_at or file.discarded_at:
        raise Refusal("list_gone")
    return file


class RememberListLayout(Decision):
    """Say what the columns of a layout hold; every later list laid out the same is read so."""

    needs = Can.KEEP_HEALTH
    sight = Can.SEE_HEALTH
    area: int
    signature: Annotated[str, Limited(pattern=r"^[0-9a-f]{16}$")]
    columns: dict[Annotated[str, Limited(pattern=r"^[A-Z]{1,3}$")], str]

    def place(self) -> Area:
        """The place the layout is remembered for."""
        return Area.objects.get(pk=self.area)


@handles(RememberListLayout)
def remember_list_layout(act: RememberListLayout, doing: Doing) -> Answer:
    """Keep the meanings for the whole community, in place of what was said before."""
    for meaning in act.columns.values():
        if meaning not in set(Field):
            raise Refusal("list_field_unknown", field=meaning)
    said = {"columns": act.columns, "by": doing.by, "at": doing.at}
    layout, _made = ListLayout.objects.update_or_create(
        area=community_of(doing.place), signature=act.signature, defaults=said
    )
    return {"layout": layout.pk}
