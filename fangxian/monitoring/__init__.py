"""Persons of concern: who is watched until when, whether each check was done, and what the medic makes of it."""
