"""Scenario files: the spellings people try, one sentence for every fault, and answers that are the published ones."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as some

from fangxian.calc.epidemic.branching import DELAYS
from fangxian.calc.epidemic.laws import Law
from fangxian.whatif.figures import between, wilson
from fangxian.whatif.running import split
from fangxian.whatif.scenarios import Question, ScenarioError, answer, read


def branching(*lines: str, run: str = "runs = 200") -> Question:
    """A question about a branching outbreak of R0 1.5."""
    return read("\n".join(["[model]", 'kind = "branching"', "R0 = 1.5", *lines, "[run]", run]))


def household(*lines: str, run: str = "runs = 20000") -> Question:
    """A question about a household."""
    return read("\n".join(["[model]", 'kind = "household"', *lines, "[run]", run]))


SPELLINGS = [
    ("initial_cases", 5, ["initial_cases = 5", "n0 = 5", "seeds = 5"]),
    ("share_traced", 0.4, ["share_traced = 0.4", 'traced = "40 %"', 'trace = "40%"', "prop_ascertain = 0.4"]),
    ("presymptomatic_share", 0.01, ['theta = "<1%"', 'theta = "< 1 %"', 'theta = "1/100"']),
    (
        "presymptomatic_share",
        0.3,
        [
            '"presymptomatic share" = "30 %"',
            "presymptomatic-share = 0.3",
            "presymptomatic_share = 0.3",
            'theta = "30 %"',
            'presymptomatic = "30%"',
        ],
    ),
    ("asymptomatic_share", 0.1, ["asymptomatic_share = 0.1", "asym = 0.1", 'asymptomatic = "10 %"']),
    ("k", 0.3, ["k = 0.3", "dispersion = 0.3"]),
    ("k", float("inf"), ["k = inf", 'k = "infinite"', 'k = "Poisson"']),
    ("delay", DELAYS["long"], ['delay = "long"', 'onset_to_isolation = "long"']),
    (
        "delay",
        Law("constant", 3.0),
        ["delay = 3", 'delay = "3 days"', 'delay = "72 h"', "delay = {law = 'constant', days = 3}"],
    ),
    ("delay", Law("weibull", 2.0, 5.0), ['delay = { law = "weibull", shape = 2, scale = 5 }']),
    ("delay", DELAYS["short"], ['delay = "Short"']),
    (
        "delay",
        Law("gamma", 2.0, 3.0),
        [
            'delay = { law = "gamma", shape = 2, scale = "3 days" }',
            'delay = { dist = "Gamma", shape = 2, scale = "72 h" }',
            'delay = { law = "gamma", mean = 6, shape = 2 }',
            'delay = { family = "gamma", shape = 2, scale = 3 }',
        ],
    ),
    (
        "delay",
        Law("exponential", 4.0),
        [
            'delay = { law = "exp", rate = 0.25 }',
            'delay = { distribution = "exponential", mean = 4 }',
        ],
    ),
    ("incubation", Law("lognormal", 1.5, 0.5), ['incubation = { dist = "lnorm", mu = 1.5, sigma = 0.5 }']),
    ("delay", Law("never"), ['delay = "none"']),
    ("incubation", Law("lognormal", 1.63, 0.5), ['incubation = { law = "lognormal", meanlog = 1.63, sdlog = 0.5 }']),
    ("shared_delay", True, ["shared_delay = true"]),
    ("quarantine", True, ["quarantine = true"]),
    ("weeks", (10, 14), ["weeks = [10, 14]"]),
    ("max_cases", 900, ["max_cases = 900", "cap = 900"]),
]


@pytest.mark.parametrize(("name", "value", "lines"), SPELLINGS)
def test_every_spelling_means_the_same(name: str, value: object, lines: list[str]) -> None:
    for line in lines:
        assert getattr(branching(line).rows[0].model, name) == value, line


FAULTS = [
    (
        '[model]\nkind = "branching"\nR0 = 2\nshre_traced = 0.2',
        "model.shre_traced is not known here; did you mean model.share_traced?",
    ),
    (
        '[model]\nkind = "branching"\nR0 = 2\nshare_traced = 20',
        'model.share_traced is 20; it must lie between 0 and 1; write "20 %"',
    ),
    ('[model]\nkind = "branching"\nR0 = 2\nshare_traced = "20 days"', "model.share_traced must be a share"),
    ('[model]\nkind = "branching"\nR0 = -1', "model.R0 is -1; it must lie between 0 and 50."),
    ('[model]\nkind = "branching"\nR0 = "2 days"', "model.R0 must be a number without a unit, not '2 days'."),
    ('[model]\nkind = "branching"\nR0 = nan', "model.R0 is nan"),
    ('[model]\nkind = "branching"\nR0 = true', "model.R0 must be a number"),
    ('[model]\nkind = "branching"', "model.R0 is missing."),
    ('[model]\nkind = "branching"\nR0 = 2\nr0 = 2', "model.R0 is given twice, also as r0."),
    (
        '[model]\nkind = "branching"\nR0 = 2\ninitial_cases = 2.5',
        "model.initial_cases must be a whole number, not 2.5.",
    ),
    (
        '[model]\nkind = "branching"\nR0 = 2\ndelay = "3 litres"',
        "model.delay must be short, long, none, a number of days",
    ),
    (
        '[model]\nkind = "branching"\nR0 = 2\ndelay = { law = "gama", mean = 2, sd = 1 }',
        "model.delay.law is 'gama', which is not known: did you mean gamma?",
    ),
    ('[model]\nkind = "branching"\nR0 = 2\ndelay = { law = "gamma", mean = 2 }', "model.delay.sd is missing."),
    (
        '[model]\nkind = "branching"\nR0 = 2\nshared_delay = "yes"',
        "model.shared_delay must be true or false, not 'yes'.",
    ),
    (
        '[model]\nkind = "branching"\nR0 = 2\nweeks = [16, 12]',
        "model.weeks must be 2 whole numbers from 0 to 52, in order.",
    ),
    ('[model]\nkind = "branching"\nR0 = []', "model.R0 is an empty list."),
    ('[model]\nkind = "branchng"', "model.kind is 'branchng', which is not known: did you mean branching?"),
    ('[modle]\nkind = "branching"', "There is no section [modle]; there is [model]"),
    ('kind = "branching"', "kind is not known here"),
    ('title = "a"', "The section [model] is missing"),
    ("[model", "This is not a readable TOML file"),
    ('[model]\nkind = "branching"\nR0 = 2\n[run]\nruns = 0', "run.runs is 0; it must lie between 1 and"),
    ('[model]\nkind = "branching"\nR0 = 2\n[run]\nrun = 5', "run.run is not known here; did you mean run.runs?"),
    ('[model]\nkind = "household"\nsize = 4', "model needs exactly one of p"),
    ('[model]\nkind = "household"\nsize = 4\npp = 0.1', "model.pp is not known here; did you mean model.p?"),
    ('[model]\nkind = "household"\nsize = 4\np = 0.1\nQ = 0.9', "model needs exactly one of p"),
    ('[model]\nkind = "household"\nsize = 4\np = 0.1\nintroduced = 0', "nothing can happen"),
    (
        '[model]\nkind = "household"\nsize = 4\np = 0.1\nintroduced = 5',
        "model.introduced is 5; it must lie between 0 and 4.",
    ),
    (
        '[model]\nkind = "household"\nsize = 4\np = 0.1\ninfectious_period = 0',
        "model.infectious_period is 0; it must lie",
    ),
    (
        '[model]\nkind = "household"\nsize = 4\np = 0.9\ninfectious_period = {law = "gamma", shape = 0.05, scale = 2}',
        "model.p cannot be reached with this infectious period",
    ),
    ('[model]\nkind = "branching"\nR0 = 1' + "0" * 400, "model.R0 is inf; it must lie between 0 and 50."),
    ('[model]\nkind = "branching"\nR0 = 2020-01-01', "model.R0 must be a number without a unit, not 2020-01-01."),
    ('[model]\nkind = "branching"\nR0 = 2\nruns = 5', "model.runs belongs to the section [run]."),
    ('[model]\nkind = "branching"\nR0 = 2\ninitial-cases = 1\n"initial cases" = 2', "initial_cases is given twice."),
    ('[model]\nkind = "branching"\nR0 = 2\n"a\\nb" = 2', "model.a_b is not known here"),
    (
        '[model]\nkind = "branching"\nR0 = 2\ndelay = { law = "weibull", mean = 5, sd = 0.01 }',
        "model.delay.sd is 0.01; it must lie between 0.15 and 500.",
    ),
    ('[model]\nkind = "household"\nsize = 40\nsar = 0.1', "model.final_attack_rate needs a size from 2 to 20."),
]


@pytest.mark.parametrize(("text", "sentence"), FAULTS)
def test_every_fault_is_one_sentence_that_names_the_key(text: str, sentence: str) -> None:
    with pytest.raises(ScenarioError) as fault:
        read(text)
    assert sentence in str(fault.value)
    assert "\n" not in str(fault.value)


@given(
    value=some.one_of(
        some.floats(), some.integers(), some.booleans(), some.text(alphabet="0123456789.% dxh", max_size=6)
    )
)
def test_whatever_stands_for_a_share_is_read_or_refused_in_a_sentence(value: object) -> None:
    text = "[model]\nkind = 'branching'\nR0 = 2\nshare_traced = " + (
        json.dumps(value) if not isinstance(value, float) else repr(value)
    )
    try:
        assert 0 <= read(text).rows[0].model.share_traced <= 1
    except ScenarioError as fault:
        assert str(fault).endswith((".", "?")) or "TOML" in str(fault)


def test_a_list_asks_for_each_of_its_values() -> None:
    question = branching("n0 = [5, 20]", "trace = [0.0, 0.4, 0.8]")
    assert [(row.model.initial_cases, row.model.share_traced) for row in question.rows] == [
        (5, 0.0), (5, 0.4), (5, 0.8), (20, 0.0), (20, 0.4), (20, 0.8),
    ]  # fmt: skip
    assert question.rows[1].varies == {"n0": 5, "trace": 0.4}


def test_too_many_combinations_are_refused() -> None:
    with pytest.raises(ScenarioError, match="at most 400"):
        branching(f"n0 = {list(range(1, 30))}", f"k = {[0.1 * n for n in range(1, 30)]}")


def test_every_parameter_and_its_source_stand_in_the_result() -> None:
    found = answer(branching("k = 0.3"))
    said = {one["key"]: (one["value"], one["source"]) for one in found["parameters"]}
    assert said["model.R0"] == (1.5, "scenario") and said["model.k"] == (0.3, "scenario")
    assert said["model.presymptomatic_share"][1].startswith("Hellewell")
    assert said["model.delay"][0] == {"law": "weibull", "shape": 1.651524, "scale": 4.287786}
    assert all(source for _, source in said.values())


def test_the_same_seed_gives_the_same_answer_on_any_number_of_workers() -> None:
    question = branching("n0 = 5", "trace = 0.4")
    assert answer(question, workers=1) == answer(question, workers=3)
    assert answer(question) != answer(branching("n0 = 5", "trace = 0.4", run="runs = 200\nseed = 2"))
    home = household("size = 5", "p = 0.2", run="runs = 35000")
    assert answer(home, workers=1) == answer(home, workers=4)


def test_a_branching_answer_says_how_sure_it_is() -> None:
    found = answer(branching("n0 = 5", "trace = 0.8"))
    low, high = found["p_controlled_95"]
    assert low <= found["p_controlled"] <= high
    assert found["cases"]["p5"] <= found["cases"]["median"] <= found["cases"]["p95"]
    assert found["effective_r"] < 1.5
    assert "of 100 outbreaks" in found["sentence"] and "knows no households" in found["sentence"]


def test_a_household_answer_says_pairwise_and_final() -> None:
    found = answer(household("n = 5", 'p = "16.666667 %"'))
    assert found["pairwise_attack_rate"] == pytest.approx(1 / 6, abs=1e-6)
    assert found["exact_final_attack_rate"] == pytest.approx(0.251007, abs=1e-5)
    assert found["chi_square_p"] > 0.001
    assert found["ill_at_the_end"] == [1, 2, 3, 4, 5] and sum(found["runs_by_size"]) == 20_000
    assert "16.7 %" in found["sentence"] and "25." in found["sentence"]


HOMES: list[tuple[list[str], list[float]]] = [
    (["size = 5", 'p = "1/6"'], [0.482253, 0.223265, 0.148844, 0.099477, 0.046161]),
    (["size = 2", "community_infection = 0.05", 'household_escape = "80 %"'], [0.9025, 0.076, 0.0215]),
    (["size = 1", "p = 0.3"], [1.0]),
    (["size = 4", "b = 0.5", 'period = "exponential"'], [0.4, 0.15, 0.155556, 0.294444]),
    (
        ["size = 4", "rate = 0.1", 'infectious_period = { law = "exponential", mean = 5 }'],
        [0.4, 0.15, 0.155556, 0.294444],
    ),
    (["n = 2", "B = 0.95", "Q = 0.8"], [0.9025, 0.076, 0.0215]),
    (["size = 5", "sar = 0.251007"], [0.482253, 0.223265, 0.148844, 0.099477, 0.046161]),
]


@pytest.mark.parametrize(("lines", "sizes"), HOMES)
def test_households_by_every_way_people_write_them(lines: list[str], sizes: list[float]) -> None:
    assert answer(household(*lines))["exact_probability"] == pytest.approx(sizes, abs=2e-5)


def test_progress_is_heard_to_the_end() -> None:
    heard: list[tuple[int, int]] = []
    answer(branching("n0 = [1, 2]"), heard=lambda done, of: heard.append((done, of)))
    assert heard[-1] == (400, 400) and [done for done, _ in heard] == sorted(done for done, _ in heard)


@given(runs=some.integers(1, 100_000), multiple=some.sampled_from([1, 7, 10_000]))
def test_parts_cover_all_runs_once(runs: int, multiple: int) -> None:
    parts = split(runs, multiple=multiple)
    assert sum(count for _, count in parts) == runs
    assert [first for first, _ in parts] == [0, *(first + count for first, count in parts)][:-1]
    assert all(first % multiple == 0 for first, _ in parts)


def test_a_share_of_none_is_not_certain_to_be_none() -> None:
    low, high = wilson(0, 100)
    assert low == pytest.approx(0, abs=1e-9) and 0.03 < high < 0.04
    assert wilson(50, 100) == pytest.approx([0.4038, 0.5962], abs=1e-4)


def test_the_range_holds_nine_of_ten() -> None:
    assert between(range(101)) == {"mean": 50, "median": 50, "p5": 5, "p95": 95}


def called(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """What the command prints for a scenario."""
    file = tmp_path / "plan.toml"
    file.write_text(text, encoding="utf-8")
    call_command("whatif", str(file), *more)
    return capsys.readouterr().out


PLAN = "title = '试一试'\n[model]\nkind = 'household'\nsize = [2, 3]\np = 0.1\n"


def test_the_command_prints_sentences_or_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoken = called(tmp_path, PLAN, capsys, "--runs", "1000")
    assert spoken.splitlines()[0] == "试一试" and "size = 2: In a household of 2" in spoken
    found: dict[str, Any] = json.loads(called(tmp_path, PLAN, capsys, "--json", "--runs", "1000", "--seed", "7"))
    assert (found["runs"], found["seed"], len(found["rows"])) == (1000, 7, 2)


def test_the_command_refuses_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match=r"plan.toml: model.siz is not known here; did you mean model.size\?"):
        called(tmp_path, "[model]\nkind = 'household'\nsize = 3\nsiz = 2\np = 0.1", capsys)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("whatif", str(tmp_path / "none.toml"))
    with pytest.raises(CommandError, match="--runs must lie") as bad:
        called(tmp_path, PLAN, capsys, "--runs", "0")
    assert bad.value.returncode == 2
    with pytest.raises(CommandError, match="--seed must lie"):
        called(tmp_path, PLAN, capsys, "--seed", "-1")
