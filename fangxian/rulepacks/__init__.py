"""Dated, sourced parameters: every number of the house stands in a TOML file of this room, never in code."""
