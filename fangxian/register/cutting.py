"""From the register to the planner of grids and back: buildings with their people, a proposal, and what it shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db.models import Count

from fangxian.areas.models import Area, Person, Post
from fangxian.areas.queries import in_force, pack_chosen
from fangxian.areas.rules import Level
from fangxian.calc.grids import Building as Wanted
from fangxian.calc.grids import Cut, Problem, cut
from fangxian.door.models import Entry
from fangxian.register.models import Building, Resident
from fangxian.register.queries import within
from fangxian.register.ways import metres_of
from fangxian.rulepacks.packs import packaged_library

SECONDS = 8.0
COLOURS = 8


@dataclass(frozen=True)
class Drawn:
    """A grid as it is or would be: its area if there is one, its buildings, people, and worker."""

    grid: Area | None
    name: str
    buildings: tuple[Building, ...]
    people: int
    worker: Person | None
    colour: int

    @property
    def keys(self) -> str:
        """The buildings as a form sends them."""
        return ",".join(str(building.pk) for building in self.buildings)


def people_by_building(area: Area) -> dict[int, int]:
    """How many people live in each building."""
    people = within(Resident.objects.filter(left_at=None), area.span).order_by()
    counted = people.values("household__dwelling__building").annotate(n=Count("pk"))
    return {row["household__dwelling__building"]: row["n"] for row in counted}


def buildings_along(area: Area) -> list[Building]:
    """The buildings of a place along the way."""
    return list(within(Building.objects.order_by("place_in_walk", "zone", "number"), area.span))


def usual_number(area: Area, *, people: int, on: date) -> int:
    """As many grids as the governing pack's residents for one worker make (domain-rules B-03)."""
    pack = packaged_library().pack(pack_chosen(area, "disease", on=on))
    return max(1, round(people / pack.int("staffing.residents_per_worker")))


def workers_at(area: Area, *, at: datetime) -> dict[int, Person]:
    """Who looks after each grid below a place: the one appointed last."""
    posts = within(Post.objects.filter(in_force(at), role="grid_worker"), area.span).select_related("person")
    return {post.area_id: post.person for post in posts.order_by("since", "pk")}


def people_to_choose(area: Area, *, at: datetime) -> list[Person]:
    """Whoever holds a post here or in a grid, by name."""
    posts = within(Post.objects.filter(in_force(at)), area.span).values("person")
    return list(Person.objects.filter(pk__in=posts, is_active=True).order_by("name", "pk"))


def as_they_are(area: Area, *, at: datetime) -> list[Drawn]:
    """The grids of a community with their buildings; buildings in none stand last, under no area."""
    people, workers = people_by_building(area), workers_at(area, at=at)
    grouped: dict[int, list[Building]] = {}
    for building in buildings_along(area):
        grouped.setdefault(building.area_id, []).append(building)
    grids = {grid.pk: grid for grid in Area.objects.filter(pk__in=grouped, level=Level.GRID)}
    order = [*sorted(key for key in grouped if key in grids), *(key for key in grouped if key not in grids)]
    return [
        Drawn(
            grids.get(key), grids[key].name if key in grids else "", tuple(grouped[key]),
            sum(people.get(b.pk, 0) for b in grouped[key]), workers.get(key), number % COLOURS,
        )
        for number, key in enumerate(order)
    ]  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A named exception: `rule` is together, joined or parted; the buildings it means, and why."""

    rule: str
    buildings: tuple[int, ...]
    reason: str


def exceptions_kept(area: Area) -> list[Named]:
    """The exceptions the latest cut was decided with, as the ledger holds them."""
    cuts = Entry.objects.filter(area=area, kind="register.cut_grids", fate=Entry.WRITTEN)
    payload = cuts.order_by("-seq").values_list("payload", flat=True).first() or {}
    return [Named(e["rule"], tuple(e["buildings"]), e["reason"]) for e in payload.get("exceptions", ())]


def proposal(area: Area, grids: int, exceptions: Sequence[Named] = (), *, at: datetime) -> tuple[Cut, list[Drawn]]:
    """A cut into so many grids that keeps the exceptions and leaves people with their workers. Raises `GridError`."""
    buildings, people = buildings_along(area), people_by_building(area)
    now = as_they_are(area, at=at)
    found = cut(problem_of(buildings, people, grids, now, exceptions), seconds=SECONDS)
    by_key = {str(building.pk): building for building in buildings}
    kept = {str(drawn.grid.pk): drawn for drawn in now if drawn.grid is not None}
    return found, [drawn_of(number, grid.worker, [by_key[one] for one in grid.buildings], grid.load, kept)
                   for number, grid in enumerate(found.grids)]  # fmt: skip


def problem_of(
    buildings: Sequence[Building], people: Mapping[int, int], grids: int, now: Iterable[Drawn],
    exceptions: Sequence[Named] = (),
) -> Problem:  # fmt: skip
    """The planner's problem: positions in metres where there are any, else street and number in walking order."""
    standing = metres_of(buildings)
    old = {str(b.pk): str(drawn.grid.pk) for drawn in now if drawn.grid is not None for b in drawn.buildings}
    return Problem(
        buildings=tuple(
            Wanted(
                str(b.pk), people.get(b.pk, 0), standing[b.pk],
                street=b.zone, number=f"{b.place_in_walk} {b.number}",
            )
            for b in buildings
        ),
        grids=grids,
        joined=pairs(exceptions, "joined"),
        parted=pairs(exceptions, "parted"),
        together=tuple(tuple(map(str, each.buildings)) for each in exceptions if each.rule == "together"),
        old=old,
    )  # fmt: skip


def pairs(exceptions: Sequence[Named], rule: str) -> tuple[tuple[str, str], ...]:
    """The exceptions of a rule, building by building."""
    return tuple((str(a), str(b)) for each in exceptions if each.rule == rule for a, b in pairwise(each.buildings))


def drawn_of(number: int, worker: str, buildings: list[Building], load: int, kept: Mapping[str, Drawn]) -> Drawn:
    """A grid of a proposal: an old one goes on under its name."""
    old = kept.get(worker)
    name = old.name if old else ""
    return Drawn(old.grid if old else None, name, tuple(buildings), load, old.worker if old else None, number % COLOURS)


def shapes(drawn: Sequence[Drawn]) -> dict[str, object] | None:
    """The grids on the map, a colour each; nothing where no building has a place on it."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [building.lon, building.lat]},
            "properties": {"name": f"{building} · {grid.name}" if grid.name else str(building), "colour": grid.colour},
        }
        for grid in drawn
        for building in grid.buildings
        if building.lon is not None
    ]
    return {"type": "FeatureCollection", "features": features} if features else None


def chart(drawn: Sequence[Drawn], people: str, mean: tuple[str, float]) -> dict[str, object]:
    """The load of each grid as bars, with the mean as the line people compare with."""
    return {
        "kind": "bar",
        "x": [grid.name or str(number) for number, grid in enumerate(drawn, start=1)],
        "series": [{"name": people, "values": [grid.people for grid in drawn]}],
        "limit": {"name": mean[0], "value": round(mean[1])},
    }
