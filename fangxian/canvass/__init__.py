"""Sweeps door to door: who was asked, who opened, and where nobody has been yet."""
