"""Paper: what every room prints as PDF is set by typst, with one set of fonts for as long as the house stands."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst


def typeset(sheet: Path, words: Mapping[str, Any], *, tags: bool = True) -> bytes:
    """The PDF of a sheet, which finds its words as JSON under `sys.inputs.given`.

    They go in as data, so nothing in them can be taken for typst's own marks. `tags` let a screen be read aloud; what
    is only ever printed is a third of the size without them.
    Raises typst.TypstError for a sheet that cannot be set.
    """
    given = {"given": json.dumps(words, ensure_ascii=False)}
    return bytes(typst.compile(sheet.read_bytes(), sys_inputs=given, font_paths=fonts(), pdf_tags=tags))


@cache
def fonts() -> typst.Fonts:
    """The machine's fonts, looked through once: that takes a hundred times as long as setting a sheet."""
    return typst.Fonts()
