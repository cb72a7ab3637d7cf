"""331 buildings cut into 63 grids: heaviest and lightest against the mean, seconds against ten, faults by the checker.

python -m benchmarks.grids_community [seconds]
"""

import random
import sys
from dataclasses import replace

from fangxian.calc.grids import Cut, Problem, cut
from tests.calc.grids.checker import faults
from tests.calc.grids.towns import town

AIM_S = 10.0
GRIDS = 63


def main() -> None:
    """Prints one line per town, then what a year of moving in and out costs when it is cut again."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else AIM_S
    heads = ("max/mean", "min/mean", "bound/mean", "s/10", "moved", "faults")
    print("town            " + " ".join(f"{head:>10}" for head in heads))
    for name, problem in towns().items():
        found = cut(problem, seconds=seconds)
        print(line(name, problem, found))
        print(line("  cut again", *again(problem, found, seconds)))


def towns() -> dict[str, Problem]:
    """Buildings as the essay's community has them, uneven ones, and a single row without positions."""
    return {
        "66 people each±": Problem(town(seed=1), GRIDS),
        "20 to 150 each": Problem(town(seed=2, load=(20, 150)), GRIDS),
        "one long street": Problem(tuple(replace(one, xy=None) for one in town(seed=3)), GRIDS),
    }


def again(problem: Problem, found: Cut, seconds: float) -> tuple[Problem, Cut]:
    """The same town after every building lost or won up to 15 % of its people, with the workers it has."""
    draw = random.Random(4)
    changed = tuple(replace(one, load=int(one.load * draw.uniform(0.85, 1.15))) for one in problem.buildings)
    old = {one: f"{number}" for number, grid in enumerate(found.grids) for one in grid.buildings}
    asked = replace(problem, buildings=changed, old=old)
    return asked, cut(asked, seconds=seconds)


def line(name: str, problem: Problem, found: Cut) -> str:
    """One line of the table."""
    people = sum(one.load for one in problem.buildings)
    cells = (
        f"{found.heaviest:.3f}", f"{found.lightest:.3f}", f"{found.bound / found.mean:.3f}",
        f"{found.seconds / AIM_S:.2f}", f"{found.moved / people:.1%}", f"{len(faults(problem, found))}",
    )  # fmt: skip
    return f"{name:<16}" + " ".join(f"{cell:>10}" for cell in cells)


if __name__ == "__main__":
    main()
