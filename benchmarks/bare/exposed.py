"""Fills a database with 3,000,000 passages, asks who was exposed to a case, and prints the figures."""

# ruff: noqa: E402
import json
import time
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.divisions import Division
from fangxian.areas.loading import load_divisions
from fangxian.areas.models import Area, Person
from fangxian.cases.models import Case, Classification
from fangxian.cases.queries import Exposed, exposed
from fangxian.gates.models import Passage
from fangxian.measures.models import Gate
from fangxian.register.models import Building, Dwelling, Employer, Household, Resident

RESIDENTS, PER_HOME, PER_STAIR, PASSAGES, DAYS, GATES, ROUNDS = 22_000, 3, 12, 3_000_000, 30, 4, 5
# Names of workplaces a large community writes down, and the plants of them where every other resident works.
EMPLOYERS, PLANTS = 2_000, 120
PLACES = {"37": "省", "3711": "市", "371103": "区", "371103150": "镇", "371103150201": "社区"}
# The same row again and again, with another number, gate, moment and resident.
CHANGED = {
    "postgresql": {
        "id": "lpad(to_hex(n), 32, '0')::uuid", "at": "t.at + n * interval '{step} seconds'",
        "received_at": "t.at + n * interval '{step} seconds'",
    },
    "sqlite": {
        "id": "printf('%032x', n)", "at": "{moment}", "received_at": "{moment}",
    },
}  # fmt: skip
MOMENT = "strftime('%Y-%m-%d %H:%M:%f', t.at, '+' || (n * {step}) || ' seconds')"
FIRST = "(SELECT * FROM gates_passage ORDER BY id LIMIT 1) t"
NUMBERS = {
    "postgresql": f"FROM {FIRST}, generate_series(1::bigint, {{last}}) n", "sqlite": f"FROM {FIRST}, numbers",
}  # fmt: skip
WITH = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {last}) "


def main() -> None:
    """Fill, ask, and print one line of JSON."""
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    case = filled()
    laid, spent = time.perf_counter() - began, []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        found = asked(case)
        spent.append((time.perf_counter() - begun) * 1000)
    with CaptureQueriesContext(connection) as captured:
        asked(case)
    plans = [plan for query in captured.captured_queries for plan in plan_of(query["sql"])]
    print(json.dumps({
        "database": connection.vendor, "passages": passages_laid(), "laid_s": laid, "exposed": len(found),
        "grounds": sorted({ground.ground for one in found for ground in one.grounds}), "queries": len(captured),
        "median_ms": median(spent), "first_ms": spent[0], "plans": plans,
    }))  # fmt: skip


def filled() -> Case:
    """A community of this size, a case in it, and a month of passages at its gates."""
    load_divisions([Division(code, name) for code, name in PLACES.items()])
    area = Area._base_manager.get(code="371103150201")
    by = Person.objects.create_user("bench")
    with scope.opened(scope.whole(scope.EVERYWHERE)):
        people = settled(area)
        lay_passages(area, people, by)
        return ill(area, people[RESIDENTS // 2], by)


def settled(area: Area, *, zone: str = "") -> list[Resident]:
    """The residents in their homes, twelve homes to a stair, and as many employers as a town names."""
    stairs = -(-RESIDENTS // (PER_HOME * PER_STAIR))
    buildings = Building.objects.bulk_create(
        Building(area=area, community=area, zone=zone, number=str(n), place_in_walk=n) for n in range(-(-stairs // 2))
    )
    homes = range(-(-RESIDENTS // PER_HOME))
    dwellings = Dwelling.objects.bulk_create(
        Dwelling(area=area, building=buildings[n // PER_STAIR // 2], unit=str(n // PER_STAIR % 2 + 1), room=str(n))
        for n in homes
    )
    kept = Household.objects.bulk_create(Household(area=area, dwelling=dwelling) for dwelling in dwellings)
    works = Employer.objects.bulk_create(Employer(area=area, name=f"单位{n}") for n in range(EMPLOYERS))
    people = (
        Resident(
            area=area,
            household=kept[n // PER_HOME],
            name=f"住户{n}",
            employer=works[n % (PLANTS if n % 2 else EMPLOYERS)],
        )
        for n in range(RESIDENTS)
    )
    return Resident.objects.bulk_create(people, batch_size=2000)


def lay_passages(area: Area, people: list[Resident], by: Person) -> None:
    """One passage written by the model, and the others made of it by the database."""
    start, step = timezone.now() - timedelta(days=DAYS), DAYS * 86_400 / PASSAGES
    gates = [
        Gate.objects.create(area=area, name=f"道口{n}", kind="community_gate", added_by=by, added_at=start)
        for n in range(GATES)
    ]
    Passage.objects.create(
        id=UUID(int=0), area=area, gate=gates[0], way="in", kind="person", resident=people[0], home=True,
        household_id=people[0].household_id, subject=f"r{people[0].pk}", verdict="allowed", outcome=Passage.PASSED,
        at=start, received_at=start, recorded_by=by,
    )  # fmt: skip
    changed = {
        name: each.format(moment=MOMENT.format(step=step), step=step)
        for name, each in CHANGED[connection.vendor].items()
    }
    # 7,919 is a prime: neighbours in the row of residents do not come to the gate one after another.
    changed["resident_id"] = resident = f"{people[0].pk} + (n * 7919) % {RESIDENTS}"
    changed |= {"subject": f"'r' || ({resident})", "gate_id": f"{gates[0].pk} + (n / 7) % {GATES}"}
    columns = [field.column for field in Passage._meta.local_fields]
    values = ", ".join(changed.get(column, f"t.{column}") for column in columns)
    begin = WITH.format(last=PASSAGES - 1) if connection.vendor == "sqlite" else ""
    rows = NUMBERS[connection.vendor].format(last=PASSAGES - 1)
    with connection.cursor() as cursor:
        cursor.execute(f"{begin}INSERT INTO gates_passage ({', '.join(columns)}) SELECT {values} {rows}")
        cursor.execute("ANALYZE")


def ill(area: Area, person: Resident, by: Person) -> Case:
    """A case whose first symptoms were ten days ago."""
    now = timezone.now()
    case = Case.objects.create(
        area=area, community=area, number=1, resident=person, onset_on=day(now) - timedelta(days=10), recorded_by=by,
        recorded_at=now,
    )  # fmt: skip
    Classification.objects.create(
        area=area, case=case, classification="confirmed", source="known", on=day(now), by=by, at=now
    )
    return case


def day(moment: datetime) -> date:
    """The day of a moment here."""
    return timezone.localdate(moment)


def asked(case: Case) -> list[Exposed]:
    """Who was exposed, with the whole sight of the community."""
    with scope.opened(scope.whole(case.area.span)):
        return exposed(case, at=timezone.now())


def passages_laid() -> int:
    """How many passages there are."""
    with scope.opened(scope.whole(scope.EVERYWHERE)):
        return Passage.objects.count()


def plan_of(query: str) -> list[str]:
    """How the database goes about one question: the steps that read a table, and by which index."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(("EXPLAIN " if postgres else "EXPLAIN QUERY PLAN ") + query.replace("%", "%%"), [])
        lines = [str(row[0] if postgres else row[-1]) for row in cursor.fetchall()]
    kept = {
        line.split("  (cost")[0].strip(" ->") for line in lines if "Scan" in line or "SEARCH" in line or "SCAN" in line
    }
    return sorted(kept)


if __name__ == "__main__":
    main()
