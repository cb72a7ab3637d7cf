"""Tests of the disinfection room."""
