"""Words for places and layers that the whole model shares."""

from enum import IntEnum

HOUSEHOLD, UNIT, BUILDING, WORK, SCHOOL, COMMUNITY, GATE = (
    "household", "unit", "building", "work", "school", "community", "gate",
)  # fmt: skip
LAYERS = (HOUSEHOLD, UNIT, BUILDING, WORK, SCHOOL, COMMUNITY, GATE)

# Ways of infection that are no layer: brought in from outside, by a visitor, or ill when it began.
OUTSIDE, VISITOR, SEED = "outside", "visitor", "seed"


class Kind(IntEnum):
    """What a place is; a column of the register."""

    EVERYWHERE = 0
    HOUSEHOLD = 1
    UNIT = 2
    BUILDING = 3
    WORKPLACE = 4
    SCHOOL = 5
    GATE = 6
