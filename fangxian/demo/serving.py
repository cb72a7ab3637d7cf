"""Serves the house with granian, as an installation would."""

from granian import Granian
from granian.constants import Interfaces

WORKERS = 2
THREADS = 4


def serve(host: str, port: int) -> None:
    """Serve until interrupted."""
    Granian(
        "fangxian.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, workers=WORKERS,
        blocking_threads=THREADS, log_access=False,
    ).serve()  # fmt: skip
