"""The `fangxian` command: Django's manage.py with the settings preset and words spelled with hyphens."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command; `fangxian import-ledger` is the management command `import_ledger`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangxian.settings")
    if sys.argv[1:2] == ["demo"]:
        # The demo never shares a folder or a database with real work.
        os.environ.setdefault("FANGXIAN_VAR", str(Path(__file__).resolve().parent.parent / "var" / "demo"))
    execute_from_command_line(with_module_spelling(sys.argv))


def with_module_spelling(argv: list[str]) -> list[str]:
    """The same arguments with the command's name as Python spells modules."""
    if len(argv) < 2:
        return argv
    return [argv[0], argv[1].replace("-", "_") if not argv[1].startswith("-") else argv[1], *argv[2:]]


if __name__ == "__main__":
    main()
