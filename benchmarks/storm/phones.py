"""Phones with an outbox each, and a network that loses answers, repeats, reorders and cuts; and the server itself.

A phone does as docs/field-wire.md says: it forgets an item only when a fate came back for it. What the network does to
it is drawn from a seed.
"""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from typing import Any

from uuid_utils.compat import uuid7

PATIENCE = 600.0


@dataclass
class Server:
    """The house as it is installed, in a process group of its own that can be killed whole."""

    environment: Mapping[str, str]
    port: int = 0
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Serve, and wait until it answers. Raises TimeoutError."""
        if not self.port:
            with closing(socket.socket()) as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
        code = f"from fangxian.demo.serving import serve; serve('127.0.0.1', {self.port})"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code], env=dict(self.environment), start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        began = time.monotonic()
        while time.monotonic() - began < 120:
            try:
                if self.ask("GET", "/field/hello")[0] == 200:
                    return
            except (OSError, HTTPException):
                time.sleep(0.1)
        self.kill()
        raise TimeoutError("The server does not answer.")

    def kill(self) -> None:
        """Kill -9, the workers with it."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def ask(self, method: str, path: str, body: Any = None, *, secret: str = "", wait: float = 60) -> tuple[int, Any]:
        """One request. Raises OSError or HTTPException where no answer came."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=wait)
        try:
            headers = {"Content-Type": "application/json", "Authorization": f"Bearer {secret}"}
            line.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = line.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        finally:
            line.close()


@dataclass
class Phone:
    """An outbox, and how often what befell it."""

    secret: str
    outbox: list[dict[str, Any]]
    dice: random.Random
    fates: dict[str, set[str]] = field(default_factory=dict)
    calls: int = 0
    lost: int = 0

    def drain(self, server: Server, until: float) -> None:
        """Send until nothing is left, whatever happens on the way."""
        while self.outbox and time.monotonic() < until:
            batch = self.outbox[: self.dice.choice((1, 7, 25, 60, 100))]
            sent = batch + self.dice.choices(batch, k=self.dice.choice((0, 0, 3)))
            if self.dice.random() < 0.3:
                self.dice.shuffle(sent)
            self.calls += 1
            # One call in six hears no answer: the request has gone out, and the phone cannot know what became of it.
            wait = 0.02 if self.dice.random() < 1 / 6 else 60
            try:
                status, told = server.ask(
                    "POST", "/field/sync", {"protocol": 1, "items": sent}, secret=self.secret, wait=wait
                )
            except (OSError, HTTPException, ValueError):
                self.lost += 1
                time.sleep(0.05)
                continue
            if status == 200 and len(told["fates"]) == len(sent):
                self.hear(told["fates"])

    def hear(self, fates: list[dict[str, Any]]) -> None:
        """Forget what has a fate, and remember which."""
        for fate in fates:
            self.fates.setdefault(fate["id"], set()).add(f"{fate['fate']} {fate['code']}")
        heard = {fate["id"] for fate in fates}
        self.outbox = [item for item in self.outbox if item["id"] not in heard]


def outbox(gate: int, residents: list[int], acts: int, dice: random.Random) -> list[dict[str, Any]]:
    """What a shift did."""
    return [
        {
            "kind": "gates.record_passage", "id": str(uuid7()), "happened_at": datetime.now(UTC).isoformat(),
            "gate": gate, "way": dice.choice(("in", "out")), "resident": dice.choice(residents), "temperature": "36.5",
        }
        for _act in range(acts)
    ]  # fmt: skip


def storm(server: Server, laid: Mapping[str, Any], *, acts: int, seed: int, kills: int) -> list[Phone]:
    """Let every phone drain at once while the server is killed and started again so many times."""
    dice = random.Random(seed)
    phones = [
        Phone(secret, outbox(laid["gate"], laid["residents"], acts, dice), random.Random(seed + n))
        for n, secret in enumerate(laid["secrets"])
    ]
    until = time.monotonic() + PATIENCE
    threads = [threading.Thread(target=phone.drain, args=(server, until)) for phone in phones]
    for thread in threads:
        thread.start()
    for part in range(kills):
        done_by = (part + 1) / (kills + 1)
        while (
            sum(len(phone.outbox) for phone in phones) > len(phones) * acts * (1 - done_by) and time.monotonic() < until
        ):
            time.sleep(0.02)
        server.kill()
        server.start()
    for thread in threads:
        thread.join()
    return phones
