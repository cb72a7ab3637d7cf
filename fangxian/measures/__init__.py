"""Closures and stay-at-home orders: who, where, from, until, why, by whom, with what support."""
