"""A rule pack's disease, contacts and load as the outbreak model takes them; every number with its source.

Two numbers are fitted to the community: the household's infectiousness to the household attack rate, the other layers'
to R0, so that R0 = contacts at home × attack rate + contacts elsewhere × their attack rate.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fangxian.calc.epidemic.disease import AgeGroup, Delay, Disease
from fangxian.calc.epidemic.places import HOUSEHOLD
from fangxian.calc.epidemic.population import Mixing, Population
from fangxian.calc.epidemic.workload import Load
from fangxian.rulepacks.packs import Pack, Row

PERCENT = 100
PLAIN = (
    "epidemic.r0", "epidemic.presymptomatic_days", "epidemic.infectious_days", "epidemic.silent_percent",
    "epidemic.silent_infectiousness_percent", "epidemic.fever_percent", "epidemic.onset_to_isolation_days",
    "contacts.quarantine_days", "contacts.fever_c",
)  # fmt: skip
TABLES = ("epidemic.contacts", "epidemic.effects", "epidemic.load", "epidemic.stages")


@dataclass(frozen=True)
class Natural:
    """What a run rests on, as plain numbers: shares from 0 to 1, days, people. `named` holds the tables of the pack."""

    r0: float
    household_attack: float
    k: float
    silent: float
    silent_infectiousness: float
    presymptomatic_days: float
    infectious_days: float
    fever: float
    found_after: float
    incubation: Delay
    ages: tuple[AgeGroup, ...]
    named: Mapping[str, float]

    def share(self, name: str) -> float:
        """A named percentage as a share."""
        return self.named[name] / PERCENT


def natural(pack: Pack) -> Natural:
    """The pack's disease. Raises `PackError` for a pack that does not hold what the model needs."""
    return Natural(
        r0=pack.real("epidemic.r0"),
        household_attack=pack.table("epidemic.household_sar")[0].real("percent") / PERCENT,
        k=pack.table("epidemic.offspring")[0].real("k"),
        silent=pack.real("epidemic.silent_percent") / PERCENT,
        silent_infectiousness=pack.real("epidemic.silent_infectiousness_percent") / PERCENT,
        presymptomatic_days=pack.real("epidemic.presymptomatic_days"),
        infectious_days=pack.real("epidemic.infectious_days"),
        fever=pack.real("epidemic.fever_percent") / PERCENT,
        found_after=pack.real("epidemic.onset_to_isolation_days"),
        incubation=_incubation(pack.table("epidemic.incubation")[0]),
        ages=tuple(_ages(row, pack) for row in pack.table("epidemic.severity")),
        named={row.text("what"): row.real("value") for key in TABLES for row in pack.table(key)},
    )


def _incubation(row: Row) -> Delay:
    return Delay("lognormal", row.real("meanlog"), row.real("sdlog"))


def _ages(row: Row, pack: Pack) -> AgeGroup:
    return AgeGroup(
        above=int(row.real("from_age")),
        symptomatic=1 - pack.real("epidemic.silent_percent") / PERCENT,
        severe=row.real("severe") / PERCENT,
        critical=row.real("critical") / PERCENT,
        dies=row.real("dies") / PERCENT,
    )


def sources(pack: Pack) -> list[dict[str, Any]]:
    """Every number of the pack the model uses, with its unit, source and evidence mark."""
    plain = [_said(pack, key, pack.cell(key)) for key in PLAIN]
    first = [
        {**_said(pack, key, row.real(column)), "unit": unit, "source": row.text("source")}
        for key, column, unit in (
            ("epidemic.household_sar", "percent", "%"), ("epidemic.offspring", "k", ""),
            ("epidemic.incubation", "meanlog", ""), ("epidemic.incubation", "sdlog", ""),
        )
        for row in pack.table(key)[:1]
    ]  # fmt: skip
    named = [
        {**_said(pack, key, row.real("value")), "key": f"{key}.{row.text('what')}", "source": row.text("source")}
        for key in TABLES
        for row in pack.table(key)
    ]
    return plain + first + named


def _said(pack: Pack, key: str, value: Any) -> dict[str, Any]:
    held = pack[key]
    return {
        "key": key, "value": float(value), "unit": "" if held.unit in ("none", "table") else held.unit,
        "source": f"{pack.id}: {held.source}", "evidence": held.evidence,
    }  # fmt: skip


def mixing(of: Natural) -> Mixing:
    """Whom people meet on a usual day. Schools are closed: the register holds none, and it is winter."""
    named = of.named
    return Mixing(
        unit=named["unit"], building=named["building"], work=named["work"], community=named["community"],
        community_k=named["community_dispersion"], gate=named["gate"],
    )  # fmt: skip


def load(of: Natural) -> Load:
    """What a case, a contact and a household ask of the team."""
    wanted = Load.__dataclass_fields__
    return Load(**{name: of.named[name] for name in wanted})


def disease(of: Natural, population: Population) -> Disease:
    """The disease on a community, fitted to the household attack rate and to R0."""
    at_home = _searched(lambda beta: _attack(of, beta) - of.household_attack)
    inside = population.contacts(HOUSEHOLD) * of.household_attack
    outside = sum(population.contacts(name) for name in population.layers if name != HOUSEHOLD)
    wanted = max(0.0, of.r0 - inside) / outside if outside else 0.0
    elsewhere = _searched(lambda beta: _attack(of, beta) - min(wanted, 0.999))
    stages: dict[str, Any] = {name: Delay("fixed", of.named[name]) for name in _STAGES}
    return Disease(
        beta=1.0,
        by_layer={name: at_home if name == HOUSEHOLD else elsewhere for name in population.layers}
        | {"visitor": elsewhere},
        dispersion=of.k,
        incubation=of.incubation,
        presymptomatic=Delay("fixed", of.presymptomatic_days),
        asymptomatic_infectiousness=of.silent_infectiousness,
        silent_days=Delay("fixed", of.presymptomatic_days + of.infectious_days),
        mild_days=Delay("fixed", of.infectious_days),
        **stages,
        ages=tuple(replace(group, symptomatic=1 - of.silent) for group in of.ages),
        fever=of.fever,
    )


_STAGES = ("to_severe", "severe_days", "to_critical", "critical_days", "to_death")


def _attack(of: Natural, beta: float) -> float:
    """How likely one given contact is infected over a whole course at this rate a day, over everybody's gamma."""
    days = of.presymptomatic_days + of.infectious_days

    def one(factor: float) -> float:
        return float(1 - (1 + beta * factor * days / of.k) ** -of.k)

    return (1 - of.silent) * one(1) + of.silent * one(of.silent_infectiousness)


def _searched(gap: Any) -> float:
    """The rate at which a rising gap closes; the largest sensible one where it never does."""
    low, high = 0.0, 50.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if gap(middle) < 0 else (low, middle)
    return (low + high) / 2
