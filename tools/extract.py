"""Finds every message the pages and the code say, exactly as Django will look it up at run time.

Python is read by its syntax tree, templates by Django's own `templatize`, so a trimmed block, a plural or a
percent sign comes out as the string that is asked for when the page is drawn.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

# Where the texts stand among the arguments: (context, singular, plural).
SHAPES: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}

# Written by templatize: a call with nothing but literals, and `count` at the end of a plural.
TEMPLATE_CALL = re.compile(
    r"""\b(gettext|ngettext|pgettext|npgettext|_)\("""
    r"""((?:u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")\s*,?\s*)+)(?:count)?\s*\)"""
)


@dataclass(frozen=True, order=True)
class Message:
    """One thing said: its text, its plural and context if it has them, and the file it is in."""

    text: str
    plural: str
    context: str
    file: str

    @property
    def key(self) -> tuple[str, str]:
        """What Django looks a translation up by."""
        return self.context, self.text


def messages_by_room(package: Path) -> dict[str, list[Message]]:
    """Return what every room says; the room is the first folder below the package, else `house`."""
    rooms: dict[str, list[Message]] = {}
    for path in sorted(package.rglob("*")):
        inner = path.relative_to(package).parts
        if path.suffix in {".py", ".html", ".txt"} and not {"migrations", "static"} & set(inner):
            rooms.setdefault(room_of(inner), []).extend(messages_in(path, package=package))
    return {room: found for room, found in rooms.items() if found}


def room_of(inner: Sequence[str]) -> str:
    """Return the room a file belongs to, from its path inside the package."""
    return "house" if len(inner) == 1 or inner[0] == "templates" else inner[0]


def messages_in(path: Path, *, package: Path) -> list[Message]:
    """Return the messages of one Python file or template."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(package.parent).as_posix()
    found = python_messages(text, name) if path.suffix == ".py" else template_messages(text, name)
    return list(found)


def python_messages(text: str, name: str) -> Iterator[Message]:
    """Yield the messages of Python code: literal arguments of gettext and its sisters, `_lazy` or not."""
    aliases = {"_": "gettext"}
    tree = ast.parse(text, filename=name)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.utils.translation"):
            aliases |= {each.asname: plain(each.name) for each in node.names if each.asname}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from called(called_name(node, aliases), literals(node.args), name)


def template_messages(text: str, name: str) -> Iterator[Message]:
    """Yield the messages of a Django template."""
    if not settings.configured:
        settings.configure()
    for word, arguments in TEMPLATE_CALL.findall(templatize(text, origin=name)):
        values = ast.literal_eval(f"({arguments.strip().rstrip(',')},)")
        # templatize doubles the percent signs of {% translate %}; of _("…") in a tag or a filter it does not.
        texts = [value.replace("%", "%%") for value in values] if word == "_" else list(values)
        yield from called("gettext" if word == "_" else word, texts, name)


def called_name(node: ast.Call, aliases: dict[str, str]) -> str:
    """Return the plain name of what is called: `gettext` for `gettext_lazy` and `translation.gettext`."""
    func = node.func
    if isinstance(func, ast.Name):
        return aliases.get(func.id, plain(func.id))
    return plain(func.attr) if isinstance(func, ast.Attribute) else ""


def plain(name: str) -> str:
    """Return the name without the way it is put off."""
    return name.removesuffix("_lazy").removesuffix("_noop")


def literals(arguments: Sequence[ast.expr]) -> list[str | None]:
    """Return the arguments' texts; None for one that is not a literal."""
    values = [each.value if isinstance(each, ast.Constant) else None for each in arguments]
    return [value if isinstance(value, str) else None for value in values]


def called(word: str, texts: Sequence[str | None], name: str) -> Iterator[Message]:
    """Yield the message of one call, when its texts are written there."""
    if word not in SHAPES:
        return
    context, text, plural = (each_of(texts, place) for place in SHAPES[word])
    if text:
        yield Message(text, plural or "", context or "", name)


def each_of(texts: Sequence[str | None], place: int | None) -> str | None:
    """Return the text at that place, if there is one."""
    return texts[place] if place is not None and place < len(texts) else None
