"""Looks in every tracked file for what must never be committed: registries' addresses, one machine's paths.

`python -m tools.tracked` prints `file:line: what` and ends with 1 when there is any.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Written in pieces, so that this file is clean by its own rule.
HOSTS = (
    r"registry\.(npm|yarn)",
    r"npm\.taobao",
    r"npm" + r"mirror\.com",
    r"py" + r"pi\.(org|python\.org)/simple",
    r"files\.python" + r"hosted\.org",
    r"(mirrors?|py" + r"pi)\.[\w.-]+/(simple|py" + r"pi)",
)
PATHS = (
    r"/ro" + r"ot/",
    r"/ho" + r"me/[a-z]",
    r"/Us" + r"ers/[A-Za-z]",
    r"/wo" + r"rk/[a-z]",
    r"/opt/py" + r"pi",
)
RULES = (("a package registry's address", HOSTS), ("a path of one machine", PATHS))
LOCK_RULES = (("a resolved address in a lock file", (r'"resolved":',)),)
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".ico", ".woff2", ".xlsx", ".xls", ".pdf", ".mo"}


def main() -> int:
    """Print what was found in this repository's tracked files."""
    found = list(findings(tracked(ROOT), root=ROOT))
    for line in found:
        print(line)
    return int(bool(found))


def tracked(root: Path) -> list[Path]:
    """Return every tracked text file."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, text=True).stdout
    paths = [root / name for name in names.split("\0") if name]
    return [path for path in paths if path.suffix.lower() not in PICTURES and path.is_file()]


def findings(paths: Iterable[Path], *, root: Path) -> Iterator[str]:
    """Yield `file:line: what` for each line that breaks a rule."""
    for path in paths:
        rules = RULES + LOCK_RULES if path.name == "package-lock.json" else RULES
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            for what in broken(line, rules):
                yield f"{path.relative_to(root).as_posix()}:{number}: {what}"


def broken(line: str, rules: Iterable[tuple[str, tuple[str, ...]]] = RULES) -> Iterator[str]:
    """Yield the name of each rule the line breaks."""
    for what, patterns in rules:
        if any(re.search(rf"(?<![\w.]){pattern}", line) for pattern in patterns):
            yield what


if __name__ == "__main__":
    sys.exit(main())
