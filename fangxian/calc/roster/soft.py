"""What makes one full roster better than another: fair loads, whole rests, wishes."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from fangxian.calc.roster.demand import Cell, Offer
from fangxian.calc.roster.model import Band, Model, Part, Var
from fangxian.calc.roster.objections import is_early, is_night, weekly_cap
from fangxian.calc.roster.problem import DAY, HOUR, Duty, Person
from fangxian.calc.windows import Span, shared

HOURS_BAND = 4 * HOUR
"""Hours may differ by this much from the fair share before they cost anything."""

NIGHTS_SLACK = 1
"""A night more or less than the fair share is free: nights come in blocks, a lone one costs a day off."""

Counts = Callable[[Span], int]


def soft_costs(model: Model) -> list[Part]:
    """Every soft line of the cost, with its variables added to the model."""
    rules, weights = model.problem.rules, model.problem.weights
    first = model.problem.first_day.weekday()
    least = _least_shifts(model)
    return [
        _fair(model, least, "night", weights.night, lambda s: int(is_night(rules, s)), slack=NIGHTS_SLACK),
        _fair(model, least, "weekend", weights.weekend, lambda s: int((first + s.start // DAY) % 7 >= 5)),
        _fair(model, least, "early", weights.early, lambda s: int(is_early(rules, s))),
        _hours(model),
        _lone_days_off(model),
        _wishes(model),
        _idle(model),
        _away(model),
    ]


def _fair(
    model: Model, least: list[tuple[Span, int]], name: str, weight: int, counts: Counts, *, slack: int = 0
) -> Part:
    """Everybody who can do such shifts does the same number, past ones included, give or take one."""
    part = Part(name)
    total = sum(people * counts(span) for span, people in least)
    able = {p: [s for s in model.spans_of(p) if counts(s)] for p in model.problem.people}
    able = {p: spans for p, spans in able.items() if spans}
    if not able or not total:
        return part
    done = {p: _done(p.past, counts) for p in able}
    share = shares(list(able), done, Fraction(total), model)
    for person, spans in able.items():
        low, high = floor(share[person]) - slack, ceil(share[person]) + slack
        band = Band(name, person.id, weight, counts, done[person], low, high)
        _outside(model, part, band, spans)
    return part


def _done(past: tuple[Duty, ...], counts: Counts) -> int:
    return sum(counts(d.span) for d in past)


def shares(people: list[Person], done: dict[Person, int], total: Fraction, model: Model) -> dict[Person, Fraction]:
    """Everybody's fair share of a total and of what is done already, by the hours a week they may work."""
    caps = {p: weekly_cap(model.problem.rules, p) for p in people}
    every = total + sum(done.values())
    return {p: every * Fraction(caps[p], max(1, sum(caps.values()))) for p in people}


def _least_shifts(model: Model) -> list[tuple[Span, int]]:
    """Shifts, with numbers, that cover all need once: for each hour in turn the one with least idle time."""
    left = {cell: cell.people for cell in model.demand.cells}
    chosen = []
    for cell in model.demand.cells:
        if not left[cell]:
            continue
        people = left[cell]
        best = max(model.demand.covering(cell), key=lambda offer: _useful(left, offer))
        chosen.append((best.span, people))
        for other in left:
            if other.post == cell.post and shared(other.span, best.span):
                left[other] = max(0, left[other] - people)
    return chosen


def _useful(left: dict[Cell, int], offer: Offer) -> int:
    return sum(shared(cell.span, offer.span) for cell, n in left.items() if n and cell.post == offer.post)


def _outside(model: Model, part: Part, band: Band, spans: list[Span]) -> None:
    """What lies outside a person's band costs, unit by unit."""
    count = band.done + sum(band.counts(s) * model.work[band.person, s] for s in spans)
    most = (max(0, band.low) + band.done + sum(band.counts(s) for s in model.spans)) // band.unit + 1
    over, under = (model.cp.new_int_var(0, most, "") for _ in range(2))
    model.cp.add(band.unit * over >= count - band.high)
    model.cp.add(band.unit * under >= band.low - count)
    part.terms += [(band.weight, over), (band.weight, under)]
    model.bands.append(replace(band, outside=(over.index, under.index)))


def _hours(model: Model) -> Part:
    part = Part("hours")
    people = [p for p in model.problem.people if model.spans_of(p)]
    if not people:
        return part
    done = {p: _done(p.past, lambda s: s.minutes) for p in people}
    asked = sum(cell.people * cell.span.minutes for cell in model.demand.cells)
    share = shares(people, done, Fraction(asked), model)
    for person in people:
        able = weekly_cap(model.problem.rules, person) * model.problem.days // 7 + done[person]
        fair = min(floor(share[person]), able)
        low, high = fair - HOURS_BAND, fair + HOURS_BAND
        band = Band("hours", person.id, model.problem.weights.hours, _minutes, done[person], low, high, unit=HOUR)
        _outside(model, part, band, model.spans_of(person))
    return part


def _minutes(span: Span) -> int:
    return span.minutes


def _lone_days_off(model: Model) -> Part:
    part = Part("lone_day_off")
    for person in model.problem.people:
        for day in range(1, model.problem.days - 1):
            before, today, after = (model.on[person.id, d] for d in (day - 1, day, day + 1))
            lone = model.cp.new_bool_var("")
            model.cp.add(lone >= before + after - today - 1)
            part.terms.append((model.problem.weights.lone_day_off, lone))
        _whole_rests(model, person, part)
    return part


def _whole_rests(model: Model, person: Person, part: Part) -> None:
    """A cut that proves much: seven days with one day off, not at their edge, hold a lone one."""
    if model.problem.rules.days_off_per_7 < 1 or not model.relaxed.holds("day_off"):
        return
    lone = [term for _, term in part.terms[-(model.problem.days - 2) :]]
    for first in range(model.problem.days - 6):
        on = [model.on[person.id, d] for d in range(first, first + 7)]
        model.cp.add(sum(lone[first : first + 5]) >= 2 - (7 - sum(on)) - (1 - on[0]) - (1 - on[6]))


def _wishes(model: Model) -> Part:
    """A wish to work costs when it is not met, a wish to be off when it is crossed."""
    part = Part("wishes")
    for wish in model.problem.wishes:
        on: Var | int = model.on[wish.person, wish.day]
        if wish.start is not None:
            at = wish.day * DAY + wish.start
            on = sum(x for (who, s), x in model.work.items() if who == wish.person and s.start == at)
        cost = model.problem.weights.wish * abs(wish.weight)
        part.terms.append((cost, 1 - on if wish.weight > 0 else on))
    return part


def _away(model: Model) -> Part:
    """Duty at another post than one's own."""
    homes = {p.id: p.home_post for p in model.problem.people if p.home_post}
    away = [x for (who, _, post), x in model.at.items() if homes.get(who, post) != post]
    return Part("away", [(model.problem.weights.away, x) for x in away])


def _idle(model: Model) -> Part:
    """Hours nobody asked for, where overlapping patterns leave some."""
    part = Part("idle_hours")
    for offer in model.demand.offers:
        if offer.idle >= HOUR:
            dealt = model.dealt[offer.post, offer.span]
            part.terms.append((model.problem.weights.hours * (offer.idle // HOUR), dealt))
    for cell in model.demand.cells:
        covering = model.demand.covering(cell)
        if len(covering) > 1:
            there = sum(model.dealt[o.post, o.span] for o in covering)
            over = model.ours(model.cp.new_int_var(0, sum(o.most for o in covering), ""))
            model.cp.add(over >= there - cell.people)
            part.terms.append((max(1, model.problem.weights.hours * cell.span.minutes // HOUR), over))
    return part
