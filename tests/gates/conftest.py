"""The closed village most tests of the gate begin with."""

import pytest

from tests.gates.village import Village, close_bamboo
from tests.world import World


@pytest.fixture
def village(world: World) -> Village:
    """Bamboo, closed, with its homes and one open gate."""
    return close_bamboo(world)
