"""What the onset dates on record say today: cases still to be reported, R, and whether there are enough to say it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

import numpy as np

from fangxian.calc.epidemic.calibrate import Calibrated, calibrate
from fangxian.calc.epidemic.laws import Law, gamma_of, lognormal_of, weibull_of
from fangxian.calc.epidemic.nowcast import (
    CASES_NEEDED,
    WINDOW_DAYS,
    Expected,
    Reproduction,
    discretised,
    reported_shares,
    reproduction,
    to_come,
)
from fangxian.rulepacks.packs import Pack, Row

LONGEST_DAYS = 60
"""Onsets earlier than this say nothing about today."""
TELLING = 0.2
"""Of a day's onsets so many must be reported by now for what is still missing to be more than a guess."""


@dataclass(frozen=True)
class Serial:
    """The time from one onset to the next as a pack holds it, with where it is from."""

    law: Law
    source: str


@dataclass(frozen=True)
class Nowcast:
    """What is known on a day: confirmed cases, those of them with an onset date, and what follows from those.

    `days` are the onsets by day from the first one on; `delay` is the median from onset to confirmation in days.
    `r` and `cluster` are None without a serial interval, or with no window to look at.
    """

    on: date
    confirmed: int
    dated: int
    first: date | None
    delay: float | None
    days: tuple[Expected, ...]
    r: Reproduction | None
    cluster: Calibrated | None
    source: str

    @property
    def enough(self) -> bool:
        """Whether there are enough cases for more than an opinion."""
        return self.dated >= CASES_NEEDED

    @property
    def needed(self) -> int:
        """How many cases with an onset date it takes."""
        return CASES_NEEDED

    @property
    def told(self) -> tuple[Expected, ...]:
        """The days of which enough is reported by now, the first ones."""
        early = [at for at, day in enumerate(self.days) if day.reported_share < TELLING]
        return self.days[: early[0]] if early else self.days

    @property
    def until(self) -> date:
        """The last of these days."""
        return (self.first or self.on) + timedelta(days=max(0, len(self.told) - 1))

    @property
    def expected(self) -> tuple[int, float, int]:
        """Cases in the end with an onset on these days: low, middle, high; the ends are those of each day added up."""
        days = self.told
        return sum(day.low for day in days), sum(day.expected for day in days), sum(day.high for day in days)


def serial_of(pack: Pack) -> Serial | None:
    """The pack's first serial interval that is a law, None where it holds none."""
    rows = pack.table("epidemic.serial_interval") if "epidemic.serial_interval" in pack else ()
    for row in rows:
        law = _law(row) if "sd" in row else None
        if law is not None:
            return Serial(law, f"{pack.id}: {row.text('source')}")
    return None


def _law(row: Row) -> Law | None:
    mean, sd = row.real("mean"), row.real("sd")
    match row.text("family"):
        case "lognormal":
            return lognormal_of(mean=mean, sd=sd)
        case "gamma":
            return gamma_of(mean=mean, sd=sd)
        case "weibull":
            return weibull_of(mean=mean, sd=sd)
        case _:
            return None


def nowcast(
    confirmed: Sequence[tuple[date | None, date]], *, on: date, serial: Serial | None, needed: int = CASES_NEEDED
) -> Nowcast:
    """From the days of onset (None: not known) and of confirmation of each case; later ones are left out."""
    known = [(onset, told) for onset, told in confirmed if told <= on]
    since = on - timedelta(days=LONGEST_DAYS)
    dated = sorted((onset, told) for onset, told in known if onset is not None and since <= onset <= on)
    if not dated:
        return Nowcast(on, len(known), 0, None, None, (), None, None, serial.source if serial else "")
    first = dated[0][0]
    pairs = [((onset - first).days, (told - first).days) for onset, told in dated]
    today = (on - first).days
    recorded = np.bincount([onset for onset, _told in pairs], minlength=today + 1)
    shares = reported_shares(pairs, today=today)
    days = tuple(to_come(recorded.tolist(), shares, today=today))
    found = Nowcast(
        on=on,
        confirmed=len(known),
        dated=len(dated),
        first=first,
        delay=float(median(told - onset for onset, told in pairs)),
        days=days,
        r=None,
        cluster=_cluster(days, serial, needed) if serial else None,
        source=serial.source if serial else "",
    )
    return replace(found, r=_latest(found.told, serial, needed)) if serial else found


def _latest(days: Sequence[Expected], serial: Serial, needed: int) -> Reproduction | None:
    """R of the last whole window; too few cases on record in it are too few, whatever is still expected."""
    found = reproduction([day.expected for day in days], discretised(serial.law), needed=needed)
    recorded = sum(day.recorded for day in days[-WINDOW_DAYS:])
    return found[-1] if found and found[-1].shown and recorded >= needed else None


def _cluster(days: Sequence[Expected], serial: Serial, needed: int) -> Calibrated:
    recorded = [day.recorded for day in days]
    return calibrate(
        recorded, discretised(serial.law), reported=np.array([day.reported_share for day in days]), needed=needed
    )
