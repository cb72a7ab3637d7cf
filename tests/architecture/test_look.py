"""The console's frame, parts, forms and error pages draw without a script, without a context, in both languages."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

ROOT = Path(__file__).resolve().parents[2]
ERRORS = ["400", "403", "403_csrf", "404", "500", "lockout"]


@dataclass
class Item:
    label: str
    url: str = "/here/"
    icon: str = "home"
    active: bool = False
    badge: int | None = None


@dataclass
class Section:
    label: str
    items: list[Item]


@dataclass
class Shell:
    """What the shell asks of its context, and nothing more."""

    place: object | None = None
    sections: list[Section] = field(default_factory=list)
    user_name: str = "Wei"
    posts: list[Item] = field(default_factory=list)


class Ask(forms.Form):
    """One field of each kind."""

    name = forms.CharField(help_text="as on the card", widget=forms.TextInput(attrs={"class": "wide"}))
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
    way = forms.ChoiceField(choices=[("in", "in"), ("out", "out")], widget=forms.RadioSelect)
    sure = forms.BooleanField()
    note = forms.CharField(widget=forms.Textarea, required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class Tags(HTMLParser):
    """The tags of a page with their attributes; an attribute written twice is refused."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"<{tag}> has an attribute twice: {attrs}"
        self.found.append((tag, dict(attrs)))


def tags(html: str, name: str) -> list[dict[str, str | None]]:
    return [attrs for tag, attrs in Tags(html).found if tag == name]


def drawn(shell: Shell, path: str = "/") -> str:
    return render_to_string("base.html", {"shell": shell}, request=RequestFactory().get(path))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_needs_nothing_and_says_what_to_do(name: str, language: str) -> None:
    with translation.override(language):
        html = render_to_string(f"{name}.html")
    heading = re.search(r"<h1>\s*(.*?)\s*</h1>", html, re.S)
    assert heading
    assert bool(re.search(r"[一-鿿]", heading[1])) is (language == "zh-hans")
    assert html.count("<p>") >= 3
    assert tags(html, "script") == []


def test_the_shell_shows_its_sections_and_where_one_is() -> None:
    html = drawn(Shell(sections=[Section("Today", [Item("Gate", active=True, badge=3), Item("Notebook")])]))
    links = [attrs for attrs in tags(html, "a") if attrs.get("class") == "shell-link"]
    assert [attrs.get("aria-current") for attrs in links] == ["page", None]
    assert '<span class="shell-badge">3</span>' in html


def test_one_post_needs_no_switcher_two_do() -> None:
    assert "<details" not in drawn(Shell(user_name="", posts=[Item("Village A")]))
    html = drawn(Shell(user_name="", posts=[Item("Village A", "/a/"), Item("Village B", "/b/")]))
    assert "<details" in html
    assert "/b/" in [attrs.get("href") for attrs in tags(html, "a")]


def test_the_language_is_the_page_s_and_the_other_one_is_offered() -> None:
    with translation.override("zh-hans"):
        html = drawn(Shell(), "/gate/?q=x")
    assert tags(html, "html")[0]["lang"] == "zh-Hans"
    assert {attrs.get("value") for attrs in tags(html, "button") if attrs.get("name") == "language"} == {"en"}
    assert {attrs.get("value") for attrs in tags(html, "input") if attrs.get("name") == "next"} == {"/gate/?q=x"}


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("'><script>", "light")])
def test_night_comes_from_the_cookie_and_nothing_else_does(cookie: str, theme: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = cookie
    html = render_to_string("base.html", {"shell": Shell()}, request=request)
    assert tags(html, "html")[0]["data-bs-theme"] == theme


def test_a_form_is_drawn_with_its_classes_its_help_and_its_errors_tied_to_the_field() -> None:
    html = Ask({"kind": "z"}).render()
    inputs = {attrs["name"]: attrs for attrs in tags(html, "input") if attrs.get("type") != "radio"}
    assert inputs["name"]["class"] == "form-control wide"
    assert inputs["sure"]["class"] == "form-check-input "
    assert "class" not in inputs["secret"]
    described = str(inputs["name"]["aria-describedby"]).split()
    ids = {attrs["id"] for _, attrs in Tags(html).found if attrs.get("id")}
    assert {"id_name_helptext", "id_name_error"} == set(described) <= ids
    assert inputs["name"]["aria-invalid"] == "true"


def test_every_control_of_a_form_has_a_label_or_a_legend() -> None:
    html = Ask().render()
    pointed_at = {attrs.get("for") for attrs in tags(html, "label")}
    shown = [
        attrs for tag in ("input", "select", "textarea") for attrs in tags(html, tag) if attrs.get("type") != "hidden"
    ]
    assert {attrs["id"] for attrs in shown} <= pointed_at
    assert len(tags(html, "legend")) == 1


def test_the_pager_keeps_the_question_that_was_asked() -> None:
    page = Paginator(range(95), 20).page(2)
    html = render_to_string("parts/pager.html", {"page": page}, request=RequestFactory().get("/?q=li&page=2"))
    assert [attrs["href"] for attrs in tags(html, "a")] == ["?q=li&page=1", "?q=li&page=3"]
    one = Paginator(range(3), 20).page(1)
    assert render_to_string("parts/pager.html", {"page": one}, request=RequestFactory().get("/")).strip() == ""


@pytest.mark.parametrize(("kind", "sign"), [("go", "circle-check"), ("wait", "alert-triangle"), ("stop", "hand-stop")])
def test_a_verdict_speaks_by_word_and_sign_not_by_colour_alone(kind: str, sign: str) -> None:
    html = render_to_string("parts/verdict.html", {"kind": kind, "word": "Word", "reason": "Why"})
    assert f"#{sign}" in html
    assert "Word" in html
    assert "Why" in html


@pytest.mark.parametrize(("change", "words"), [(2, "2 more"), (-1, "-1 against"), (0, "as yesterday"), (None, "")])
def test_a_number_says_how_it_stands_against_yesterday(change: int | None, words: str) -> None:
    with translation.override("en"):
        html = render_to_string("parts/stat.html", {"label": "In", "value": 5, "change": change})
    assert words in html
    assert ("stat-change" in html) is bool(words)


def test_what_people_typed_is_shown_as_text() -> None:
    html = render_to_string("parts/note.html", {"kind": "info", "icon": "x", "text": "<script>alert(1)</script>"})
    assert "<script>" not in html


def test_a_field_for_a_day_or_a_moment_writes_what_the_browser_reads() -> None:
    for path in sorted((ROOT / "fangxian").rglob("*.py")):
        for widget in re.findall(r"Date(?:Time)?Input\((?:[^()]|\([^()]*\))*\)", path.read_text(encoding="utf-8")):
            assert "format=" in widget, f"{path}: {widget}"
