"""Every way a pack can be wrong is one sentence that names the file and the key."""

from pathlib import Path

import pytest

from fangxian.rulepacks.packs import SENTENCES, PackError, load_packs
from fangxian.rulepacks.packs.errors import gettext_noop

from .conftest import Spoil

REST = 'min_rest_h = { value = 11, unit = "hours", source = "directive", evidence = "I"'
NIGHT = "night_from = { value = 22:00:00"
POSTS = 'value = ["gate", "checkpoint"'
SLOT = '{ slot = "early", start = 06:00:00, end = 08:00:00 }'
FILE = "rest-cn.toml"

FAULTS: list[tuple[str, str, str, str]] = [
    ("[sources]", "[sources", "unreadable", f"{FILE}: this is not a readable TOML file ("),
    ("[sources]", "[extra]\n[sources]", "section_unknown", f"{FILE}: section extra is not known."),
    ("[pack]", "[other]", "section_unknown", f"{FILE}: section other is not known."),
    ('id = "rest-cn"', 'colour = "red"', "header_unknown", f"{FILE}: the pack has no entry called colour."),
    ('id = "rest-cn"\n', "", "header_missing", f"{FILE}: the pack must state id."),
    ('id = "rest-cn"', 'id = " "', "header_wrong", f"{FILE}: id must be a line of text."),
    ('kind = "rest"', 'kind = "sleep"', "header_wrong", f"{FILE}: kind must be one of disease, rest."),
    (
        'jurisdiction = "CN"',
        "jurisdiction = 1",
        "header_wrong",
        f"{FILE}: jurisdiction must be one of CN, WHO, EU, CN-municipal.",
    ),
    (
        'disease = "any"',
        'disease = "flu"',
        "header_wrong",
        f"{FILE}: disease must be one of covid-19, sars, influenza, any.",
    ),
    (
        "2018-12-29",
        '"2018-12-29"',
        "header_wrong",
        f"{FILE}: effective_from must be a date such as 2020-01-25.",
    ),
    ("2018-12-29", "2018-12-29T08:00:00", "header_wrong", f"{FILE}: effective_from must be a date such as"),
    ("2018-12-29", "2018-02-30", "unreadable", f"{FILE}: this is not a readable TOML file ("),
    (
        'title = { zh = "工时与休息·中国",',
        "title = {",
        "header_wrong",
        f"{FILE}: title must be a zh and an en text.",
    ),
    (
        "effective_from = 2018-12-29",
        "effective_from = 2018-12-29\neffective_to = 2018-12-28",
        "dates_reversed",
        f"{FILE}: effective_to is earlier than effective_from.",
    ),
    ("[sources]", '[sources]\nx = ""', "source_blank", f"{FILE}: source x must be a line of text."),
    (
        'jurisdiction = "CN"',
        'jurisdiction = "CN"\nextends = "gone"',
        "extends_unknown",
        f"{FILE}: extends names gone, which is no pack of this folder.",
    ),
    (
        'jurisdiction = "CN"',
        'jurisdiction = "CN"\nextends = "rest-cn"',
        "extends_circle",
        f"{FILE}: extends leads back to the pack itself.",
    ),
    (
        "min_rest_h =",
        "min_nap_h =",
        "key_unknown",
        f"{FILE}: rest.min_nap_h is not a known key of a rest pack.",
    ),
    ("[values.people]", "[values.gates]", "key_unknown", f"{FILE}: gates.min_age_work is not a known key"),
    ("[values.rest]", "[values]\nrest = 3\n[values.people]", "unreadable", f"{FILE}: this is not a readable"),
    (
        "max_weekly_h = {",
        "#max_weekly_h = {",
        "key_missing",
        f"{FILE}: required key rest.max_weekly_h is missing.",
    ),
    (
        "max_daily_h = { value = 8, ",
        "max_daily_h = 8 # { value = 8, ",
        "value_shape",
        f"{FILE}: rest.max_daily_h must be a table with value, unit, source and evidence.",
    ),
    (REST, REST.replace("value = 11, ", ""), "field_missing", f"{FILE}: rest.min_rest_h has no value."),
    (REST, REST.replace('unit = "hours", ', ""), "field_missing", f"{FILE}: rest.min_rest_h has no unit."),
    (
        REST,
        REST.replace('source = "directive", ', ""),
        "field_missing",
        f"{FILE}: rest.min_rest_h has no source.",
    ),
    (
        REST,
        REST.replace(', evidence = "I"', ""),
        "field_missing",
        f"{FILE}: rest.min_rest_h has no evidence.",
    ),
    (REST, REST + ", why = 1", "field_unknown", f"{FILE}: rest.min_rest_h has an unknown field why."),
    (
        REST,
        REST.replace("directive", "hearsay"),
        "source_unknown",
        f"{FILE}: rest.min_rest_h names source hearsay, which is not listed under sources.",
    ),
    (
        REST,
        REST.replace('"hours"', '"minutes"'),
        "unit_wrong",
        f"{FILE}: rest.min_rest_h must be given in hours, not in minutes.",
    ),
    (
        REST,
        REST.replace('"I"', '"Z"'),
        "evidence_wrong",
        f"{FILE}: rest.min_rest_h has evidence Z; it must be one of T, X, M, I.",
    ),
    (
        'note = { zh = "我国',
        'note = { cn = "我国',
        "note_wrong",
        f"{FILE}: the note of rest.min_rest_h must have a zh",
    ),
    (REST, REST.replace("11", '"11"'), "type_wrong", f"{FILE}: rest.min_rest_h must be a number."),
    (REST, REST.replace("11", "true"), "type_wrong", f"{FILE}: rest.min_rest_h must be a number."),
    (
        REST,
        REST.replace("11", "25"),
        "out_of_range",
        f"{FILE}: rest.min_rest_h is 25; it must lie between 0 and 24.",
    ),
    (
        REST,
        REST.replace("11", "nan"),
        "out_of_range",
        f"{FILE}: rest.min_rest_h is NaN; it must lie between 0 and 24.",
    ),
    (
        REST,
        REST.replace("11", "-1"),
        "out_of_range",
        f"{FILE}: rest.min_rest_h is -1; it must lie between 0 and 24.",
    ),
    (
        "days_off_in_7 = { value = 1",
        "days_off_in_7 = { value = 1.5",
        "type_wrong",
        f"{FILE}: rest.days_off_in_7 must be a whole number.",
    ),
    (
        NIGHT,
        NIGHT.replace("22:00:00", '"22:00"'),
        "type_wrong",
        f"{FILE}: rest.night_from must be a time of day",
    ),
    (
        NIGHT,
        NIGHT.replace("22:00:00", "22:00:30"),
        "type_wrong",
        f"{FILE}: rest.night_from must be a time of day",
    ),
    (
        "break_counts_as_rest = { value = false",
        "break_counts_as_rest = { value = 0",
        "type_wrong",
        f"{FILE}: rest.break_counts_as_rest must be true or false.",
    ),
    (
        POSTS,
        'value = ["gate", "moon"',
        "word_unknown",
        f"{FILE}: people.hazard_posts contains moon, which is not a",
    ),
    (POSTS, 'value = ["gate", "gate"', "word_twice", f"{FILE}: people.hazard_posts contains gate twice."),
    (POSTS, 'value = ["gate", 3', "type_wrong", f"{FILE}: people.hazard_posts must be a word."),
    (
        'emergency_waives = { value = ["overtime_cap"]',
        "emergency_waives = { value = []",
        "list_empty",
        f"{FILE}: rest.emergency_waives is empty.",
    ),
    (
        'emergency_waives = { value = ["overtime_cap"]',
        'emergency_waives = { value = "overtime_cap"',
        "type_wrong",
        f"{FILE}: rest.emergency_waives must be a list of words.",
    ),
    (
        SLOT,
        SLOT.replace("end", "until"),
        "column_unknown",
        f"{FILE}: rhythm.slots[1] has an unknown column until.",
    ),
    (SLOT, '{ slot = "early", start = 06:00:00 }', "column_missing", f"{FILE}: rhythm.slots[1] has no end."),
    (SLOT, SLOT + ", " + SLOT, "row_twice", f"{FILE}: rhythm.slots[2] repeats an earlier row."),
    (SLOT, "7", "type_wrong", f"{FILE}: rhythm.slots[1] must be a row with columns."),
    (
        SLOT,
        SLOT.replace("early", "dawn"),
        "word_unknown",
        f"{FILE}: rhythm.slots[1].slot contains dawn, which is",
    ),
]


@pytest.mark.parametrize(("old", "new", "code", "sentence"), FAULTS)
def test_a_spoilt_pack_is_refused_in_one_sentence(spoil: Spoil, old: str, new: str, code: str, sentence: str) -> None:
    with pytest.raises(PackError) as refused:
        load_packs(spoil(old, new))
    assert (refused.value.code, str(refused.value)[: len(sentence)]) == (code, sentence)
    assert "\n" not in str(refused.value)


def test_the_unspoilt_pack_loads(folder: Path) -> None:
    assert "rest-cn" in load_packs(folder)


def test_a_missing_section_is_named(folder: Path) -> None:
    (folder / "x.toml").write_text("[pack]\n[values]\n", "utf-8")
    with pytest.raises(PackError, match=r"x.toml: section sources is missing."):
        load_packs(folder)


def test_a_file_that_is_not_text_is_named(folder: Path) -> None:
    (folder / "y.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PackError, match=r"y.toml: this is not a readable TOML file"):
        load_packs(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="There is no folder of rule packs at"):
        load_packs(tmp_path / "gone")


def test_two_packs_may_not_share_an_id(sibling: Spoil) -> None:
    with pytest.raises(PackError, match=r"z.toml: the pack id rest-cn is already used by rest-cn.toml"):
        load_packs(sibling("z.toml"))


def test_two_packs_may_not_be_in_force_at_once(sibling: Spoil) -> None:
    with pytest.raises(PackError) as refused:
        load_packs(sibling("later.toml", id='"later"', effective_from="2024-01-01"))
    assert refused.value.code == "overlap"
    assert "later.toml" in str(refused.value)
    assert "rest-cn" in str(refused.value)


def test_sharing_a_single_day_is_an_overlap_because_both_ends_are_included(spoil: Spoil, sibling: Spoil) -> None:
    spoil("effective_from = 2018-12-29", "effective_from = 2018-12-29\neffective_to = 2024-01-01")
    with pytest.raises(PackError, match="at the same time"):
        load_packs(sibling("later.toml", id='"later"', effective_from="2024-01-01", effective_to="2025-01-01"))


def test_packs_that_follow_each_other_load(spoil: Spoil, sibling: Spoil) -> None:
    spoil("effective_from = 2018-12-29", "effective_from = 2018-12-29\neffective_to = 2023-12-31")
    folder = sibling("later.toml", id='"later"', effective_from="2024-01-01", effective_to="2025-01-01")
    assert {pack.id for pack in load_packs(folder)} == {"rest-cn", "later"}


def test_a_longer_circle_of_extends_is_found(spoil: Spoil, sibling: Spoil) -> None:
    spoil('jurisdiction = "CN"', 'jurisdiction = "CN"\nextends = "eu"')
    with pytest.raises(PackError) as refused:
        load_packs(sibling("eu.toml", id='"eu"', jurisdiction='"EU"', extends='"rest-cn"'))
    assert refused.value.code == "extends_circle"


def test_a_disease_pack_cannot_stand_on_a_rest_pack(folder: Path) -> None:
    header = 'id = "d"\nkind = "disease"\ntitle = { zh = "甲", en = "a" }\njurisdiction = "CN"\ndisease = "sars"\n'
    text = f'[pack]\n{header}effective_from = 2020-01-01\nextends = "rest-cn"\n[sources]\n[values]\n'
    (folder / "d.toml").write_text(text, "utf-8")
    with pytest.raises(PackError, match="a disease pack cannot extend rest-cn, a pack of another kind"):
        load_packs(folder)


def test_every_sentence_can_be_reached_and_is_a_sentence() -> None:
    tried = {code for _, _, code, _ in FAULTS}
    asked = {"no_pack", "none_current", "not_set", "asked_wrong"}
    elsewhere = {"folder_missing", "section_missing", "id_taken", "overlap", "extends_kind"}
    assert tried | asked | elsewhere == set(SENTENCES)
    assert all(sentence.endswith(".") and "\n" not in sentence for sentence in SENTENCES.values())
    assert gettext_noop("x") == "x"
