"""Finding the infected: tests, reports, watched workplaces and gates; isolation, and what a found case sets off."""

import numpy as np

from .compiled import Real, Whole, inner
from .confining import restrict, span
from .infection import delay
from .keeping import adheres, allowed, keeps
from .keyed import GOLDEN, TESTING, chance, stream, unit
from .keyed import ISOLATING as ISOLATION_OF
from .queues import give_back, last_of, put
from .world import (
    ARRIVED,
    AT_GATE,
    AWAY,
    BASE,
    CARE_DAYS,
    CARE_DELAY,
    CARE_END,
    CARE_EXTRA,
    CARE_ROW,
    CARE_SHARE,
    CARE_START,
    CARE_WHAT,
    CASES,
    CHUNK,
    CONFINED_FROM,
    CONFINED_UNTIL,
    DELAY,
    DIES,
    END,
    ENDS,
    FAR,
    FEVER,
    FIND,
    FINDS,
    FOUND,
    FOUND_ON,
    HEAD,
    HITS,
    ILL,
    ILL_CONFINED,
    INFECTED,
    INFECTED_SO_FAR,
    INFECTIOUS,
    ISOLATED,
    ISOLATED_FROM,
    ISOLATED_UNTIL,
    ISOLATING,
    ISOLATION,
    KEY,
    KIND,
    KNOWN,
    LASTS,
    LISTED,
    NOBODY,
    NOT_ILL,
    NOT_ILL_CONFINED,
    ONSET,
    OPENS,
    QUARANTINED,
    REPORTED,
    REPORTING,
    RESTRICTS,
    RESULT,
    SHUTS,
    START,
    TESTED,
    WAITING_FOR,
    World,
)  # fmt: skip


@inner
def look_for(w: World, person: Whole, day: Whole) -> None:
    """Determine when somebody infected will be found as things stand, not before tomorrow, and put it down."""
    found = np.int64(FAR)
    if w.numbers[TESTED] > 0.0:
        found = by_test(w, person)
    if w.numbers[REPORTED] > 0.0:
        found = min(found, by_report(w, person))
    found = max(day + 1, found)
    if found < w.daily.shape[1] and found != w.state[person, FOUND_ON]:
        w.state[person, FOUND_ON] = found
        put(w, FIND, found, np.uint64(person), np.uint64(0))


@inner
def by_test(w: World, person: Whole) -> Whole:
    """The day of a positive result: when the hazards of the days have used up the person's own number."""
    left = -np.log(chance(w.root[0], w.who[person, KEY], TESTING))
    first = max(np.int64(w.state[person, INFECTIOUS]), np.int64(w.state[person, INFECTED]) + 1)
    for day in range(first, min(np.int64(w.state[person, ENDS]), w.hazards.shape[1])):
        left -= hazard(w, person, day)
        if left <= 0.0:
            return day + np.int64(w.hazards[RESULT, day])
    return FAR


@inner
def hazard(w: World, person: Whole, day: Whole) -> Real:
    """How likely somebody infectious is found on a day, as a hazard."""
    ill = w.state[person, ONSET] <= day
    if w.state[person, CONFINED_FROM] <= day < w.state[person, CONFINED_UNTIL]:
        found = w.hazards[ILL_CONFINED if ill else NOT_ILL_CONFINED, day]
    else:
        found = w.hazards[ILL if ill else NOT_ILL, day]
    if ill:
        for rule in range(len(w.rules)):
            if w.rules[rule, FINDS] > 0.0 and keeps(w, rule, person, day):
                found += w.rules[rule, FINDS]
    if w.hazards[AT_GATE, day] > 0.0 and w.state[person, FEVER] <= day:
        found -= np.log(max(1e-12, 1.0 - w.hazards[AT_GATE, day] * crossing(w, person, day)))
    return found


@inner
def crossing(w: World, person: Whole, day: Whole) -> Real:
    """The chance that somebody passes a gate on a day, as measures leave it."""
    often = w.passing[person] - (w.passing[person - 1] if person > 0 else 0.0)
    for rule in range(len(w.rules)):
        often *= allowed(w, rule, NOBODY, person, w.factors.shape[1] - 2, day)
    return min(1.0, often)


@inner
def by_report(w: World, person: Whole) -> Whole:
    """The day on which somebody ill is found because they said so."""
    onset = np.int64(w.state[person, ONSET])
    first = np.int64(FAR)
    nth = 0
    for row in range(len(w.care)):
        if w.care[row, CARE_WHAT] != REPORTING:
            continue
        # By its place among the reports, so that what else is done does not change who says so.
        nth += 1
        if w.care[row, CARE_START] <= onset < w.care[row, CARE_END]:
            state = stream(w.root[0], w.who[person, KEY] ^ (GOLDEN * np.uint64(nth)), TESTING)
            if unit(state + GOLDEN) < w.care[row, CARE_SHARE]:
                days = delay(w, int(w.care[row, CARE_ROW]), state, 2)
                first = min(first, onset + days + np.int64(w.care[row, CARE_DELAY]))
    return first


@inner
def find(w: World, day: Whole) -> None:
    """Those who are found on a day."""
    chunk = np.int64(w.ends[FIND, HEAD, day])
    while chunk >= 0:
        for at in range(chunk * CHUNK, last_of(w, FIND, day, chunk)):
            person = np.int64(w.pool[at, 0])
            # Somebody put down for another day since then is not found today.
            if w.state[person, FOUND_ON] == day and w.state[person, KNOWN] == 0:
                discover(w, person, day)
        chunk = np.int64(w.chain[chunk])
    give_back(w, FIND, day)


@inner
def discover(w: World, person: Whole, day: Whole) -> None:
    """Somebody is found: quarantine becomes isolation, the contacts wait to be traced, places may close."""
    w.state[person, KNOWN] = 1
    w.daily[FOUND, day] += 1
    w.lists[WAITING_FOR, w.counts[ARRIVED]] = person
    w.counts[ARRIVED] += 1
    until = np.int64(w.state[person, CONFINED_UNTIL])
    if w.state[person, CONFINED_FROM] <= day < until:
        span(w, QUARANTINED, day, until, -1)
        w.state[person, CONFINED_UNTIL] = day
    isolate(w, person, day)
    for rule in range(len(w.rules)):
        if w.rules[rule, CASES] > 0.0 and w.rules[rule, START] <= day < w.rules[rule, END]:
            set_off(w, rule, person, day)


@inner
def isolate(w: World, person: Whole, day: Whole) -> None:
    """Isolation by the first way of isolating that has room for this person's number."""
    drawn = chance(w.root[0], w.who[person, KEY], ISOLATION_OF)
    for row in range(len(w.care)):
        if w.care[row, CARE_WHAT] == ISOLATING and w.care[row, CARE_START] <= day < w.care[row, CARE_END]:
            drawn -= w.care[row, CARE_SHARE]
            if drawn < 0.0:
                begin = day + np.int64(w.care[row, CARE_DELAY])
                end = max(np.int64(w.state[person, ENDS]), begin + np.int64(w.care[row, CARE_DAYS]))
                end = min(end, np.int64(w.state[person, DIES]))
                w.state[person, ISOLATION] = row
                w.state[person, ISOLATED_FROM] = begin
                w.state[person, ISOLATED_UNTIL] = end
                span(w, ISOLATED, begin, end, 1)
                if w.care[row, CARE_EXTRA] > 0.0:
                    span(w, AWAY, begin, end, 1)
                restrict(w, person, begin, end)
                return


@inner
def set_off(w: World, rule: Whole, person: Whole, day: Whole) -> None:
    """A case counts for the places that close, or are watched, on cases."""
    place = w.places[person, int(w.rules[rule, KIND])]
    if place < 0:
        return
    at = int(w.rules[rule, BASE]) + place
    w.spots[HITS, at] += 1
    if w.spots[HITS, at] < w.rules[rule, CASES]:
        return
    begin = day + np.int64(w.rules[rule, DELAY])
    end = min(begin + np.int64(w.rules[rule, LASTS]), np.int64(w.rules[rule, END]))
    if w.spots[SHUTS, at] <= begin:
        w.spots[OPENS, at] = begin
    w.spots[SHUTS, at] = max(np.int64(w.spots[SHUTS, at]), end)
    if w.rules[rule, RESTRICTS] > 0.0:
        restrict_home(w, rule, person, begin, end)
    if w.rules[rule, FINDS] > 0.0:
        look_again(w, rule, place, day)


@inner
def restrict_home(w: World, rule: Whole, person: Whole, begin: Whole, end: Whole) -> None:
    """Everybody of somebody's household, unit or building is restricted; they stand side by side."""
    kind = int(w.rules[rule, KIND])
    place = w.places[person, kind]
    first = person
    while first > 0 and w.places[first - 1, kind] == place:
        first -= 1
    while first < len(w.places) and w.places[first, kind] == place:
        if adheres(w, rule, first):
            restrict(w, first, begin, end)
        first += 1


@inner
def look_again(w: World, rule: Whole, place: Whole, day: Whole) -> None:
    """The infected of a place that is watched from now on may be found earlier."""
    kind = int(w.rules[rule, KIND])
    for listed in range(w.counts[INFECTED_SO_FAR]):
        person = np.int64(w.lists[LISTED, listed])
        if w.places[person, kind] == place and w.state[person, KNOWN] == 0 and w.state[person, ENDS] > day:
            look_for(w, person, day)
