"""Lanes for each step: the fewest that keep the promise at every moment, with what one step leaves for the next.

Forward first: the fewest lanes for a step, given what stands there when it begins. Then each step is tried with one
lane less, the others as they are; what still keeps the promise to the end of the plan is taken.
"""

from collections.abc import Sequence
from itertools import pairwise

from fangxian.calc.lanes.problem import Problem, Stream
from fangxian.calc.lanes.queue import Flow, Spread, after, late, mean, quantile, standing, waiting
from fangxian.calc.lanes.result import Line, Moment, Plan, Staffing, Step

CURVE_MIN = 5
SAME = 1e-7
MOST_LANES = 100
HOUR = 60
LOW, HIGH = 0.05, 0.95


def plan(problem: Problem) -> Plan:
    """The plan. Raises nothing: what cannot be kept is in `short`."""
    lines = []
    for number, stream in enumerate(problem.streams):
        day = Day(problem, stream)
        lanes = list(problem.lanes[number]) if problem.lanes is not None else fewest(day)
        lines.append(line_of(day, lanes))
    staff = tuple(_staffing(problem, lines, step) for step in range(problem.steps))
    hours = problem.step_min / HOUR
    return Plan(
        lines=tuple(lines), staff=staff, lane_hours=hours * sum(one.lanes for one in staff),
        people_hours=hours * sum(one.people for one in staff),
        travellers=problem.people_per_vehicle * sum(sum(stream.vehicles) for stream in problem.streams),
        short=tuple((line.stream, at) for line in lines for at, step in enumerate(line.steps)
                    if step.worst < problem.share),
    )  # fmt: skip


class Day:
    """One stream's steps, carried on minute by minute."""

    def __init__(self, problem: Problem, stream: Stream) -> None:
        self.problem, self.stream = problem, stream
        self.rate = HOUR / stream.service_s
        self.most = problem.max_lanes if problem.max_lanes is not None else MOST_LANES

    def flow(self, step: int, lanes: int) -> Flow:
        """A minute of a step with so many lanes."""
        return Flow(self.stream.vehicles[step] / self.problem.step_min, lanes, self.rate)

    def ahead(self, lanes: Sequence[int], step: int, minute: int) -> list[tuple[float, int, float]]:
        """The stretches that come from a minute of a step on; the last step goes on for as long as anybody waits."""
        left = float(self.problem.step_min - minute)
        found = [(left, lanes[step], self.rate)]
        found += [(float(self.problem.step_min), other, self.rate) for other in lanes[step + 1 :]]
        return [*found, (self.problem.wait_min, lanes[-1], self.rate)]

    def through(self, spread: Spread, lanes: Sequence[int], step: int) -> tuple[Spread, float]:
        """The distribution at the end of a step, and the worst moment's share of vehicles in time."""
        worst, flow = 1.0, self.flow(step, lanes[step])
        for minute in range(self.problem.step_min):
            spread = after(spread, flow, 1.0)
            if self.stream.vehicles[step]:
                ahead = self.ahead(lanes, step, minute + 1)
                worst = min(worst, 1 - late(spread, ahead, self.problem.wait_min))
                if worst < self.problem.share:
                    break
        return spread, worst


def fewest(day: Day) -> list[int]:
    """Few lanes that keep the promise; at the most there are, it may still not be kept."""
    spread = standing(day.stream.waiting)
    starts: list[Spread] = []
    lanes: list[int] = []
    for step in range(day.problem.steps):
        starts.append(spread)
        number, spread = _first_enough(day, spread, lanes, step)
        lanes.append(number)
    for step in sorted(range(len(lanes)), key=lambda step: -lanes[step]):
        _try_fewer(day, starts, lanes, step)
    return lanes


def _first_enough(day: Day, spread: Spread, before: list[int], step: int) -> tuple[int, Spread]:
    """The fewest lanes for a step, judged as if they stayed; those who came just before must be in time as well."""
    busy = int(day.stream.vehicles[step] / day.problem.step_min / day.rate)
    number = min(max(day.problem.min_lanes, busy - 1, 0), day.most)
    if not day.stream.vehicles[step] and mean(spread) > 1e-6:
        number = max(number, 1)
    while True:
        in_time = 1 - late(spread, [(day.problem.wait_min, number, day.rate)], day.problem.wait_min)
        if in_time >= day.problem.share or number >= day.most:
            end, worst = day.through(spread, [*before, number], step)
            if worst >= day.problem.share or number >= day.most:
                return number, _to_the_end(day, spread, number, step) if worst < day.problem.share else end
        number += 1


def _to_the_end(day: Day, spread: Spread, lanes: int, step: int) -> Spread:
    return after(spread, day.flow(step, lanes), float(day.problem.step_min))


def _try_fewer(day: Day, starts: list[Spread], lanes: list[int], step: int) -> None:
    """Take lanes away from a step while the promise holds from the step before it to where nothing differs any more."""
    while lanes[step] > day.problem.min_lanes:
        tried = [*lanes[:step], lanes[step] - 1, *lanes[step + 1 :]]
        changed = _kept(day, starts, tried, step)
        if changed is None:
            return
        lanes[step] -= 1
        for at, spread in changed.items():
            starts[at] = spread


def _kept(day: Day, starts: list[Spread], lanes: list[int], step: int) -> dict[int, Spread] | None:
    """The new beginnings of later steps if the promise still holds everywhere; None if it does not."""
    changed: dict[int, Spread] = {}
    first = max(0, step - 1)
    spread = starts[first]
    for at in range(first, len(lanes)):
        spread, worst = day.through(spread, lanes, at)
        if worst < day.problem.share:
            return None
        if at + 1 < len(lanes):
            if at >= step and _same(spread, starts[at + 1]):
                break
            changed[at + 1] = spread
    return changed


def _same(one: Spread, other: Spread) -> bool:
    size = min(len(one), len(other))
    gap = abs(one[:size] - other[:size]).sum() + one[size:].sum() + other[size:].sum()
    return bool(gap < SAME)


def line_of(day: Day, lanes: Sequence[int]) -> Line:
    """What happens with these lanes, minute by minute."""
    spread, every = standing(day.stream.waiting), max(1, min(CURVE_MIN, day.problem.step_min))
    steps, curve = [], [_moment(day, spread, lanes, 0, 0)]
    for step in range(day.problem.steps):
        moments = [_moment(day, spread, lanes, step, 0)]
        for minute in range(1, day.problem.step_min + 1):
            spread = after(spread, day.flow(step, lanes[step]), 1.0)
            moments.append(_moment(day, spread, lanes, step, minute))
        steps.append(_step(day, lanes[step], step, moments))
        curve += moments[every::every]
    return Line(day.stream.name, tuple(steps), tuple(curve))


def _moment(day: Day, spread: Spread, lanes: Sequence[int], step: int, minute: int) -> Moment:
    queue = waiting(spread, lanes[step])
    ahead = day.ahead(lanes, step, minute)
    leaving = lanes[step] * day.rate
    wait = (mean(queue) + min(1.0, 1 - float(spread[: lanes[step]].sum()))) / leaving if leaving else float("inf")
    return Moment(
        minute=day.problem.start_min + step * day.problem.step_min + minute, mean=mean(queue),
        low=quantile(queue, LOW), high=quantile(queue, HIGH), share=1 - late(spread, ahead, day.problem.wait_min),
        wait_min=wait,
    )  # fmt: skip


def _step(day: Day, lanes: int, step: int, moments: Sequence[Moment]) -> Step:
    fullest = max(moments, key=lambda moment: moment.mean)
    busy = bool(day.stream.vehicles[step])
    return Step(
        start_min=day.problem.start_min + step * day.problem.step_min, vehicles=day.stream.vehicles[step], lanes=lanes,
        share=sum(a.share + b.share for a, b in pairwise(moments)) / 2 / (len(moments) - 1) if busy else 1.0,
        worst=min(m.share for m in moments[1:]) if busy else 1.0, queue=fullest.mean, low=fullest.low,
        high=fullest.high, wait_min=fullest.wait_min,
    )  # fmt: skip


def _staffing(problem: Problem, lines: Sequence[Line], step: int) -> Staffing:
    lanes = sum(line.steps[step].lanes for line in lines)
    people = lanes * problem.people_per_lane + (problem.emergency_people if problem.emergency_lane else 0)
    return Staffing(problem.start_min + step * problem.step_min, lanes, people)
