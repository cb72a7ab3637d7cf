"""The figures of the evening digest, room by room in the order they are read."""

from fangxian.reports.figures import cases, disinfection, duty, gates, measures, monitoring, register, supplies, tasks
from fangxian.reports.figures.registry import Day, Figure, NotCollected, Number, day_of, registered

COUNTING = (register, measures, gates, duty, supplies, disinfection, tasks, cases, monitoring)

__all__ = ["COUNTING", "Day", "Figure", "NotCollected", "Number", "day_of", "registered"]
