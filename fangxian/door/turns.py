"""One writer after another where the database is a file: they queue, instead of trying again and again.

SQLite lets one connection write at a time; one that finds it busy sleeps longer and longer before it looks again, so
eight gates together would be slower than one. A lock of the file's own wakes the next writer at once.
"""

import fcntl
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

_here = threading.Lock()


@contextmanager
def turn() -> Generator[None]:
    """Wait for one's turn to write, before a transaction is begun. Inside one, or on a server, nobody waits here."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _here, Path(settings.VAR, "writing.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
