"""Keeps the translations, without the gettext programs: one .po per room, compiled into one .mo.

`python -m tools.messages` brings the .po files up to date with the code, `--check` names every gap,
`--compile [FOLDER]` writes `django.mo`. Each ends with 0, or with 1 and the reasons.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.extract import Message, messages_by_room

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "zh_Hans"
PIECES = Path("locale") / LANGUAGE / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%%|%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks for this repository."""
    options = parsed(arguments)
    if options.check:
        return told(problems(ROOT))
    if options.compile is not None:
        return told(compiled(ROOT, into=Path(options.compile)))
    return told(gathered(ROOT), failing=False)


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=__doc__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="name every gap")
    what.add_argument("--compile", nargs="?", const=str(ROOT / "locale"), metavar="FOLDER", help="write django.mo")
    return parser.parse_args(arguments)


def told(lines: Iterator[str] | Sequence[str], *, failing: bool = True) -> int:
    """Print the lines; 1 when there were any and they mean failure."""
    found = list(lines)
    for line in found:
        print(line)
    return int(failing and bool(found))


def gathered(root: Path) -> Iterator[str]:
    """Bring every room's .po up to date, keeping what is translated; yield what changed."""
    rooms = messages_by_room(root / "fangxian")
    for room, said in rooms.items():
        old = catalog_of(root / PIECES / f"{room}.po")
        new = refreshed(old, said)
        yield from (f"{room}: new: {entry.id}" for entry in entries(new) if find(old, entry) is None)
        yield from (f"{room}: gone: {entry.id}" for entry in entries(old) if find(new, entry) is None)
        save(new, root / PIECES / f"{room}.po")
    for path in sorted((root / PIECES).glob("*.po")):
        if path.stem not in rooms:
            yield f"{path.stem}: says nothing any more"
            path.unlink()


def refreshed(old: Catalog, said: Sequence[Message]) -> Catalog:
    """Return a catalogue of exactly what is said, with the translations that were there."""
    new = Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False)
    files: dict[tuple[str, str], set[str]] = {}
    for message in said:
        files.setdefault(message.key, set()).add(message.file)
    for message in sorted(said, key=lambda each: (each.key, not each.plural)):
        if new.get(message.text, message.context or None) is not None:
            continue
        kept = old.get(message.text, message.context or None)
        new.add(
            (message.text, message.plural) if message.plural else message.text,
            kept_string(kept, plural=message.plural),
            locations=[(file, 0) for file in sorted(files[message.key])],
            flags=kept.flags if kept else (),
            user_comments=kept.user_comments if kept else (),
            context=message.context or None,
        )
    return new


def kept_string(kept: Entry | None, *, plural: str) -> str | tuple[str, ...] | None:
    """Return the old translation in the shape the message has now."""
    if kept is None:
        return None
    texts = strings(kept)
    return texts if plural else "".join(texts[:1])


def problems(root: Path) -> Iterator[str]:
    """Yield one line for each message without a usable translation, and each the code no longer says."""
    rooms = messages_by_room(root / "fangxian")
    for room in sorted(rooms):
        catalog = catalog_of(root / PIECES / f"{room}.po")
        wanted = refreshed(catalog, rooms[room])
        yield from (f"{room}: {each}" for entry in entries(wanted) for each in faults(entry, find(catalog, entry)))
    known = {path.stem for path in (root / PIECES).glob("*.po")}
    yield from (f"{room}: says nothing any more" for room in sorted(known - set(rooms)))
    yield from clashes(root)


def faults(entry: Entry, kept: Entry | None) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    if kept is None:
        yield f"missing: {entry.id}"
    elif not all(strings(kept)):
        yield f"untranslated: {entry.id}"
    elif kept.fuzzy:
        yield f"fuzzy: {entry.id}"
    elif isinstance(entry.id, tuple) and not isinstance(kept.id, tuple):
        yield f"has no plural: {entry.id}"
    else:
        yield from (f"placeholders differ: {entry.id} → {text}" for text in strings(kept) if differs(entry, text))


def differs(entry: Entry, text: str) -> bool:
    """Say whether the translation leaves out or makes up a placeholder of its message.

    A plural's single form may leave the number out ("one house"); Chinese has one form for both."""
    ids = [entry.id] if isinstance(entry.id, str) else list(entry.id)
    return placeholders(text) not in [placeholders(each) for each in ids]


def placeholders(text: str) -> list[str]:
    """Return the places to be filled in a text, in no order that matters."""
    return sorted(found.group() for found in PLACEHOLDER.finditer(text) if found.group() != "%%")


def compiled(root: Path, *, into: Path) -> list[str]:
    """Merge all pieces into one django.mo below `into`; return the clashes that forbid it."""
    found = list(clashes(root))
    if found:
        return found
    merged = Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False)
    for _, entry in pieces(root):
        if all(strings(entry)) and not entry.fuzzy:
            merged.add(entry.id, entry.string, context=entry.context)
    target = into / LANGUAGE / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, merged)
    return []


def clashes(root: Path) -> Iterator[str]:
    """Yield each message that two rooms translate in two ways: it needs a context, or one word."""
    seen: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {}
    for room, entry in pieces(root):
        text = entry.id if isinstance(entry.id, str) else entry.id[0]
        key = (entry.context or "", text)
        other, strings_there = seen.setdefault(key, (room, strings(entry)))
        if strings_there != strings(entry) and all(strings_there) and all(strings(entry)):
            yield f"{text}: {other} says {strings_there[0]}, {room} says {strings(entry)[0]}"


def pieces(root: Path) -> Iterator[tuple[str, Entry]]:
    """Yield every message of every room's .po."""
    for path in sorted((root / PIECES).glob("*.po")):
        yield from ((path.stem, entry) for entry in entries(catalog_of(path)))


def entries(catalog: Catalog) -> list[Entry]:
    """Return a catalogue's messages without its header."""
    return [entry for entry in catalog if entry.id]


def find(catalog: Catalog, entry: Entry) -> Entry | None:
    """Return the catalogue's message of the same text and context."""
    return catalog.get(entry.id, entry.context)


def strings(entry: Entry) -> tuple[str, ...]:
    """Return a message's translations: one, or one for each plural form."""
    string = entry.string
    return (string or "",) if isinstance(string, str) or string is None else tuple(string)


def catalog_of(path: Path) -> Catalog:
    """Return the catalogue in the file; an empty one when there is none."""
    if not path.exists():
        return Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def save(catalog: Catalog, path: Path) -> None:
    """Write the catalogue with a short, lasting header: dates and tools would change it for nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, omit_header=True, width=110, include_lineno=False, sort_output=True)
    header = (
        'msgid ""\nmsgstr ""\n"Language: zh_Hans\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    )
    path.write_text(header + path.read_text(encoding="utf-8").lstrip(), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
