"""A question to the model: a disease, measures, how it began and for how long."""

from collections.abc import Sequence
from dataclasses import dataclass

from .disease import Disease
from .measures import Measure


@dataclass(frozen=True, kw_only=True)
class Imports:
    """What comes from outside: the chance per crossing to be infected, and infectious visitors.

    `visitors` come in a day, a share `prevalence` of them infectious, each meeting `contacts` residents; a share
    `symptomatic` of those is ill and may be seen at a gate.
    """

    crossing: float = 0.0
    visitors: float = 0.0
    prevalence: float = 0.0
    contacts: float = 0.0
    symptomatic: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Begin:
    """How it begins: `infected` people drawn by lot, or the `persons` given.

    `found` of them are found on day 0, `ago` days after all were infected; `places` (register numbers of the places of
    a `kind`) narrows the lot, for example to one plant's workers.
    """

    infected: int = 1
    persons: Sequence[int] = ()
    found: int = 0
    ago: int = 0
    kind: int = 0
    places: Sequence[int] = ()


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One plan to be tried for `days` days."""

    days: int
    disease: Disease
    measures: Sequence[Measure] = ()
    begin: Begin = Begin()
    imports: Imports = Imports()
