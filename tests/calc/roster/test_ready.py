"""The first plan of a process can be made ahead: afterwards its compiled loops are there."""

import subprocess
import sys

PROGRAM = """
from fangxian.calc.race import kernel
from fangxian.calc.roster import ready

loops = (kernel.cheapest_option, kernel.to_go, kernel.forward, kernel.backward)
assert not any(loop.signatures for loop in loops)
ready()
assert all(loop.signatures for loop in loops)
"""


def test_it_goes_through_every_loop_of_a_plan() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)
