"""From the text of a scenario to its answer."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import prod
from pathlib import Path
from types import ModuleType
from typing import Any

from django.utils.translation import gettext as _

from fangxian.whatif.running import Heard, Job, nobody
from fangxian.whatif.scenarios import branching, household, register
from fangxian.whatif.scenarios.reader import GIVEN, Reader, ScenarioError, short

KINDS: dict[str, ModuleType] = {"branching": branching, "household": household, "register": register}
SECTIONS = ("model", "run")
LISTED = ("plan", "dated")
MOST_ROWS = 400
SEED = 1


@dataclass(frozen=True)
class Row:
    """One combination of what was asked: the values that vary, the model, and everything it rests on."""

    varies: Mapping[str, Any]
    model: Any
    parameters: list[dict[str, Any]]


@dataclass(frozen=True)
class Question:
    """A scenario that can be run."""

    kind: str
    title: str
    rows: tuple[Row, ...]
    runs: int
    seed: int


def read(text: str, *, folder: Path = Path()) -> Question:
    """The question of a scenario's text; other files are looked for in `folder`. Raises `ScenarioError`."""
    try:
        data = spelled_alike(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        detail = {"detail": short(str(fault))}
        raise ScenarioError(_("This is not a readable TOML file (%(detail)s).") % detail) from None
    top = Reader("", {key: value for key, value in data.items() if not isinstance(value, dict) and key not in LISTED})
    top.known.extend([f"[{name}]" for name in SECTIONS])
    title = top.text("title", "name", default=" ", source="").strip()
    for name in data:
        if isinstance(data[name], dict) and name not in SECTIONS:
            raise ScenarioError(section_unknown(short(name)))
    top.done()
    if "model" not in data or not isinstance(data["model"], dict):
        raise ScenarioError(_("The section [model] is missing: it says what kind of outbreak is meant."))
    return _question(title, data, folder)


def spelled_alike(table: Mapping[str, Any]) -> dict[str, Any]:
    """The same table with `initial cases` and `initial-cases` written as `initial_cases`, in all tables inside it."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        plain = re.sub(r"[\s-]+", "_", key.strip())
        if plain in found:
            raise ScenarioError(_("%(key)s is given twice.") % {"key": short(plain)})
        found[plain] = _spelled_inside(value)
    return found


def _spelled_inside(value: Any) -> Any:
    if isinstance(value, list):
        return [_spelled_inside(one) for one in value]
    return spelled_alike(value) if isinstance(value, dict) else value


def section_unknown(name: str) -> str:
    """The sentence for a section nobody knows."""
    names = ", ".join(f"[{one}]" for one in SECTIONS)
    return _("There is no section [%(name)s]; there is %(names)s.") % {"name": name, "names": names}


def _question(title: str, data: Mapping[str, Any], folder: Path) -> Question:
    model, run = data["model"], data.get("run", {})
    kind = Reader("model", model).word("kind", among=list(KINDS))
    module = KINDS[kind]
    table = {key: value for key, value in model.items() if key != "kind"}
    reading = module.read
    tables = {name: _tables(data, name) for name in LISTED}
    if kind == "register":
        reading = partial(module.read, tables=tables, folder=folder)
    elif stray := next((name for name in LISTED if tables[name]), None):
        raise ScenarioError(_('[[%(name)s]] belongs to model.kind = "register" only.') % {"name": stray})
    for key in ("runs", "seed"):
        if key in table:
            raise ScenarioError(_("model.%(key)s belongs to the section [run].") % {"key": key})
    how = Reader("run", run)
    runs = how.whole("runs", "n", "nsim", "n_sim", low=1, high=module.MOST_RUNS, default=module.RUNS, source="usual")
    seed = how.whole("seed", low=0, high=2**31 - 1, default=SEED, source="usual")
    how.done()
    rows = tuple(_row(reading, values, varies) for values, varies in _combinations(table, module.LISTS))
    return Question(kind, title, rows, runs, seed)


def _tables(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The tables of a list of them, such as [[plan]]."""
    found = data.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ScenarioError(_("Write [[%(name)s]] with two brackets: there may be several.") % {"name": name})
    return found


def _combinations(table: Mapping[str, Any], lists: set[str]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Every combination of the values that are given as lists, the last key turning fastest."""
    varied = {key: value for key, value in table.items() if isinstance(value, list) and key not in lists}
    for key, values in varied.items():
        if not values:
            raise ScenarioError(_("model.%(key)s is an empty list.") % {"key": key})
    rows = prod(len(values) for values in varied.values())
    if rows > MOST_ROWS:
        words = {"rows": rows, "most": MOST_ROWS}
        raise ScenarioError(_("That would be %(rows)s rows; at most %(most)s are run at once.") % words)
    found = [dict(zip(varied, values, strict=True)) for values in product(*varied.values())]
    return [({**table, **varies}, varies) for varies in found]


def _row(reading: Callable[[Reader], Any], values: Mapping[str, Any], varies: Mapping[str, Any]) -> Row:
    reader = Reader("model", values)
    model = reading(reader)
    reader.done()
    return Row(varies, model, reader.parameters())


def answer(question: Question, *, workers: int = 0, heard: Heard = nobody) -> dict[str, Any]:
    """Run it: what was asked, what it rests on, and one outcome a row; the same seed gives the same answer."""
    module = KINDS[question.kind]
    of = question.runs * len(question.rows)
    found = []
    for number, row in enumerate(question.rows):
        before = number * question.runs

        def told(done: int, _of: int, before: int = before) -> None:
            heard(before + done, of)

        job = Job(question.runs, question.seed, workers, told)
        found.append({"varies": dict(row.varies), "parameters": row.parameters, **module.outcome(row.model, job)})
    head = {"kind": question.kind, "title": question.title, "runs": question.runs, "seed": question.seed}
    return {**head, "given": GIVEN, **(found[0] if len(found) == 1 else {}), "rows": found}
