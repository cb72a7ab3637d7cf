"""The packs this house ships say what their sources say, and answer typed questions only."""

from datetime import date, time
from decimal import Decimal

import pytest

from fangxian.rulepacks.packs import Library, Pack, PackError, packaged_library
from fangxian.rulepacks.schema import EVIDENCE, KEYS, VOCABULARIES, Table, Word, Words, keys_of

D = Decimal
ALL = sorted(packaged_library().packs)


@pytest.fixture(scope="module")
def library() -> Library:
    return packaged_library()


@pytest.fixture(scope="module")
def covid(library: Library) -> Pack:
    return library.pack("cn-2020-covid")


def test_the_house_ships_these_packs() -> None:
    assert ALL == [
        "cn-2020-covid",
        "cn-2020-ladder",
        "cn-2025",
        "influenza-cn",
        "rest-cn",
        "rest-eu",
        "sars-2003",
        "who-2020-covid",
    ]


@pytest.mark.parametrize("id", ALL)
def test_every_value_of_every_pack_has_unit_source_and_evidence(library: Library, id: str) -> None:
    pack = library.pack(id)
    for key, value in pack.listed():
        assert value.unit == key.unit
        assert len(value.source) > 5
        assert value.evidence in EVIDENCE
        assert value.source in library.pack(value.pack).sources.values()


@pytest.mark.parametrize("id", ALL)
def test_every_listed_source_is_used(library: Library, id: str) -> None:
    pack = library.pack(id)
    own = {value.source for value in pack.values.values() if value.pack == id}
    assert own == set(pack.sources.values())


@pytest.mark.parametrize("id", ALL)
def test_every_pack_answers_every_required_key_of_its_kind(library: Library, id: str) -> None:
    pack = library.pack(id)
    assert not [key.name for key in keys_of(pack.kind) if key.required and key.name not in pack]


SPOT: list[tuple[str, str, object]] = [
    ("cn-2020-covid", "situation.window_days", 14),
    ("cn-2020-covid", "situation.outbreak_min", 2),
    ("cn-2020-covid", "situation.unknown_source_min", 2),
    ("cn-2020-covid", "contacts.quarantine_days", 14),
    ("cn-2020-covid", "contacts.home_obs_days", 14),
    ("cn-2020-covid", "contacts.checks_per_day", 2),
    ("cn-2020-covid", "contacts.fever_c", D("37.3")),
    ("cn-2020-covid", "contacts.child_age_max", 14),
    ("cn-2020-covid", "contacts.transfer_within_h", 12),
    ("cn-2020-covid", "contacts.report_within_h", 2),
    ("cn-2020-covid", "gates.open_gates", 1),
    ("cn-2020-covid", "gates.trip_every_days", 2),
    ("cn-2020-covid", "gates.persons_per_trip", 1),
    ("cn-2020-covid", "gates.seconds_per_vehicle", 30),
    ("cn-2020-covid", "stepdown.clear_days", 14),
    ("cn-2020-covid", "stepdown.case_unit_extra_days", 10),
    ("cn-2020-covid", "supplies.masks_per_person_day", D(1)),
    ("cn-2020-covid", "supplies.ration_kcal", 2100),
    ("cn-2020-covid", "supplies.water_l", D(15)),
    ("cn-2020-covid", "staffing.residents_per_worker", 350),
    ("who-2020-covid", "contacts.window_before_days", 2),
    ("who-2020-covid", "contacts.window_after_days", 14),
    ("who-2020-covid", "contacts.checks_per_day", 1),
    ("sars-2003", "contacts.quarantine_days", 10),
    ("cn-2025", "contacts.quarantine_days", 14),
    ("rest-cn", "rest.max_daily_h", D(8)),
    ("rest-cn", "rest.max_weekly_h", D(44)),
    ("rest-cn", "rest.min_rest_h", D(11)),
    ("rest-cn", "rest.overtime_monthly_h", D(36)),
    ("rest-cn", "people.pregnancy_month", 7),
    ("rest-cn", "people.nursing_child_months", 12),
    ("rest-cn", "rest.night_from", time(22)),
    ("rest-eu", "rest.max_weekly_h", D(48)),
    ("rest-eu", "rest.weekly_rest_h", D(35)),
    ("rest-eu", "rest.night_max_h", D(8)),
]


@pytest.mark.parametrize(("id", "key", "expected"), SPOT)
def test_the_numbers_are_those_of_the_sources(library: Library, id: str, key: str, expected: object) -> None:
    assert library.pack(id)[key].value == expected


@pytest.mark.parametrize(
    ("surface", "low", "high", "minutes"),
    [
        ("floor", 1000, None, 30),
        ("touched_furniture", 500, None, 30),
        ("toilet_bowl", 2000, None, 30),
        ("toilet_touched", 500, 1000, 30),
        ("tableware", 250, 500, 15),
        ("vomit", 5000, 10000, None),
        ("public_surface", 500, None, 30),
    ],
)
def test_the_disinfection_table_is_that_of_the_guides(
    covid: Pack, surface: str, low: int, high: int | None, minutes: int | None
) -> None:
    row = covid.row("disinfection.surfaces", surface=surface)
    assert row is not None
    assert row.int("mg_l_low") == low
    assert row.cells.get("mg_l_high") == high
    assert row.cells.get("minutes_low") == minutes


def test_bleach_of_five_percent_holds_fifty_thousand_milligrams(covid: Pack) -> None:
    row = covid.row("disinfection.products", product="bleach")
    assert row is not None
    assert row.number("mg_l") == 50_000


def test_fever_compares_exactly_with_a_reading(library: Library) -> None:
    assert D("37.3") >= library.pack("cn-2020-covid").number("contacts.fever_c")
    assert D("38.0") < library.pack("who-2020-covid").number("contacts.fever_c")


def test_the_law_of_2013_ends_where_the_law_of_2025_begins(library: Library) -> None:
    asked = {"jurisdiction": "CN", "disease": "covid-19"}
    assert library.current("disease", on=date(2025, 8, 31), **asked).id == "cn-2020-covid"
    assert library.current("disease", on=date(2025, 9, 1), **asked).id == "cn-2025"


def test_before_the_first_pack_nothing_is_in_force(library: Library) -> None:
    with pytest.raises(PackError, match="No disease pack of CN for covid-19 is in force on 2020-01-24"):
        library.current("disease", jurisdiction="CN", disease="covid-19", on=date(2020, 1, 24))


def test_a_rest_pack_serves_any_disease(library: Library) -> None:
    assert library.current("rest", jurisdiction="EU", on=date(2020, 2, 5)).id == "rest-eu"


def test_an_inherited_value_names_the_pack_that_set_it(library: Library) -> None:
    who = library.pack("who-2020-covid")
    assert who["gates.open_gates"].pack == "cn-2020-covid"
    assert who["contacts.fever_c"].pack == "who-2020-covid"


def test_chinese_overtime_law_has_no_place_in_the_eu_pack(library: Library) -> None:
    eu = library.pack("rest-eu")
    assert "rest.overtime_monthly_h" not in eu
    assert {value.pack for value in eu.values.values()} == {"rest-eu"}


def test_a_pack_answers_typed_questions(covid: Pack, library: Library) -> None:
    rest = library.pack("rest-cn")
    assert covid.real("contacts.fever_c") == pytest.approx(37.3)
    assert covid.number("situation.window_days") == 14
    assert covid.flag("disinfection.household_consent") is True
    assert rest.clock("rhythm.evening_digest") == time(20)
    assert "ambulance" in covid.words("gates.emergency_kinds")
    assert covid.table("epidemic.incubation")[0].text("family") == "lognormal"
    assert covid.row("disinfection.surfaces", surface="moon") is None


@pytest.mark.parametrize(
    ("question", "key", "wanted"),
    [
        ("int", "contacts.fever_c", "a whole number"),
        ("int", "disinfection.household_consent", "a whole number"),
        ("number", "gates.checks", "a whole number"),
        ("words", "situation.window_days", "a list of words"),
        ("words", "situation.measures", "a list of words"),
        ("table", "gates.checks", "a table"),
        ("table", "situation.window_days", "a table"),
        ("flag", "situation.window_days", "a yes or no"),
        ("clock", "situation.window_days", "a time of day"),
        ("text", "situation.window_days", "a text"),
    ],
)
def test_a_wrong_question_is_refused_by_name(covid: Pack, question: str, key: str, wanted: str) -> None:
    with pytest.raises(PackError) as refused:
        getattr(covid, question)(key)
    assert str(refused.value) == f"Rule pack cn-2020-covid: {key} is not {wanted}."


def test_an_unset_key_and_an_absent_column_are_refused_by_name(covid: Pack) -> None:
    with pytest.raises(PackError, match=r"Rule pack cn-2020-covid sets no gates.colour."):
        covid.int("gates.colour")
    row = covid.row("disinfection.surfaces", surface="air")
    assert row is not None
    assert "mg_l_low" not in row
    with pytest.raises(PackError, match=r"sets no disinfection\.surfaces: mg_l_low"):
        row.int("mg_l_low")


def test_an_unknown_pack_is_refused_by_name(library: Library) -> None:
    with pytest.raises(PackError, match="There is no rule pack moon"):
        library.pack("moon")


def test_a_loaded_pack_cannot_be_changed(library: Library, covid: Pack) -> None:
    with pytest.raises(TypeError):
        covid.values["contacts.fever_c"] = covid["contacts.fever_c"]  # type: ignore[index]
    with pytest.raises(TypeError):
        library.packs["x"] = covid  # type: ignore[index]


def test_every_word_and_key_has_a_name_in_both_languages() -> None:
    for vocabulary in VOCABULARIES.values():
        assert all(label.zh and label.en for label in vocabulary.values())
    for key in KEYS.values():
        assert key.label.spoken(language="zh-hans") == key.label.zh
        assert key.label.spoken(language="en") == key.label.en
        assert key.label.zh
        assert key.label.en


def test_every_vocabulary_the_schema_names_exists() -> None:
    for key in KEYS.values():
        plain = [c.content for c in key.content.columns] if isinstance(key.content, Table) else [key.content]
        assert all(one.among in VOCABULARIES for one in plain if isinstance(one, Word | Words))
