"""A thousand acts of a phone's outbox through the door, against bare inserts of the same rows; and the app's own size.

`python -m benchmarks.field_sync [DATABASE_URL]` lays the essay's village in a scratch database (SQLite by default) and
sends 1,000 passages as a phone does, a hundred a call; `again` sends all of it a second time, as after a lost answer.
`bare` inserts the same rows with one INSERT and one commit each, `together` with a commit every 25, as the door does.
Ratios are of one run; the app's sizes are gzipped, as a phone fetches them.
"""

import gzip
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any

import django

ACTS, A_CALL, TOGETHER = 1_000, 100, 25


def main(urls: Sequence[str]) -> None:
    """Lay, send, send again, insert barely, and print the tables."""
    with tempfile.TemporaryDirectory(prefix="sync-bench-") as var:
        os.environ |= {"FANGXIAN_VAR": var, "DATABASE_URL": next(iter(urls), f"sqlite:///{var}/bench.sqlite3")}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangxian.settings")
        django.setup()
        seconds = measured()
        first, whole = sizes()
    print(f"{ACTS} acts{'seconds':>16}{'of bare':>10}")
    for name, each in seconds.items():
        print(f"{name:<12}{each:>12.2f}{each / seconds['bare']:>10.2f}")
    print(f"\nthe app: first load {first / 1000:.0f} kB of 300, with every screen and scanner {whole / 1000:.0f} kB")


def measured() -> dict[str, float]:
    """Seconds for the outbox, the outbox again, and the rows without the house."""
    from django.core.management import call_command  # noqa: PLC0415 - once Django is set up
    from django.db import transaction  # noqa: PLC0415

    from benchmarks.storm.phones import outbox  # noqa: PLC0415
    from fangxian.areas.inserting import insert  # noqa: PLC0415
    from fangxian.field.sync import fates_of  # noqa: PLC0415
    from fangxian.gates.models import Passage  # noqa: PLC0415
    from tests.gates.village import close_bamboo  # noqa: PLC0415
    from tests.world import people_the_world  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    village = close_bamboo(people_the_world())
    people = [village.homes.li.pk, village.homes.zhang.pk]
    items = outbox(village.gate.pk, people, ACTS, random.Random(1))
    calls = [items[first : first + A_CALL] for first in range(0, ACTS, A_CALL)]

    def sent() -> None:
        for call in calls:
            assert {fate["fate"] for fate in fates_of(call, by=village.world.gao)} == {"written"}

    found = {"outbox": timed(sent), "again": timed(sent)}
    rows = list(Passage._base_manager.all())
    for name, a_commit in (("bare", 1), ("together", TOGETHER)):
        Passage._base_manager.all().delete()

        def inserted(a_commit: int = a_commit) -> None:
            for first in range(0, len(rows), a_commit):
                with transaction.atomic():
                    for row in rows[first : first + a_commit]:
                        insert(row)

        found[name] = timed(inserted)
    return found


def timed(work: Callable[[], None]) -> float:
    """Seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def sizes() -> tuple[int, int]:
    """Bytes of the first screen and of everything the phone keeps, each file gzipped."""
    from fangxian.field.app import MANIFEST, built_files, first_load, kept_files  # noqa: PLC0415

    def packed(files: Any) -> int:
        return sum(len(gzip.compress((MANIFEST.parent / file).read_bytes())) for file in files)

    built = built_files()
    return packed(first_load(built)), packed(kept_files(built))


if __name__ == "__main__":
    main(sys.argv[1:])
