"""Runs every check of the house, one line each, all of them even when one fails.

`python -m tools.check [WORD …]`; with words, only the checks whose names contain one of them.
What a failing check said is printed below the list.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
FRONTEND = ROOT / "frontend"


@dataclass(frozen=True)
class Check:
    """One check: its name, the command that ends with 0 when all is well, and where it runs."""

    name: str
    command: tuple[str, ...]
    folder: Path = ROOT


@dataclass(frozen=True)
class Result:
    """How a check went: whether it passed, how long it took in seconds, and what it said."""

    check: Check
    passed: bool
    seconds: float
    said: str


def main(words: Sequence[str]) -> int:
    """Run the checks, two at a time, and print one line each as they end."""
    chosen = [check for check in checks() if not words or any(word in check.name for word in words)]
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = [told(result) for result in pool.map(run, chosen)]
    failed = [result for result in results if not result.passed]
    for result in failed:
        print(f"\n── {result.check.name} ──\n{result.said.strip()}")
    print(f"\n{len(results) - len(failed)} of {len(results)} checks passed")
    return int(bool(failed) or not results)


def checks() -> list[Check]:
    """Return every check, the slowest first so that the others run beside it."""
    python = str(BIN / "python")
    return [
        Check("mypy --strict", (python, "-m", "mypy", "fangxian", "tools", "tests")),
        Check("ruff: lint", (python, "-m", "ruff", "check", "--quiet", ".")),
        Check("ruff: format", (python, "-m", "ruff", "format", "--check", "--quiet", ".")),
        Check("imports go down only", (str(BIN / "lint-imports"), "--no-cache")),
        Check("djlint: lint", (str(BIN / "djlint"), "--lint", "--quiet", "fangxian")),
        Check("djlint: format", (str(BIN / "djlint"), "--check", "--quiet", "fangxian")),
        Check("biome", npm("lint"), FRONTEND),
        Check("TypeScript: types", npm("types"), FRONTEND),
        Check("TypeScript: tests", npm("test"), FRONTEND),
        Check("migrations are complete", (str(BIN / "fangxian"), "makemigrations", "--check", "--dry-run")),
        Check("translations are complete", (python, "-m", "tools.messages", "--check")),
        Check("budgets", (python, "-m", "tools.measure")),
        Check("nothing of one machine", (python, "-m", "tools.tracked")),
    ]


def npm(script: str) -> tuple[str, ...]:
    """Return the command of one of frontend/package.json's scripts."""
    return (str(BIN / "npm"), "run", "--silent", script)


def run(check: Check) -> Result:
    """Run one check and return how it went; a command that is not there has failed."""
    start = time.monotonic()
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    try:
        done = subprocess.run(
            check.command,
            cwd=check.folder,
            env={**os.environ, "PATH": path, "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        return Result(check, passed=False, seconds=time.monotonic() - start, said=str(error))
    return Result(check, done.returncode == 0, time.monotonic() - start, done.stdout + done.stderr)


def told(result: Result) -> Result:
    """Print a result's one line."""
    mark = "ok  " if result.passed else "FAIL"
    print(f"{mark}  {result.check.name:<28}{result.seconds:6.1f} s", flush=True)
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
