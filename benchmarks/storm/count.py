"""`python -m benchmarks.storm.count`: what the server holds in the end, as JSON."""

import json
import os

import django


def main() -> None:
    """Print passages and entries by number, strays and flaws of the ledger."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangxian.settings")
    django.setup()
    from fangxian.door.models import Entry, Stray  # noqa: PLC0415 - once Django is set up
    from fangxian.door.queries import flaws  # noqa: PLC0415
    from fangxian.gates.models import Passage  # noqa: PLC0415

    entries = Entry._base_manager.filter(kind="gates.record_passage")
    found = {
        "passages": [str(pk) for pk in Passage._base_manager.values_list("pk", flat=True)],
        "entries": [str(number) for number in entries.values_list("act_id", flat=True)],
        "strays": Stray._base_manager.count(), "flaws": len(list(flaws())),
    }  # fmt: skip
    print(json.dumps(found))


if __name__ == "__main__":
    main()
