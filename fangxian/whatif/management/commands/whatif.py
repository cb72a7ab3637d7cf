"""`fangxian whatif`: outbreak scenarios from a file."""

import json
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fangxian.calc.epidemic.compiled import kept_before
from fangxian.whatif.scenarios import Question, ScenarioError, answer, read
from fangxian.whatif.scenarios.answering import KINDS


class Command(BaseCommand):
    help = "Try an outbreak scenario (TOML): what measures buy and what they cost, with its uncertainty."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scenario", type=Path)
        parser.add_argument("--runs", type=int)
        parser.add_argument("--seed", type=int)
        parser.add_argument("--workers", type=int, default=0)
        parser.add_argument("--json", action="store_true")

    def handle(self, *, scenario: Path, runs: int | None, seed: int | None, workers: int, **options: Any) -> None:
        if seed is not None and not 0 <= seed < 2**31:
            raise CommandError(f"--seed must lie between 0 and {2**31 - 1}.", returncode=2)
        try:
            question = read(scenario.read_text(encoding="utf-8-sig"), folder=scenario.parent)
            most = KINDS[question.kind].MOST_RUNS
            if runs is not None and not 1 <= runs <= most:
                raise CommandError(f"--runs must lie between 1 and {most}.", returncode=2)
            question = replace(question, runs=runs or question.runs, seed=question.seed if seed is None else seed)
            if not kept_before():
                self.stderr.write("Compiling the model once; ten seconds or so, and later runs begin at once.")
            found = answer(question, workers=workers, heard=self._heard)
        except ScenarioError as fault:
            raise CommandError(f"{scenario.name}: {fault}") from None
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError(f"{scenario} cannot be read: {getattr(fault, 'strerror', None) or fault}.") from None
        self.stdout.write(
            json.dumps(found, ensure_ascii=False, indent=2) if options["json"] else spoken(question, found)
        )

    def _heard(self, done: int, of: int) -> None:
        """How far it is, where somebody watches the terminal."""
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} / {of}", ending="" if done < of else "\n")


def spoken(question: Question, found: dict[str, Any]) -> str:
    """The answer as lines to read: one sentence a row, with what varies before it."""
    lines = [question.title] if question.title else []
    for row in found["rows"]:
        varies = ", ".join(f"{key} = {value}" for key, value in row["varies"].items())
        lines.append(f"{varies}: {row['sentence']}" if varies else row["sentence"])
    return "\n".join(lines)
