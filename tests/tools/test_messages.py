"""What is extracted is what Django asks for at run time, and no gap or clash stays unnamed."""

from pathlib import Path

import pytest
from django.template import Context, Engine
from django.test import override_settings
from django.utils import translation
from django.utils.translation import trans_real

from tools import messages
from tools.extract import Message, python_messages, template_messages

TEMPLATES = {
    "plain": ('{% translate "Skip it" %}', {}, "跳过"),
    "single quotes": ("{% translate 'Skip it' %}", {}, "跳过"),
    "filtered": ('{% translate "skip it"|capfirst %}', {}, "跳过"),
    "context": ('{% translate "May" context "month" %}', {}, "五月"),
    "as a variable": ('{% translate "Skip it" as said %}{{ said }}', {}, "跳过"),
    "percent": ('{% translate "75% alcohol" %}', {}, "75% 酒精"),
    "block": ("{% blocktranslate %}Code {{ code }}{% endblocktranslate %}", {"code": 7}, "区划 7"),
    "block with": ("{% blocktranslate with code=n %}Code {{ code }}{% endblocktranslate %}", {"n": 7}, "区划 7"),
    "trimmed": (
        "{% blocktranslate trimmed %}\n    One line\n    and {{ other }}\n{% endblocktranslate %}",
        {"other": "x"},
        "一行和 x",
    ),
    "percent in a block": ("{% blocktranslate %}{{ n }}% full{% endblocktranslate %}", {"n": 5}, "满 5%"),
    "plural": (
        "{% blocktranslate trimmed count n=n %}\n one house\n{% plural %}\n {{ n }} houses\n{% endblocktranslate %}",
        {"n": 3},
        "3 户",
    ),
    "plural with context": (
        '{% blocktranslate count n=n context "paper" %}{{ n }} sheet{% plural %}{{ n }} sheets{% endblocktranslate %}',
        {"n": 2},
        "2 张",
    ),
    "underscore in a filter": ('{{ none|default:_("Nobody") }}', {"none": ""}, "没有人"),
    "underscore in a tag": ('{% firstof none _("Nobody") %}', {"none": ""}, "没有人"),
}

WORDS = {
    ("", "Skip it"): "跳过",
    ("", "skip it"): "跳过",
    ("month", "May"): "五月",
    ("", "75%% alcohol"): "75%% 酒精",
    ("", "Code %(code)s"): "区划 %(code)s",
    ("", "One line and %(other)s"): "一行和 %(other)s",
    ("", "%(n)s%% full"): "满 %(n)s%%",
    ("", "one house"): "%(n)s 户",
    ("paper", "%(n)s sheet"): "%(n)s 张",
    ("", "Nobody"): "没有人",
}


@pytest.fixture
def fresh_translations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Django forget, for one test, what it has loaded."""
    monkeypatch.setattr(trans_real, "_translations", {})


def house(tmp_path: Path, files: dict[str, str]) -> Path:
    """Build a little repository with those files below `fangxian`."""
    for name, text in files.items():
        path = tmp_path / "fangxian" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def translate(root: Path, room: str, words: dict[tuple[str, str], str]) -> None:
    """Fill a room's .po by hand, as a translator would."""
    path = root / messages.PIECES / f"{room}.po"
    catalog = messages.catalog_of(path)
    for entry in messages.entries(catalog):
        text = entry.id if isinstance(entry.id, str) else entry.id[0]
        said = words.get((entry.context or "", text))
        if said:
            entry.string = said if isinstance(entry.id, str) else (said,)
    messages.save(catalog, path)


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.usefixtures("fresh_translations")
def test_a_template_finds_its_translation_when_it_is_drawn(tmp_path: Path, name: str) -> None:
    source, values, drawn = TEMPLATES[name]
    root = house(tmp_path, {"gates/templates/gates/page.html": source})
    list(messages.gathered(root))
    translate(root, "gates", WORDS)
    assert list(messages.problems(root)) == []
    assert messages.compiled(root, into=root / "locale") == []
    engine = Engine(libraries={"i18n": "django.templatetags.i18n"}, builtins=["django.templatetags.i18n"])
    with override_settings(LOCALE_PATHS=[root / "locale"]), translation.override("zh-hans"):
        assert engine.from_string(source).render(Context(values)).strip() == drawn


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('gettext("a")', ("a", "", "")),
        ('gettext_lazy("a" "b")', ("ab", "", "")),
        ('from django.utils.translation import gettext_lazy as _\n_("a")', ("a", "", "")),
        ('ngettext("one", "many", n)', ("one", "many", "")),
        ('pgettext_lazy("c", "a")', ("a", "", "c")),
        ('npgettext("c", "one", "many", n)', ("one", "many", "c")),
        ('translation.gettext("a")', ("a", "", "")),
        ('from django.utils.translation import pgettext as said\nsaid("c", "a")', ("a", "", "c")),
    ],
)
def test_python_says_what_its_calls_say(code: str, expected: tuple[str, str, str]) -> None:
    assert list(python_messages(code, "f.py")) == [Message(*expected, "f.py")]


@pytest.mark.parametrize("code", ["gettext(name)", 'gettext(f"a{b}")', 'get("a")', "gettext()", 'pgettext("c")'])
def test_what_is_no_literal_message_is_passed_over(code: str) -> None:
    assert list(python_messages(code, "f.py")) == []


def test_text_that_only_looks_like_a_call_is_no_message() -> None:
    assert list(template_messages("<p>gettext(u'no')</p>{# _('no') #}{{ a }}", "t.html")) == []


def test_rooms_are_first_folders_and_the_rest_is_the_house(tmp_path: Path) -> None:
    files = {
        "gates/views.py": 'gettext("at the gate")',
        "templates/base.html": '{% translate "everywhere" %}',
        "settings.py": 'gettext("set")',
        "gates/migrations/0001.py": 'gettext("never")',
    }
    root = house(tmp_path, files)
    list(messages.gathered(root))
    assert sorted(path.stem for path in (root / messages.PIECES).glob("*.po")) == ["gates", "house"]
    assert [entry.id for entry in messages.entries(messages.catalog_of(root / messages.PIECES / "house.po"))] == [
        "everywhere",
        "set",
    ]


def test_gathering_keeps_translations_and_drops_what_is_not_said_any_more(tmp_path: Path) -> None:
    root = house(tmp_path, {"gates/views.py": 'gettext("in"); gettext("out")'})
    list(messages.gathered(root))
    translate(root, "gates", {("", "in"): "进", ("", "out"): "出"})
    house(tmp_path, {"gates/views.py": 'gettext("in"); gettext("late")'})
    assert list(messages.gathered(root)) == ["gates: new: late", "gates: gone: out"]
    assert list(messages.problems(root)) == ["gates: untranslated: late"]
    before = (root / messages.PIECES / "gates.po").read_bytes()
    assert list(messages.gathered(root)) == []
    assert (root / messages.PIECES / "gates.po").read_bytes() == before


@pytest.mark.parametrize(
    ("said", "written", "problem"),
    [
        ("Code %(code)s", "代码", "placeholders differ"),
        ("Code %(code)s", "代码 %(cod)s", "placeholders differ"),
        ("{name} is in", "在里面", "placeholders differ"),
        ("{name} is in", "{name}在里面", ""),
        ("%s of %s", "共 %s", "placeholders differ"),
        ("75%% full", "满 75%%", ""),
    ],
)
def test_a_translation_fills_the_same_places(tmp_path: Path, said: str, written: str, problem: str) -> None:
    root = house(tmp_path, {"gates/views.py": f"gettext({said!r})"})
    list(messages.gathered(root))
    translate(root, "gates", {("", said): written})
    found = list(messages.problems(root))
    assert bool(found) is bool(problem)
    assert all(problem in line for line in found)


def test_a_room_without_its_file_and_a_doubtful_translation_are_named(tmp_path: Path) -> None:
    root = house(tmp_path, {"gates/views.py": 'gettext("in")'})
    assert list(messages.problems(root)) == ["gates: missing: in"]
    (root / messages.PIECES).mkdir(parents=True)
    (root / messages.PIECES / "gates.po").write_text('#, fuzzy\nmsgid "in"\nmsgstr "进"\n', encoding="utf-8")
    (root / messages.PIECES / "gone.po").write_text('msgid "x"\nmsgstr "某"\n', encoding="utf-8")
    assert list(messages.problems(root)) == ["gates: fuzzy: in", "gone: says nothing any more"]


def test_one_word_translated_in_two_ways_is_a_clash_unless_a_context_parts_them(tmp_path: Path) -> None:
    root = house(tmp_path, {"gates/views.py": 'gettext("out")', "duty/views.py": 'gettext("out")'})
    list(messages.gathered(root))
    translate(root, "gates", {("", "out"): "出门"})
    translate(root, "duty", {("", "out"): "外勤"})
    assert messages.compiled(root, into=root / "locale") == ["out: duty says 外勤, gates says 出门"]
    assert not (root / "locale/zh_Hans/LC_MESSAGES/django.mo").exists()
    house(tmp_path, {"duty/views.py": 'pgettext("shift", "out")'})
    list(messages.gathered(root))
    translate(root, "duty", {("shift", "out"): "外勤"})
    assert messages.compiled(root, into=root / "locale") == []
