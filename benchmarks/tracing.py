"""Who was exposed to a case, among 22,000 residents and 3,000,000 gate passages: the time, and the plans behind it.

`python -m benchmarks.tracing [DATABASE_URL …]` fills a scratch database for each (an empty word is SQLite), asks five
times, prints the median and how the database goes about it, and removes the database. Claim: under one second on
PostgreSQL. The passages are laid by the database itself, from one that the models wrote.
"""

import json
import os
import subprocess
import sys
import tempfile
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

PG = "postgres://postgres:postgres@127.0.0.1:5432/fangxian_bench_tracing"


def main(urls: list[str]) -> list[dict[str, Any]]:
    """Measure each database in a process of its own; the figures come back."""
    return [measured(url) for url in urls]


def measured(url: str) -> dict[str, Any]:
    """The figures of one scratch database."""
    found = scratch(url, "benchmarks.bare.exposed")
    print(f"\n{found['database']}: {found['passages']:,} passages, laid in {found['laid_s']:.0f} s")
    print(f"  exposed to the case: {found['exposed']:,} residents on {found['grounds']}")
    times = (
        f"median {found['median_ms']:.0f} ms in {found['queries']} questions, the first time {found['first_ms']:.0f} ms"
    )
    print(f"  {times}")
    for line in found["plans"]:
        print(f"    {line}")
    return found


def scratch(url: str, module: str) -> dict[str, Any]:
    """What a module prints that measures a scratch database of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="tracing-") as var:
        environment = {**os.environ, "FANGXIAN_VAR": var, "DJANGO_SETTINGS_MODULE": "fangxian.settings"}
        environment["DATABASE_URL"] = url or f"sqlite:///{var}/bench.sqlite3"
        if url:
            anew(url)
        try:
            done = subprocess.run(
                [sys.executable, "-m", module], env=environment, check=True,
                stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        finally:
            if url:
                dropped(url)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def anew(url: str) -> None:
    """Make an empty database of this name."""
    dropped(url)
    with server(url) as there:
        there.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(urlsplit(url).path[1:])))


def dropped(url: str) -> None:
    """Remove a database, if it is there."""
    with server(url) as there:
        there.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(urlsplit(url).path[1:])))


def server(url: str) -> "psycopg.Connection[Any]":
    """The server of a database."""
    return psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True)


if __name__ == "__main__":
    main(sys.argv[1:] or ["", PG])
