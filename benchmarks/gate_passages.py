"""Gate passages per second, durable, through the real door, against a bare insert and against raw SQL.

`python -m benchmarks.gate_passages [DATABASE_URL …]` lays eight closed villages in each scratch database, serves the
house with granian on a free loopback port, and sends single passages from 1, 4 and 8 clients, each signed in at its own
gate. (a) `bare` inserts the same row through the same server without login, rules, ledger or replay; (b) `raw` inserts
it with SQL and a commit per row from as many threads. A backlog of 1,000 offline passages follows, 500 a call.
Nothing is relaxed: `synchronous_commit` stays on, SQLite keeps `synchronous=FULL`, the chain is written.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from uuid_utils.compat import uuid7

SECONDS = 2.5
CLIENTS = (1, 4, 8)
BACKLOG, PER_CALL = 1000, 500
PG = "postgres://postgres@127.0.0.1:5432/fangxian_bench_gate"


def main(urls: list[str]) -> list[dict[str, Any]]:
    """Measure each database and print its table; the rows come back."""
    found = []
    for url in urls:
        with tempfile.TemporaryDirectory(prefix="gate-bench-") as var:
            environment = {**os.environ, "FANGXIAN_VAR": var, "DJANGO_SETTINGS_MODULE": "benchmarks.bare.settings"}
            environment["DATABASE_URL"] = url or f"sqlite:///{var}/bench.sqlite3"
            found += measured(environment, "PostgreSQL" if url else "SQLite")
    return found


def measured(environment: dict[str, str], name: str) -> list[dict[str, Any]]:
    """Lay the villages, serve, and measure door, bare insert, raw insert and backlog."""
    laid = subprocess.run(
        [sys.executable, "-m", "benchmarks.bare.lay"], env=environment, check=True, capture_output=True, text=True
    )
    gates = json.loads(laid.stdout)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "benchmarks.bare.serve", str(port)], env=environment)
    try:
        wait_for(port)
        return table(name, port, gates, environment["DATABASE_URL"])
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(5)
        server.kill()


def table(name: str, port: int, gates: list[dict[str, Any]], url: str) -> list[dict[str, Any]]:
    """One row per number of clients, and one for the backlog; printed as they come."""
    print(f"\n{name:10} {'clients':>7} {'door/s':>8} {'bare/s':>8} {'raw/s':>8} {'door:bare':>9} {'door:raw':>8}")
    rows = []
    for clients in CLIENTS:
        door = rate([door_client(port, gates[n]) for n in range(clients)])
        bare = rate([bare_client(port, gates[n]) for n in range(clients)])
        raw = rate([raw_client(url, gates[n]) for n in range(clients)])
        rows.append({"database": name, "clients": clients, "door": door, "bare": bare, "raw": raw})
        print(
            f"{'':10} {clients:7} {door:8.0f} {bare:8.0f} {raw:8.0f} {door / bare:9.2f} {door / raw:8.2f}", flush=True
        )
    one_gate = rate([door_client(port, gates[0]) for _ in range(CLIENTS[-1])])
    seconds = backlog(port, gates[0])
    print(f"{'':10} {CLIENTS[-1]} clients at one gate: {one_gate:.0f}/s · backlog of {BACKLOG}: {seconds:.2f} s")
    rows.append({"database": name, "one_gate": one_gate, "backlog_seconds": seconds})
    return rows


Client = Callable[[], None]


def rate(clients: list[Client]) -> float:
    """Passages per second with every client in its own thread, after one warming call each."""
    for client in clients:
        client()
    counts, stop = [0] * len(clients), threading.Event()

    def work(number: int) -> None:
        while not stop.is_set():
            clients[number]()
            counts[number] += 1

    threads = [threading.Thread(target=work, args=(n,)) for n in range(len(clients))]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    stop.wait(SECONDS)
    stop.set()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - began)


class Line:
    """One kept-alive connection that posts JSON: no client library takes time from the server beside it."""

    def __init__(self, port: int, path: str, cookies: str = "", token: str = "") -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Cookie: {cookies}\r\nX-CSRFToken: {token}\r\nContent-Length: "
        ).encode()

    def post(self, body: bytes) -> bytes:
        """The body of the answer. Raises RuntimeError unless it is 200."""
        self.socket.sendall(b"%b%d\r\n\r\n%b" % (self.head, len(body), body))
        received = b""
        while b"\r\n\r\n" not in received:
            received += self.socket.recv(65536)
        head, _, rest = received.partition(b"\r\n\r\n")
        if b" 200 " not in head[:20]:
            raise RuntimeError(head.decode())
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        while len(rest) < length:
            rest += self.socket.recv(65536)
        return rest


def item(gate: dict[str, Any], number: int) -> dict[str, Any]:
    """One passage of one of the village's people, as the phone sends it."""
    people = gate["people"]
    return {
        "kind": "gates.record_passage", "id": str(uuid7()), "happened_at": datetime.now(UTC).isoformat(),
        "gate": gate["gate"], "way": ("out", "in")[number // len(people) % 2], "resident": people[number % len(people)],
        "outcome": "passed", "temperature": "36.5",
    }  # fmt: skip


def door_client(port: int, gate: dict[str, Any]) -> Client:
    """A phone at its gate, one passage a call; whatever is not written stops the benchmark."""
    line, number = Line(port, "/field/sync", gate["cookies"], gate["token"]), iter(range(10**9))

    def send() -> None:
        answer = line.post(json.dumps({"items": [item(gate, next(number))]}).encode())
        if b'"written"' not in answer:
            raise RuntimeError(answer.decode())

    return send


def bare_client(port: int, gate: dict[str, Any]) -> Client:
    """The same row by the bare view."""
    line, number = Line(port, "/bare/insert"), iter(range(10**9))
    return lambda: (
        line.post(json.dumps(item(gate, next(number)) | {"area": gate["area"], "by": gate["by"]}).encode()) and None
    )


RAW = (
    "INSERT INTO gates_passage (id, area_id, gate_id, way, kind, resident_id, household_id, home, subject, guest,"
    " guest_phone, plate, persons, animals, goods, temperature, purpose, emergency, came_from, bound_for, verdict,"
    " reasons, outcome, remarks, flags, note, at, received_at, recorded_by_id) VALUES (?, ?, ?, 'out', 'person', ?,"
    " ?, {yes}, ?, {none}, {none}, '', 1, 0, '', {none}, '', '', '', '', 'allowed', '[]',"
    " 'passed', '[]', '[]', '', ?, ?, ?)"
)


def raw_client(url: str, gate: dict[str, Any]) -> Client:
    """The same row by SQL, each with its own commit."""
    if url.startswith("sqlite"):
        return raw_sqlite(url.removeprefix("sqlite:///"), gate)
    import psycopg  # noqa: PLC0415 - only where a PostgreSQL is measured

    connection = psycopg.connect(url, autocommit=True)
    statement = RAW.format(yes="true", none="''::bytea").replace("?", "%s")
    return lambda: connection.execute(statement, values(gate, uuid4())) and None


def raw_sqlite(path: str, gate: dict[str, Any]) -> Client:
    """One connection with the durability the house uses."""
    import sqlite3  # noqa: PLC0415

    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    statement = RAW.format(yes="1", none="x''")
    return lambda: connection.execute(statement, values(gate, uuid4().hex)) and None


def values(gate: dict[str, Any], number: object) -> tuple[object, ...]:
    """The columns that differ from row to row."""
    person, now = gate["people"][0], datetime.now(UTC).isoformat(sep=" ")
    return number, gate["area"], gate["gate"], person, gate["household"], f"r{person}", now, now, gate["by"]


def backlog(port: int, gate: dict[str, Any]) -> float:
    """Seconds until a thousand offline passages are written, 500 a call."""
    line = Line(port, "/field/sync", gate["cookies"], gate["token"])
    items = [item(gate, n) for n in range(BACKLOG)]
    began = time.perf_counter()
    for start in range(0, BACKLOG, PER_CALL):
        fates = json.loads(line.post(json.dumps({"items": items[start : start + PER_CALL]}).encode()))["fates"]
        assert all(fate["fate"] == "written" for fate in fates)
    return time.perf_counter() - began


def wait_for(port: int) -> None:
    """Until the server answers; RuntimeError after 30 seconds."""
    for _ in range(300):
        with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port), 1)):
            return
        time.sleep(0.1)
    raise RuntimeError("The server did not start.")


def postgres() -> list[str]:
    """A scratch database, if a PostgreSQL answers."""
    url = os.environ.get("BENCH_PG", PG)
    made = subprocess.run([sys.executable, "-m", "tools.postgres", url], capture_output=True, check=False)
    return [url] if made.returncode == 0 else []


def dropped(url: str) -> None:
    """Remove the scratch database."""
    import psycopg  # noqa: PLC0415

    parts = urlsplit(url)
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{parts.path[1:]}" WITH (FORCE)')


if __name__ == "__main__":
    others = sys.argv[1:] or postgres()
    try:
        main(["", *others])
    finally:
        for other in others:
            dropped(other)
