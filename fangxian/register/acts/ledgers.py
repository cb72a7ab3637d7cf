"""Sending a ledger, taking it in, taking that back, and remembering what its columns mean."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field as Limited

from fangxian.areas.models import Area
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.door import apart
from fangxian.door.act import Answer, Decision, Doing, Refusal, Sealed, handles
from fangxian.door.sealed import blind
from fangxian.door.words import refusals
from fangxian.register.acts.undoing import undo
from fangxian.register.acts.writing import Writing, write
from fangxian.register.ledger import Field, LedgerUnreadable, Reading, read_ledger
from fangxian.register.models import Import, Layout, RowProblem, UnplacedRow, Upload
from fangxian.register.queries import known_residents, layouts_of, plates_of, stated_people
from fangxian.register.rules import matches

REFUSALS = refusals(
    ledger_empty=_("The file is empty."),
    ledger_not_a_ledger=_("This is no ledger that can be read. Send an Excel file (xlsx, xls) or a CSV."),
    ledger_protected=_("The file is protected with a password. Save it without one and send it again."),
    ledger_too_large=_("The file is too large to be a ledger. Send one village or community at a time."),
    ledger_nobody=_("No people were found in this file. Is there a column with their names?"),
    upload_gone=_("This file was already taken in or thrown away. Send it again if it is needed."),
    import_undone=_("This import was already taken back."),
    no_community=_("A ledger belongs to one village or community. Choose which."),
    unknown_column_meaning=_("There is no column meaning called %(field)s."),
)
MAX_BASE64 = 54_000_000

# A file read before its turn to be written: which, with which layouts, and what it holds.
_ahead: ContextVar[tuple[int, Any, Reading] | None] = ContextVar("ahead", default=None)


class UploadLedger(Decision):
    """Send a ledger file for a village or community; nothing is taken in yet."""

    needs = Can.KEEP_REGISTER
    area: int
    file_name: Annotated[str, Limited(min_length=1, max_length=200)]
    content: Annotated[str, Sealed(), Limited(max_length=MAX_BASE64)]

    def place(self) -> Area:
        """The village or community, or one of its grids."""
        return Area.objects.get(pk=self.area)


@handles(UploadLedger)
def upload_ledger(act: UploadLedger, doing: Doing) -> Answer:
    """Keep the file sealed; the same file sent again is the same upload as long as it waits."""
    if doing.place.level < Level.COMMUNITY:
        raise Refusal("no_community")
    readable(content_of(act.content), file_name=act.file_name, area=doing.place)
    fingerprint = blind(act.content, purpose="upload")
    waiting = Upload.objects.filter(area=doing.place, fingerprint=fingerprint, discarded_at=None).first()
    upload = waiting or Upload.objects.create(
        area=doing.place,
        file_name=act.file_name,
        content=act.content,
        fingerprint=fingerprint,
        uploaded_by=doing.by,
        uploaded_at=doing.at,
    )
    return {"upload": upload.pk}


def content_of(text: str) -> bytes:
    """The file inside its base64 text. Raises Refusal."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise Refusal("ledger_not_a_ledger") from None


def readable(data: bytes, *, file_name: str, area: Area) -> Reading:
    """The reading of a file with the layouts remembered here. Raises Refusal where there is none."""
    try:
        return read_ledger(data, filename=file_name, layouts=layouts_of(area))
    except LedgerUnreadable as unreadable:
        raise Refusal(f"ledger_{unreadable.code}") from None


class DiscardUpload(Decision):
    """Throw away a ledger file that was sent; nothing of it was taken in."""

    needs = Can.KEEP_REGISTER
    upload: int

    def place(self) -> Area:
        """The place the file was sent for."""
        return Upload.objects.select_related("area").get(pk=self.upload).area


@handles(DiscardUpload)
def discard_upload(act: DiscardUpload, doing: Doing) -> Answer:
    """Erase the file's content."""
    return {"upload": emptied(waiting(act.upload), doing).pk}


def waiting(key: int) -> Upload:
    """An upload that still has its content. Raises Refusal."""
    upload = Upload.objects.get(pk=key)
    if upload.discarded_at:
        raise Refusal("upload_gone")
    return upload


def emptied(upload: Upload, doing: Doing) -> Upload:
    """The upload without its content: least data, shortest time."""
    upload.content, upload.discarded_at = "", doing.received_at
    upload.save(update_fields=["content", "discarded_at"])
    return upload


class RememberLayout(Decision):
    """Say what the columns of a ledger layout hold; every later file laid out the same is read so."""

    needs = Can.KEEP_REGISTER
    area: int
    signature: Annotated[str, Limited(pattern=r"^[0-9a-f]{16}$")]
    columns: dict[Annotated[str, Limited(pattern=r"^[A-Z]{1,3}$")], str]

    def place(self) -> Area:
        """The place the layout is remembered for."""
        return Area.objects.get(pk=self.area)


@handles(RememberLayout)
def remember_layout(act: RememberLayout, doing: Doing) -> Answer:
    """Keep the meanings for the whole community, in place of what was said before."""
    for meaning in act.columns.values():
        if meaning not in set(Field):
            raise Refusal("unknown_column_meaning", field=meaning)
    layout, _made = Layout.objects.update_or_create(
        area=community_of(doing.place),
        signature=act.signature,
        defaults={"columns": act.columns, "remembered_by": doing.by, "remembered_at": doing.at},
    )
    return {"layout": layout.pk}


class ImportLedger(Decision):
    """Take a ledger that was sent into the register: people are merged, nobody is removed."""

    needs = Can.KEEP_REGISTER
    upload: int

    def place(self) -> Area:
        """The place the file was sent for."""
        return Upload.objects.select_related("area").get(pk=self.upload).area


@handles(ImportLedger)
def import_ledger(act: ImportLedger, doing: Doing) -> Answer:
    """Read, match, write, and keep what a person should look at. The file itself is erased."""
    upload = waiting(act.upload)
    reading = reading_of(upload, doing.place)
    community = community_of(doing.place)
    apart.say("compare")
    writing = write(
        matches(stated_people(reading), known_residents(community)),
        community=community,
        area=doing.place,
        vacant=reading.vacant,
        plates=plates_of(reading),
    )
    done = Import.objects.create(
        area=doing.place,
        upload=emptied(upload, doing),
        imported_by=doing.by,
        imported_at=doing.at,
        figures=figures(reading, writing),
        columns_ignored=list(reading.columns_ignored),
        journal=writing.journal.as_text(),
    )
    apart.say("keep")
    keep_problems(reading, done)
    return {"import": done.pk, **done.figures}


@contextmanager
def read_ahead(upload: Upload, data: bytes, layouts: Mapping[str, Any]) -> Generator[None]:
    """Read a file before one's turn to write: nobody waits for the reading. A file that cannot be read is left."""
    try:
        found = read_ledger(data, filename=upload.file_name, layouts=layouts)
    except LedgerUnreadable:
        found = None
    token = _ahead.set((upload.pk, layouts, found) if found else None)
    try:
        yield
    finally:
        _ahead.reset(token)


def reading_of(upload: Upload, area: Area) -> Reading:
    """What a file holds, read anew unless it was read ahead with the same layouts. Raises Refusal."""
    ahead = _ahead.get()
    if ahead and ahead[:2] == (upload.pk, layouts_of(area)):
        return ahead[2]
    return readable(content_of(upload.content), file_name=upload.file_name, area=area)


def figures(reading: Reading, writing: Writing) -> dict[str, int]:
    """What the ledger holds, and what became of it."""
    return {
        "residents": reading.residents,
        "households": reading.households,
        "dwellings": len(reading.dwellings),
        "buildings": reading.buildings,
        "returned": reading.returned,
        "created": writing.created,
        "updated": writing.updated,
        "unchanged": writing.unchanged,
        "problems": len(reading.problems),
        "unplaced": len(reading.unplaced),
    }


def keep_problems(reading: Reading, done: Import) -> None:
    """Keep the problems and the rows without a place beside the import, names sealed."""
    RowProblem.objects.bulk_create(
        RowProblem(
            area_id=done.area_id,
            of=done,
            sheet=problem.sheet[:100],
            row=problem.row,
            column=problem.column[:100],
            code=problem.code,
            value=problem.value,
            params={k: v for k, v in problem.params.items() if k != "name"},
        )
        for problem in reading.problems
    )
    UnplacedRow.objects.bulk_create(
        UnplacedRow(
            area_id=done.area_id,
            of=done,
            sheet=row.sheet[:100],
            row=row.row,
            code=row.code,
            cells=json.dumps(dict(row.cells), ensure_ascii=False),
        )
        for row in reading.unplaced
    )


class UndoImport(Decision):
    """Take an import back: restore what it changed, remove what it made, unless something came after it."""

    needs = Can.KEEP_REGISTER
    of: int

    def place(self) -> Area:
        """The place of the import."""
        return Import.objects.select_related("area").get(pk=self.of).area


@handles(UndoImport)
def undo_import(act: UndoImport, doing: Doing) -> Answer:
    """Follow the journal back; says how much stays."""
    done = Import.objects.get(pk=act.of)
    if done.undone_at:
        raise Refusal("import_undone")
    undone = undo(done, community=community_of(doing.place))
    done.journal, done.undone_at, done.undone_by = "", doing.at, doing.by
    done.save(update_fields=["journal", "undone_at", "undone_by"])
    return {"import": done.pk, "removed": undone.removed, "restored": undone.restored, "stays": undone.stays}
