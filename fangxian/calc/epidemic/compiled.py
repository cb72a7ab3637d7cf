"""Compiled functions: numba without the interpreter's lock, so that threads run at the same time.

Machine code is kept for the next process in a folder named after the sources it was made from, because numba looks
only at the file of the outermost function and would go on using an inner one that has changed.
"""

import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

import numba
from numba.core import types

F = TypeVar("F", bound=Callable[..., object])

# Compiled code mixes the numbers of Python and numpy freely; these names say what is meant.
Whole: TypeAlias = Any
Real: TypeAlias = Any
Key: TypeAlias = Any
Array: TypeAlias = Any

_HERE = Path(__file__).resolve().parent
_VAR = Path(os.environ.get("FANGXIAN_VAR", _HERE.parents[2] / "var"))


def compiled(function: F) -> F:
    """The same function as machine code, kept for the next process."""
    return cast(F, numba.njit(function, cache=True, nogil=True, error_model="numpy"))


def inner(function: F) -> F:
    """The same function as machine code for compiled callers only, which is several times quicker to make."""
    return cast(F, _made(function))


def inlined(function: F) -> F:
    """The same as `inner`, its machine code written into that of its callers."""
    return cast(F, _made(function, forceinline=True))


def _made(function: F, **options: Any) -> Any:
    make: Any = numba.njit
    made = make(function, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True, **options)
    wanted = made.get_call_template

    def called(given: Any, names: Any) -> Any:
        """Numba would compile it anew for every constant it is given."""
        return wanted(tuple(map(types.unliteral, given)), names)

    made.get_call_template = called
    return made


def cache_folder() -> Path:
    """Where this version's machine code is kept."""
    sources = blake2b(digest_size=8)
    for file in sorted(_HERE.glob("*.py")):
        sources.update(file.read_bytes())
    return _VAR / "numba" / sources.hexdigest()


def kept_before() -> bool:
    """Whether machine code of this version was kept, so that nothing needs to be compiled."""
    folder = Path(os.environ.get("NUMBA_CACHE_DIR") or cache_folder())
    return any(folder.rglob("*simulate*.nbi")) or any(folder.rglob("*branch*.nbi"))


def _keep() -> None:
    if os.environ.get("NUMBA_CACHE_DIR"):
        return
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        # An installed copy without a writable folder: numba falls back to the user's own cache.
        return
    config: Any = numba.config
    config.CACHE_DIR = str(folder)


_keep()
