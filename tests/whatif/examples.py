"""Examples of the acts on what-if trials."""

from fangxian.door.act import Act
from fangxian.whatif.acts import KeepTrial
from tests.examples import Example
from tests.homes import Homes
from tests.whatif.figures import FIGURES
from tests.world import World


def keep(world: World, _: Homes) -> Act:
    asked = {"question": "which_plan", "infected": 2, "days": 40, "after": 28, "runs": 10, "team_hours": 80.0}
    return KeepTrial(area=world.bamboo.pk, asked=asked, figures=FIGURES)


EXAMPLES: dict[type[Act], Example] = {KeepTrial: keep}
