"""One table of a scenario file, read key by key: whatever is read is remembered with its source, the rest is refused.

Every fault is one sentence that names the key. Shares may be 0.15 or "15 %", durations 4.6 or "4.6 days", "36 hours",
"2 weeks".
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, isnan
from typing import Any

from django.utils.translation import gettext as _

GIVEN = "scenario"
UNITS = {"d": 1.0, "day": 1.0, "days": 1.0, "天": 1.0, "h": 1 / 24, "hour": 1 / 24, "hours": 1 / 24, "小时": 1 / 24,
         "week": 7.0, "weeks": 7.0, "w": 7.0, "周": 7.0}  # fmt: skip
LONGEST_QUOTE = 60
NO_WORDS: Mapping[str, float] = {}


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
                raise ScenarioError(unknown(self.full(short(key)), [self.full(one) for one in self.known]))

    def parameters(self) -> list[dict[str, Any]]:
        """Everything the result rests on, in the order in which it was read."""
        return [vars(one) for one in self.read.values()]

    def has(self, *keys: str) -> bool:
        """Whether one of these keys is given."""
        return any(key in self.table for key in keys)

    def number(
        self, *keys: str, low: float = -inf, high: float = inf, default: float | None = None, source: str = "",
        named: Mapping[str, float] = NO_WORDS,
    ) -> float:  # fmt: skip
        """A number in a range, or a word for one. The first key is the name; the others are spellings people try."""

        def read(raw: Any) -> float:
            return self.in_range(keys, named.get(raw.strip().lower(), raw) if isinstance(raw, str) else raw, low, high)

        return float(self.value(keys, "", default, source, read))

    def whole(self, *keys: str, low: int, high: int, default: int | None = None, source: str = "") -> int:
        """A whole number in a range."""

        def read(raw: Any) -> int:
            value = self.in_range(keys, raw, low, high)
            if value != int(value):
                raise self.fault(keys, _("must be a whole number, not %(value)s") % {"value": said(raw)})
            return int(value)

        return int(self.value(keys, "", default, source, read))

    def share(
        self, *keys: str, default: float | None = None, source: str = "", named: Mapping[str, float] = NO_WORDS
    ) -> float:
        """A share from 0 to 1, a percentage written as one, a fraction such as 1/6, or a word for one."""

        def read(raw: Any) -> float:
            return self._share(keys, named.get(raw.replace(" ", ""), raw) if isinstance(raw, str) else raw)

        return float(self.value(keys, "share", default, source, read))

    def days(
        self, *keys: str, low: float = 0, high: float = 3650, default: float | None = None, source: str = ""
    ) -> float:
        """A duration in days; hours and weeks are converted."""
        return float(self.value(keys, "days", default, source, lambda raw: self.as_days(keys, raw, low, high)))

    def flag(self, *keys: str, default: bool, source: str = "") -> bool:
        """True or false."""

        def read(raw: Any) -> bool:
            if not isinstance(raw, bool):
                raise self.fault(keys, _("must be true or false, not %(value)s") % {"value": said(raw)})
            return raw

        return bool(self.value(keys, "", default, source, read))

    def word(self, *keys: str, among: Sequence[str], default: str | None = None, source: str = "") -> str:
        """One of some words."""

        def read(raw: Any) -> str:
            if raw not in among:
                near = difflib.get_close_matches(str(raw), among, 1)
                hint = _("did you mean %(near)s?") % {"near": near[0]} if near else ", ".join(among)
                raise self.fault(
                    keys, _("is %(value)s, which is not known: %(hint)s") % {"value": said(raw), "hint": hint}
                )
            return str(raw)

        return str(self.value(keys, "", default, source, read))

    def text(self, *keys: str, default: str | None = None, source: str = "") -> str:
        """A line of text."""

        def read(raw: Any) -> str:
            if not isinstance(raw, str) or not raw.strip():
                raise self.fault(keys, _("must be a line of text"))
            return raw.strip()

        return str(self.value(keys, "", default, source, read))

    def code(self, *keys: str) -> str:
        """A line of text that people also write as a number."""

        def read(raw: Any) -> str:
            if isinstance(raw, bool) or not isinstance(raw, str | int) or not str(raw).strip():
                raise self.fault(keys, _("must be a line of text"))
            return short(str(raw))

        return str(self.value(keys, "", None, "", read))

    def wholes(self, *keys: str, count: int, low: int, high: int, default: Sequence[int], source: str) -> list[int]:
        """So many whole numbers in a range, in order."""

        def read(raw: Any) -> list[int]:
            whole = isinstance(raw, list) and all(type(one) is int and low <= one <= high for one in raw)
            if not whole or len(raw) != count or sorted(raw) != raw:
                want = {"count": count, "low": low, "high": high}
                raise self.fault(keys, _("must be %(count)s whole numbers from %(low)s to %(high)s, in order") % want)
            return list(raw)

        return list(self.value(keys, "", list(default), source, read))

    def value(self, keys: Sequence[str], unit: str, default: Any, source: str, read: Any) -> Any:
        """What stands under one of some keys, as `read` understands it; remembered with its source."""
        self.known.append(keys[0])
        given = [key for key in keys if key in self.table]
        if len(given) > 1:
            raise ScenarioError(
                _("%(key)s is given twice, also as %(other)s.") % {"key": self.full(given[0]), "other": given[1]}
            )
        if not given and default is None:
            raise ScenarioError(_("%(key)s is missing.") % {"key": self.full(keys[0])})
        value = read(self.table[given[0]]) if given else default
        self.used.update(given)
        self.read[keys[0]] = Parameter(self.full(keys[0]), value, unit, GIVEN if given else source)
        return value

    def in_range(self, keys: Sequence[str], raw: Any, low: float, high: float) -> float:
        """A number within its range, ends included."""
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise self.fault(keys, _("must be a number without a unit, not %(value)s") % {"value": said(raw)})
        value = as_float(raw)
        if isnan(value) or not low <= value <= high:
            raise self.fault(keys, _range(value, low, high))
        return value

    def _share(self, keys: Sequence[str], raw: Any) -> float:
        if isinstance(raw, str):
            raw = share_said(raw)
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            want = _('must be a share such as 0.15 or "15 %%", not %(value)s')
            raise self.fault(keys, want % {"value": said(self.table[self.given(keys)])})
        value = as_float(raw)
        if not 0 <= value <= 1:
            hint = _("write %(percent)s with its sign if a percentage is meant") % {"percent": f'"{value:g} %"'}
            out = _range(value, 0, 1)
            raise self.fault(keys, f"{out}; {hint}" if 1 < value <= 100 else out)
        return value

    def as_days(self, keys: Sequence[str], raw: Any, low: float, high: float) -> float:
        """A number of days, or of another unit that is named."""
        if isinstance(raw, str):
            match = re.fullmatch(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(\S+)\s*", raw)
            if not match or match[2].lower() not in UNITS:
                want = _("must be a number of days, or hours or weeks with their unit, not %(value)s")
                raise self.fault(keys, want % {"value": said(raw)})
            raw = float(match[1]) * UNITS[match[2].lower()]
        return self.in_range(keys, raw, low, high)

    def given(self, keys: Sequence[str]) -> str:
        """Which of some keys is there; the first one if none is."""
        return next((key for key in keys if key in self.table), keys[0])

    def full(self, key: str) -> str:
        """A key under the name of its table."""
        return f"{self.name}.{key}" if self.name else key

    def fault(self, keys: Sequence[str], what: str) -> ScenarioError:
        """The refusal of what stands under one of some keys."""
        return ScenarioError(_("%(key)s %(what)s.") % {"key": self.full(self.given(keys)), "what": what})


def said(raw: Any) -> str:
    """A value as it is quoted in a sentence: on one line, and not endless."""
    return short(raw.isoformat() if hasattr(raw, "isoformat") else repr(raw))


def short(text: str) -> str:
    """A text on one line that is not endless."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE]}…"


def as_float(raw: float) -> float:
    """A number of TOML as a float; whole ones may be larger than any."""
    try:
        return float(raw)
    except OverflowError:
        return inf if raw > 0 else -inf


def share_said(text: str) -> float | None:
    """15 %, 15％ or 1/6 as a number; None for anything else."""
    number = r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    if match := re.fullmatch(rf"\s*{number}\s*[%％]\s*", text, re.ASCII):
        return float(match[1]) / 100
    if (match := re.fullmatch(rf"\s*{number}\s*/\s*{number}\s*", text, re.ASCII)) and float(match[2]):
        return float(match[1]) / float(match[2])
    return None


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
        return _("is %(value)s; it must be at least %(low)s") % {"value": plain(value), "low": plain(low)}
    want = {"value": plain(value), "low": plain(low), "high": plain(high)}
    return _("is %(value)s; it must lie between %(low)s and %(high)s") % want


def plain(value: float) -> str:
    """A number as people write it: 1000000, not 1e+06."""
    return f"{value:.0f}" if abs(value) < 1e12 and value == int(value) else f"{value:g}"
