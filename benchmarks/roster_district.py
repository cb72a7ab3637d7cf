"""Claim: a district of 200 people and 12 checkpoints is covered for a fortnight, at half a plain model's cost or less.

python -m benchmarks.roster_district [seconds] [plain planning files …]

The plain model is what one would write first: a Boolean for every person, post, day and shift, one weighted sum,
CP-SAT as it comes, the same seconds and two workers. Both rosters are counted by the same costs.
"""

import json
import sys
from math import ceil, floor
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

from fangxian.calc.roster import DAY, HOUR, Duty, Limits, Problem, plan
from fangxian.calc.roster.model import Model
from fangxian.calc.roster.shapes import problem_of
from fangxian.calc.roster.soft import soft_costs
from fangxian.calc.roster.starts import completed, decisions
from tests.calc.roster.checker import faults
from tests.calc.roster.hood import district

WORKERS = 2
SHORT, LACKING, NIGHT, WEEKEND, HOURS, LONE = 1000, 1000, 20, 10, 2, 2


def main() -> None:
    """Prints one line a district; costs are ratios to the plain model's."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    files = [Path(name) for name in sys.argv[2:]]
    heads = ("covered_s", "gaps", "cost", "bound", "plain", "its gaps", "ours/plain", "faults")
    print(f"{'district':<20} " + " ".join(f"{head:>10}" for head in heads))
    for name, data in [(f.stem, json.loads(f.read_text())) for f in files] or [("invented", district())]:
        cells = _line(data, seconds)
        print(f"{name:<20} " + " ".join(f"{cell:>10}" for cell in cells), flush=True)


def _line(data: dict[str, Any], seconds: float) -> tuple[object, ...]:
    problem = problem_of(data)
    ours = plan(problem, limits=Limits(seconds=seconds))
    plain = Plain(data, problem).duties(seconds)
    cost, other = worth(problem, list(ours.duties)), worth(problem, plain)
    wrong = len(faults(problem, ours.duties, gaps=ours.gaps))
    first = "never" if ours.first_cover_s is None else f"{ours.first_cover_s:.1f}"
    ratio = f"{cost / other:.2f}" if other else "-"
    return (
        first,
        missing(problem, list(ours.duties)),
        cost,
        f"{ours.bound:.0f}",
        other,
        missing(problem, plain),
        ratio,
        wrong,
    )


def worth(problem: Problem, duties: list[Duty]) -> int:
    """What a roster costs, whoever made it."""
    model = Model(problem)
    model.cp.minimize(sum(part.total for part in (model.gaps_cost(), model.skills_cost(), *soft_costs(model))))
    whole = completed(model, decisions(model, duties), Limits())
    assert whole is not None, "a roster breaks a rule"
    return round(whole.cost)


def missing(problem: Problem, duties: list[Duty]) -> int:
    """Places nobody stands at."""
    asked = sum(need.people for post in problem.posts for need in post.needs) * problem.days
    return asked - len(duties)


class Plain:
    """The plain model of a plain planning file."""

    def __init__(self, data: dict[str, Any], problem: Problem) -> None:
        self.data, self.problem, self.cp = data, problem, cp_model.CpModel()
        self.cost: list[Any] = []
        self.x: dict[tuple[str, str, int, str], cp_model.IntVar] = {}
        away = {(who, day, shift) for who, day, shift in data["unavail"]}
        for p in data["people"]:
            for row in data["posts"]:
                self._name(p, row, away)
        self._cover()
        for p in data["people"]:
            self._person(p)
        self.cp.minimize(sum(self.cost))

    def duties(self, seconds: float) -> list[Duty]:
        """The best found in this time; none when none was found."""
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = WORKERS
        if solver.solve(self.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return []
        taken = [key for key, x in self.x.items() if solver.boolean_value(x)]
        return [self._duty(who, post, day, shift) for who, post, day, shift in taken]

    def _duty(self, who: str, post: str, day: int, shift: str) -> Duty:
        start = day * DAY + self.data["shifts"][shift]["start"] * HOUR
        return Duty(who, post, start, start + self.data["shifts"][shift]["len"] * HOUR)

    def _name(self, p: dict[str, Any], row: dict[str, Any], away: set[tuple[str, int, str]]) -> None:
        shift = row["shift"]
        if row["post"] not in p.get("posts", {row["post"]: 0}) or (
            p["no_night"] and self.data["shifts"][shift]["night"]
        ):
            return
        for day in range(self.data["days"]):
            if not {(p["id"], day, "*"), (p["id"], day, shift)} & away:
                x = self.x[p["id"], row["post"], day, shift] = self.cp.new_bool_var("")
                self.cost.append(p.get("posts", {}).get(row["post"], 0) * x)

    def _cover(self) -> None:
        skills = {p["id"]: p["skills"] for p in self.data["people"]}
        for row in self.data["posts"]:
            for day in range(self.data["days"]):
                here = [
                    (w, x) for (w, post, d, s), x in self.x.items() if (post, d, s) == (row["post"], day, row["shift"])
                ]
                short = self.cp.new_int_var(0, row["need"], "")
                self.cp.add(sum(x for _, x in here) + short == row["need"])
                self.cost.append(SHORT * short)
                for skill, wanted in {**row["skills"], "captain": row.get("captain", 0)}.items():
                    lacking = self.cp.new_int_var(0, wanted, "")
                    self.cp.add(sum(x for w, x in here if skill in skills[w]) + lacking >= wanted)
                    self.cost.append(LACKING * lacking)

    def _person(self, p: dict[str, Any]) -> None:
        mine = [(day, shift, x) for (who, _, day, shift), x in self.x.items() if who == p["id"]]
        days, shifts = self.data["days"], self.data["shifts"]
        on = [self.cp.new_bool_var("") for _ in range(days)]
        for day in range(days):
            self.cp.add(sum(x for d, _, x in mine if d == day) == on[day])
            for d, s, x in (row for row in mine if row[0] == day):
                end = shifts[s]["start"] + shifts[s]["len"] + self.data["rest"] - 24
                late = [y for e, t, y in mine if e == d + 1 and shifts[t]["start"] < end]
                self.cp.add(sum(late) == 0).only_enforce_if(x)
        self._rows(p, mine, on)
        self._fair(mine, on)
        for day in range(1, days - 1):
            lone = self.cp.new_bool_var("")
            self.cp.add(lone >= on[day - 1] + on[day + 1] - on[day] - 1)
            self.cost.append(LONE * lone)
        for _, day, shift, weight in (w for w in self.data["wish"] if w[0] == p["id"]):
            held = sum(x for d, s, x in mine if d == day and shift in ("*", s))
            self.cost.append(abs(weight) * (1 - held if weight > 0 else held))

    def _rows(self, p: dict[str, Any], mine: list[Any], on: list[Any]) -> None:
        nights, row, shifts = self.data["max_nights"], self.data["max_days"], self.data["shifts"]
        for first in range(self.data["days"]):
            self.cp.add(sum(on[first : first + row + 1]) <= row)
            span = range(first, first + nights + 1)
            self.cp.add(sum(x for d, s, x in mine if shifts[s]["night"] and d in span) <= nights)
            week = range(first, first + 7)
            self.cp.add(sum(shifts[s]["len"] * x for d, s, x in mine if d in week) <= p["h7"])

    def _fair(self, mine: list[Any], on: list[Any]) -> None:
        people, days, shifts = len(self.data["people"]), self.data["days"], self.data["shifts"]
        able = sum(not p["no_night"] for p in self.data["people"])
        night = sum(row["need"] for row in self.data["posts"] if shifts[row["shift"]]["night"]) * days / able
        weekend = [x for day, x in enumerate(on) if (self.problem.first_day.weekday() + day) % 7 >= 5]
        every = sum(row["need"] for row in self.data["posts"])
        hours = sum(row["need"] * shifts[row["shift"]]["len"] for row in self.data["posts"]) * days / people
        nights = [x for _, s, x in mine if shifts[s]["night"]]
        if nights:
            self._outside(sum(nights), floor(night) - 1, ceil(night) + 1, NIGHT)
        share = every * len(weekend) / people
        self._outside(sum(weekend), floor(share), ceil(share), WEEKEND)
        self._outside(sum(shifts[s]["len"] * x for _, s, x in mine), floor(hours - 4), ceil(hours + 4), HOURS)

    def _outside(self, count: Any, low: int, high: int, weight: int) -> None:
        for least in (count - high, low - count):
            over = self.cp.new_int_var(0, 24 * self.data["days"], "")
            self.cp.add(over >= least)
            self.cost.append(weight * over)


if __name__ == "__main__":
    main()
