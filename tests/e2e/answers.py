"""A server's answers to a phone, made up: every kind of list, so that a screen can be looked at by itself.

What is sent is kept in `Answers.items`; `fate` says what becomes of each. The app itself is the built one.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route, expect

from fangxian.field.app import PREFIX, shell
from fangxian.field.queries import all_words
from fangxian.settings import PACKAGE
from tests.e2e.handset import PIN

AREA = "371103150201"
KINDS = ("gate", "doors", "watched", "bags", "rounds", "road")
STATIC = PACKAGE / "static"
TYPES = {".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".png": "image/png"}
RULES = {
    "fever_c": "37.3", "trip_every_s": 172_800, "persons_per_trip": 1, "animal_exceptions": [], "take_back_s": 60,
    "emergency_kinds": ["ambulance", "fire", "police", "patient", "childbirth", "utility_repair"], "clock_ahead_s": 300,
}  # fmt: skip
PLACE = {"id": 371103150201000, "code": AREA, "name": "柳泉村"}
Table = tuple[list[str], list[list[Any]]]


@dataclass
class Answers:
    """What the made-up server holds and hears."""

    shelves: tuple[str, ...] = KINDS
    lists: dict[str, tuple[dict[str, Any], dict[str, Table]]] = field(default_factory=lambda: made_up())
    items: list[dict[str, Any]] = field(default_factory=list)
    fate: Callable[[dict[str, Any]], dict[str, Any]] = lambda _item: {"fate": "written", "code": "", "answer": {}}
    ahead: float = 0
    # No network: the app's own files are there all the same, as its worker keeps them.
    away: bool = False

    def listen(self, context: BrowserContext) -> None:
        """Answer everything this window asks for."""
        context.route("**/*", self.answer)

    def answer(self, route: Route) -> None:
        """One request."""
        path = urlsplit(route.request.url).path
        if self.away and path.startswith("/field/") and path != "/field/":
            route.abort("internetdisconnected")
            return
        told = self.told(path, route)
        if told is not None:
            now = datetime.fromtimestamp(time.time() + self.ahead, UTC).isoformat(timespec="milliseconds")
            route.fulfill(json={"now": now.replace("+00:00", "Z"), **told})
        elif path == "/field/":
            policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; object-src 'none'"
            route.fulfill(body=shell(), content_type="text/html", headers={"Content-Security-Policy": policy})
        elif path == "/field/words":
            route.fulfill(json=all_words())
        elif path.startswith(f"/static/{PREFIX}/"):
            file = STATIC / Path(path).relative_to("/static")
            route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
        else:
            route.fulfill(body="", content_type="text/javascript")

    def told(self, path: str, route: Route) -> dict[str, Any] | None:
        """The JSON of an answer, but for the time; None for what is no such question."""
        if path == "/field/hello":
            shelves = [{"kind": kind, "area": AREA, "name": "柳泉村", "until": None} for kind in self.shelves]
            return {
                "protocol": {"newest": 1, "oldest": 1}, "csrf": "c", "state": "ok", "phone": None,
                "person": {"id": 7, "name": "高守门"}, "shelves": shelves,
            }  # fmt: skip
        if path == "/field/sync":
            items = json.loads(route.request.post_data or "{}")["items"]
            self.items += items
            return {"state": "ok", "left": 0, "fates": [{"id": item["id"], **self.fate(item)} for item in items]}
        if path.startswith("/field/snapshot/"):
            kind = path.rsplit("/", 1)[-1]
            head, tables = self.lists[kind]
            named = {name: {"columns": columns, "rows": rows} for name, (columns, rows) in tables.items()}
            return {
                "kind": kind, "area": AREA, "cursor": "a.1", "whole": True, "head": head, "tables": named, "gone": {},
            }  # fmt: skip
        return None

    def sent(self, kind: str) -> list[dict[str, Any]]:
        """The acts of a kind that arrived."""
        return [item for item in self.items if item["kind"] == kind]


def enter(page: Page, house: str) -> None:
    """Enrol this phone and choose a PIN."""
    page.goto(f"{house}/field/", timeout=30_000)
    page.locator("input[name=phone-name]").fill("一号手机")
    page.locator("input[name=phone-name]").press("Enter")
    for _ in range(2):
        expect(page.locator(".pin")).to_be_visible()
        for figure in PIN:
            page.locator(f".pin .key:text-is('{figure}')").click()
    expect(page.locator(".top")).to_be_visible(timeout=30_000)
    expect(page.locator(".empty")).to_be_hidden()


def open_list(page: Page, kind: str) -> None:
    """Turn to one of the lists."""
    page.evaluate(f"location.hash = '{kind}:{AREA}'")
    expect(page.locator(f".bottom a[href$='{kind}:{AREA}'][aria-current]")).to_be_visible()


def made_up() -> dict[str, tuple[dict[str, Any], dict[str, Table]]]:
    """A village's lists; the people are invented."""
    at = int(time.time())
    gate = {"place": PLACE, "closed": True, "rules": RULES}
    shift = {"3": {"since": at - 5 * 3600, "in": 41, "out": 38, "turned_back": 6, "held": 0}}
    return {
        "gate": (
            {**gate, "gates": [{"id": 3, "name": "村口", "kind": "village", "open": True}],
             "counts": {"inside": 658, "visitors": 0}, "shift": shift},
            {
                "buildings": (["id", "zone", "number"], [[1, "", "3"]]),
                "homes": (["id", "building", "unit", "room", "ordinal", "stay"],
                          [[1, 1, "2", "501", 1, 0], [2, 1, "2", "502", 1, at - 86_400]]),
                "people": (["id", "home", "name", "initials"],
                           [[1, 1, "李秀英", "lxy"], [2, 1, "李建国", "ljg"], [3, 2, "李梅", "lm"]]),
                "plates": (["plate", "home"], [["鲁L12345", 1]]),
                "permits": (
                    ["id", "code", "kind", "resident", "home", "plate", "bearer", "purpose", "since", "until",
                     "persons", "lifts", "gates", "away"],
                    [["p1", "ABCDEF", "person", 0, 1, "", "", "shopping", 0, at + 86_400, 1, 0, [], 0]],
                ),
                "arrivals": (["id", "plate", "persons", "came_from", "announced"],
                             [["a1", "鲁Q20200", 3, "临沂", at - 1_800], ["a2", "", 1, "济南", at - 3_600]]),
            },
        ),
        "road": (
            {**gate, "gates": [{"id": 9, "name": "G15 收费站", "kind": "road", "open": True}], "shift": {}},
            {"destinations": (["id", "name", "above"],
                              [[371103150101000, "新港社区", "青石镇"], [371103150201000, "柳泉村", "青石镇"]])},
        ),
        "doors": (
            {"place": PLACE, "canvass": {"id": 1, "name": "第一轮入户", "question": "最近14天有没有外出或来客？"}},
            {
                "buildings": (["id", "zone", "number", "walk"], [[1, "", "5", 2], [2, "", "3", 1]]),
                "homes": (
                    ["id", "building", "unit", "room", "households", "persons", "outcome", "at"],
                    [[n, 2 if n < 9 else 1, str(n % 2 + 1), str(100 * (n // 2 + 1) + 1), [n], n % 5,
                      "no_answer" if n == 1 else "not_attempted", 0] for n in range(1, 16)],
                ),
            },
        ),
        "watched": ({"place": PLACE, "symptoms": ["fever", "dry_cough"]},
                    {"watched": (["id", "home", "name", "due"], [[77, 2, "赵铁柱", at]])}),
        "bags": (
            {"place": PLACE, "round": {"id": 1, "slot_from": at, "slot_until": at + 7_200}},
            {"bags": (
                ["id", "number", "stop", "promised_at", "address", "priority", "lines", "state"],
                [[n, n, 9 - n, at + 600 * n, f"{n // 3 + 1}-{n % 2 + 1}-{100 + n}", int(n == 2),
                  [[n * 10, "白菜", 2, "斤"], [n * 10 + 1, "鸡蛋", 10, "个"]], "waiting"] for n in range(1, 9)],
            )},
        ),
        "rounds": (
            {"place": PLACE,
             "products": [{"id": 1, "name": "84消毒液", "mg_l": 50_000}, {"id": 2, "name": "75%酒精", "mg_l": None}],
             "rounds": [{"id": 1, "name": "楼道门把手", "surface": "handle", "method": "wipe", "product": 1,
                         "mg_l": 500, "minutes": 30, "in_home": False, "outdoors": False}]},
            {"stops": (["id", "round", "label", "walk", "due", "done"],
                       [[n, 1, f"{n}号楼{n % 2 + 1}单元", n, 0 if n < 4 else at + 3_600 * n, 0] for n in range(1, 7)])},
        ),
    }  # fmt: skip
