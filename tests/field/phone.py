"""A phone as the server meets it: enrolled by its person, then known by its secret alone."""

import base64
import gzip
import hashlib
import json
import secrets
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.areas.models import Area, Person

PageOf = Callable[[Person], Client]


def secret() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()


def mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Phone:
    """One enrolment: what a phone keeps, and what it asks with it."""

    def __init__(self, area: Area, *, number: UUID | None = None, name: str = "村口手机") -> None:
        self.area, self.name = area, name
        self.number = number or uuid7()
        self.token, self.upload = secret(), secret()
        self.enrolment, self.at = str(uuid7()), timezone.now().isoformat()
        self.wire = Client(headers={"accept-language": "en"})

    def enrol_item(self) -> dict[str, Any]:
        return {
            "kind": "field.enrol_phone", "id": self.enrolment, "happened_at": self.at,
            "area": self.area.pk, "phone": str(self.number), "name": self.name, "token_hash": mark(self.token),
            "upload_hash": mark(self.upload),
        }  # fmt: skip

    def enrol(self, page_of: PageOf, person: Person) -> "Phone":
        answer = page_of(person).post(
            "/field/sync", json.dumps({"items": [self.enrol_item()]}), content_type="application/json"
        )
        assert [fate["fate"] for fate in answer.json()["fates"]] == ["written"], answer.json()
        return self

    def get(self, path: str, *, token: str | None = None) -> Any:
        return self.wire.get(path, headers={"authorization": f"Bearer {token or self.token}"})

    def hello(self, *, token: str | None = None) -> dict[str, Any]:
        found: dict[str, Any] = self.get("/field/hello", token=token).json()
        return found

    def send(self, items: list[Any], *, token: str | None = None) -> Any:
        return self.wire.post(
            "/field/sync", json.dumps({"protocol": 1, "items": items}), content_type="application/json",
            headers={"authorization": f"Bearer {token or self.token}"},
        )  # fmt: skip

    def snapshot(self, kind: str = "gate", *, since: str = "", area: Area | None = None) -> dict[str, Any]:
        answer = self.wire.get(
            f"/field/snapshot/{kind}?area={(area or self.area).code}&since={since}",
            headers={"authorization": f"Bearer {self.token}", "accept-encoding": "gzip"},
        )
        body = gzip.decompress(answer.content) if answer.headers.get("Content-Encoding") == "gzip" else answer.content
        return {"status": answer.status_code, "bytes": len(answer.content), **json.loads(body)}


def put(tables: dict[str, dict[str, Any]], answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Apply a snapshot as the contract says: table → key → row."""
    held = {} if answer["whole"] else {name: dict(rows) for name, rows in tables.items()}
    for name, table in answer["tables"].items():
        held.setdefault(name, {}).update({str(row[0]): row for row in table["rows"]})
    for name, keys in answer["gone"].items():
        for key in keys:
            held.get(name, {}).pop(str(key), None)
    return held
