"""Everything compiled code reads and writes, in as few arrays as possible: every array makes compiling slower.

The first ones are the community and the scenario and shared by all threads; the later ones change during a run and are
used again for the next one.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Small = NDArray[np.int16]
Int32 = NDArray[np.int32]

FAR = 32000
"""A day that never comes."""
NOBODY = 0xFFFFFFFF
"""The source of infections that come from outside."""
FULL = 1
"""A run's answer when a queue was too small; it is done again with a larger one."""
CHUNK = 32
"""Entries of a queue that lie together; a power of two."""
GUIDES = 256
"""In so many places one may begin to look in a curve."""

# Columns of `who`, and of `places` behind the kinds of places.
KEY, HOME = range(2)
AGE = 7

# `numbers`. TESTED, REPORTED, BOUND: whether anybody is ever found by a hazard, by reports; restricted from the start.
# OPEN: nothing is done that could prevent an infection, so that an attempt's fate is known when it is drawn; ALIKE when
# all are equally susceptible, too.
(
    DAYS, WARM, CHANCE, DISPERSION, INCUBATION, SILENT, BEFORE, EARLY_SHARE, EARLY_RATIO, EARLY_DAYS, FEVERISH,
    BEGIN, BEGIN_FOUND, BEGIN_GIVEN, CROSSING, COMING, MEETING, COMING_FEVER, TESTED, REPORTED, BOUND, OPEN,
) = range(22)  # fmt: skip
ALIKE = 2.0

# Rows of `curves`: cumulative delays by days, then shares by age in years; the delays of reports follow.
(
    FIRST, PRESYMPTOMATIC, SILENT_DAYS, MILD, TO_SEVERE, SEVERE_DAYS, TO_CRITICAL, CRITICAL_DAYS, TO_DEATH,
    SUSCEPTIBLE, INFECTIVE, SYMPTOMATIC, SEVERELY, CRITICALLY, DYING, REPORTS,
) = range(16)  # fmt: skip

# Columns of `rules`: what kind of place, who keeps to it, from when … and the rows of `factors`.
(
    KIND, UNIT, SHARE, SALT, EITHER, FEBRILE, FINDS, RESTRICTS, CASES, DELAY, LASTS, START, END, BASE, LEFT, TAKE,
) = range(16)  # fmt: skip
# Who keeps to a rule: everybody, by person, by household.
CERTAIN, PERSON, HOUSE = range(3)

# Columns of `care`; `CARE_WHAT` is one of the three below it. CARE_EXTRA: isolated away, or contacts traced in a day.
# CARE_DELAY of tracing, whose delays are factors: whether the cases of a day are asked all at once.
CARE_WHAT, CARE_START, CARE_END, CARE_SHARE, CARE_DELAY, CARE_DAYS, CARE_EXTRA, CARE_ROW = range(8)
REPORTING, ISOLATING, TRACING = range(3)

# Rows of `hazards`: of being found, by day; the sensitivity of a gate; days until a test's result.
ILL, NOT_ILL, ILL_CONFINED, NOT_ILL_CONFINED, AT_GATE, RESULT = range(6)

# Columns of `state`, days unless they say otherwise.
(
    INFECTED, INFECTIOUS, ONSET, ENDS, FEVER, DIES, FOUND_ON, ISOLATED_FROM, ISOLATED_UNTIL, CONFINED_FROM,
    CONFINED_UNTIL, COUNTED_UNTIL, KNOWN, ISOLATION, CONFINEMENT, LISTED_FOR,
) = range(16)  # fmt: skip

# Rows of `lists`, of `spots`, and the places of `counts`.
LISTED, WAITING_FOR, LISTED_WAY, LISTED_IN, LISTED_ON = range(5)
OPENS, SHUTS, HITS = range(3)
INFECTED_SO_FAR, ARRIVED, SERVED, FREE, TOP, BUDGET, OVERFLOW = range(7)

# The queues, and what is known of a day's queue: its first and last chunk and where the next entry goes.
ATTEMPT, FIND, CONFINE = range(3)
HEAD, TAIL, NEXT = range(3)

# Columns of `cells`: the layer, on which day of the course it begins, how many it has, where the links begin, how many.
OF_LAYER, SINCE, LASTING, BESIDE, LINKS = range(5)

# Rows of the daily table.
(
    INFECTIONS, ONSETS, FOUND, ISOLATED, AWAY, QUARANTINED, RESTRICTED, SEVERE, CRITICAL, DEATHS, TRACED, WAITING,
) = range(12)  # fmt: skip
DAILY = 12


class World(NamedTuple):
    """n people, L layers, R rules, C rows of care, P places that rules name, D days.

    who (n, 2) random keys of person and household; places (n, 8) numbers of places, −1 for none, and the age; links of
    person i in layer l: others[offsets[i, l] : offsets[i, l + 1]]; passing (n) crossings summed up; numbers, curves,
    rules, care, hazards: see above; factors (rows, L + 2) by layer, outside, visitors; lot: who may be infected first;
    set_up (2, P) days on which places open and shut; guides (rows of curves, 256) where to begin to look in a curve;
    strong: infectiousness by equal shares of people; yields (n): the share of attempts that reach somebody at all.
    Of a run: state (n, 16), due (n) the day from which on attempts are in vain, −1 for the infected, strength (n) of
    infected people, lists (5, n), counts, root of all random numbers, tickets of the lot, spots (3, P), up_to (3 L)
    attempts to be expected up to each of the cells (3 L, 8), daily (12, D), and the queues: pool of entries, chain
    from chunk to chunk, ends (3, 3, D).
    """

    who: NDArray[np.uint64]
    places: Int32
    offsets: Int32
    others: Int32
    passing: Floats
    numbers: Floats
    curves: Floats
    guides: Small
    strong: NDArray[np.float32]
    yields: NDArray[np.float32]
    factors: Floats
    rules: Floats
    care: Floats
    hazards: Floats
    lot: Int32
    set_up: Small
    state: Small
    due: Small
    strength: NDArray[np.float32]
    lists: Int32
    counts: NDArray[np.int64]
    root: NDArray[np.uint64]
    tickets: Floats
    spots: Small
    up_to: Floats
    cells: NDArray[np.uint64]
    daily: Int32
    pool: NDArray[np.uint64]
    chain: Int32
    ends: Int32


def with_room(world: World, room: int) -> World:
    """The same community and scenario with arrays of its own for runs; `room` entries in the queues."""
    people, layers = len(world.who), world.offsets.shape[1] - 1
    days, chunks = world.hazards.shape[1], room // CHUNK + 1
    return world._replace(
        state=np.empty((people, 16), np.int16),
        due=np.empty(people, np.int16),
        strength=np.empty(people, np.float32),
        lists=np.empty((5, people), np.int32),
        counts=np.zeros(8, np.int64),
        root=np.zeros(1, np.uint64),
        tickets=np.empty(len(world.lot)),
        spots=np.empty((3, world.set_up.shape[1]), np.int16),
        up_to=np.empty(3 * layers),
        cells=np.empty((3 * layers, 8), np.uint64),
        daily=np.zeros((DAILY, days), np.int32),
        pool=np.empty((chunks * CHUNK, 2), np.uint64),
        chain=np.empty(chunks, np.int32),
        ends=np.empty((3, 3, days), np.int32),
    )
