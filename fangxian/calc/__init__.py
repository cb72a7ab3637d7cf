"""Pure planning: frozen dataclasses in, values out; no Django."""
