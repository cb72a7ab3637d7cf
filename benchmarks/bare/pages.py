"""Fills a database with a community of 22,000 and one of everything else that pages list, and times every page."""

# ruff: noqa: E402
import json
import time
from statistics import median
from typing import Any

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_test_environment

from benchmarks.bare import exposed
from fangxian.areas.models import Area
from fangxian.gates.acts.hours import recount
from fangxian.monitoring.acts import OpenWatch
from tests.architecture.test_budgets_of_lists import Walk, client_of, follow
from tests.crowd import crowd
from tests.world import World, ago, people_the_world

CROWD, WATCHED, PASSAGES, ROUNDS = 12, 150, 200_000, 5


def main() -> None:
    """Fill, walk, time, and print one line of JSON."""
    setup_test_environment()
    call_command("migrate", verbosity=0)
    world = people_the_world()
    crowd(world, CROWD)
    settled(world)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(json.dumps({
        "database": connection.vendor, "residents": exposed.RESIDENTS, "pages": timed(world),
    }))  # fmt: skip


def settled(world: World) -> None:
    """The residents beside the crowd, some of them under observation, and a month of passages."""
    with world.all_eyes():
        area = Area.objects.get(pk=world.bamboo.pk)
        people = exposed.settled(area, zone="新港")
        exposed.PASSAGES = PASSAGES
        exposed.lay_passages(area, people, world.an)
        recount(area)
    for one in people[:: len(people) // WATCHED]:
        world.written(OpenWatch(resident=one.pk, category="returnee", happened_at=ago(days=2)), by=world.an)


def timed(world: World) -> dict[str, dict[str, Any]]:
    """The median time of each page that a link leads the lead to, how much of it was work, its questions and address.

    Milliseconds. On a machine that others use as well, the work says more: SQLite's is in it, PostgreSQL's is not.
    """
    lead, walk = client_of(world, "an"), Walk()
    follow(lead, walk, f"/{world.bamboo.code}/")
    found = {}
    for page, url in walk.addresses.items():
        spent, busy = [], []
        for _ in range(ROUNDS):
            begun, worked = time.perf_counter(), time.process_time()
            lead.get(url)
            spent.append((time.perf_counter() - begun) * 1000)
            busy.append((time.process_time() - worked) * 1000)
        with CaptureQueriesContext(connection) as asked:
            lead.get(url)
        found[page] = {"ms": median(spent), "cpu_ms": median(busy), "queries": len(asked), "url": url}
    return found


if __name__ == "__main__":
    main()
