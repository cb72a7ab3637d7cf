"""The constraint model: person by shift first, posts dealt out afterwards.

One Boolean says that a person works a shift (a span of time), whatever the post; integers say how many of a
shift go to each post. For every set of posts at least as many people fit for one of them must be there as
it takes (Hall's condition), so the dealing always succeeds. A third of the variables of the per-post model,
and a far tighter relaxation.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import combinations

from ortools.sat.python import cp_model

from fangxian.calc.roster.demand import Demand, Offer, demand
from fangxian.calc.roster.objections import (
    away,
    days_touched,
    is_night,
    rest_after,
    unfit,
    weekly_cap,
)
from fangxian.calc.roster.problem import DAY, HOUR, Person, Post, Problem
from fangxian.calc.windows import Span, touch

WHOLE_SETS = 8
"""Up to so many kinds of post in one shift every set of them is looked at; beyond, only small sets."""

Var = cp_model.IntVar
Expr = cp_model.LinearExprT


@dataclass(slots=True)
class Part:
    """One line of the cost: a weight, and the variables it is paid for."""

    name: str
    terms: list[tuple[int, Expr]] = field(default_factory=list)

    @property
    def total(self) -> Expr:
        """The line as an expression."""
        return sum((weight * term for weight, term in self.terms), start=0)


@dataclass(frozen=True, slots=True)
class Band:
    """What one person may have of something before it costs: `counts` of every shift, on top of `done`.

    Each whole `unit` outside `low` to `high` costs `weight`; `outside` are the variables that count them.
    """

    name: str
    person: str
    weight: int
    counts: Callable[[Span], int]
    done: int
    low: int
    high: int
    unit: int = 1
    outside: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Rules lifted on purpose, to learn what stands in the way; empty for a roster anybody will work."""

    codes: frozenset[str] = frozenset()

    def holds(self, code: str) -> bool:
        """Is this rule still in force?"""
        return code not in self.codes


class Model:
    """Variables and hard rules of one problem. `work[person, span]`, `dealt[post, span]`, `short[cell]`.

    `local` models know places too: `at[person, span, post]`.
    """

    def __init__(self, problem: Problem, *, relaxed: Relaxed | None = None) -> None:
        self.problem = problem
        self.relaxed = relaxed or Relaxed()
        self.demand: Demand = demand(problem)
        self.cp = cp_model.CpModel()
        self.posts = {post.id: post for post in problem.posts}
        self.spans: list[Span] = sorted({offer.span for offer in self.demand.offers})
        self.offers: dict[Span, list[Offer]] = defaultdict(list)
        for offer in self.demand.offers:
            self.offers[offer.span].append(offer)
        self.fit = {p.id: frozenset(q.id for q in problem.posts if self._fits(p, q)) for p in problem.people}
        self.work: dict[tuple[str, Span], Var] = {}
        self.dealt: dict[tuple[str, Span], Var] = {}
        self.at: dict[tuple[str, Span, str], Var] = {}
        self.local = bool(problem.weights.away) and any(p.home_post for p in problem.people)
        self.short: list[Var] = []
        self.missing: list[tuple[int, Var]] = []
        self.on: dict[tuple[str, int], Var] = {}
        self.off: dict[tuple[str, int], Var] = {}
        self.common: set[int] = set()
        self.bands: list[Band] = []
        self._also = self.ours(self.cp.new_int_var(0, 0, ""))
        self._name_work()
        self._cover()
        for span in self.spans:
            (self._place if self.local else self._deal)(span)
        for person in problem.people:
            self._rest(person)
            self._days(person)
            self._loads(person)
        self._pin()

    def _fits(self, person: Person, post: Post) -> bool:
        return all(not self.relaxed.holds(o.code) for o in unfit(person, post))

    def ours(self, variable: Var) -> Var:
        """A variable that is nobody's: of a post, a shift, a cell."""
        self.common.add(variable.index)
        return variable

    def spans_of(self, person: Person) -> list[Span]:
        """The shifts this person may work at all, in order."""
        return [span for span in self.spans if (person.id, span) in self.work]

    def gaps_cost(self) -> Part:
        """What uncovered hours cost."""
        weight = self.problem.weights.uncovered_hour
        cells = zip(self.demand.cells, self.short, strict=True)
        return Part("uncovered", [(max(1, weight * cell.span.minutes // HOUR), short) for cell, short in cells])

    def skills_cost(self) -> Part:
        """What missing skills and captains cost."""
        weight = self.problem.weights.missing_skill_hour
        return Part("missing_skill", [(max(1, weight * m // HOUR), miss) for m, miss in self.missing])

    def _name_work(self) -> None:
        for person in self.problem.people:
            for span in self.spans:
                if self._may(person, span):
                    self.work[person.id, span] = self.cp.new_bool_var("")

    def _may(self, person: Person, span: Span) -> bool:
        if not any(offer.post in self.fit[person.id] for offer in self.offers[span]):
            return False
        if any(self.relaxed.holds(o.code) for o in away(self.problem, person, span)):
            return False
        if any(touch(span, duty.span) for duty in person.past):
            return False
        return not self.relaxed.holds("rest") or not any(self._too_close(person.id, d.span, span) for d in person.past)

    def _too_close(self, person: str, a: Span, b: Span) -> bool:
        first, second = sorted((a, b))
        return second.start - first.end < rest_after(self.problem, person, first.end)

    def _cover(self) -> None:
        for offer in self.demand.offers:
            self.dealt[offer.post, offer.span] = self._count(self.posts[offer.post], offer)
        for cell in self.demand.cells:
            short = self.ours(self.cp.new_int_var(0, cell.people, ""))
            there = sum(self.dealt[o.post, o.span] for o in self.demand.covering(cell))
            self.cp.add(there + short >= cell.people)
            self.short.append(short)

    def _count(self, post: Post, offer: Offer) -> Var:
        allowed = [0, *range(min(post.min_team, offer.most), offer.most + 1)]
        return self.ours(self.cp.new_int_var_from_domain(cp_model.Domain.from_values(allowed), ""))

    def _deal(self, span: Span) -> None:
        """As many people as places; for every set of posts enough who are fit for one; skills among them."""
        here = [offer.post for offer in self.offers[span]]
        people = [(p, self.work[p.id, span]) for p in self.problem.people if (p.id, span) in self.work]
        self.cp.add(sum(x for _, x in people) == sum(self.dealt[post, span] for post in here))
        for posts in _sets(here, {post: frozenset(p.id for p, _ in people if post in self.fit[p.id]) for post in here}):
            fit = [x for p, x in people if posts & self.fit[p.id]]
            if len(fit) < len(people):
                self.cp.add(sum(fit) >= sum(self.dealt[post, span] for post in sorted(posts)))
        self._deal_skills(span, [self.posts[post] for post in here if self.posts[post].wants(span)], people)

    def _place(self, span: Span) -> None:
        """Where people have a home post, who stands where is decided at once: a Boolean for each post."""
        here = [offer.post for offer in self.offers[span]]
        for person in (p for p in self.problem.people if (p.id, span) in self.work):
            may = [post for post in here if post in self.fit[person.id]]
            self.at |= {(person.id, span, post): self.cp.new_bool_var("") for post in may}
            self.cp.add(sum(self.at[person.id, span, post] for post in may) == self.work[person.id, span])
        for post in here:
            people = [(p, self.at[p.id, span, post]) for p in self.problem.people if (p.id, span, post) in self.at]
            self.cp.add(sum(x for _, x in people) == self.dealt[post, span])
            self._deal_skills(span, [self.posts[post]] if self.posts[post].wants(span) else [], people)

    def _deal_skills(self, span: Span, posts: list[Post], people: list[tuple[Person, Var]]) -> None:
        if not self.relaxed.holds("missing_skill"):
            return
        wants = {post.id: dict(post.wants(span)) for post in posts}
        skills = sorted({skill for wanted in wants.values() for skill in wanted})
        staffed = {post.id: self._staffed(post, span) for post in posts}
        most = {skill: sum(wants[p.id].get(skill, 0) for p in posts) for skill in skills}
        miss = {skill: self.ours(self.cp.new_int_var(0, most[skill], "")) for skill in skills}
        self.missing += [(span.minutes, variable) for variable in miss.values()]
        for size in range(1, len(skills) + 1):
            for some in combinations(skills, size):
                asking = [(p, max(wants[p.id].get(s, 0) for s in some)) for p in posts]
                able = [x for p, x in people if p.skills.intersection(some)]
                need = sum(n * staffed[p.id] for p, n in asking if n)
                self.cp.add(sum(able) + sum(miss[s] for s in some) >= need)

    def _staffed(self, post: Post, span: Span) -> Var:
        dealt = self.dealt[post.id, span]
        staffed = self.ours(self.cp.new_bool_var(""))
        self.cp.add(dealt >= staffed)
        self.cp.add(dealt <= max(o.most for o in self.offers[span] if o.post == post.id) * staffed)
        return staffed

    def _rest(self, person: Person) -> None:
        """At most one of the shifts that lie closer than the rest owed (cliques of an interval graph)."""
        mine = self.spans_of(person)
        held = self.relaxed.holds("rest")
        until = {s: s.end + (rest_after(self.problem, person.id, s.end) if held else 0) for s in mine}
        for at in sorted({s.start for s in mine}):
            close = [self.work[person.id, s] for s in mine if s.start <= at < until[s]]
            if len(close) > 1:
                self.cp.add_at_most_one(close)

    def _days(self, person: Person) -> None:
        mine = self.spans_of(person)
        for day in range(-1, self.problem.days + 1):
            starting = [self.work[person.id, s] for s in mine if s.start // DAY == day]
            touching = [(s, self.work[person.id, s]) for s in mine if day in days_touched(s)]
            self.on[person.id, day] = self._any(starting)
            self.off[person.id, day] = off = self.cp.new_bool_var("")
            for _, x in touching:
                self.cp.add_implication(x, off.negated())
            self._whole_rest(person, mine, day)
        self._rows(person)

    def _any(self, starting: list[Var]) -> Var:
        on = self.cp.new_bool_var("")
        self.cp.add(on <= sum(starting))
        for x in starting:
            self.cp.add_implication(x, on)
        return on

    def _whole_rest(self, person: Person, mine: list[Span], day: int) -> None:
        """A day off counts only when the rest around it is long enough (24 + 11 h in the EU)."""
        rest = self.problem.rules.weekly_rest_h * HOUR
        if rest <= DAY:
            return
        before = [s for s in mine if day * DAY - rest < s.end <= day * DAY]
        after = [s for s in mine if (day + 1) * DAY <= s.start < (day + 1) * DAY + rest]
        off = self.off[person.id, day]
        for a in before:
            late = [self.work[person.id, b] for b in after if b.start - a.end < rest]
            for x in late:
                self.cp.add_bool_or(self.work[person.id, a].negated(), x.negated(), off.negated())
        for duty in (d for d in person.past if d.end <= day * DAY):
            for b in (b for b in after if b.start - duty.end < rest):
                self.cp.add_implication(self.work[person.id, b], off.negated())

    def _rows(self, person: Person) -> None:
        rules, last = self.problem.rules, self.problem.days
        busy = {day for duty in person.past for day in days_touched(duty.span)}
        worked = {duty.day for duty in person.past}
        for day in (d for d in busy if (person.id, d) in self.off):
            self.cp.add(self.off[person.id, day] == 0)
        if self.relaxed.holds("day_off"):
            # One window further than the days planned: a night shift of the last day ends in the day after.
            for first in range(-6, last - 5):
                known = sum(d not in busy for d in range(first, min(-1, first + 7)))
                free = sum(self.off[person.id, d] for d in range(max(-1, first), first + 7))
                self.cp.add(free + known >= rules.days_off_per_7)
            row = rules.max_days_in_row
            for first in range(-row, last - row):
                known = sum(d in worked for d in range(first, first + row + 1))
                self.cp.add(known + sum(self.on[person.id, d] for d in range(max(-1, first), first + row + 1)) <= row)

    def _loads(self, person: Person) -> None:
        rules = self.problem.rules
        mine = self.spans_of(person)
        daily = round(rules.max_daily_h * HOUR)
        load: dict[int, list[Expr]] = defaultdict(list)
        for s in mine:
            load[s.start // DAY].append(s.minutes * self.work[person.id, s])
        if self.relaxed.holds("weekly_hours"):
            for first in range(-6, self.problem.days):
                done = sum(d.span.minutes for d in person.past if first <= d.day < first + 7)
                cap = max(0, weekly_cap(rules, person) - done)
                tight = done or cap < daily * min(7, rules.max_days_in_row, 7 - rules.days_off_per_7)
                week = [term for day in range(first, first + 7) for term in load.get(day, ())]
                self.cp.add(sum([*week, self._also] if tight else week) <= cap)
        for terms in load.values():
            self.cp.add(sum(terms) <= daily)
        if self.relaxed.holds("nights_in_row"):
            self._nights(person, [s for s in mine if is_night(rules, s)])

    def _nights(self, person: Person, mine: list[Span]) -> None:
        most = self.problem.rules.max_nights_in_row
        past = {d.day for d in person.past if is_night(self.problem.rules, d.span)}
        for first in range(-most, self.problem.days - most + 1):
            days = range(first, first + most + 1)
            nights = sum(self.work[person.id, s] for s in mine if s.start // DAY in days)
            self.cp.add(nights + sum(d in past for d in days) <= most)

    def _pin(self) -> None:
        for duty in self.problem.pinned:
            self.cp.add(self.work[duty.person, duty.span] == 1)
            if self.local:
                self.cp.add(self.at[duty.person, duty.span, duty.post] == 1)
            pinned = sum(d.post == duty.post and d.span == duty.span for d in self.problem.pinned)
            self.cp.add(self.dealt[duty.post, duty.span] >= pinned)


def _sets(posts: list[str], able: dict[str, frozenset[str]]) -> Iterable[frozenset[str]]:
    """Sets of posts to look at: unions of groups that the same people are fit for."""
    groups: dict[frozenset[str], list[str]] = defaultdict(list)
    for post in posts:
        groups[able[post]].append(post)
    kinds = [frozenset(group) for group in groups.values()]
    largest = len(kinds) if len(kinds) <= WHOLE_SETS else 2
    for size in range(1, largest + 1):
        for some in combinations(kinds, size):
            yield frozenset().union(*some)
