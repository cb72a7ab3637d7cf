"""The figures of the evening digest, room by room in the order they are read."""

from fangxian.reports.figures import cases, disinfection, measures, register, supplies, tasks
from fangxian.reports.figures.registry import Day, Figure, NotCollected, Number, day_of, registered

COUNTING = (register, measures, supplies, disinfection, tasks, cases)

__all__ = ["COUNTING", "Day", "Figure", "NotCollected", "Number", "day_of", "registered"]
