"""What is wrong with a file, as one sentence that names the field and the person or post."""

from typing import Any

from pydantic import ValidationError


def sentence(fault: ValidationError, data: Any) -> str:
    """The first thing that does not fit; list places are named by their id where they have one."""
    first = fault.errors(include_url=False, include_input=False)[0]
    path, here = [], data
    for step in first["loc"]:
        here = _inside(here, step)
        named = here.get("id") if isinstance(here, dict) and isinstance(step, int) else None
        path.append(f"[{named if named else step}]" if isinstance(step, int) else f".{step}")
    where = "".join(path).lstrip(".") or "the file"
    return f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}."


def _inside(data: Any, step: str | int) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return None
