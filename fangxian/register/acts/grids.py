"""Buildings put on the map, and the cut into grids: who looks after which buildings from now on."""

from typing import Annotated, Any, Literal

from django.apps import apps
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict
from pydantic import Field as Limited

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person, Post
from fangxian.areas.queries import in_force
from fangxian.areas.roles import Can
from fangxian.areas.rules import GRIDS, Level
from fangxian.door.act import Answer, Decision, Doing, Refusal, handles
from fangxian.door.words import refusals
from fangxian.register import queries
from fangxian.register.models import Building

REFUSALS = refusals(
    grids_need_community=_("Grids are cut in a village or a community. Choose one."),
    building_elsewhere=_("A building of this list does not stand here. Reload the page and try again."),
    building_in_no_grid=_("%(building)s would be in no grid. Every building belongs to exactly one."),
    building_in_two_grids=_("%(building)s would be in two grids. Every building belongs to exactly one."),
    grid_elsewhere=_("A grid of this list is not one of this place. Reload the page and try again."),
    too_many_grids=_("A community can have at most 999 grids."),
    worker_elsewhere=_("%(grid)s: this person holds no post here. Give them a post first, or leave it open."),
    worker_twice=_("%(grid)s: this person already has another grid of this cut."),
)
WORKER = "grid_worker"
# Rows named in one statement: SQLite takes no more than so many.
AT_ONCE = 20_000


class Spot(BaseModel):
    """Where a building stands, in degrees."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    building: int
    lon: Annotated[float, Limited(ge=-180, le=180)]
    lat: Annotated[float, Limited(ge=-89, le=89)]


class PlaceBuildings(Decision):
    """Put buildings on the map."""

    needs = Can.KEEP_REGISTER
    area: int
    spots: Annotated[tuple[Spot, ...], Limited(min_length=1, max_length=5000)]

    def place(self) -> Area:
        """The community, or a grid of it."""
        return Area.objects.get(pk=self.area)


@handles(PlaceBuildings)
def place_buildings(act: PlaceBuildings, doing: Doing) -> Answer:
    """The positions, each building's own; the latest counts."""
    found = {b.pk: b for b in queries.within(Building.objects.all(), doing.place.span)}
    if any(spot.building not in found for spot in act.spots):
        raise Refusal("building_elsewhere")
    for spot in act.spots:
        found[spot.building].lon, found[spot.building].lat = spot.lon, spot.lat
    placed = [found[spot.building] for spot in act.spots]
    Building.objects.bulk_update(placed, ["lon", "lat"], batch_size=500)
    return {"placed": len({spot.building for spot in act.spots})}


class GridWanted(BaseModel):
    """One grid of a cut: an existing one by its key, or a new one; its buildings; its worker, if named."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    grid: int | None = None
    name: Annotated[str, Limited(min_length=1, max_length=100)]
    buildings: Annotated[tuple[int, ...], Limited(min_length=1, max_length=5000)]
    worker: int | None = None


class GridException(BaseModel):
    """Buildings that stay in one grid, touch although the map does not say so, or do not touch; and why.

    Whoever decides the cut answers for it by name; the next cut is proposed with the exceptions of this one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    rule: Literal["together", "joined", "parted"]
    buildings: Annotated[tuple[int, ...], Limited(min_length=2, max_length=100)]
    reason: Annotated[str, Limited(min_length=1, max_length=200)]


class CutGrids(Decision):
    """Cut a community into grids; everything that lies with a building moves with it."""

    needs = Can.KEEP_AREAS
    area: int
    grids: Annotated[tuple[GridWanted, ...], Limited(min_length=1, max_length=999)]
    exceptions: Annotated[tuple[GridException, ...], Limited(max_length=100)] = ()

    def place(self) -> Area:
        """The community."""
        return Area.objects.get(pk=self.area)


@handles(CutGrids)
def cut_grids(act: CutGrids, doing: Doing) -> Answer:
    """Grids made or kept, buildings and their rows moved, posts given and ended, in one act."""
    if doing.place.level != Level.COMMUNITY:
        raise Refusal("grids_need_community")
    check_buildings(act, doing.place)
    check_workers(act, doing)
    kept = grids_of(act, doing.place)
    moved = 0
    for wanted, grid in kept:
        here = Building.objects.filter(pk__in=wanted.buildings).exclude(area=grid)
        moved += here.update(area=grid)
    follow(doing.place)
    staffed = sum(staff(grid, wanted.worker, doing) for wanted, grid in kept)
    end_posts_elsewhere(doing, {grid.pk for _, grid in kept})
    return {"grids": [grid.pk for _, grid in kept], "buildings_moved": moved, "workers": staffed}


def check_buildings(act: CutGrids, area: Area) -> None:
    """Every building of the community in exactly one grid (B-01). Raises Refusal."""
    names = {b.pk: str(b) for b in queries.within(Building.objects.all(), queries.span_of_community(area))}
    seen: set[int] = set()
    for key in (key for wanted in act.grids for key in wanted.buildings):
        if key not in names:
            raise Refusal("building_elsewhere")
        if key in seen:
            raise Refusal("building_in_two_grids", building=names[key])
        seen.add(key)
    if any(key not in names for exception in act.exceptions for key in exception.buildings):
        raise Refusal("building_elsewhere")
    for key in names.keys() - seen:
        raise Refusal("building_in_no_grid", building=names[key])


def check_workers(act: CutGrids, doing: Doing) -> None:
    """A worker holds a post here already, and gets one grid. Raises Refusal."""
    posts = queries.within(Post.objects.filter(in_office(doing)), doing.place.span)
    serving = set(posts.values_list("person", flat=True))
    seen: set[int] = set()
    for wanted in act.grids:
        if wanted.worker is None:
            continue
        if wanted.worker not in serving:
            raise Refusal("worker_elsewhere", grid=wanted.name)
        if wanted.worker in seen:
            raise Refusal("worker_twice", grid=wanted.name)
        seen.add(wanted.worker)


def grids_of(act: CutGrids, community: Area) -> list[tuple[GridWanted, Area]]:
    """Each wanted grid with its area: kept by key, or made under the next free number. Raises Refusal."""
    known = {grid.pk: grid for grid in Area.objects.filter(parent=community, level=Level.GRID)}
    asked = [wanted.grid for wanted in act.grids if wanted.grid is not None]
    if len(set(asked)) < len(asked) or not set(asked) <= known.keys():
        raise Refusal("grid_elsewhere")
    empty = sorted(known.keys() - set(asked))
    free = [*empty, *(key for key in range(community.pk + 1, community.pk + GRIDS) if key not in known)]
    if len(free) < len(act.grids) - len(asked):
        raise Refusal("too_many_grids")
    found = []
    for wanted in act.grids:
        key = wanted.grid if wanted.grid is not None else free.pop(0)
        grid = known.get(key) or Area(pk=key, code=str(key), level=Level.GRID, parent=community)
        grid.name = wanted.name
        grid.save()
        found.append((wanted, grid))
    return found


def follow(community: Area) -> None:
    """Move every row that lies with a home or building to where that is now, the nearest to the building first."""
    ground = queries.span_of_community(community)
    for table in followers():
        key = table.lies_with
        rows: Any = queries.within(table.objects.filter(**{f"{key}__isnull": False}), ground)
        target: Any = table._meta.get_field(key).related_model
        home = target._base_manager.filter(pk=OuterRef(f"{key}_id")).values("area_id")[:1]
        gone = list(rows.exclude(area_id=F(f"{key}__area_id")).values_list("pk", flat=True))
        for begin in range(0, len(gone), AT_ONCE):
            some: Any = table._base_manager.filter(pk__in=gone[begin : begin + AT_ONCE])
            some.update(area_id=Subquery(home))


def followers() -> list[type[AreaBound]]:
    """The tables whose rows follow another one, each after the table it follows."""
    waiting = [table for table in apps.get_models() if issubclass(table, AreaBound) and table.lies_with]
    ordered: list[type[AreaBound]] = []
    while waiting:
        ready = [table for table in waiting if table._meta.get_field(table.lies_with).related_model not in waiting]
        ordered += ready
        waiting = [table for table in waiting if table not in ready]
    return ordered


def staff(grid: Area, worker: int | None, doing: Doing) -> int:
    """Whoever is named looks after the grid from now on, and nobody else does; 1 if that is new."""
    if worker is None:
        return 0
    posts = Post.objects.filter(in_office(doing), area=grid, role=WORKER)
    if posts.filter(person=worker).exists():
        return 0
    ended(posts, doing)
    Post.objects.create(
        person=Person._base_manager.get(pk=worker), role=WORKER, area=grid, since=doing.at, appointed_by=doing.by
    )
    return 1


def end_posts_elsewhere(doing: Doing, kept: set[int]) -> None:
    """Posts in grids that are no more end with them."""
    grids = Area.objects.filter(parent=doing.place, level=Level.GRID).exclude(pk__in=kept)
    ended(Post.objects.filter(in_office(doing), area__in=grids, role=WORKER), doing)


def ended(posts: QuerySet[Post], doing: Doing) -> None:
    """These posts end now."""
    posts.filter(since__lt=doing.at).update(until=doing.at)


def in_office(doing: Doing) -> Q:
    """The filter for posts in force at the act's moment."""
    return in_force(doing.at)
