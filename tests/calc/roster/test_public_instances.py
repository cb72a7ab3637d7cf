"""Public shift-scheduling instances: read whole, solved within the contracts, refused in one sentence."""

import pytest

from fangxian.calc.roster import Limits, RosterError
from fangxian.calc.roster.nrp import cost, read, solve
from tests.calc.roster.nrp_checker import judge

SMALL = """# two kinds of shift, six people, a fortnight
SECTION_HORIZON
14

SECTION_SHIFTS
E,480,
L,480,E

SECTION_STAFF
A,E=14|L=14,4320,2880,5,2,2,1
B,E=14|L=14,4320,2880,5,2,2,1
C,E=14|L=0,4320,2880,5,2,2,1
D,E=14|L=4,4320,2880,5,2,2,1
E,E=14|L=14,4320,2880,5,2,2,2
F,E=14|L=14,4320,2880,4,1,1,2

SECTION_DAYS_OFF
A,0
B,5,6

SECTION_SHIFT_ON_REQUESTS
A,2,L,2
C,3,E,3

SECTION_SHIFT_OFF_REQUESTS
F,1,L,3

SECTION_COVER
""" + "\n".join(f"{day},{shift},2,100,1" for day in range(14) for shift in "EL")


def test_an_answer_keeps_every_contract_and_costs_what_it_says() -> None:
    roster = solve(read(SMALL), limits=Limits(seconds=20))
    faults, counted = judge(SMALL, dict(roster.lines))
    assert faults == []
    assert counted == roster.cost == cost(read(SMALL), roster)
    assert roster.bound <= roster.cost


def test_a_small_instance_is_proven() -> None:
    assert solve(read(SMALL), limits=Limits(seconds=60)).ended == "proven"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("A,E=14|L=14,4320", "A,E=14|X=14,4320", "X"),
        ("A,0\n", "A,first\n", "first"),
        ("L,480,E", "L,480,Q", "Q"),
        ("A,2,L,2", "Z,2,L,2", "Z"),
        ("F,1,L,3", "F,40,L,3", "40"),
        ("B,5,6", "B", "SECTION"),
        ("SECTION_COVER", "SECTION_COVERS", "SECTION_COVER"),
        ("14\n\nSECTION_SHIFTS", "0\n\nSECTION_SHIFTS", "HORIZON"),
    ],
)
def test_a_line_that_does_not_fit_is_named(old: str, new: str, named: str) -> None:
    if old == "B,5,6":
        assert read(SMALL.replace(old, new)).staff[1].days_off == frozenset()
        return
    with pytest.raises(RosterError, match=named):
        read(SMALL.replace(old, new, 1))
