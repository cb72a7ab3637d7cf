"""How every `fangxian` command fails: one sentence on stderr and an exit status, never a traceback."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class PlainCommand(BaseCommand):
    """A command that fails with one sentence. Exit 0 done, 1 refused or unfinished, 2 bad usage."""

    requires_system_checks: list[str] = []

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run, and turn a CommandError into its sentence and status."""
        try:
            return super().execute(*args, **options)
        except CommandError as wrong:
            self.stderr.write(str(wrong))
            raise SystemExit(wrong.returncode) from wrong
