"""Builds the demo from nothing, step by step, saying what it does."""

from collections.abc import Callable
from typing import TextIO

from fangxian.demo.cleaning import keep_clean
from fangxian.demo.cluster import hear_of_workplace, trace_cluster
from fangxian.demo.community import settle_community
from fangxian.demo.feeding import feed, stock_up
from fangxian.demo.ground import lay_ground
from fangxian.demo.guard import guard_expressway, guard_village
from fangxian.demo.notebook import keep_notebook
from fangxian.demo.pages import open_pages
from fangxian.demo.staffing import staff
from fangxian.demo.stage import Stage, new_stage
from fangxian.demo.village import close_village, settle_village, two_cases
from fangxian.demo.watching import keep_watch

Step = tuple[str, Callable[[Stage], None]]

VILLAGE: list[Step] = [
    ("places, people, rule packs", lay_ground),
    ("the village's ledger, 658 people", settle_village),
    ("two cases and the level", two_cases),
    ("the closure, one gate open", close_village),
    ("the households' own pages", open_pages),
    ("contacts of the two cases", trace_cluster),
    ("a signal from a workplace", hear_of_workplace),
    ("morning and evening checks", keep_watch),
    ("the team of 35 and a week's roster", staff),
    ("the village mouth, days and nights", guard_village),
    ("stock and free masks", stock_up),
    ("needs, purchases, bags to the door", feed),
    ("disinfection rounds", keep_clean),
    ("the notebook", keep_notebook),
]
COMMUNITY: list[Step] = [("the community's ledger, 331 buildings and 22,000 people", settle_community)]
SCALES: dict[str, list[Step]] = {
    "village": VILLAGE,
    "community": [*VILLAGE, *COMMUNITY],
    "district": [*VILLAGE, *COMMUNITY, ("the expressway checkpoint", guard_expressway)],
}


def build(scale: str, out: TextIO) -> None:
    """Build every step of a scale. Raises DemoRefused when the door refuses one."""
    stage = new_stage(out)
    for words, step in SCALES[scale]:
        with stage.step(words):
            step(stage)
