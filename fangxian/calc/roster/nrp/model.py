"""The instance as an integer model: a Boolean for each person, day and shift."""

from ortools.sat.python import cp_model

from fangxian.calc.race import Place
from fangxian.calc.roster.nrp.problem import NrpProblem, Staff

Var = cp_model.IntVar
WEEK, SATURDAY, SUNDAY = 7, 5, 6


class Model:
    """`work[person, day, shift]` by place in the problem; what is nobody's in `common`."""

    def __init__(self, problem: NrpProblem) -> None:
        self.problem = problem
        self.cp = cp_model.CpModel()
        self.work: dict[tuple[int, int, int], Var] = {}
        self.places: dict[int, Place] = {}
        self.on: dict[tuple[int, int], Var] = {}
        self.common: set[int] = set()
        self._also = self._ours(0)
        for number, staff in enumerate(problem.staff):
            self._name(number, staff)
            self._follow(number)
            self._load(number, staff)
            self._rows(number, staff)
            self._weekends(number, staff)
        self.cp.minimize(sum([*self._cover(), *self._asked()]))

    def _ours(self, most: int) -> Var:
        variable = self.cp.new_int_var(0, most, "")
        self.common.add(variable.index)
        return variable

    def _name(self, number: int, staff: Staff) -> None:
        most = dict(staff.most_of)
        for day in range(self.problem.days):
            for kind, shift in enumerate(self.problem.shifts):
                if day not in staff.days_off and most.get(shift.id, 1):
                    x = self.work[number, day, kind] = self.cp.new_bool_var("")
                    self.places[x.index] = Place(number, day)
            self.on[number, day] = on = self.cp.new_bool_var("")
            self.cp.add(sum(self._of_day(number, day)) == on)

    def _of_day(self, number: int, day: int) -> list[Var]:
        kinds = range(len(self.problem.shifts))
        return [self.work[number, day, k] for k in kinds if (number, day, k) in self.work]

    def _follow(self, number: int) -> None:
        """One of: this shift today, or one of those that may not follow it tomorrow."""
        for day in range(self.problem.days - 1):
            for kind, shift in enumerate(self.problem.shifts):
                after = [k for k, s in enumerate(self.problem.shifts) if s.id in shift.never_next]
                some = [(day, kind), *((day + 1, k) for k in after)]
                clash = [self.work[number, d, k] for d, k in some if (number, d, k) in self.work]
                if after and (number, day, kind) in self.work:
                    self.cp.add_at_most_one(clash)

    def _load(self, number: int, staff: Staff) -> None:
        mine = [(k, x) for (who, _, k), x in self.work.items() if who == number]
        load = sum(self.problem.shifts[k].minutes * x for k, x in mine)
        self.cp.add_linear_constraint(load, staff.least_minutes, staff.most_minutes) if mine else None
        names = [shift.id for shift in self.problem.shifts]
        for name, most in staff.most_of:
            some = [x for k, x in mine if k == names.index(name)]
            if most < len(some):
                self.cp.add(self._also + sum(some) <= most)

    def _rows(self, number: int, staff: Staff) -> None:
        days = self.problem.days
        on = [self.on[number, day] for day in range(days)]
        for first in range(days - staff.most_in_row):
            self.cp.add(sum(on[first : first + staff.most_in_row + 1]) <= staff.most_in_row)
        for size in range(1, staff.least_in_row):
            for first in range(days - size - 1):
                inside = on[first + 1 : first + 1 + size]
                self.cp.add_bool_or(on[first], *(x.negated() for x in inside), on[first + size + 1])
        for size in range(1, staff.least_off):
            for first in range(days - size - 1):
                inside = on[first + 1 : first + 1 + size]
                self.cp.add_bool_or(on[first].negated(), *inside, on[first + size + 1].negated())

    def _weekends(self, number: int, staff: Staff) -> None:
        weekends = []
        for monday in range(0, self.problem.days, WEEK):
            days = [d for d in (monday + SATURDAY, monday + SUNDAY) if d < self.problem.days]
            worked = self.cp.new_bool_var("")
            for day in days:
                self.cp.add_implication(self.on[number, day], worked)
            self.cp.add(worked <= sum(self.on[number, day] for day in days))
            weekends.append(worked)
        self.cp.add(sum(weekends) <= staff.most_weekends)

    def _cover(self) -> list[cp_model.LinearExprT]:
        cost: list[cp_model.LinearExprT] = []
        kinds = {shift.id: k for k, shift in enumerate(self.problem.shifts)}
        for need in self.problem.cover:
            there = [x for (_, day, k), x in self.work.items() if day == need.day and k == kinds[need.shift]]
            under, over = self._ours(need.people), self._ours(len(there))
            self.cp.add(sum(there) + under - over == need.people)
            cost += [need.under * under, need.over * over]
        return cost

    def _asked(self) -> list[cp_model.LinearExprT]:
        kinds = {shift.id: k for k, shift in enumerate(self.problem.shifts)}
        people = {staff.id: n for n, staff in enumerate(self.problem.staff)}
        cost: list[cp_model.LinearExprT] = []
        for asks, sign in ((self.problem.on, -1), (self.problem.off, 1)):
            for ask in asks:
                x = self.work.get((people[ask.person], ask.day, kinds[ask.shift]), 0)
                cost.append(ask.weight * x if sign > 0 else ask.weight * (1 - x))
        return cost
