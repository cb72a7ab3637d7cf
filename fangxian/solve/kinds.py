"""The kinds of plan that can be asked for on a file, by the word people type."""

from types import ModuleType

from fangxian.solve import grids, lanes, roster, routes

KINDS: dict[str, ModuleType] = {"grids": grids, "lanes": lanes, "roster": roster, "routes": routes}
