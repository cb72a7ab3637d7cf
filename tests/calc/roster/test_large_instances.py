"""An instance too large for one model still gets a roster that keeps every contract, in time."""

import random

from fangxian.calc.roster import Limits
from fangxian.calc.roster.nrp import read, solve
from fangxian.calc.roster.nrp.apart import large
from tests.calc.roster.nrp_checker import judge


def instance(*, weeks: int, people: int, shifts: int, seed: int) -> str:
    """An invented instance in the public format."""
    chance, days = random.Random(seed), 7 * weeks
    names = [f"s{k}" for k in range(shifts)]
    start = {name: chance.randrange(6, 22) for name in names}
    never = {name: "|".join(n for n in names if start[n] < start[name] - 3) for name in names}
    most = "|".join(f"{name}={days}" for name in names)
    staff = [f"p{n}" for n in range(people)]
    off = {who: sorted(chance.sample(range(days), weeks // 2)) for who in staff}
    asks = {
        kind: [f"{who},{chance.randrange(days)},{chance.choice(names)},2" for who in staff] for kind in ("ON", "OFF")
    }
    need = max(1, people * 5 // 7 // shifts)
    return "\n".join(
        [
            "SECTION_HORIZON", str(days),
            "SECTION_SHIFTS", *(f"{name},480,{never[name]}" for name in names),
            "SECTION_STAFF", *(f"{who},{most},{weeks * 2400},{weeks * 1800},5,2,2,{weeks // 2 + 1}" for who in staff),
            "SECTION_DAYS_OFF", *(",".join([who, *map(str, off[who])]) for who in staff),
            "SECTION_SHIFT_ON_REQUESTS", *asks["ON"],
            "SECTION_SHIFT_OFF_REQUESTS", *asks["OFF"],
            "SECTION_COVER", *(f"{day},{name},{need},100,1" for day in range(days) for name in names),
        ]
    )  # fmt: skip


def test_a_large_instance_gets_a_roster_that_keeps_every_contract() -> None:
    text = instance(weeks=26, people=20, shifts=12, seed=3)
    problem = read(text)
    assert large(problem)
    answer = solve(problem, limits=Limits(seconds=12))
    broken, cost = judge(text, dict(answer.lines))
    assert broken == []
    assert cost == answer.cost
    nobody = sum(need.people * need.under for need in problem.cover)
    assert cost < nobody / 2
