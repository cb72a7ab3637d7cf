"""Whatever is done to a pack file, it either loads with known keys or is refused as a `PackError`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.rulepacks.packs import PACKAGED, PackError, load_packs
from fangxian.rulepacks.schema import KEYS

TEXT = (PACKAGED / "rest-cn.toml").read_text("utf-8")
LINES = TEXT.splitlines()
PIECES = st.sampled_from(
    [
        "",
        "0",
        "-1",
        "1e400",
        "nan",
        "inf",
        "[]",
        "{}",
        "true",
        '"x"',
        "[1]",
        "2020-02-30",
        "25:00:00",
        "]",
        "=",
        '"',
        "x = 1",
    ]
)


def _load(text: str) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "p.toml").write_text(text, "utf-8")
        try:
            library = load_packs(Path(folder))
        except PackError as refused:
            assert str(refused)
            assert "p.toml" in str(refused)
            return
        for pack in library:
            assert set(pack.values) <= set(KEYS)


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(TEXT)), cut=st.integers(0, 40), put=PIECES | st.text(max_size=8))
def test_a_cut_or_insertion_anywhere_never_raises_anything_but_a_pack_error(at: int, cut: int, put: str) -> None:
    _load(TEXT[:at] + put.encode("utf-8", "ignore").decode("utf-8") + TEXT[at + cut :])


@settings(max_examples=150, deadline=None)
@given(line=st.sampled_from([n for n, text in enumerate(LINES) if " = " in text]), put=PIECES)
def test_another_value_in_any_line_never_raises_anything_but_a_pack_error(line: int, put: str) -> None:
    name = LINES[line].partition(" = ")[0]
    _load("\n".join([*LINES[:line], f"{name} = {put}", *LINES[line + 1 :]]))


@settings(max_examples=60, deadline=None)
@given(name=st.from_regex(r"[a-z][a-z_]{0,20}", fullmatch=True))
def test_a_key_nobody_knows_never_loads(name: str) -> None:
    line = f'{name} = {{ value = 1, unit = "hours", source = "house", evidence = "I" }}'
    with TemporaryDirectory() as folder:
        (Path(folder) / "p.toml").write_text(TEXT.replace("[values.rest]", f"[values.rest]\n{line}", 1), "utf-8")
        known = f"rest.{name}" in KEYS
        try:
            load_packs(Path(folder))
        except PackError as refused:
            assert refused.code in (
                {"unreadable", "unit_wrong", "type_wrong", "out_of_range"} if known else {"key_unknown"}
            )
        else:
            assert known
