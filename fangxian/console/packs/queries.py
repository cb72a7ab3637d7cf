"""Questions about which pack governs a place, and who chose it."""

from dataclasses import dataclass
from datetime import date

from fangxian.areas.models import Area, PackChoice
from fangxian.areas.queries import line_of, pack_chosen
from fangxian.console.packs.showing import spoken
from fangxian.rulepacks.packs import Pack, packaged_library
from fangxian.rulepacks.schema import DISEASES, JURISDICTIONS, PackKind

KINDS: tuple[PackKind, ...] = ("disease", "rest")


@dataclass(frozen=True)
class Listed:
    """A pack as a line of the list."""

    pack: Pack
    title: str
    place: str
    disease: str
    governs: bool


@dataclass(frozen=True)
class Choice:
    """A choice that was made here or above, with its maker."""

    title: str
    area: str
    since: date
    by: str


def listed(area: Area, kind: PackKind, *, on: date) -> list[Listed]:
    """The packs of a kind; the one that governs the place on a day is marked."""
    governing = pack_chosen(area, kind, on=on)
    return [
        Listed(
            pack,
            spoken(pack.title),
            spoken(JURISDICTIONS[pack.jurisdiction]),
            spoken(DISEASES[pack.disease]),
            governs=pack.id == governing,
        )
        for pack in packaged_library()
        if pack.kind == kind
    ]


def choices(area: Area) -> list[Choice]:
    """The choices made for the place and the places above it, newest first."""
    line = [above.pk for above in line_of(area)]
    # The choice made above governs here, so it is shown here; its rows lie above the reader's own sight.
    rows = PackChoice._base_manager.filter(area_id__in=line).select_related("area", "chosen_by")
    library = packaged_library()
    return [
        Choice(
            spoken(library.pack(row.pack).title) if row.pack in library else row.pack,
            row.area.name,
            row.since,
            row.chosen_by.name,
        )
        for row in rows.order_by("-since", "-pk")
    ]
