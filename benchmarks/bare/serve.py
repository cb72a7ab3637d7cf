"""Serves the house for the benchmark as it is served in the field."""

import sys

from granian import Granian
from granian.constants import Interfaces

from fangxian.demo.serving import THREADS, WORKERS

if __name__ == "__main__":
    Granian(
        "fangxian.wsgi:application", address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.WSGI,
        workers=WORKERS, blocking_threads=THREADS, log_access=False, log_enabled=False,
    ).serve()  # fmt: skip
