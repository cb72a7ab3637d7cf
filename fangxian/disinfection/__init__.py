"""Disinfection rounds, the mixing calculator and its warnings."""
