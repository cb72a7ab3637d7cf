"""Plans on a made-up village: every measure moves a number, the gentlest sure plan is found, small places hide."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fangxian.calc.epidemic.places import HOUSEHOLD, Kind
from fangxian.calc.epidemic.population import Population, settle
from fangxian.calc.epidemic.run import Stopped
from fangxian.calc.epidemic.scenario import Begin
from fangxian.rulepacks.packs import packaged_library
from fangxian.whatif.communities import Totals, invented
from fangxian.whatif.comparing import LEAST_PEOPLE, Asked, compare
from fangxian.whatif.diseases import Natural, disease, mixing, natural, sources
from fangxian.whatif.plans import MEASURES, READY, Plan, measures_of
from fangxian.whatif.questions import QUESTIONS, plans_for
from fangxian.whatif.saying import paragraph, title_of
from fangxian.whatif.scenarios import ScenarioError, answer, read
from fangxian.whatif.scenarios.tables import Where, dated_measures

PACKS = ["cn-2020-covid", "sars-2003", "influenza-cn"]
HEAD = '[model]\nkind = "register"\npeople = 200\ndays = 40\n'


@pytest.fixture(scope="module")
def of() -> Natural:
    return natural(packaged_library().pack("cn-2020-covid"))


@pytest.fixture(scope="module")
def village(of: Natural) -> Population:
    return settle(invented(Totals(300), crossings=0.5, seed=1), mixing(of))


def asked(**more: object) -> Asked:
    """Twenty runs of forty days."""
    values: dict[str, object] = {"begin": Begin(infected=4, found=4, ago=7), "days": 40, "after": 20, "runs": 20}
    return Asked(**{**values, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("pack", PACKS)
def test_every_number_of_a_disease_has_a_source(pack: str) -> None:
    said = sources(packaged_library().pack(pack))
    assert len(said) > 40
    assert all(one["source"] and one["key"] and isinstance(one["value"], float) for one in said)


@pytest.mark.parametrize("pack", PACKS)
def test_a_disease_is_fitted_to_its_household_attack_rate_and_r0(pack: str, village: Population) -> None:
    found = natural(packaged_library().pack(pack))
    made = disease(found, village)
    days = found.presymptomatic_days + found.infectious_days

    def attack(beta: float) -> float:
        parts = [(1 - found.silent, 1.0), (found.silent, found.silent_infectiousness)]
        return sum(share * (1 - (1 + beta * load * days / found.k) ** -found.k) for share, load in parts)

    assert attack(made.by_layer[HOUSEHOLD]) == pytest.approx(found.household_attack, abs=1e-6)
    everybody = sum(village.contacts(name) * attack(made.by_layer[name]) for name in village.layers)
    assert everybody == pytest.approx(found.r0, abs=1e-3)


def test_a_household_that_alone_reaches_r0_leaves_nothing_for_the_others(of: Natural, village: Population) -> None:
    made = disease(replace(of, r0=0.01), village)
    assert made.by_layer["community"] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_every_measure_moves_a_number(name: str, of: Natural, village: Population) -> None:
    base = frozenset({"isolate"}) if name in {"trace", "close_buildings", "test", "watch"} else frozenset[str]()
    plans = [Plan("without", base), Plan("with", base | {name})]
    without, with_it = compare(village, plans, of, asked(runs=30))["plans"]
    assert (without["infected"], without["hours"], without["restricted_days"]) != (
        with_it["infected"], with_it["hours"], with_it["restricted_days"],
    )  # fmt: skip


def test_harder_plans_never_have_more_cases_and_cost_more(of: Natural, village: Population) -> None:
    rows = {
        row["name"]: row for row in compare(village, plans_for("which_plan", quarantine_days=14), of, asked())["plans"]
    }
    assert rows["nothing"]["infected"]["mean"] >= rows["isolate"]["infected"]["mean"] >= rows["all"]["infected"]["mean"]
    assert rows["nothing"]["restricted_days"]["mean"] == 0 < rows["all"]["restricted_days"]["mean"]
    assert rows["all"]["meals"]["mean"] > 0 and rows["trace"]["readings"]["mean"] > 0


def test_the_gentlest_of_the_plans_that_are_sure_enough_is_named(of: Natural, village: Population) -> None:
    found = compare(village, plans_for("which_plan", quarantine_days=14), of, asked(sure=0.0))
    assert found["best"] == "nothing"
    hard = compare(village, plans_for("which_plan", quarantine_days=14), of, asked(sure=1.01))
    surest = max(row["p_controlled"] for row in hard["plans"])
    assert next(row for row in hard["plans"] if row["name"] == hard["best"])["p_controlled"] == surest


def test_a_plan_the_team_cannot_carry_is_shown_as_such(of: Natural, village: Population) -> None:
    plans = plans_for("which_plan", quarantine_days=14)
    few = compare(village, plans, of, asked(team_hours=5.0))
    assert {row["name"] for row in few["plans"] if row["too_much"]} >= {"closed", "home", "all"}
    assert "More than the team can carry" in paragraph(few, asked(team_hours=5.0))
    assert not any(row["too_much"] for row in compare(village, plans[:2], of, asked())["plans"])


def test_the_same_seed_gives_the_same_table_on_any_number_of_workers(of: Natural, village: Population) -> None:
    plans = plans_for("long_enough", quarantine_days=14)
    assert compare(village, plans, of, asked(workers=1)) == compare(village, plans, of, asked(workers=3))


def test_small_buildings_are_never_counted_by_themselves(of: Natural) -> None:
    scattered = replace(invented(Totals(120), crossings=0.5, seed=1))
    houses = replace(scattered, building=scattered.household)
    found = compare(settle(houses, mixing(of)), [Plan("nothing")], of, asked(log=True))["plans"][0]
    assert set(found["by_building"]) == {"other"}
    assert {row["building"] for row in found["log"]} == {"other"}


def test_large_buildings_are_counted_and_the_counts_add_up(of: Natural, village: Population) -> None:
    found = compare(village, [Plan("nothing")], of, asked(log=True))["plans"][0]
    people = {key: (village.places[Kind.BUILDING] == n).sum() for n, key in enumerate(village.ids[Kind.BUILDING])}
    assert all(people[int(key)] >= LEAST_PEOPLE for key in found["by_building"] if key != "other")
    assert sum(found["by_building"].values()) == pytest.approx(found["infected"]["mean"])
    assert sum(row["infections"] for row in found["log"]) == pytest.approx(20 * found["infected"]["mean"])


def test_the_tornado_shows_the_widest_first(of: Natural, village: Population) -> None:
    bars = compare(village, [Plan("isolate", READY["isolate"][1])], of, asked())["tornado"]
    widths = [abs(one["low"]["p_controlled"] - one["high"]["p_controlled"]) for one in bars]
    assert widths == sorted(widths, reverse=True) and len(bars) == 5
    assert all(one["low"]["value"] <= one["value"] <= one["high"]["value"] for one in bars)


def test_whoever_stops_it_gets_no_answer(of: Natural, village: Population) -> None:
    with pytest.raises(Stopped):
        compare(village, [Plan("nothing")], of, asked(), stop=lambda: True)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_plans_with_titles(question: str, of: Natural) -> None:
    plans = plans_for(question, quarantine_days=14, workplaces=(3,))
    assert len({plan.name for plan in plans}) == len(plans) > 3
    assert all(title_of(plan.name) != plan.name for plan in plans)
    assert all(measures_of(plan, of) or not plan.measures for plan in plans)


def test_a_plan_of_ones_own_keeps_its_name() -> None:
    assert title_of("我们的方案") == "我们的方案"


def test_a_closure_ends_on_its_day_while_tracing_goes_on(of: Natural) -> None:
    plan = next(plan for plan in plans_for("reopen", quarantine_days=14) if plan.name == "home_10")
    ends = {type(one).__name__: one.end for one in measures_of(plan, of)}
    assert (ends["StayHome"], ends["CloseVillage"], ends["Trace"], ends["Isolate"]) == (10, 10, None, None)


def test_an_invented_community_is_the_same_again_and_as_large_as_asked() -> None:
    first, again = (invented(Totals(500, household_size=3.2), crossings=0.5, seed=4) for _ in range(2))
    assert all((getattr(first, name) == getattr(again, name)).all() for name in ("age", "household", "workplace"))
    assert len(first.person) == 500
    assert 500 / len(set(first.household)) == pytest.approx(3.2, abs=0.4)


def test_a_register_scenario_answers_with_plans_and_sources() -> None:
    found = answer(read(HEAD + "infected = 2\nteam_hours = 60\n[run]\nruns = 10"))
    assert [row["name"] for row in found["plans"]] == list(READY)
    assert found["pack"] == "cn-2020-covid" and found["people"] == 200
    assert "a person decides" in found["sentence"]
    assert {one["key"] for one in found["pack_parameters"]} > {"epidemic.r0", "epidemic.effects.home_unit"}


def test_plans_of_ones_own_are_read() -> None:
    text = (
        HEAD + '[[plan]]\nname = "ours"\nready = "trace"\nmeasures = ["masks"]\n'
        'until = 14\ntraced = "50 %"\ntracer_capacity = 5'
    )
    plan = read(text).rows[0].model.plans[0]
    assert plan.measures == {"isolate", "trace", "masks"}
    assert (plan.until, plan.traced, plan.tracer_capacity) == (14, 0.5, 5)


FAULTS = [
    ("[model]\nkind = 'register'", "model.people is missing."),
    (HEAD + "infeted = 3", "model.infeted is not known here; did you mean model.infected?"),
    (HEAD + "disease = 'sarss'", "did you mean sars?"),
    (HEAD + "after = 50", "model.after is 50; it must lie between 0 and 39."),
    (HEAD + "[[plan]]\nname = 'x'\nmeasures = ['mask']", "plan.measures holds 'mask', which is not known"),
    (HEAD + "[[plan]]\nname = 'x'\nstrt = 1", "plan.strt is not known here; did you mean plan.start?"),
    (HEAD + "[plan]\nname = 'x'", "There is no section [plan]"),
    (HEAD + "day_0 = 3\nmeasures_file = 'x.csv'", "model.day_0 must be a date"),
    ("[model]\nkind = 'branching'\nR0 = 2\n[[plan]]\nname = 'x'", "[[plan]] belongs to model.kind"),
]


@pytest.mark.parametrize(("text", "sentence"), FAULTS)
def test_a_wrong_register_scenario_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ScenarioError) as fault:
        read(text)
    assert sentence in str(fault.value)


@pytest.mark.django_db
def test_an_unknown_place_is_named() -> None:
    with pytest.raises(ScenarioError, match="no place with the code 999"):
        read("[model]\nkind = 'register'\narea = '999'")


def test_a_dated_table_comes_in_from_a_spreadsheet(tmp_path: Path) -> None:
    table = tmp_path / "measures.csv"
    table.write_text("from,to,layer,factor\n0,13,community,40 %\n2020-02-10,2020-02-20,all,0.5\n\n", encoding="utf-8")
    first, second = dated_measures(table, Where({}, {}, date(2020, 2, 3)))
    assert (first.start, first.end, first.layer, first.factor) == (0, 14, "community", 0.4)
    assert (second.start, second.end, second.layer, second.factor) == (7, 18, None, 0.5)
    (tmp_path / "plan.toml").write_text(HEAD)
    plan = read(HEAD + "day_0 = 2020-02-03\nmeasures_file = 'measures.csv'", folder=tmp_path).rows[0].model.plans[0]
    assert plan.dated == (first, second)


NOWHERE = Where({kind: frozenset() for kind in Kind}, {})
TABLES = [
    ("from,to,place,factor\n1,2,building 9,0.5", "m.csv:2: there is no building 9 here"),
    ("from,to,layer,factor\n1,2,all,1.5", "m.csv:2: the factor must be a number from 0 to 1"),
    ("from,to,layer,factor\ninf,2,all,0.5", "m.csv:2: inf is neither"),
    ("from,to,layer,factor\n2020-02-31,2,all,0.5", "m.csv:2: 2020-02-31 is neither"),
    ("", "is empty"),
    ("from,to,factor\n", "has no column layer"),
    ("from,to,layer,factor\n1,2,roof,0.5", "m.csv:2: there is no layer roof"),
    ("from,to,layer,factor\n1,2,all,much", "m.csv:2: the factor must be a number"),
    ("from,to,layer,factor\n5,2,all,0.5", "m.csv:2: the last day is before"),
    ("from,to,layer,factor\nsoon,2,all,0.5", "m.csv:2: soon is neither"),
    ("from,to,layer,factor\n2020-02-01,2,all,0.5", "m.csv:2: dates need model.day_0"),
]


@pytest.mark.parametrize(("text", "sentence"), TABLES)
def test_a_wrong_table_names_its_row(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "m.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=sentence):
        dated_measures(tmp_path / "m.csv", NOWHERE)


DATED = HEAD + "day_0 = 2020-02-03\nlog = true\n{}\n[run]\nruns = 20\n[[plan]]\nname = 'trace'\nready = 'trace'\n{}"
ROWS = (
    "from,to,place or layer,factor\n2020-02-03,2020-02-20,community,30 %\n5,39,work,0\n0,39,building 3,0.2\n"
    "3,12,workplace 0,1/4\n"
)
TOML_ROWS = """
[[dated]]
from = 0
to = 17
layer = "community"
factor = "30 %"
[[dated]]
from = 2020-02-08
to = 39
layer = "单位"
factor = 0
[[dated]]
from = 0
to = 39
place = "楼 3"
factor = 0.2
[[dated]]
from = 3
to = 12
place = "workplace 0"
factor = 0.25
"""


def test_a_spreadsheet_does_what_the_same_rows_in_the_scenario_do(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_bytes(ROWS.encode("gb18030"))
    by_table = answer(read(DATED.format("measures_file = 'm.csv'", ""), folder=tmp_path))["plans"]
    by_hand = answer(read(DATED.format("", TOML_ROWS)))["plans"]
    without = answer(read(DATED.format("", "")))["plans"]
    assert by_table == by_hand
    assert by_table[0]["infected"]["mean"] < without[0]["infected"]["mean"]


def test_a_place_counts_for_its_own_people_outside_their_homes(tmp_path: Path) -> None:
    row = "[[dated]]\nfrom = 0\nto = 39\nplace = 'building {}'\nfactor = 0"
    ways = [answer(read(DATED.format("", row.format(n))))["plans"][0]["ways"] for n in (1, 2)]
    assert ways[0] != ways[1] and all(way["household"] > 0 for way in ways)


def test_the_infection_log_adds_up_by_way_building_and_day() -> None:
    found = answer(read(DATED.format("", "")))["plans"][0]
    assert {tuple(row) for row in found["log"]} == {("way", "building", "day", "infections")}
    assert sum(row["infections"] for row in found["log"]) == pytest.approx(20 * found["infected"]["mean"])


CAPACITY = HEAD + "infected = 6\n[run]\nruns = 30\n[[plan]]\nname = 'ours'\nready = '{}'\n{}"


def test_tracer_capacity_is_asked_for_and_told() -> None:
    free, none, few = (
        answer(read(CAPACITY.format("trace", more)))["plans"][0]
        for more in ("tracer_capacity = inf", "tracer_capacity = 0", "tracer_capacity = 3")
    )
    assert free == answer(read(CAPACITY.format("trace", "")))["plans"][0]
    assert none["infected"] == answer(read(CAPACITY.format("isolate", "")))["plans"][0]["infected"]
    assert none["traced"]["mean"] == 0 < few["traced"]["mean"] < free["traced"]["mean"]
    assert few["waiting_to_be_traced"]["mean"] > 0 == free["waiting_to_be_traced"]["mean"]
    assert few["most_traced_in_a_day"]["mean"] < free["most_traced_in_a_day"]["mean"]


def test_the_cases_of_a_day_may_name_their_contacts_together() -> None:
    usual, each, together = (
        answer(read(CAPACITY.format("trace", more)))["plans"][0]
        for more in ("", "naming = 'per_case'", "naming = 'per_day'")
    )
    assert usual == each
    assert together["traced"]["mean"] < each["traced"]["mean"]


PLAN_FAULTS = [
    (
        "[[plan]]\nname = 'x'\nnaming = 'per_daay'",
        "plan.naming is 'per_daay', which is not known: did you mean per_day?",
    ),
    ("[[plan]]\nname = 'x'\nstart = 5\nuntil = 3", "plan.until is 3; it must lie between 5 and 365."),
    ("[[plan]]\nname = 'x'\n[[plan]]\nname = 'x'", "plan.name is x twice."),
    ("[[plan]]\nname = 'x'\nmeasures = [{a = 1}]", "plan.measures holds {'a': 1}"),
    ("[[plan]]\nname = 'x'\ntracer_capacity = -1", "plan.tracer_capacity is -1; it must be at least 0."),
    ("[[dated]]\nfrom = 0\nto = 3\nlayer = 'roof'\nfactor = 0", "[[dated]]: there is no layer roof"),
    ("[[dated]]\nfrom = 0\nto = 3\nplace = 'building 999'\nfactor = 0", "[[dated]]: there is no building 999 here."),
    ("[[dated]]\nfrom = 0\nto = 3\nfactor = 0", "dated.layer is missing."),
    ("[[dated]]\nfrom = 0\nto = 3\nlayer = 'all'\nfactor = 2", "[[dated]]: the factor must be a number from 0 to 1"),
    ("[[dated]]\nfrom = 2020-02-01\nto = 3\nlayer = 'all'\nfactor = 1", "[[dated]]: dates need model.day_0"),
]


@pytest.mark.parametrize(("text", "sentence"), PLAN_FAULTS)
def test_a_wrong_plan_or_dated_row_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ScenarioError) as fault:
        read(HEAD + text)
    assert sentence in str(fault.value)


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"none\.csv cannot be read"):
        dated_measures(tmp_path / "none.csv", NOWHERE)


def test_an_answer_is_plain_json() -> None:
    found = answer(read(HEAD + "question = 'long_enough'\nlog = true\n[run]\nruns = 5"))
    assert json.loads(json.dumps(found)) == found
