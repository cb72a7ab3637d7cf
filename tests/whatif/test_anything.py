"""Whatever stands in a scenario is read, or refused in one sentence that names the key, in the user's language."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from fangxian.whatif.scenarios import Question, ScenarioError, read

BASES: Mapping[str, dict[str, Any]] = {
    "branching": {"R0": 1.5, "k": 0.3, "initial_cases": 3, "share_traced": 0.5, "delay": "short"},
    "household": {"size": 4, "p": 0.2, "infectious_period": {"law": "gamma", "mean": 5, "sd": 2}},
    "register": {"people": 40, "days": 20, "infected": 2, "R0": 2.0, "gates": 1, "sure": 0.9},
}
KEYS = (
    "R0", "k", "initial_cases", "share_traced", "presymptomatic_share", "asymptomatic_share", "delay", "shared_delay",
    "incubation", "weeks", "max_cases", "quarantine", "size", "p", "rate", "Q", "B", "sar", "infectious_period",
    "introduced", "people", "days", "after", "infected", "found", "infected_days_ago", "disease", "question", "sure",
    "team_hours", "measures_file", "day_0", "log", "household_size", "workplace_size", "gates", "kind", "silent",
    "found_after", "runs", "measures", "R 0", "weks", "",
)  # fmt: skip
LAWS = some.fixed_dictionaries(
    {"law": some.sampled_from(["gamma", "weibull", "lognormal", "exponential", "constant", "gama", 3])},
    optional={
        name: some.one_of(some.floats(), some.integers(-3, 2000), some.sampled_from(["3 days", "2 h", "x"]))
        for name in ("mean", "sd", "shape", "scale", "rate", "meanlog", "sdlog", "median", "days", "extra")
    },
)
VALUES = some.one_of(
    some.floats(), some.integers(), some.integers(-5, 60), some.booleans(), some.text(max_size=8),
    some.text(alphabet="0123456789.%/ dhw天周", max_size=7), some.dates(),
    some.lists(some.integers(-2, 60), max_size=3),
    some.sampled_from(["12 %", "3 days", "2 weeks", "1/6", "short", "covid-19", "reopen", "..", "\0"]), LAWS,
)  # fmt: skip


def toml(value: Any) -> str:
    """A value as TOML writes it."""
    match value:
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case str():
            return (
                '"'
                + "".join(f"\\U{ord(one):08X}" if ord(one) < 0xD800 or ord(one) > 0xDFFF else "?" for one in value)
                + '"'
            )
        case list():
            return f"[{', '.join(map(toml, value))}]"
        case dict():
            return "{" + ", ".join(f"{toml(key)} = {toml(each)}" for key, each in value.items()) + "}"
        case _:
            return str(value)


def tried(kind: str, changes: Mapping[str, Any], more: str = "") -> Question | str:
    """The question, or the sentence of the refusal; anything else is a fault of ours."""
    table = {"kind": kind, **BASES[kind], **changes}
    text = "[model]\n" + "\n".join(f"{toml(key)} = {toml(value)}" for key, value in table.items()) + "\n" + more
    try:
        return read(text, folder=Path("/nowhere"))
    except ScenarioError as fault:
        return str(fault)


def is_one_sentence(text: str, ending: tuple[str, ...]) -> bool:
    """Ends like one and stands on one line of a bearable length."""
    return text.endswith(ending) and "\n" not in text and len(text) < 500


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    kind=some.sampled_from(list(BASES)),
    changes=some.dictionaries(
        some.one_of(some.sampled_from(KEYS), some.text(max_size=6)), VALUES, min_size=1, max_size=2
    ),
)
def test_any_key_with_any_value(kind: str, changes: dict[str, Any]) -> None:
    found = tried(kind, changes)
    assert not isinstance(found, str) or is_one_sentence(found, (".", "?"))


@settings(max_examples=60, deadline=None)
@given(
    name=some.sampled_from(["plan", "dated"]),
    table=some.dictionaries(
        some.sampled_from(["name", "measures", "start", "until", "tracer_capacity", "from", "to", "layer", "factor"]),
        VALUES, max_size=4,
    ),
)  # fmt: skip
def test_any_plan_and_any_dated_row(name: str, table: dict[str, Any]) -> None:
    rows = "\n".join(f"{toml(key)} = {toml(value)}" for key, value in table.items())
    found = tried("register", {}, f"[[{name}]]\n{rows}")
    assert not isinstance(found, str) or is_one_sentence(found, (".", "?"))


NAMED = [
    ("branching", {"R0": "two"}, "model.R0"), ("branching", {"k": 0}, "model.k"),
    ("branching", {"share_traced": 40}, "model.share_traced"), ("branching", {"weeks": [1, 99]}, "model.weeks"),
    ("branching", {"delay": {"law": "gamma", "mean": -1, "sd": 2}}, "model.delay.mean"),
    ("household", {"size": 0}, "model.size"), ("household", {"p": "2/1"}, "model.p"),
    ("household", {"infectious_period": {"law": "beta"}}, "model.infectious_period.law"),
    ("register", {"people": 1}, "model.people"), ("register", {"infected": 41}, "model.infected"),
    ("register", {"infectious_days": "5 miles"}, "model.infectious_days"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "changes", "key"), NAMED)
@pytest.mark.parametrize(("language", "ending"), [("en", "."), ("zh-hans", "。")])
def test_a_refusal_names_the_key_in_the_users_language(
    kind: str, changes: dict[str, Any], key: str, language: str, ending: str
) -> None:
    with translation.override(language):
        found = tried(kind, changes)
    assert isinstance(found, str) and key in found and is_one_sentence(found, (ending, "?", "？"))


@pytest.mark.parametrize(
    "more", ["[run]\nruns = 0", "[run]\nseed = -1", "[run]\nx = 1", "[other]\na = 1", "[[plan]]\nx = 1"]
)
def test_other_sections_are_refused_as_well(more: str) -> None:
    found = tried("branching", {}, more)
    assert isinstance(found, str) and is_one_sentence(found, (".", "?"))
