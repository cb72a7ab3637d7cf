# ruff: noqa: E402 (Django is set up before its models are imported)
"""The claim: 22,000 people are read in 3 s and imported in 10 s, sealed numbers included.

Run by `make bench`, or alone: `python -m benchmarks.register_import`. Uses a throw-away database beside the var folder.
"""

import base64
import os
import tempfile
import time

os.environ.setdefault("FANGXIAN_VAR", tempfile.mkdtemp(prefix="fangxian-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangxian.settings")

import django

django.setup()

from django.core.management import call_command

from fangxian.areas import scope
from fangxian.door.submit import submit
from fangxian.register.acts import ImportLedger, UndoImport, UploadLedger
from fangxian.register.ledger import read_ledger
from fangxian.register.queries import residents_like
from tests.register.ledger.ledgers import neighbours, workbook
from tests.world import World, people_the_world

BUILDINGS, FLOORS = 344, 8
SEARCHES = ("王", "李伟", "lww", "3-2-501", "120-1-301", "0001", "13800000123", "某厂", "鲁L12345", "张 3-1-101")


def ledger() -> bytes:
    """A ledger of 22,016 invented people."""
    header = ("楼号", "单元", "室", "姓名", "与户主关系", "身份证号", "联系电话", "工作单位")
    people = neighbours(BUILDINGS, floors=FLOORS)
    rows = [(p.building, p.unit, p.room, p.name, p.relation, p.citizen_id, p.phone, f"某厂{p.n % 40}") for p in people]
    return workbook(台账=[header, *rows])


def timed(label: str, parse: float, begun: float) -> float:
    """Print one line of the table: seconds, and how many times the parse alone."""
    seconds = time.perf_counter() - begun
    print(f"{label:<32}{seconds:8.2f} s{seconds / (parse or seconds):10.1f} × parse")
    return seconds


def take_in(world: World, data: bytes) -> int:
    """Send and import; the import's key."""
    sent = submit(
        UploadLedger(area=world.bamboo.pk, file_name="台账.xlsx", content=base64.b64encode(data).decode()), by=world.an
    )
    done = submit(ImportLedger(upload=sent.answer["upload"]), by=world.an)
    assert done.written, done.code
    return int(done.answer["import"])


def search(world: World) -> None:
    """Print the 95th percentile of searches among 22,000."""
    taken = []
    with scope.opened(scope.whole(world.bamboo.span)):
        for words in SEARCHES * 10:
            begun = time.perf_counter()
            list(residents_like(world.bamboo, words)[:50])
            taken.append((time.perf_counter() - begun) * 1000)
    print(
        f"{'search, p50 and p95':<32}{sorted(taken)[len(taken) // 2]:8.1f} ms{sorted(taken)[-len(taken) // 20]:9.1f} ms"
    )


def main() -> None:
    """Print the table."""
    call_command("migrate", verbosity=0)
    world, data = people_the_world(), ledger()
    begun = time.perf_counter()
    reading = read_ledger(data)
    parse = timed(f"parse {reading.residents} people", 0, begun)
    begun = time.perf_counter()
    take_in(world, data)
    timed("first import", parse, begun)
    begun = time.perf_counter()
    again = take_in(world, data)
    timed("second import, all unchanged", parse, begun)
    search(world)
    begun = time.perf_counter()
    assert submit(UndoImport(of=again), by=world.an).written
    timed("undo of nothing", parse, begun)


if __name__ == "__main__":
    main()
