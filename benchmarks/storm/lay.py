"""`python -m benchmarks.storm.lay PHONES`: a closed village in an empty database, and phones enrolled at its gate."""

import hashlib
import json
import os
import sys

import django


def main(phones: int) -> None:
    """Lay the ground and print what a phone has to know, as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangxian.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - once Django is set up
    from django.utils import timezone  # noqa: PLC0415
    from uuid_utils.compat import uuid7  # noqa: PLC0415

    from fangxian.field.models import PhoneKey  # noqa: PLC0415
    from tests.gates.village import close_bamboo  # noqa: PLC0415
    from tests.world import people_the_world  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    village = close_bamboo(people_the_world())
    secrets = [f"secret-of-phone-{n}" for n in range(phones)]
    PhoneKey._base_manager.bulk_create(
        PhoneKey(
            id=uuid7(), phone=uuid7(), name=f"{n}", area=village.world.bamboo, person=village.world.gao,
            token_hash=hashlib.sha256(secret.encode()).hexdigest(), upload_hash=f"{n:064x}", at=timezone.now(),
        )
        for n, secret in enumerate(secrets)
    )  # fmt: skip
    residents = [village.homes.li.pk, village.homes.zhang.pk]
    print(json.dumps({"gate": village.gate.pk, "residents": residents, "secrets": secrets}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
