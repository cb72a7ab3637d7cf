"""The size of a phone's list, and of a day's change in it, against the list sent whole each time.

`python -m benchmarks.field_snapshot` lays a community of 22,000 people and a grid of 2,000 dwellings in a scratch
database, asks for the lists as phones do, and then lets a day happen: 600 doors are walked in the grid, 300 people pass
the gate, 60 permits are granted. Sizes are those of the gzipped answer; seconds are of this machine, compare them only
within one run.
"""

import gzip
import json
import os
import tempfile
import time
from typing import Any

import django

PER_HOME, PEOPLE, DWELLINGS = 3, 22_000, 2_000


def main() -> None:
    """Lay, ask, let a day happen, ask again, and print the table."""
    with tempfile.TemporaryDirectory(prefix="field-bench-") as var:
        os.environ |= {"FANGXIAN_VAR": var, "DATABASE_URL": f"sqlite:///{var}/bench.sqlite3"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangxian.settings")
        django.setup()
        rows = measured()
    print(f"{'list':<34}{'gzipped kB':>12}{'of whole':>10}{'seconds':>9}")
    for name, size, whole, seconds in rows:
        print(f"{name:<34}{size / 1000:>12.1f}{size / whole:>10.2f}{seconds:>9.2f}")


def measured() -> list[tuple[str, int, int, float]]:
    """For each list: whole, unchanged, and after the day."""
    from django.core.management import call_command  # noqa: PLC0415 - once Django is set up

    from benchmarks.storm import community  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    laid = community.lay(people=PEOPLE, per_home=PER_HOME, dwellings=DWELLINGS)
    found, cursors, whole = [], dict[str, str](), dict[str, int]()
    for kind in ("gate", "doors"):
        size, cursor, seconds = asked(laid, kind, "")
        cursors[kind], whole[kind] = cursor, size
        found.append((f"{kind}, whole", size, size, seconds))
        size, _cursor, seconds = asked(laid, kind, cursor)
        found.append((f"{kind}, nothing changed", size, whole[kind], seconds))
    community.a_day(laid)
    for kind in ("gate", "doors"):
        size, _cursor, seconds = asked(laid, kind, cursors[kind])
        found.append((f"{kind}, a day later", size, whole[kind], seconds))
    return found


def asked(laid: Any, kind: str, since: str) -> tuple[int, str, float]:
    """The gzipped size of an answer, its cursor, and how long it took."""
    from django.utils import timezone  # noqa: PLC0415

    from fangxian.areas import scope  # noqa: PLC0415
    from fangxian.areas.queries import scope_of  # noqa: PLC0415
    from fangxian.field.queries import shelf_answer, shelves  # noqa: PLC0415

    # The day is laid past the door, so the ledger does not tell that something moved: look anew every time.
    shelves.SETTLED = shelves.STALE = shelves.STALE * 0
    area = laid.community if kind == "gate" else laid.grid
    began = time.perf_counter()
    with scope.opened(scope_of(laid.keeper, at=timezone.now())):
        answer = shelf_answer(kind, area, holder=laid.keeper, since=since)
    assert answer is not None
    body = gzip.compress(json.dumps(answer, ensure_ascii=False).encode(), compresslevel=6)
    return len(body), str(answer["cursor"]), time.perf_counter() - began


if __name__ == "__main__":
    main()
