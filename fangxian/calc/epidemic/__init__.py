"""Outbreaks: on a register, as a branching process, in one household; and what a cluster's dates say. Unit: days."""
