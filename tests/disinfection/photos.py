"""A rule that asks for a photo, and a photo as a camera writes it."""

from pathlib import Path
from shutil import copytree

import pytest

from fangxian.disinfection import queries
from fangxian.rulepacks.packs.library import PACKAGED, load_packs

ASKING = """
[pack]
id = "photo-asked"
kind = "disease"
title = { zh = "要拍照留证", en = "A photo is asked for" }
jurisdiction = "CN-municipal"
disease = "covid-19"
effective_from = 2025-09-01
extends = "cn-2020-covid"

[sources]
order = "县消毒指引（试验）"

[values.disinfection]
photo_proof = { value = true, unit = "yes/no", source = "order", evidence = "I" }
"""


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2) + body


PICTURE = segment(0xDB, b"\x10" * 65) + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\x34\xff\xd9"
PHOTO = b"\xff\xd8" + segment(0xE0, b"JFIF\0") + segment(0xE1, b"Exif\0\0GPS 35.1N 119.2E") + PICTURE


def ask_for_photos(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A pack whose rule asks for a photo governs every place."""
    folder = Path(copytree(PACKAGED, tmp_path / "packs"))
    (folder / "photo-asked.toml").write_text(ASKING, encoding="utf-8")
    pack = load_packs(folder).pack("photo-asked")
    monkeypatch.setattr(queries, "pack_of", lambda _area, *, on: pack)
