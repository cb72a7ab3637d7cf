"""Every page of the console in a community of 22,000 residents: the time each takes, as a share of 200 ms.

`python -m benchmarks.list_pages [DATABASE_URL …]` fills a scratch database for each (an empty word is SQLite), opens
each page that a link leads the community's lead, a grid's worker or the medic to, five times, through Django's test
client, and prints the medians, the slowest first.
Claim: no list takes longer than 200 ms. The database is gone afterwards.
"""

import sys
from typing import Any

from benchmarks.tracing import PG, scratch

LIMIT_MS, SHOWN = 200, 25


def main(urls: list[str]) -> list[dict[str, Any]]:
    """Measure each database in a process of its own; the figures come back."""
    return [measured(url) for url in urls]


def measured(url: str) -> dict[str, Any]:
    """The figures of one scratch database."""
    found = scratch(url, "benchmarks.bare.pages")
    slowest = sorted(found["pages"].items(), key=lambda each: -each[1]["ms"])
    over = sum(each["ms"] > LIMIT_MS for _, each in slowest)
    print(f"\n{found['database']}: {found['residents']:,} residents, {len(slowest)} pages, {over} above {LIMIT_MS} ms")
    for page, each in slowest[:SHOWN]:
        line = f"{each['ms']:7.0f} ms {each['ms'] / LIMIT_MS:5.2f} of {LIMIT_MS} ms, work {each['cpu_ms']:6.0f} ms"
        line += f"  {each['queries']:4} questions"
        print(f"  {line}  {page}  {each['url']}")
    return found


if __name__ == "__main__":
    main(sys.argv[1:] or ["", PG])
