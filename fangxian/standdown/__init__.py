"""Standdown: how a response ends. What is left to do, what it came to, and the erasure of what it knew of people."""
