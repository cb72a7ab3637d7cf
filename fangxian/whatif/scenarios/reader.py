"""One table of a scenario file, read key by key: whatever is read is remembered with its source, the rest is refused.

Every fault is one sentence that names the key. Shares may be 0.15 or "15 %", durations 4.6 or "4.6 days", "36 hours",
"2 weeks".
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, isfinite
from typing import Any

from django.utils.translation import gettext as _

from fangxian.calc.epidemic.laws import Law, gamma_of, lognormal_of, weibull_of

GIVEN = "scenario"
_UNITS = {"d": 1.0, "day": 1.0, "days": 1.0, "天": 1.0, "h": 1 / 24, "hour": 1 / 24, "hours": 1 / 24, "小时": 1 / 24,
          "week": 7.0, "weeks": 7.0, "w": 7.0, "周": 7.0}  # fmt: skip
_LAWS: dict[str, list[tuple[str, ...]]] = {
    "constant": [("days",), ("mean",)],
    "exponential": [("mean",)],
    "gamma": [("shape", "scale"), ("mean", "sd")],
    "weibull": [("shape", "scale"), ("mean", "sd")],
    "lognormal": [("meanlog", "sdlog"), ("median", "sdlog"), ("mean", "sd")],
}


class ScenarioError(ValueError):
    """A scenario that cannot be run; `str()` is one sentence that names the key."""


@dataclass(frozen=True)
class Parameter:
    """One number or word a result rests on: its key, value, unit, and where it comes from."""

    key: str
    value: Any
    unit: str
    source: str


@dataclass
class Reader:
    """A table of the file under its name, with what has been read of it."""

    name: str
    table: Mapping[str, Any]
    read: dict[str, Parameter] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    known: list[str] = field(default_factory=list)

    def done(self) -> None:
        """Refuse what nobody asked for, with the nearest key there is."""
        for key in self.table:
            if key not in self.used:
                raise ScenarioError(unknown(self._full(key), [self._full(one) for one in self.known]))

    def parameters(self) -> list[dict[str, Any]]:
        """Everything the result rests on, in the order in which it was read."""
        return [vars(one) for one in self.read.values()]

    def has(self, *keys: str) -> bool:
        """Whether one of these keys is given."""
        return any(key in self.table for key in keys)

    def number(
        self, *keys: str, low: float = -inf, high: float = inf, default: float | None = None, source: str = ""
    ) -> float:
        """A number in a range. The first key is the name; the others are spellings people also try."""
        return float(self._value(keys, "", default, source, lambda raw: self._in_range(keys, raw, low, high)))

    def whole(self, *keys: str, low: int, high: int, default: int | None = None, source: str = "") -> int:
        """A whole number in a range."""

        def read(raw: Any) -> int:
            value = self._in_range(keys, raw, low, high)
            if value != int(value):
                raise self._fault(keys, _("must be a whole number, not %(value)s") % {"value": raw})
            return int(value)

        return int(self._value(keys, "", default, source, read))

    def share(self, *keys: str, default: float | None = None, source: str = "") -> float:
        """A share from 0 to 1, or a percentage written as one."""
        return float(self._value(keys, "share", default, source, lambda raw: self._share(keys, raw)))

    def days(
        self, *keys: str, low: float = 0, high: float = 3650, default: float | None = None, source: str = ""
    ) -> float:
        """A duration in days; hours and weeks are converted."""
        return float(self._value(keys, "days", default, source, lambda raw: self._days(keys, raw, low, high)))

    def flag(self, *keys: str, default: bool, source: str = "") -> bool:
        """True or false."""

        def read(raw: Any) -> bool:
            if not isinstance(raw, bool):
                raise self._fault(keys, _("must be true or false, not %(value)s") % {"value": repr(raw)})
            return raw

        return bool(self._value(keys, "", default, source, read))

    def word(self, *keys: str, among: Sequence[str], default: str | None = None, source: str = "") -> str:
        """One of some words."""

        def read(raw: Any) -> str:
            if raw not in among:
                near = difflib.get_close_matches(str(raw), among, 1)
                hint = _("did you mean %(near)s?") % {"near": near[0]} if near else ", ".join(among)
                raise self._fault(
                    keys, _("is %(value)s, which is not known: %(hint)s") % {"value": repr(raw), "hint": hint}
                )
            return str(raw)

        return str(self._value(keys, "", default, source, read))

    def text(self, *keys: str, default: str | None = None, source: str = "") -> str:
        """A line of text."""

        def read(raw: Any) -> str:
            if not isinstance(raw, str) or not raw.strip():
                raise self._fault(keys, _("must be a line of text"))
            return raw.strip()

        return str(self._value(keys, "", default, source, read))

    def wholes(self, *keys: str, count: int, low: int, high: int, default: Sequence[int], source: str) -> list[int]:
        """So many whole numbers in a range, in order."""

        def read(raw: Any) -> list[int]:
            whole = isinstance(raw, list) and all(isinstance(one, int) and low <= one <= high for one in raw)
            if not whole or len(raw) != count or sorted(raw) != raw:
                want = {"count": count, "low": low, "high": high}
                raise self._fault(keys, _("must be %(count)s whole numbers from %(low)s to %(high)s, in order") % want)
            return list(raw)

        return list(self._value(keys, "", list(default), source, read))

    def law(self, *keys: str, named: Mapping[str, Law], default: Law | None = None, source: str = "") -> Law:
        """A law of a duration: a name, a number of days, or a table with `law` and its parameters."""
        found: Law = self._value(keys, "days", default, source, lambda raw: self._law(keys, raw, named))
        given = next((key for key in keys if key in self.table), None)
        shown: Any = self.table[given] if given else spelled(found)
        self.read[keys[0]] = Parameter(self._full(keys[0]), shown, "days", self.read[keys[0]].source)
        return found

    def _value(self, keys: Sequence[str], unit: str, default: Any, source: str, read: Any) -> Any:
        self.known.append(keys[0])
        given = [key for key in keys if key in self.table]
        if len(given) > 1:
            raise ScenarioError(
                _("%(key)s is given twice, also as %(other)s.") % {"key": self._full(given[0]), "other": given[1]}
            )
        if not given and default is None:
            raise ScenarioError(_("%(key)s is missing.") % {"key": self._full(keys[0])})
        value = read(self.table[given[0]]) if given else default
        self.used.update(given)
        self.read[keys[0]] = Parameter(self._full(keys[0]), value, unit, GIVEN if given else source)
        return value

    def _in_range(self, keys: Sequence[str], raw: Any, low: float, high: float) -> float:
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise self._fault(keys, _("must be a number without a unit, not %(value)s") % {"value": repr(raw)})
        if (raw != inf and not isfinite(raw)) or not low <= raw <= high:
            raise self._fault(keys, _range(raw, low, high))
        return float(raw)

    def _share(self, keys: Sequence[str], raw: Any) -> float:
        if isinstance(raw, str):
            match = re.fullmatch(r"\s*([0-9.]+)\s*[%％]\s*", raw)
            if not match or match[1].count(".") > 1 or match[1] == ".":
                raise self._fault(
                    keys, _('must be a share such as 0.15 or "15 %%", not %(value)s') % {"value": repr(raw)}
                )
            raw = float(match[1]) / 100
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise self._fault(keys, _('must be a share such as 0.15 or "15 %%", not %(value)s') % {"value": repr(raw)})
        if not 0 <= raw <= 1:
            hint = _("write %(percent)s with its sign if a percentage is meant") % {"percent": f'"{raw:g} %"'}
            raise self._fault(keys, f"{_range(raw, 0, 1)}; {hint}" if 1 < raw <= 100 else _range(raw, 0, 1))
        return float(raw)

    def _days(self, keys: Sequence[str], raw: Any, low: float, high: float) -> float:
        if isinstance(raw, str):
            match = re.fullmatch(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(\S+)\s*", raw)
            if not match or match[2].lower() not in _UNITS:
                want = _("must be a number of days, or hours or weeks with their unit, not %(value)s")
                raise self._fault(keys, want % {"value": repr(raw)})
            raw = float(match[1]) * _UNITS[match[2].lower()]
        return self._in_range(keys, raw, low, high)

    def _law(self, keys: Sequence[str], raw: Any, named: Mapping[str, Law]) -> Law:
        if isinstance(raw, str) and raw in named:
            return named[raw]
        if isinstance(raw, dict):
            return self._law_of(keys, raw)
        try:
            return Law("constant", self._days(keys, raw, 0, 365))
        except ScenarioError:
            words = ", ".join(named)
            want = _("must be %(words)s, a number of days, or a table such as %(example)s, not %(value)s")
            example = '{ law = "gamma", mean = 5, sd = 2 }'
            raise self._fault(keys, want % {"words": words, "example": example, "value": repr(raw)}) from None

    def _law_of(self, keys: Sequence[str], raw: Mapping[str, Any]) -> Law:
        inner = Reader(self._full(next(key for key in keys if key in self.table)), raw)
        family = inner.word("law", "family", "distribution", among=list(_LAWS))
        ways = _LAWS[family]
        chosen = next((way for way in ways if all(name in raw for name in way)), ways[0])
        values = {name: inner.number(name, low=-20 if name == "meanlog" else 1e-6, high=1000) for name in chosen}
        inner.done()
        return _built(family, values)

    def _full(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _fault(self, keys: Sequence[str], what: str) -> ScenarioError:
        given = next((key for key in keys if key in self.table), keys[0])
        return ScenarioError(f"{self._full(given)} {what}.")


def unknown(key: str, known: Iterable[str]) -> str:
    """The sentence for a key nobody knows, with the nearest one."""
    names = list(dict.fromkeys(known))
    near = difflib.get_close_matches(key, names, 1, 0.55)
    if near:
        return _("%(key)s is not known here; did you mean %(near)s?") % {"key": key, "near": near[0]}
    short = ", ".join(name.rpartition(".")[2] for name in names)
    return _("%(key)s is not known here; there is %(names)s.") % {"key": key, "names": short}


def _range(value: float, low: float, high: float) -> str:
    if high == inf:
        return _("is %(value)s; it must be at least %(low)s") % {"value": f"{value:g}", "low": f"{low:g}"}
    want = {"value": f"{value:g}", "low": f"{low:g}", "high": f"{high:g}"}
    return _("is %(value)s; it must lie between %(low)s and %(high)s") % want


def _built(family: str, values: Mapping[str, float]) -> Law:
    match family:
        case "constant":
            return Law("constant", values.get("days", values.get("mean", 0.0)))
        case "exponential":
            return Law("exponential", values["mean"])
        case "gamma":
            return Law("gamma", values["shape"], values["scale"]) if "shape" in values else gamma_of(**values)
        case "weibull":
            return Law("weibull", values["shape"], values["scale"]) if "shape" in values else weibull_of(**values)
        case _ if "meanlog" in values:
            return Law("lognormal", values["meanlog"], values["sdlog"])
        case _ if "median" in values:
            return lognormal_of(median=values["median"], sd=values["sdlog"])
        case _:
            return lognormal_of(mean=values["mean"], sd=values["sd"])


def spelled(law: Law) -> dict[str, Any]:
    """A law as one writes it in a scenario."""
    names: dict[str, tuple[str, ...]] = {
        "never": (), "constant": ("days",), "exponential": ("mean",), "lognormal": ("meanlog", "sdlog"),
    }  # fmt: skip
    keys = names.get(law.family, ("shape", "scale"))
    return {"law": law.family, **dict(zip(keys, (law.first, law.second), strict=False))}
