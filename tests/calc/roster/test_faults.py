"""Malformed and contradictory input gets one sentence that names the field and the person or post."""

from dataclasses import replace
from typing import Any

import pytest

from fangxian.calc.roster import (
    DAY,
    HOUR,
    Derogation,
    Duty,
    Need,
    Pattern,
    Person,
    Post,
    RosterError,
    Wish,
    plan,
)
from fangxian.calc.windows import Span
from tests.calc.roster.village import QUICK, REST, one_gate

PLAIN = one_gate(3, 2)
GATE = PLAIN.posts[0]
WAIVER = Derogation("p0", 0, DAY, 9, "书记 王", "大雪封路", Span(2 * DAY, 3 * DAY))

CASES: list[tuple[dict[str, Any], str, str]] = [
    ({"days": 0}, "days", ""),
    ({"rules": replace(REST, min_rest_h=0)}, "min_rest_h", ""),
    ({"rules": replace(REST, days_off_per_7=7)}, "days_off_per_7", ""),
    ({"rules": replace(REST, night_until=20 * HOUR)}, "night_until", ""),
    ({"people": (Person("an"), Person("an"))}, "people", "an"),
    ({"people": (Person(""),)}, "people", ""),
    ({"people": (Person("an", unavailable=(Span(DAY, 0),)),)}, "unavailable", "an"),
    ({"people": (Person("an", max_weekly_h=-1),)}, "max_weekly_h", "an"),
    ({"people": (Person("an", past=(Duty("bo", "", -60, 0),)),)}, "past", "an"),
    ({"people": (Person("an", home_post="moon"),)}, "home_post", "moon"),
    ({"posts": (GATE, GATE)}, "posts", "gate"),
    ({"posts": (replace(GATE, needs=(Need(0, 60, 0),)),)}, "needs", "gate"),
    ({"posts": (replace(GATE, needs=(Need(60, 60, 1),)),)}, "needs", "gate"),
    ({"posts": (replace(GATE, needs=(Need(0, 2 * DAY, 1),)),)}, "needs", "gate"),
    ({"posts": (replace(GATE, min_team=2),)}, "min_team", "gate"),
    ({"posts": (replace(GATE, some=(("medic", 2),)),)}, "some", "gate"),
    ({"posts": (replace(GATE, patterns=(Pattern(0, 9 * HOUR),)),)}, "patterns", "gate"),
    ({"posts": (replace(GATE, patterns=(Pattern(-5, HOUR),)),)}, "patterns", "gate"),
    ({"posts": (replace(GATE, patterns=(Pattern(7 * HOUR, 8 * HOUR),)),)}, "patterns", "gate"),
    ({"wishes": (Wish("nobody", 0, -1),)}, "wishes", "nobody"),
    ({"wishes": (Wish("p0", 9, -1),)}, "wishes", "p0"),
    ({"pinned": (Duty("p0", "moon", 0, 60),)}, "pinned", "moon"),
    ({"pinned": (Duty("p0", "gate", 60, 60),)}, "pinned", "p0"),
    ({"pinned": (Duty("p0", "gate", 420, 900), Duty("p0", "gate", 600, 1080))}, "pinned", "p0"),
    ({"pinned": (Duty("p0", "gate", 420, 900), Duty("p0", "gate", 1380, 1860))}, "pinned", "p0"),
    ({"derogations": (replace(WAIVER, decided_by=" "),)}, "decided_by", "p0"),
    ({"derogations": (replace(WAIVER, reason=""),)}, "decided_by", "p0"),
    ({"derogations": (replace(WAIVER, end=0),)}, "end", "p0"),
    ({"derogations": (replace(WAIVER, rest_h=11),)}, "rest_h", "p0"),
    ({"derogations": (replace(WAIVER, rest_h=4),)}, "rest_h", "p0"),
    ({"derogations": (replace(WAIVER, compensation=Span(2 * DAY, 2 * DAY + 60)),)}, "compensation", "p0"),
]


@pytest.mark.parametrize(("change", "field", "subject"), CASES)
def test_one_sentence_names_the_field_and_the_subject(change: dict[str, Any], field: str, subject: str) -> None:
    with pytest.raises(RosterError) as refused:
        plan(replace(PLAIN, **change), limits=QUICK)
    assert (refused.value.field, refused.value.subject) == (field, subject)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert subject in sentence


def test_the_plain_problem_has_no_fault() -> None:
    assert plan(PLAIN, limits=QUICK).duties


def test_an_empty_team_is_no_error_but_a_gap() -> None:
    roster = plan(replace(PLAIN, people=()), limits=QUICK)
    assert roster.duties == ()
    assert {g.reasons[0].code for g in roster.gaps} == {"too_few_fit"}


def test_posts_without_needs_ask_for_nothing() -> None:
    assert plan(replace(PLAIN, posts=(Post("idle"),)), limits=QUICK).covered
