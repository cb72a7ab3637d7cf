"""The app's shell, its worker and its manifest: the same for everybody, whole, and strict."""

import gzip
import json
import re
from pathlib import Path

from django.test import Client

from fangxian.field.app import built_files, first_load, kept_files
from fangxian.settings import PACKAGE

STATIC = PACKAGE / "static"


def test_the_shell_says_nothing_of_anybody_and_opens_without_signing_in(client: Client) -> None:
    answer = client.get("/field/")
    assert answer.status_code == 200
    assert "csrf" not in answer.content.decode().lower()
    assert answer.cookies == {}


def test_the_shell_runs_only_its_own_code(client: Client) -> None:
    answer = client.get("/field/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert "unsafe-inline" not in policy and "'unsafe-eval'" not in policy
    html = answer.content.decode()
    assert "style=" not in html and not re.search(r"<script(?![^>]*src=)", html)


def test_only_the_shell_allows_the_scanner_s_webassembly(client: Client) -> None:
    assert "wasm" not in client.get("/accounts/login/")["Content-Security-Policy"]


def test_every_file_the_worker_keeps_is_there(client: Client) -> None:
    code = client.get("/field/worker.js").content.decode()
    told = json.loads(code.split("self.app = ", 1)[1].split(";\n", 1)[0])
    assert {"/field/", "/field/app.webmanifest"} < set(told["files"])
    for file in told["files"]:
        if file.startswith("/static/"):
            assert (STATIC / Path(file).relative_to("/static")).is_file(), file
    assert any(file.endswith(".wasm") for file in told["files"])


def test_the_worker_is_one_script_that_needs_no_other(client: Client) -> None:
    answer = client.get("/field/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert not re.search(r"^\s*(import|export)\b", answer.content.decode(), re.MULTILINE)
    assert "no-cache" in answer["Cache-Control"]


def test_a_worker_s_version_changes_with_the_files(client: Client) -> None:
    once, again = client.get("/field/worker.js").content, client.get("/field/worker.js").content
    assert once == again
    assert re.search(rb'"version": "[0-9a-f]{12}"', once)


def test_the_manifest_makes_it_installable(client: Client) -> None:
    told = client.get("/field/app.webmanifest").json()
    assert told["start_url"] == told["scope"] == "/field/" and told["display"] == "standalone"
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    assert {"any", "maskable"} == {icon["purpose"] for icon in told["icons"]}
    for icon in told["icons"]:
        assert client.get(icon["src"]).status_code == 200


def test_the_files_loaded_first_are_no_heavier_than_promised() -> None:
    """Counted packed, as a phone fetches them: code and style of the first screen."""
    built = built_files()
    first = first_load(built)
    assert 100_000 < packed(first) < 300_000
    assert first < set(kept_files(built))


def packed(files: set[str]) -> int:
    """The size of files in bytes, each packed by gzip."""
    folder = STATIC / "built" / "field"
    return sum(len(gzip.compress((folder / file).read_bytes())) for file in files)
