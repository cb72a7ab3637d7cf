"""Scenario files: TOML in, one checked question out; every fault is a `ScenarioError` of one sentence.

    [model]
    kind = "branching"
    R0 = 2.5
    share_traced = [0.2, 0.4, 0.6]

A list where one value is asked for means each of them: the result is a table of all combinations.
"""

from .answering import Question, answer, read
from .reader import ScenarioError

__all__ = ["Question", "ScenarioError", "answer", "read"]
