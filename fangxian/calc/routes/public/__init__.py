"""Public routing instances: read in VRPLIB and Solomon's format, solved by the same engine, written as `.sol`."""

from fangxian.calc.routes.public.instance import Answer, Instance, length_of
from fangxian.calc.routes.public.reader import read
from fangxian.calc.routes.public.solve import as_sol, solve

__all__ = ["Answer", "Instance", "as_sol", "length_of", "read", "solve"]
