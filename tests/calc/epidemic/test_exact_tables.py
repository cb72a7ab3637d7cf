"""All of the shared exact tables, where they are at hand: FANGXIAN_SHARED, or `shared` beside the project.

The suite holds published rows of its own (test_household, test_branching, test_truths); this one tries all of them.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from fangxian.calc.epidemic.branching import DELAYS, Branching, branch, extinction, share_causing
from fangxian.calc.epidemic.household import (
    Household,
    agreement,
    exact_sizes,
    mean_share,
    rate_for,
    simulated_sizes,
    with_pairwise,
)
from fangxian.calc.epidemic.laws import Law

SHARED = Path(os.environ.get("FANGXIAN_SHARED", Path(__file__).resolve().parents[4] / "shared"))
TABLE = SHARED / "data" / "epidemic_exact.txt"
LINES = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []
DAY = Law("constant", 1.0)

pytestmark = pytest.mark.skipif(not LINES, reason="The shared tables are not here.")


def numbers(text: str) -> list[float]:
    """The plain numbers at the beginning of a text."""
    found = []
    for word in text.split():
        if not re.fullmatch(r"[0-9.]+", word):
            break
        found.append(float(word))
    return found


def fraction(text: str) -> float:
    """1/6 or 0.2 as a number."""
    above, _, below = text.partition("/")
    return float(above) / float(below or 1)


def homes() -> Iterator[tuple[str, Household, list[float]]]:
    """Every household of the tables with the chances of its sizes."""
    for line in LINES:
        if match := re.match(r"n=(\d+) p=(\S+)\s+", line):
            home = with_pairwise(int(match[1]), fraction(match[2]))
        elif match := re.match(r"n=(\d+) b=(\S+)\s+", line):
            home = Household(int(match[1]), float(match[2]), Law("exponential", 1.0))
        elif match := re.match(r"n=(\d+) B=(\S+) Q=(\S+)\s+", line):
            escape = float(match[2])
            home = Household(int(match[1]), rate_for(1 - float(match[3]), DAY), introduced=0, community_escape=escape)
        else:
            continue
        yield line[: match.end()].strip(), home, numbers(line[match.end() :])


def processes() -> Iterator[tuple[float, float, dict[int, float], float]]:
    """Every branching process: R, k, extinction by first cases, P(a case infects nobody)."""
    pattern = r"R=(\S+) k=(\S+): (\S+)\s+n0=2 (\S+) n0=5 (\S+) n0=20 (\S+)\s+P\(no secondary case\) (\S+)"
    for line in LINES:
        if match := re.match(pattern, line):
            r, k, *chances, nobody = map(float, match.groups())
            yield r, k, dict(zip((1, 2, 5, 20), chances, strict=True)), nobody


HOMES, PROCESSES = list(homes()), list(processes())


def test_the_tables_are_read_whole() -> None:
    assert (len(HOMES), len(PROCESSES)) == (20 + 10 + 12, 30)


@pytest.mark.parametrize(("home", "chances"), [row[1:] for row in HOMES], ids=[row[0] for row in HOMES])
def test_every_household_of_the_tables(home: Household, chances: list[float]) -> None:
    assert exact_sizes(home) == pytest.approx(chances, abs=1e-6)
    counts = simulated_sizes(home, runs=200_000, seed=11)
    assert agreement(counts, np.array(chances) / sum(chances)) > 0.001


def test_the_final_attack_rates_of_the_tables() -> None:
    lines = [line for line in LINES if "mean final attack" in line]
    said = [float(line.split("among contacts ")[1].split()[0]) for line in lines]
    rates = [mean_share(exact_sizes(home)) for name, home, _ in HOMES if "p=" in name]
    assert rates == pytest.approx(said, abs=1e-6)


@pytest.mark.parametrize(("r", "k", "dies_out", "nobody"), PROCESSES)
def test_every_branching_process_of_the_tables(r: float, k: float, dies_out: dict[int, float], nobody: float) -> None:
    for first, chance in dies_out.items():
        assert extinction(r, k) ** first == pytest.approx(chance, rel=2e-5, abs=1e-6)
    none = np.exp(-r) if np.isinf(k) else (1 + r / k) ** -k
    assert none == pytest.approx(nobody, abs=1e-6)
    found = branch(Branching(r, k, 2, delay=DELAYS["none"], max_cases=300), runs=10_000, seed=5)
    # An outbreak that reached 300 cases and would still have died out is counted as large.
    late = 0.03 if r < 1.2 else 0.001
    chance = dies_out[2]
    assert found.extinct.mean() == pytest.approx(chance, abs=4 * np.sqrt(chance * (1 - chance) / 10_000) + late)


def test_the_shares_of_cases_that_cause_most() -> None:
    rows = re.findall(r"^k=(\S+): (\S+)$", "\n".join(LINES), re.MULTILINE)
    assert len(rows) == 4
    assert [share_causing(float(k)) for k, _ in rows] == pytest.approx([float(share) for _, share in rows], abs=5e-5)
