"""What the rule pack that governs a place says about watches."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache

from fangxian.areas.models import Area
from fangxian.areas.queries import pack_chosen
from fangxian.monitoring.rules.days import DAYS_OF
from fangxian.monitoring.rules.signs import Thresholds
from fangxian.rulepacks.packs import packaged_library


@dataclass(frozen=True)
class WatchRules:
    """The numbers of one pack: days by category, checks, thresholds, clocks and ages."""

    days: dict[str, int]
    checks_per_day: int
    first_due: time
    last_due: time
    late: timedelta
    missed_in_row: int
    search_within: timedelta
    acknowledge_within: timedelta
    evaluate_within: timedelta
    child_age_max: int
    carer_age_max: int
    thresholds: Thresholds
    # In the order in which they are asked.
    symptoms: tuple[str, ...]


def watch_rules(area: Area, *, on: date) -> WatchRules:
    """The rules in force at a place on a day."""
    return rules_in(pack_chosen(area, "disease", on=on))


@cache
def rules_in(pack_id: str) -> WatchRules:
    """The rules of one pack."""
    pack = packaged_library().pack(pack_id)
    symptoms = pack.words("contacts.symptoms")
    thresholds = Thresholds(
        fever=pack.number("contacts.fever_c"), low=pack.number("contacts.temperature_low_c"),
        high=pack.number("contacts.temperature_high_c"), worse_by=pack.number("contacts.worse_by_c"),
        symptoms=frozenset(symptoms),
    )  # fmt: skip
    return WatchRules(
        days={category: pack.int(key) for category, key in DAYS_OF.items()},
        checks_per_day=pack.int("contacts.checks_per_day"),
        first_due=pack.clock("contacts.check_first_due"),
        last_due=pack.clock("contacts.check_last_due"),
        late=timedelta(hours=pack.int("contacts.check_late_h")),
        missed_in_row=pack.int("contacts.missed_in_row"),
        search_within=timedelta(hours=pack.int("contacts.search_within_h")),
        acknowledge_within=timedelta(minutes=pack.int("contacts.acknowledge_within_min")),
        evaluate_within=timedelta(hours=pack.int("contacts.evaluate_within_h")),
        child_age_max=pack.int("contacts.child_age_max"),
        carer_age_max=pack.int("contacts.carer_age_max"),
        thresholds=thresholds,
        symptoms=symptoms,
    )
