"""Judgement on the ending: when a level may drop, what is held of whom and how it goes, which counts remain."""
