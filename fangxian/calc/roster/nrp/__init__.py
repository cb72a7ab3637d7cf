"""Public shift-scheduling instances (Curtois and Qu's text format): read, solved, written.

Another set of rules than ours (schedulingbenchmarks.org): one shift a day, sequences that may not follow each
other, least and most minutes, rows of days, weekends, and cover that may be missed or exceeded at a price.
"""

from fangxian.calc.roster.nrp.problem import Ask, Cover, NrpProblem, NrpRoster, Shift, Staff
from fangxian.calc.roster.nrp.reader import read
from fangxian.calc.roster.nrp.solve import cost, solve

__all__ = ["Ask", "Cover", "NrpProblem", "NrpRoster", "Shift", "Staff", "cost", "read", "solve"]
