# ruff: noqa: E501 - a table is read by its rows
"""The verdict as a table: who, where, with what, and what the gatekeeper is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from fangxian.gates.queries.standing import rules_in
from fangxian.gates.rules import Kind, Permit, Ruling, Standing, Trip, Way, verdict
from fangxian.gates.words import EMERGENCIES, REASONS, RULINGS, SIGNS
from fangxian.rulepacks.schema import VOCABULARIES

NOW = datetime(2020, 2, 8, 9, 0, tzinfo=UTC)
RULES = rules_in("cn-2020-covid")
DAY = timedelta(days=1)
HEALTHY = Decimal("36.5")


def permit(purpose: str = "illness", **changes: object) -> Permit:
    return replace(Permit("p", purpose, NOW - DAY, NOW + DAY), **changes)  # type: ignore[arg-type]


OUT = Standing(Way.OUT, home=True)
IN = Standing(Way.IN, home=True, temperature=HEALTHY)
STRANGER = Standing(Way.IN, temperature=HEALTHY)
SHEEP = Standing(Way.IN, Kind.ANIMAL)

TABLE = [
    ("a resident of an open place goes out", replace(OUT, closed=False), "allowed", ("open_place",)),
    ("a stranger comes into an open place", replace(STRANGER, closed=False), "allowed", ("open_place",)),
    ("a resident comes home", IN, "allowed", ("comes_home",)),
    ("a resident comes home by car", replace(IN, kind=Kind.VEHICLE), "allowed", ("comes_home",)),
    ("a resident comes home unmeasured", replace(IN, temperature=None), "allowed", ("comes_home", "measure")),
    ("a resident goes out for nothing", OUT, "denied", ("no_authorisation",)),
    ("a stranger comes in", STRANGER, "denied", ("no_authorisation",)),
    ("a strange car comes in", replace(STRANGER, kind=Kind.VEHICLE), "denied", ("no_vehicle_pass",)),
    ("twelve sheep come in", SHEEP, "denied", ("no_animal_pass",)),
    ("sheep of a household come home", replace(SHEEP, home=True), "denied", ("no_animal_pass",)),
    ("a load comes in", Standing(Way.IN, Kind.GOODS), "denied", ("no_goods_pass",)),
    ("a load comes with its pass", Standing(Way.IN, Kind.GOODS, permits=(permit("daily_supply"),)), "allowed", ("authorised",)),
    ("a resident goes to the doctor", replace(OUT, permits=(permit(),)), "allowed", ("authorised",)),
    ("the pass ran out this very moment", replace(OUT, permits=(permit(until=NOW),)), "denied", ("expired",)),
    ("the pass begins this very moment", replace(OUT, permits=(permit(since=NOW),)), "allowed", ("authorised",)),
    ("the pass is for tomorrow", replace(OUT, permits=(permit(since=NOW + DAY / 2),)), "denied", ("not_yet",)),
    ("two persons on a pass for one", replace(OUT, persons=2, permits=(permit(persons=1),)), "denied", ("too_many",)),
    ("one of two passes fits", replace(OUT, permits=(permit(until=NOW), permit())), "allowed", ("authorised",)),
    ("shopping, the first time", replace(OUT, permits=(permit("shopping"),)), "allowed", ("authorised",)),
    ("shopping again after a day", replace(OUT, permits=(permit("shopping"),), trips=(Trip(NOW - DAY),)), "denied", ("trip_too_soon",)),
    ("shopping again after two days", replace(OUT, permits=(permit("shopping"),), trips=(Trip(NOW - 2 * DAY),)), "allowed", ("authorised",)),
    ("two go shopping", replace(OUT, persons=2, permits=(permit("shopping"),)), "denied", ("too_many",)),
    ("a household that must stay goes out", replace(OUT, stays_home=True), "denied", ("stays_home", "no_authorisation")),
    ("it must stay at home in an open place too", replace(OUT, stays_home=True, closed=False), "denied", ("stays_home", "no_authorisation")),
    ("shopping does not lift staying at home", replace(OUT, stays_home=True, permits=(permit("shopping"),)), "denied", ("stays_home", "not_for_stay_home")),
    ("an exception lifts staying at home", replace(OUT, stays_home=True, permits=(permit(lifts_stay_home=True),)), "allowed", ("authorised",)),
    ("sheep on a pass for shopping", replace(SHEEP, permits=(permit("shopping"),)), "denied", ("not_for_animals",)),
    ("sheep on the way to the vet", replace(SHEEP, permits=(permit("veterinary"),)), "allowed", ("authorised",)),
    ("a resident comes home with fever", replace(IN, temperature=Decimal("37.3")), "held", ("medic",)),
    ("just below the fever mark", replace(IN, temperature=Decimal("37.2")), "allowed", ("comes_home",)),
    ("fever in an open place", replace(STRANGER, closed=False, temperature=Decimal("39.0")), "held", ("medic",)),
    ("fever with a pass", replace(OUT, temperature=Decimal("38.0"), permits=(permit(),)), "held", ("medic",)),
    ("an ambulance", Standing(Way.IN, Kind.VEHICLE, emergency="ambulance"), "emergency", ("emergency",)),
    ("childbirth with fever", replace(OUT, emergency="childbirth", temperature=Decimal("38.5")), "emergency", ("emergency",)),
    ("an emergency nobody knows", replace(STRANGER, emergency="party"), "denied", ("no_authorisation",)),
]  # fmt: skip


@pytest.mark.parametrize(("standing", "ruling", "reasons"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_the_gatekeeper_is_told(standing: Standing, ruling: str, reasons: tuple[str, ...]) -> None:
    found = verdict(standing, at=NOW, rules=RULES)
    assert (found.ruling, found.reasons) == (ruling, reasons)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("way", list(Way))
@pytest.mark.parametrize("emergency", RULES.emergency_kinds)
def test_an_emergency_always_passes(kind: Kind, way: Way, emergency: str) -> None:
    standing = Standing(way, kind, stays_home=True, emergency=emergency, temperature=Decimal("40.0"), persons=9)
    assert verdict(standing, at=NOW, rules=RULES).ruling is Ruling.EMERGENCY


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("way", list(Way))
def test_a_closed_place_denies_whatever_nobody_authorised(kind: Kind, way: Way) -> None:
    assert verdict(Standing(way, kind), at=NOW, rules=RULES).ruling is Ruling.DENIED


def test_the_permit_that_carries_is_named() -> None:
    found = verdict(replace(OUT, permits=(permit(id="a", until=NOW), permit(id="b"))), at=NOW, rules=RULES)
    assert found.permit == "b"


def test_another_pack_means_another_fever_and_no_code_changes() -> None:
    warm = replace(IN, temperature=Decimal("37.5"))
    sars = replace(RULES, fever_c=Decimal("38.0"))
    assert [verdict(warm, at=NOW, rules=rules).ruling for rules in (RULES, sars)] == ["held", "allowed"]


def test_every_reason_ruling_and_emergency_has_a_sentence() -> None:
    used = {reason for row in TABLE for reason in row[3]}
    assert used <= REASONS.keys()
    assert set(Ruling) == RULINGS.keys() == SIGNS.keys()
    assert EMERGENCIES.keys() == set(VOCABULARIES["emergency"])
