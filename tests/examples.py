"""One example of every act, ready to be sent in Bamboo: for the suites that hold for all acts alike.

Whoever adds an act adds its example to the room's table in `tests/<room>/examples.py`. An example prepares what it
speaks of through the door, as the lead would, and answers the act unsent.
"""

import importlib
from collections.abc import Callable
from pathlib import Path

from fangxian.door.act import Act
from tests.homes import Homes, settle
from tests.world import World

Example = Callable[[World, Homes], Act]


def examples() -> dict[str, Example]:
    """Every example by the kind of its act."""
    found: dict[str, Example] = {}
    for file in sorted(Path(__file__).parent.glob("*/examples.py")):
        table: dict[type[Act], Example] = importlib.import_module(f"tests.{file.parent.name}.examples").EXAMPLES
        found.update({act.kind: example for act, example in table.items()})
    return found


def example_of(kind: str, world: World) -> Act:
    """The example of one act in a Bamboo where people live."""
    return examples()[kind](world, settle(world))
