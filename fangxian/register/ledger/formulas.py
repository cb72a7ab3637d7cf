"""Texts guarded as formulas (`="13800000000"`) in workbooks whose writer never computed them.

Excel keeps the computed text beside a formula; programs that only write files leave it empty, and the number would be
lost without a word.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator

SHEET = re.compile(rb"<sheet\s[^>]*>")
DATE_1904 = re.compile(rb'<workbookPr[^>]*\sdate1904="(?:1|true)"')
RELATION = re.compile(rb"<Relationship\s[^>]*>")
GUARDED_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*><f[^>]*>=?\s*(?:"|&quot;)([^<]*?)(?:"|&quot;)\s*</f>')
LARGEST = 200_000_000

Guarded = dict[tuple[int, int], str]


def guarded_texts(data: bytes) -> dict[str, Guarded]:
    """By sheet name, the texts behind such formulas by 0-based row and column; nothing where it is no xlsx."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: dict(texts_in(part(archive, path))) for name, path in sheet_parts(archive)}
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError):
        return {}


def counts_from_1904(data: bytes) -> bool:
    """Whether the workbook numbers its days from 1904 on, as Excel for the Macintosh did."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return DATE_1904.search(part(archive, "xl/workbook.xml")) is not None
    except (zipfile.BadZipFile, KeyError):
        return False


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The sheets' names and the parts that hold them."""
    relations = RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {attribute(r, b"Id"): attribute(r, b"Target") for r in relations}
    for sheet in SHEET.findall(archive.read("xl/workbook.xml")):
        target = targets.get(attribute(sheet, b"r:id"), "")
        if "worksheets/" in target:
            yield attribute(sheet, b"name"), f"xl/{target}" if not target.startswith("/") else target[1:]


def attribute(tag: bytes, name: bytes) -> str:
    """An attribute of a tag, empty where there is none."""
    found = re.search(rb"\s" + name + rb'="([^"]*)"', tag)
    return html.unescape(found[1].decode()) if found else ""


def part(archive: zipfile.ZipFile, path: str) -> bytes:
    """A part of the archive, unless it is larger than any ledger."""
    return archive.read(path) if archive.getinfo(path).file_size <= LARGEST else b""


def texts_in(sheet: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """The guarded texts of one sheet by row and column."""
    for letters, row, text in GUARDED_CELL.findall(sheet) if b"<f" in sheet else ():
        column = 0
        for byte in letters:
            column = column * 26 + byte - 64
        yield (int(row) - 1, column - 1), html.unescape(text.decode())
