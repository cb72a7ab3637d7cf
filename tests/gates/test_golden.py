"""The golden cases: the server's half of rules that the phone has as well (tests/golden, docs/field-wire.md §7)."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from fangxian.gates import signing
from fangxian.gates.rules import GateRules, Kind, Permit, Standing, Trip, Way, bare_plate, passes, read_code, verdict

GOLDEN = Path(__file__).parents[1] / "golden"
TWINS = sorted(Path(__file__).parents[2].glob("frontend/field/rules/*.ts"))


def cases(name: str) -> Iterator[Any]:
    """The cases of a file, each with what is given to all."""
    file = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    for case in file["cases"]:
        yield pytest.param(file["given"], case["in"], case["out"], id=case["name"])


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def standing(of: dict[str, Any]) -> Standing:
    permits = tuple(
        Permit(
            each["id"], each["purpose"], moment(each["since"]), moment(each["until"]), each["persons"], each["lifts"],
            each["household"], tuple(each["gates"]), each["away"], each["resident"],
        )
        for each in of["permits"]
    )  # fmt: skip
    return Standing(
        way=Way(of["way"]), kind=Kind(of["kind"]), home=of["home"], closed=of["closed"], stays_home=of["stays_home"],
        emergency=of["emergency"], temperature=Decimal(of["temperature"]) if of["temperature"] else None,
        persons=of["persons"], permits=permits, trips=tuple(Trip(moment(at)) for at in of["trips"]),
        household=of["household"], gate=of["gate"], pass_fault=of["pass_fault"],
        resident=of["resident"],
    )  # fmt: skip


def rules(of: dict[str, Any]) -> GateRules:
    return GateRules(
        Decimal(of["fever_c"]), timedelta(seconds=of["trip_every_s"]), of["persons_per_trip"],
        tuple(of["emergency_kinds"]), timedelta(0), timedelta(0), tuple(of["animal_exceptions"]),
    )  # fmt: skip


@pytest.mark.parametrize("given,asked,told", cases("verdict"))
def test_the_verdict(given: dict[str, Any], asked: dict[str, Any], told: dict[str, Any]) -> None:
    by = rules({**given["rules"], **asked.get("rules", {})})
    found = verdict(standing(asked["standing"]), at=moment(asked["at"]), rules=by)
    assert {"ruling": found.ruling, "reasons": list(found.reasons), "permit": found.permit} == told


def keys(of: list[dict[str, Any]]) -> list[passes.PassKey]:
    return [
        passes.PassKey(each["place"], each["number"], signing.as_bytes(each["public"]), each["withdrawn"])
        for each in of
    ]


def permit(read: passes.Pass) -> dict[str, Any]:
    return {
        "id": str(read.authorisation), "kind": read.kind, "purpose": read.purpose, "persons": read.persons,
        "since": int(read.since.timestamp()), "until": int(read.until.timestamp()), "household": read.household,
        "resident": read.resident, "gates": list(read.gates), "plate": read.plate,
    }  # fmt: skip


@pytest.mark.parametrize("given,asked,told", cases("pass_token"))
def test_what_a_token_is_worth(given: dict[str, Any], asked: dict[str, Any], told: dict[str, Any]) -> None:
    known = {**given["passes"], **asked.get("passes", {})}
    of = keys(known["keys"])
    revoked = passes.read_revoked(known["revoked"], place=asked["place"], keys=of, holds=signing.holds)
    found = passes.checked(
        asked["token"], place=asked["place"], gate=asked["gate"], keys=of, revoked=revoked or frozenset(),
        holds=signing.holds,
    )  # fmt: skip
    assert {"code": found.code, **({"permit": permit(found.read)} if not found.code and found.read else {})} == told


@pytest.mark.parametrize("given,asked,told", cases("pass_code"))
def test_a_typed_code(given: dict[str, Any], asked: dict[str, Any], told: dict[str, Any]) -> None:
    code, right = read_code(asked["typed"])
    assert {"code": code, "right": right} == told


@pytest.mark.parametrize("given,asked,told", cases("plate"))
def test_a_typed_plate(given: dict[str, Any], asked: dict[str, Any], told: dict[str, Any]) -> None:
    assert bare_plate(asked["typed"]) == told["plate"]


def test_every_purpose_of_the_gate_has_a_number_on_a_pass() -> None:
    from_file = json.loads((GOLDEN / "pass_token.json").read_text(encoding="utf-8"))["given"]["passes"]["purposes"]
    assert tuple(from_file) == passes.PURPOSES[: len(from_file)]


def test_a_token_is_short_enough_for_a_cheap_camera() -> None:
    longest = passes.Pass(
        "371103150201", 65535, UUID(int=2**128 - 1), Kind.GOODS, "slaughter_certified", 255, moment(0),
        moment(2**32 - 1), 2**32 - 1, 2**32 - 1, tuple(range(20)), "鲁LD12345学",
    )  # fmt: skip
    text = passes.token_of(longest, sign=lambda body: b"s" * 64)
    assert len(text) <= 300
    read = passes.read_token(text)
    assert read is not None and read[0] == longest


@pytest.mark.parametrize("twin", TWINS, ids=lambda f: f.name)
def test_a_twin_is_short_enough_to_be_read_at_once(twin: Path) -> None:
    assert len(twin.read_text(encoding="utf-8").splitlines()) <= 60
