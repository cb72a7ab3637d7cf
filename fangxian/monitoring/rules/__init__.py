"""Judgement on watches, from values alone: which checks are due, what must be seen by the medic, when it is over."""
