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
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment

from benchmarks.bare import exposed
from fangxian.areas.models import Area
from fangxian.gates.acts.hours import recount
from fangxian.monitoring.acts import OpenWatch
from tests.architecture.test_budgets_of_lists import Walk, client_of, follow
from tests.crowd import crowd
from tests.world import World, ago, people_the_world

CROWD, WATCHED, PASSAGES, ROUNDS = 12, 600, 200_000, 5
# The community's lead, the worker of one of its grids, and its medic: each has lists the others do not see.
VISITORS = {"an": "", "wang": "grid worker", "mei": "medic"}


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
    """The times of every page that a link leads one of the visitors to, under its name; a lead's under its own."""
    found = {}
    for nickname, who in VISITORS.items():
        client, walk = client_of(world, nickname), Walk()
        follow(client, walk, f"/{world.bamboo.code}/", f"/{world.grid_one.code}/")
        for page, url in walk.addresses.items():
            found[f"{page} {who}".strip()] = {**times_of(client, url), "url": url}
    return found


def times_of(client: Client, url: str) -> dict[str, float]:
    """The median time of a page in milliseconds, how much of it was work, and its questions.

    On a machine that others use as well, the work says more: SQLite's is in it, PostgreSQL's is not.
    """
    spent, busy = [], []
    for _ in range(ROUNDS):
        begun, worked = time.perf_counter(), time.process_time()
        client.get(url)
        spent.append((time.perf_counter() - begun) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return {"ms": median(spent), "cpu_ms": median(busy), "queries": len(asked)}


if __name__ == "__main__":
    main()
