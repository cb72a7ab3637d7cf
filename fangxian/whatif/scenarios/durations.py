"""Laws of durations as people write them: a word, days, or a family with the parameters a paper happens to give."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from fangxian.calc.epidemic.laws import Law, gamma_of, lognormal_of, weibull_of
from fangxian.whatif.scenarios.reader import Parameter, Reader, ScenarioError, said

LEAST, LONGEST = 0.001, 1000
# Outside these shares of the mean an sd is a slip, and the Weibull law's shape cannot be found.
NARROWEST, WIDEST = 0.03, 100
_FAMILY = ("law", "family", "distribution", "dist", "type")
_ALSO = {"fixed": "constant", "deterministic": "constant", "exp": "exponential", "log-normal": "lognormal",
         "lnorm": "lognormal"}  # fmt: skip
# Each family's ways to be written, by the names of their parameters.
_WAYS: dict[str, dict[tuple[str, ...], Callable[..., Law]]] = {
    "constant": {
        ("days",): lambda days: Law("constant", days),
        ("mean",): lambda mean: Law("constant", mean),
    },
    "exponential": {
        ("mean",): lambda mean: Law("exponential", mean),
        ("rate",): lambda rate: Law("exponential", 1 / rate),
        ("scale",): lambda scale: Law("exponential", scale),
    },
    "gamma": {
        ("shape", "scale"): lambda shape, scale: Law("gamma", shape, scale),
        ("mean", "sd"): lambda mean, sd: gamma_of(mean=mean, sd=sd),
        ("shape", "rate"): lambda shape, rate: Law("gamma", shape, 1 / rate),
        ("mean", "shape"): lambda mean, shape: Law("gamma", shape, mean / shape),
    },
    "weibull": {
        ("shape", "scale"): lambda shape, scale: Law("weibull", shape, scale),
        ("mean", "sd"): lambda mean, sd: weibull_of(mean=mean, sd=sd),
    },
    "lognormal": {
        ("meanlog", "sdlog"): lambda meanlog, sdlog: Law("lognormal", meanlog, sdlog),
        ("median", "sdlog"): lambda median, sdlog: lognormal_of(median=median, sd=sdlog),
        ("mean", "sd"): lambda mean, sd: lognormal_of(mean=mean, sd=sd),
    },
}
_SPELLINGS = {"sd": ("sd", "std", "stdev"), "meanlog": ("meanlog", "mu"), "sdlog": ("sdlog", "sigma")}
# Parameters without a unit: the least and the largest value; all others are durations.
_PLAIN = {"shape": (0.05, 1000), "rate": (1e-3, 1e6), "meanlog": (-10, 7), "sdlog": (1e-3, 5)}


def law(
    reader: Reader, *keys: str, named: Mapping[str, Law], default: Law | None = None, source: str = "",
    positive: bool = False,
) -> Law:  # fmt: skip
    """A law of a duration, above 0 if `positive`: a word, a number of days, or a table of `law` and its parameters."""
    found: Law = reader.value(keys, "days", default, source, lambda raw: _law(reader, keys, raw, named, positive))
    given = next((key for key in keys if key in reader.table), None)
    shown: Any = reader.table[given] if given else spelled(found)
    reader.read[keys[0]] = Parameter(reader.full(keys[0]), shown, "days", reader.read[keys[0]].source)
    return found


def _law(reader: Reader, keys: tuple[str, ...], raw: Any, named: Mapping[str, Law], positive: bool) -> Law:
    if isinstance(raw, str) and raw.strip().lower() in named:
        return named[raw.strip().lower()]
    least = LEAST if positive else 0.0
    if isinstance(raw, dict):
        return _of_family(Reader(reader.full(next(key for key in keys if key in reader.table)), raw), least)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return Law("constant", reader.in_range(keys, raw, least, LONGEST))
    try:
        return Law("constant", reader.as_days(keys, raw, least, LONGEST))
    except ScenarioError:
        want = _("must be %(words)s, a number of days, or a table such as %(example)s, not %(value)s")
        words = {"words": ", ".join(named), "example": '{ law = "gamma", mean = 5, sd = 2 }', "value": said(raw)}
        raise reader.fault(keys, want % words) from None


def _of_family(inner: Reader, least: float) -> Law:
    """A law from its table: of the family's ways the one of which most is given."""
    table = dict(inner.table)
    for key in _FAMILY:
        if isinstance(table.get(key), str):
            plain = table[key].strip().lower()
            table[key] = _ALSO.get(plain, plain)
    inner.table = table
    ways = _WAYS[inner.word(*_FAMILY, among=list(_WAYS))]
    chosen = max(ways, key=lambda way: (sum(inner.has(*_SPELLINGS.get(name, (name,))) for name in way), -len(way)))
    values: dict[str, float] = {}
    for name in chosen:
        low, high = _PLAIN.get(name, (least if name == "days" else LEAST, LONGEST))
        if name == "sd":
            low, high = NARROWEST * values["mean"], WIDEST * values["mean"]
        reading = inner.number if name in _PLAIN else inner.days
        values[name] = reading(*_SPELLINGS.get(name, (name,)), low=low, high=high)
    inner.done()
    return ways[chosen](**values)


def spelled(law: Law) -> dict[str, Any]:
    """A law as one writes it in a scenario."""
    names: dict[str, tuple[str, ...]] = {
        "never": (), "constant": ("days",), "exponential": ("mean",), "lognormal": ("meanlog", "sdlog"),
    }  # fmt: skip
    keys = names.get(law.family, ("shape", "scale"))
    return {"law": law.family, **dict(zip(keys, (law.first, law.second), strict=False))}
