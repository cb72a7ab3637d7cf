"""A closed Bamboo with one gate open, its homes, and short ways to pass."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fangxian.gates.acts import GrantAuthorisation, RecordPassage
from fangxian.gates.models import Passage
from fangxian.measures.models import Gate
from tests.homes import Homes, settle
from tests.measures.orders import close, gates
from tests.world import World, ago


@dataclass
class Village:
    """The world with its homes and the gate that is open."""

    world: World
    homes: Homes
    gate: Gate

    def passage(self, way: str = "out", **more: Any) -> RecordPassage:
        """An act of the gatekeeper."""
        return RecordPassage(gate=self.gate.pk, way=way, **more)

    def record(self, way: str = "out", **more: Any) -> dict[str, Any]:
        """Recorded by the gatekeeper; the answer."""
        return self.world.written(self.passage(way, **more), by=self.world.gao)

    def grant(self, *, until: datetime | None = None, **more: Any) -> dict[str, Any]:
        """Granted by the lead from an hour ago for a day; the answer."""
        values = {"purpose": "illness", "since": ago(hours=1), "until": until or ago(hours=-24), **more}
        return self.world.written(GrantAuthorisation(area=self.world.bamboo.pk, **values), by=self.world.an)

    def rows(self) -> list[Passage]:
        """Every passage, in the order of events."""
        with self.world.all_eyes():
            return list(Passage.objects.order_by("at", "id"))


def close_bamboo(world: World) -> Village:
    """Bamboo with its homes, closed for three days but for one gate."""
    homes = settle(world)
    gate, _second = gates(world, "村口", "北门")
    close(world, gate, happened_at=ago(days=3))
    with world.all_eyes():
        return Village(world, homes, Gate.objects.get(pk=gate))
