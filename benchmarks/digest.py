"""The digest of 22,000 residents and 100,000 passages, against one plain count of the residents.

`python -m benchmarks.digest` fills a scratch database directly, reads the digest ten times and prints the median and
its ratio to a single count query. Claim: under one second.
"""

# ruff: noqa: E402
import os
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangxian.settings")
os.environ["FANGXIAN_VAR"] = tempfile.mkdtemp(prefix="digest-")
os.environ.pop("DATABASE_URL", None)

import django

django.setup()

from django.core.management import call_command
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.divisions import Division
from fangxian.areas.loading import load_divisions
from fangxian.areas.models import Area, Person
from fangxian.gates.models import Passage
from fangxian.measures.models import Gate
from fangxian.register.models import Building, Dwelling, Household, Resident
from fangxian.reports.queries import digest_of, trends

RESIDENTS, PASSAGES, PER_HOME, ROUNDS = 22_000, 100_000, 3, 10
PLACES = {"37": "省", "3711": "市", "371103": "区", "371103150": "镇", "371103150201": "社区"}


def filled() -> Area:
    """A community of this size with a week of passages."""
    call_command("migrate", verbosity=0)
    load_divisions([Division(code, name) for code, name in PLACES.items()])
    area = Area._base_manager.get(code="371103150201")
    with scope.opened(scope.whole(scope.EVERYWHERE)):
        people = settled(area)
        passed(area, people)
    return area


def settled(area: Area) -> list[Resident]:
    """The residents in their homes."""
    building = Building.objects.create(area=area, community=area, number="1")
    count = -(-RESIDENTS // PER_HOME)
    dwellings = [Dwelling(area=area, building=building, room=str(n)) for n in range(count)]
    homes = [Household(area=area, dwelling=dwelling) for dwelling in Dwelling.objects.bulk_create(dwellings)]
    kept = Household.objects.bulk_create(homes)
    people = [Resident(area=area, household=kept[n // PER_HOME], name=f"住户{n}") for n in range(RESIDENTS)]
    return Resident.objects.bulk_create(people, batch_size=2000)


def passed(area: Area, people: list[Resident]) -> None:
    """Everybody out and in again through one gate, over seven days."""
    by = Person.objects.create_user("bench")
    gate = Gate.objects.create(area=area, name="门", kind="community_gate", added_by=by, added_at=timezone.now())
    step, start = timedelta(days=7) / PASSAGES, timezone.now() - timedelta(days=7)
    rows = (
        Passage(
            id=UUID(int=n + 1), area=area, gate=gate, way="out" if n % 2 == 0 else "in", kind="person",
            resident=people[(n // 2) % RESIDENTS], home=True, verdict="allowed", outcome=Passage.PASSED,
            at=start + step * n, received_at=start + step * n, recorded_by=by,
        )
        for n in range(PASSAGES)
    )  # fmt: skip
    Passage.objects.bulk_create(rows, batch_size=2000)


def timed(work: Callable[[], object]) -> float:
    """The median of ten runs in milliseconds."""
    spent = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        spent.append((time.perf_counter() - begun) * 1000)
    return median(spent)


def main() -> None:
    """Fill, measure, print."""
    area, now = filled(), timezone.now()
    with scope.opened(scope.whole(scope.EVERYWHERE)):
        one = timed(lambda: Resident.objects.filter(area=area).count())
        digest = timed(lambda: digest_of(area, on=timezone.localdate(now), now=now))
        week = timed(lambda: trends(area, on=timezone.localdate(now), now=now))
    print(f"one count of residents      {one:8.1f} ms")
    print(f"the digest                  {digest:8.1f} ms   {digest / one:6.1f} ×")
    print(f"seven days for the drawings {week:8.1f} ms   {week / one:6.1f} ×")


if __name__ == "__main__":
    main()
