"""The kinds of plan that can be asked for on a file, by the word people type."""

from types import ModuleType

from fangxian.solve import roster, routes

KINDS: dict[str, ModuleType] = {"roster": roster, "routes": routes}
