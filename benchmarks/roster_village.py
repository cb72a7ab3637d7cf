"""The seed village: seconds to a first full cover, and cost against the proven bound, as ratios, for one to four weeks.

python -m benchmarks.roster_village [seconds]
"""

import sys

from fangxian.calc.roster import Limits, Roster, plan
from tests.calc.roster.checker import faults
from tests.calc.roster.village import village

AIM_COVER_S = 5.0


def main() -> None:
    """Prints one line per team and length of roster."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    heads = ("covered", "cover_s/5", "cost", "bound", "cost/bound", "faults")
    print("team days " + " ".join(f"{head:>10}" for head in heads))
    for team, days in ((35, 7), (35, 14), (35, 28), (15, 7)):
        roster = plan(village(team, days), limits=Limits(seconds=seconds))
        print(_line(team, days, roster))


def _line(team: int, days: int, roster: Roster) -> str:
    asked = 1134 * 60 * days // 7
    covered = sum(d.span.minutes for d in roster.duties) / asked
    cover = (roster.first_cover_s or 0) / AIM_COVER_S
    ratio = roster.cost / roster.bound if roster.bound else float("nan")
    broken = len(faults(village(team, days), roster.duties, gaps=roster.gaps))
    cells = (
        f"{covered:.0%}",
        f"{cover:.2f}",
        f"{roster.cost}",
        f"{roster.bound:.0f}",
        f"{ratio:.2f}",
        f"{broken}",
    )
    return f"{team:>4} {days:>4} " + " ".join(f"{cell:>10}" for cell in cells)


if __name__ == "__main__":
    main()
