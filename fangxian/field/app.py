"""What makes a page an app on the phone: its shell, its worker and its manifest. None holds anything secret."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from csp.constants import SELF, WASM_UNSAFE_EVAL
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from fangxian.settings import PACKAGE

MANIFEST = PACKAGE / "static" / "built" / "field" / "manifest.json"
PREFIX = "built/field"
WORKER = "field/worker.ts"
ICONS = ("icon-192.png", "icon-512.png")


@login_not_required
@require_GET
@cache_control(no_cache=True)
@csp_update({"script-src": [SELF, WASM_UNSAFE_EVAL]})
def app(request: HttpRequest) -> HttpResponse:
    """The page the app lives in, the same for everybody. Its scanner is WebAssembly, so this page alone allows that."""
    return HttpResponse(shell())


@login_not_required
@require_GET
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The worker that keeps the app on the phone, told which files belong to it."""
    built = built_files()
    files = [reverse("field:app"), reverse("field:manifest"), *(address(file) for file in kept_files(built))]
    code = (MANIFEST.parent / built[WORKER]["file"]).read_text(encoding="utf-8")
    version = hashlib.sha256(f"{shell()}{files}{code}".encode()).hexdigest()[:12]
    told = f"self.app = {json.dumps({'version': version, 'files': files})};\n"
    return HttpResponse(told + code, content_type="text/javascript; charset=utf-8")


@login_not_required
@require_GET
@cache_control(no_cache=True)
def manifest(request: HttpRequest) -> HttpResponse:
    """The manifest by which the app can be put on the home screen."""
    start = reverse("field:app")
    return JsonResponse(
        {
            "id": start, "start_url": start, "scope": start, "display": "standalone", "orientation": "portrait",
            "name": "防线 · 一线", "short_name": "防线", "lang": "zh-Hans",
            "theme_color": "#0b3d2e", "background_color": "#0b3d2e",
            "icons": [
                {"src": address(icon), "type": "image/png", "sizes": size, "purpose": purpose}
                for icon, size in zip(ICONS, ("192x192", "512x512"), strict=True)
                for purpose in ("any", "maskable")
            ],
        },
        content_type="application/manifest+json",
    )  # fmt: skip


def shell() -> str:
    """The page's text: built from the app's files alone, so that a phone may keep it."""
    return render_to_string("field/app.html", {"icon": address(ICONS[0])})


def built_files() -> dict[str, Mapping[str, Any]]:
    """The files of the app as Vite named them."""
    found: dict[str, Mapping[str, Any]] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return found


def kept_files(built: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Every file the phone keeps: code, what is loaded later, styles and assets; the worker keeps itself."""
    names = {file for name, part in built.items() if name != WORKER for file in (part["file"], *part.get("css", ()))}
    assets = {file for part in built.values() for file in part.get("assets", ())}
    yield from sorted(names | assets | set(ICONS))


def first_load(built: Mapping[str, Mapping[str, Any]], name: str = "field/main.ts") -> set[str]:
    """The files the first screen needs: its code, whatever that imports at once, and their styles."""
    part = built[name]
    found = {part["file"], *part.get("css", ())}
    return found.union(*(first_load(built, other) for other in part.get("imports", ())))


def address(file: str) -> str:
    """The address of a built file."""
    return static(f"{PREFIX}/{file}")
