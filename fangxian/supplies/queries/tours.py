"""Who might bring which bag, and in what order: the planner's proposal. Nothing of it holds before it is confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fangxian.areas.models import Person
from fangxian.calc.routes import Deliverer, Ground, Limits, Plan, Problem, Stop, Unmet, lay_out, plan, replan
from fangxian.canvass.rules import floor_of
from fangxian.register.models import Building
from fangxian.register.ways import Drawing, Way, drawing_of, metres_of
from fangxian.rulepacks.packs import Pack
from fangxian.supplies.models import Assignment, Bag, Handover, NeedsRound
from fangxian.supplies.models import Unmet as Missed
from fangxian.supplies.queries.rounds import bags_of
from fangxian.supplies.queries.stock import disease_pack
from fangxian.supplies.rules import natural

BASE = "base"
HOME_S = 7200
"""After the slot there is time to walk home: what is promised is the door, not the return."""

EFFORT = Limits(seconds=20, effort=500)


@dataclass(frozen=True)
class Proposed:
    """Bags by deliverer in walking order; bags the plan finds no time for, with why; how many change hands."""

    tours: dict[Person, list[Bag]]
    late: list[tuple[Bag, Unmet]]
    moved: int
    metres: float


def proposal(round: NeedsRound, people: list[Person], *, at: datetime) -> Proposed:
    """A way to bring what is still to be brought: what was agreed before changes as little as it can."""
    bags = {str(bag.pk): bag for bag in open_bags(round)}
    old = assigned(round)
    asked = problem_of(round, [str(person.pk) for person in people], bags.values(), at=at)
    made = replan(asked, old, now=0, limits=EFFORT) if old else plan(asked, limits=EFFORT)
    return proposed(made, {str(person.pk): person for person in people}, bags)


def proposed(made: Plan, people: dict[str, Person], bags: dict[str, Bag]) -> Proposed:
    """A plan in rows. A bag without a place in it goes to whoever has the fewest: each bag needs a name."""
    tours = {people[tour.deliverer]: [bags[stop] for stop in tour.stops] for tour in made.tours}
    late = [(bags[each.stop], each) for each in made.unmet]
    for bag, _ in late:
        min(tours.values(), key=len).append(bag)
    return Proposed(tours, late, made.moved, made.metres)


def drawn(tours: dict[Person, list[Bag]]) -> Drawing:
    """Everybody's bags on the map, in the order they are brought."""
    return drawing_of(Way(who.name, [bag.household.dwelling.building for bag in bags]) for who, bags in tours.items())


def open_bags(round: NeedsRound) -> list[Bag]:
    """The bags of a round nobody has handed over or given up."""
    over = Handover.objects.filter(bag__round=round).values("bag")
    gone = Missed.objects.filter(bag__round=round, need=None).values("bag")
    return list(bags_of(round).exclude(pk__in=over).exclude(pk__in=gone))


def assigned(round: NeedsRound) -> dict[str, str]:
    """Who was to bring each bag of a round, in the order of their stops."""
    rows = Assignment.objects.filter(bag__round=round).order_by("deliverer_id", "stop")
    return {str(bag): str(who) for bag, who in rows.values_list("bag_id", "deliverer_id")}


def problem_of(round: NeedsRound, people: list[str], bags: Iterable[Bag], *, at: datetime) -> Problem:
    """What the planner must know: doors and slots, paces and loads from the rule pack; no name of anybody."""
    pack, rows = disease_pack(round.area, at), list(bags)
    begins = second_of(round.slot_from)
    slot = (begins, begins + int((round.slot_until - round.slot_from).total_seconds()))
    loading, carry = pack.int("supplies.loading_s"), pack.int("supplies.carry_bags")
    return Problem(
        stops=tuple(_stop(bag, slot, pack) for bag in rows),
        deliverers=tuple(
            Deliverer(
                id=person,
                capacity=carry,
                since=max(0, slot[0] - loading),
                until=slot[1] + HOME_S,
                speed_m_s=pack.real("supplies.carry_m_s"),
                loading_s=loading,
            )
            for person in people
        ),
        ground=ground_of((bag.household.dwelling.building for bag in rows), pack),
        base=BASE,
        keep=brought_before(round, rows),
        stairs_s=pack.int("supplies.floor_s"),
    )


def ground_of(buildings: Iterable[Building], pack: Pack) -> Ground:
    """Where the buildings stand: on the map, and along the walk between those that nobody has put there."""
    rows = sorted({b.pk: b for b in buildings}.values(), key=lambda b: (b.place_in_walk, b.zone, natural(b.number)))
    standing = metres_of(rows)
    street = lay_out(
        [(BASE, None), *((str(b.pk), standing[b.pk]) for b in rows)], step=pack.int("supplies.house_step_m")
    )
    return Ground(street, detour=pack.real("supplies.detour"))


def second_of(moment: datetime) -> int:
    """Seconds after the midnight before a moment, where the house stands."""
    local = timezone.localtime(moment)
    return local.hour * 3600 + local.minute * 60 + local.second


def _stop(bag: Bag, slot: tuple[int, int], pack: Pack) -> Stop:
    """A bag with infants' food, or for people who cannot wait, goes out first and apart."""
    dwelling = bag.household.dwelling
    infant = any(need.item.kind == "infant" for need in bag.list.needs.all())
    return Stop(
        id=str(bag.pk),
        place=str(dwelling.building_id),
        service_s=pack.int("supplies.door_s"),
        window=slot,
        urgent=bool(bag.list.priority) or infant,
        unit=dwelling.unit,
        floor=floor_of(dwelling.room),
        door=dwelling.room,
    )


def brought_before(round: NeedsRound, bags: list[Bag]) -> dict[str, str]:
    """Who brought each household its bag last time."""
    homes = {bag.household_id: str(bag.pk) for bag in bags}
    last = Assignment.objects.filter(bag__household__in=homes, bag__round__deadline__lt=round.deadline)
    rows = last.order_by("bag__round__deadline", "stop").values_list("bag__household_id", "deliverer_id")
    return {homes[home]: str(who) for home, who in rows}
