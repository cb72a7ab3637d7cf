"""Measures the house against its budgets (docs/floors.md) and prints one small table.

`python -m tools.measure` exits 1 when a 95th percentile, a longest one, or a count is over its budget.
Migrations are left out: they are written by a machine.
"""

import ast
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Function:
    """One function: where it is, how many lines it takes, whether all of it is typed."""

    place: str
    lines: int
    typed: bool


@dataclass(frozen=True)
class Module:
    """What one Python file holds, counted."""

    path: str
    lines: int
    functions: tuple[Function, ...]
    inner_imports: tuple[str, ...]
    receivers: tuple[str, ...]
    whole_house: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One line of the table: what, how it stands, what is allowed, whether it is over, and the worst."""

    what: str
    found: str
    budget: str
    over: bool
    worst: tuple[str, ...] = ()


def main() -> int:
    """Print the table for this repository; 0 when every budget is kept, else 1."""
    lines = judge(modules(ROOT / "fangxian"), modules(ROOT / "tests"))
    print("\n".join(table(lines)))
    return int(any(line.over for line in lines))


def table(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the lines as text in columns, with the worst offenders below the budget they break."""
    for line in lines:
        yield f"{'OVER' if line.over else 'ok':<5}{line.what:<34}{line.found:>18}   {line.budget}"
        if line.over:
            yield from (f"       {place}" for place in line.worst)


def judge(code: Sequence[Module], tests: Sequence[Module]) -> list[Line]:
    """Return every budget beside what was measured."""
    functions = sorted((f for module in code for f in module.functions), key=lambda f: -f.lines)
    files = sorted(code, key=lambda module: -module.lines)
    return [
        spread("functions, lines p50/p95/max", [(f.place, f.lines) for f in functions], (6, 20, 40)),
        spread("files, lines p50/p95/max", [(m.path, m.lines) for m in files], (60, 250, 400)),
        typed(functions),
        settings(code),
        at_most("imports inside functions", [p for m in code for p in m.inner_imports], 0),
        at_most("signal receivers", [p for m in code for p in m.receivers], 0),
        at_most("whole_house( uses", [p for m in code for p in m.whole_house], 10),
        ratio(sum(m.lines for m in tests), sum(m.lines for m in code)),
    ]


def spread(what: str, sizes: Sequence[tuple[str, int]], budget: tuple[int, int, int]) -> Line:
    """Judge sizes (longest first) by their median, 95th percentile and longest; only the last two bind."""
    counts = [size for _, size in sizes]
    found = (percentile(counts, 0.50), percentile(counts, 0.95), max(counts, default=0))
    worst = tuple(f"{place}: {size} lines" for place, size in sizes if size > budget[1])[:12]
    over = found[1] > budget[1] or found[2] > budget[2]
    return Line(what, "/".join(map(str, found)), "/".join(map(str, budget)), over, worst)


def percentile(counts: Sequence[int], share: float) -> int:
    """Return the smallest count that at least `share` of the counts do not exceed; 0 when there are none."""
    if not counts:
        return 0
    return sorted(counts)[max(0, math.ceil(share * len(counts)) - 1)]


def typed(functions: Sequence[Function]) -> Line:
    """Judge whether every argument and every answer has its type written."""
    bare = tuple(f.place for f in functions if not f.typed)
    share = 100 * (len(functions) - len(bare)) / len(functions) if functions else 100.0
    return Line("functions fully typed", f"{share:.1f} %", "100 %", bool(bare), bare[:12])


def settings(code: Sequence[Module]) -> Line:
    """Judge the length of the one settings file."""
    lines = sum(module.lines for module in code if module.path.endswith("fangxian/settings.py"))
    return Line("settings, lines", str(lines), "≤ 200", lines > 200)


def at_most(what: str, places: Sequence[str], most: int) -> Line:
    """Judge a count of places that should be few or none."""
    return Line(what, str(len(places)), f"≤ {most}" if most else "0", len(places) > most, tuple(places)[:12])


def ratio(test_lines: int, code_lines: int) -> Line:
    """Show test lines per code line; an aim, not a limit."""
    found = test_lines / code_lines if code_lines else 0.0
    return Line("test lines per code line", f"{found:.2f}", "1.3–1.8 (aim)", over=False)


def modules(folder: Path) -> list[Module]:
    """Return every Python file below the folder, read and counted; migrations left out."""
    paths = sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)
    return [read(path, name=path.relative_to(folder.parent).as_posix()) for path in paths]


def read(path: Path, *, name: str) -> Module:
    """Return one file's counts; `name` is how it is called in the table."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text, filename=name)
    functions = [node for node in ast.walk(tree) if isinstance(node, FunctionNode)]
    return Module(
        path=name,
        lines=len(text.splitlines()),
        functions=tuple(measured(node, name=name) for node in functions),
        inner_imports=tuple(sorted({at(name, each) for node in functions for each in imports_in(node)})),
        receivers=tuple(at(name, node) for node in ast.walk(tree) if is_receiver(node)),
        whole_house=tuple(at(name, node) for node in ast.walk(tree) if is_call_of(node, "whole_house")),
    )


def measured(node: FunctionNode, *, name: str) -> Function:
    """Return one function's lines, from `def` to its last line, and whether it is typed."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    return Function(place=f"{at(name, node)} {node.name}", lines=lines, typed=is_typed(node))


def is_typed(node: FunctionNode) -> bool:
    """Say whether the answer and every argument but `self` and `cls` carry a type."""
    args = node.args
    named = [*args.posonlyargs, *args.args, *args.kwonlyargs]
    starred = [each for each in (args.vararg, args.kwarg) if each]
    first = {each.arg for each in named[:1]} & {"self", "cls"}
    return node.returns is not None and all(a.annotation for a in [*named, *starred] if a.arg not in first)


def imports_in(node: FunctionNode) -> Iterable[ast.AST]:
    """Yield the imports written inside a function."""
    return (each for each in ast.walk(node) if isinstance(each, ast.Import | ast.ImportFrom))


def is_receiver(node: ast.AST) -> bool:
    """Say whether the node connects to a signal: `@receiver(…)` or `post_save.connect(…)`."""
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute) and node.func.attr == "connect":
        return ast.unparse(node.func.value).split(".")[-1].startswith(("pre_", "post_", "m2m_", "request_", "user_"))
    return is_call_of(node, "receiver")


def is_call_of(node: ast.AST, name: str) -> bool:
    """Say whether the node calls a function of that name, imported or by its module."""
    if not isinstance(node, ast.Call):
        return False
    func = node.func
    return (isinstance(func, ast.Name) and func.id == name) or (isinstance(func, ast.Attribute) and func.attr == name)


def at(name: str, node: ast.AST) -> str:
    """Return `file:line` of a node."""
    return f"{name}:{getattr(node, 'lineno', 1)}"


if __name__ == "__main__":
    sys.exit(main())
