"""Phones at once on a bad network, and a server killed with -9 in the middle: every act stands there once.

`FANGXIAN_PHONES=20 FANGXIAN_STORM=500 FANGXIAN_KILLS=5` is a whole night; by default the storm is a short one. On
PostgreSQL it has a database of its own beside the one of `DATABASE_URL`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from benchmarks.storm.phones import Server, storm

PHONES, ACTS = int(os.environ.get("FANGXIAN_PHONES", "4")), int(os.environ.get("FANGXIAN_STORM", "5"))
KILLS = int(os.environ.get("FANGXIAN_KILLS", "1"))


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A house of its own: an empty var folder and an empty database."""
    env = {**os.environ, "FANGXIAN_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "fangxian.settings"}
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {**env, "DATABASE_URL": f"sqlite:///{tmp_path}/storm.sqlite3"}
        return
    name = f"{urlsplit(url).path.strip('/')}_storm_{os.getpid()}"
    with psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True) as house:
        house.execute(f'CREATE DATABASE "{name}"')
        yield {**env, "DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        house.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def ran(module: str, *words: str, env: dict[str, str]) -> dict[str, object]:
    done = subprocess.run([sys.executable, "-m", module, *words], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_every_act_stands_there_exactly_once_and_every_outbox_is_empty(environment: dict[str, str]) -> None:
    laid = ran("benchmarks.storm.lay", str(PHONES), env=environment)
    server = Server(environment)
    server.start()
    try:
        phones = storm(server, laid, acts=ACTS, seed=7, kills=KILLS)
    finally:
        server.kill()
    held = ran("benchmarks.storm.count", env=environment)
    assert [len(phone.outbox) for phone in phones] == [0] * PHONES
    assert {fate for phone in phones for fates in phone.fates.values() for fate in fates} == {"written "}
    sent = sorted(number for phone in phones for number in phone.fates)
    assert len(sent) == PHONES * ACTS
    assert sorted(held["passages"]) == sent and sorted(held["entries"]) == sent  # type: ignore[call-overload]
    assert (held["strays"], held["flaws"]) == (0, 0)
    assert sum(phone.calls for phone in phones) > PHONES
