"""Who keeps to what, and what that leaves of a contact."""

import numpy as np

from .compiled import Real, Whole, inner
from .keyed import RULES as KEEPING
from .keyed import chance, mixed
from .world import (
    BASE,
    CARE_ROW,
    CERTAIN,
    CONFINED_FROM,
    CONFINED_UNTIL,
    CONFINEMENT,
    EITHER,
    FEBRILE,
    FEVER,
    HOME,
    HOUSE,
    ISOLATED_FROM,
    ISOLATED_UNTIL,
    ISOLATION,
    KEY,
    KIND,
    LEFT,
    NOBODY,
    OPENS,
    SALT,
    SHARE,
    SHUTS,
    TAKE,
    UNIT,
    World,
)  # fmt: skip


@inner
def kept_apart(w: World, source: Whole, target: Whole, layer: Whole, day: Whole) -> Real:
    """What isolation and quarantine leave of a contact."""
    left = 1.0
    if source != NOBODY:
        if w.state[source, ISOLATED_FROM] <= day < w.state[source, ISOLATED_UNTIL]:
            left *= w.factors[int(w.care[w.state[source, ISOLATION], CARE_ROW]), layer]
        left *= confined(w, source, layer, day)
    return left * confined(w, target, layer, day)


@inner
def confined(w: World, person: Whole, layer: Whole, day: Whole) -> Real:
    """What somebody's quarantine leaves of contacts in a layer."""
    if w.state[person, CONFINED_FROM] <= day < w.state[person, CONFINED_UNTIL]:
        return w.factors[int(w.care[w.state[person, CONFINEMENT], CARE_ROW]), layer]
    return 1.0


@inner
def allowed(w: World, rule: Whole, source: Whole, target: Whole, layer: Whole, day: Whole) -> Real:
    """What one rule leaves of a contact."""
    left = w.factors[int(w.rules[rule, LEFT]), layer]
    take = w.factors[int(w.rules[rule, TAKE]), layer]
    if left == 1.0 and take == 1.0:
        return 1.0
    given = source != NOBODY and left < 1.0 and keeps(w, rule, source, day)
    if w.rules[rule, FEBRILE] > 0.0:
        return left if given and w.state[source, FEVER] <= day else 1.0
    if w.rules[rule, EITHER] > 0.0:
        return left if given or keeps(w, rule, target, day) else 1.0
    factor = left if given else 1.0
    if take < 1.0 and keeps(w, rule, target, day):
        factor *= take
    return factor


@inner
def keeps(w: World, rule: Whole, person: Whole, day: Whole) -> bool:
    """Whether a rule holds where somebody is, and they keep to it."""
    place = w.places[person, int(w.rules[rule, KIND])]
    if place < 0:
        return False
    at = int(w.rules[rule, BASE]) + place
    if day < w.spots[OPENS, at] or day >= w.spots[SHUTS, at]:
        return False
    return adheres(w, rule, person)


@inner
def adheres(w: World, rule: Whole, person: Whole) -> bool:
    """Whether somebody, or their household, is among those who keep to a rule; the same all through a run."""
    if w.rules[rule, UNIT] == CERTAIN or w.rules[rule, SHARE] >= 1.0:
        return True
    key = w.who[person, HOME if w.rules[rule, UNIT] == HOUSE else KEY]
    salt = mixed(np.uint64(w.rules[rule, SALT]))
    return bool(chance(w.root[0], key ^ salt, KEEPING) < w.rules[rule, SHARE])
