"""`fangxian solve`: the pure planners on a file."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from pydantic import BaseModel, ValidationError

from fangxian.solve.faults import sentence
from fangxian.solve.kinds import KINDS


class Command(BaseCommand):
    help = "Plan from a file: JSON in, JSON out; --schema prints what the JSON must look like."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=sorted(KINDS))
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("-o", "--output", type=Path)
        parser.add_argument("--seconds", type=float, default=60.0)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--format", default="json")
        parser.add_argument("--schema", action="store_true")

    def handle(self, *, kind: str, schema: bool, file: Path | None, output: Path | None, **options: Any) -> None:
        module = KINDS[kind]
        if schema:
            both = {"input": module.Input.model_json_schema(), "output": module.Output.model_json_schema()}
            self.stdout.write(json.dumps(both, ensure_ascii=False, indent=2))
            return
        if file is None:
            raise CommandError("Name the file to plan from.", returncode=2)
        if not options["seconds"] > 0:
            raise CommandError("--seconds must be above zero.", returncode=2)
        began = time.perf_counter()
        data = _read(module, file, options["format"])
        try:
            answer = module.solve(data, seconds=options["seconds"], seed=options["seed"])
        except ValueError as fault:
            raise CommandError(str(fault)) from None
        as_text = getattr(module, "OUTPUTS", {}).get(output.suffix if output else "")
        text = as_text(answer) if as_text else answer.model_dump_json(indent=2)
        if output is None:
            self.stdout.write(text)
        else:
            _write(output, text)
            self.stderr.write(f"{output}: {time.perf_counter() - began:.1f} s")


def _read(module: ModuleType, file: Path, form: str) -> BaseModel:
    formats = getattr(module, "FORMATS", {})
    if form != "json" and form not in formats:
        raise CommandError(f"--format {form} is not known here; there is json, {', '.join(formats)}.", returncode=2)
    data: Any = None
    try:
        text = file.read_text(encoding="utf-8-sig")
        if form != "json":
            read: BaseModel = formats[form](text)
            return read
        data = json.loads(text)
        valid: BaseModel = module.Input.model_validate_json(text)
        return valid
    except (OSError, UnicodeDecodeError) as fault:
        raise CommandError(f"{file} cannot be read: {getattr(fault, 'strerror', None) or fault}.") from None
    except json.JSONDecodeError as fault:
        raise CommandError(f"{file} is no JSON: {fault.msg} in line {fault.lineno}.") from None
    except ValidationError as fault:
        raise CommandError(sentence(fault, data)) from None
    except ValueError as fault:
        raise CommandError(str(fault)) from None


def _write(output: Path, text: str) -> None:
    try:
        output.write_text(text + "\n", encoding="utf-8")
    except OSError as fault:
        raise CommandError(f"{output} cannot be written: {fault.strerror}.") from None
