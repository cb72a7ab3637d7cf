"""Questions about the night: what is known of a community's day, and what was planned for it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from fangxian.areas.models import Area, Person
from fangxian.areas.queries import communities_in, community_of
from fangxian.areas.rules import Level
from fangxian.calc.roster import Problem as RosterProblem
from fangxian.calc.routes import Door
from fangxian.calc.routes import Problem as RouteProblem
from fangxian.disinfection.queries import Place, places
from fangxian.disinfection.rules.due import Condition
from fangxian.duty.queries import duty_posts, in_force, problem_of, published, team
from fangxian.monitoring.queries.watches import standings
from fangxian.nights.models import Night, NightPlan
from fangxian.nights.rules import Picture
from fangxian.supplies.models import Bag, NeedsRound
from fangxian.supplies.queries.rounds import people_who_deliver
from fangxian.supplies.queries.tours import Proposed, assigned, open_bags
from fangxian.supplies.queries.tours import problem_of as deliveries

DAYS = 7
"""A roster is drafted for a week: days off and fair nights need one."""


def picture_of(area: Area, *, on: date) -> Picture:
    """A community's day in plain values."""
    dawn = timezone.make_aware(datetime.combine(on, time.min))
    return Picture(
        code=area.code,
        roster=roster_wanted(area, on=on),
        rounds=tuple(rounds_wanted(area, dawn)),
        doors=tuple(door_of(place) for place in places(area, at=dawn + timedelta(days=1)) if waits(place)),
        checks=sum(len(standing.today) for standing in standings(area, at=dawn)),
    )


def roster_wanted(area: Area, *, on: date) -> RosterProblem | None:
    """What a roster from a day on must keep to; None where one is in force then, or nobody is to stand anywhere."""
    if in_force(published(area), on) or not duty_posts(area).exists() or not team(area).exists():
        return None
    return problem_of(area, first_day=on, days=DAYS)


def rounds_wanted(area: Area, dawn: datetime) -> list[tuple[int, RouteProblem]]:
    """The rounds brought on a day whose bags have nobody yet."""
    found = NeedsRound.objects.filter(area=area, purchase__isnull=False, slot_from__gte=dawn,
                                      slot_from__lt=dawn + timedelta(days=1))  # fmt: skip
    people = [str(person.pk) for person in people_who_deliver(area, dawn)]
    wanted = [(round, open_bags(round)) for round in found.select_related("area") if not assigned(round)]
    return [(round.pk, deliveries(round, people, bags, at=dawn)) for round, bags in wanted if bags]


def waits(place: Place) -> bool:
    """Whether a place is to be disinfected by the end of the day."""
    return place.condition in (Condition.DUE, Condition.OVERDUE)


def door_of(place: Place) -> Door:
    """A place of a round as a door of the walk."""
    stop = place.stop
    return Door(str(stop.pk), f"{stop.building or stop.building_number}", stop.unit, number=stop.spot)


@dataclass(frozen=True)
class Line:
    """One community in the night's list; no plan: it is not its turn yet."""

    area: Area
    plan: NightPlan | None


def night_of(area: Area, *, on: date) -> Night | None:
    """The latest night that planned a day for a place: its own, or that of the district it lies in."""
    return (
        Night.objects.filter(area=area, on=on).first()
        or Night._base_manager.filter(pk__in=plans(area, on=on).values("night")).order_by("-at", "-pk").first()
    )


def plans(area: Area, *, on: date) -> QuerySet[NightPlan]:
    """What was planned for a day at a place and below."""
    return NightPlan.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end, on=on)


def lines_of(area: Area, *, on: date) -> list[Line]:
    """Every community of a place with its latest plan for a day."""
    around = [community_of(area)] if area.level >= Level.COMMUNITY else communities_in(area)
    latest = {plan.area_id: plan for plan in plans(area, on=on).order_by("at", "pk")}
    return [Line(place, latest.get(place.pk)) for place in around]


def tours_planned(round: NeedsRound) -> Proposed | None:
    """The latest night's proposal for a round; None where none was made, or nobody of it may deliver any more.

    Bags that were handed over since are left out. One that came since, or whose deliverer is gone, goes to whoever
    has the fewest.
    """
    people = {person.pk: person for person in people_who_deliver(round.area, timezone.now())}
    waiting = {bag.pk: bag for bag in open_bags(round)}
    found: dict[Person, list[Bag]] = {}
    for tour in _latest_tours(round):
        if tour["deliverer"] in people:
            found[people[tour["deliverer"]]] = [waiting.pop(bag) for bag in tour["bags"] if bag in waiting]
    if not any(found.values()):
        return None
    for bag in waiting.values():
        min(found.values(), key=len).append(bag)
    return Proposed(found, late=[], moved=0, metres=0.0)


def _latest_tours(round: NeedsRound) -> list[dict[str, Any]]:
    """What the latest night that planned a round said of it."""
    for tours in NightPlan.objects.filter(area=round.area).order_by("-at", "-pk").values_list("tours", flat=True)[:7]:
        for each in tours:
            if each["round"] == round.pk:
                return list(each["tours"])
    return []
