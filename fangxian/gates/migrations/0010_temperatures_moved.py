"""Seal the temperatures written so far, and no longer call a remark or a reason a fever."""

from decimal import Decimal

from django.db import migrations

SPAN = 2000
NAMES = {"fever": "medic"}
BACK = {"medic": "fever"}


def renamed(codes, names):
    return [names.get(code, code) for code in codes]


def in_lots(found, change, columns):
    rows = []
    for row in found.iterator(chunk_size=SPAN):
        change(row)
        rows.append(row)
        if len(rows) == SPAN:
            found.model._base_manager.bulk_update(rows, columns)
            rows = []
    found.model._base_manager.bulk_update(rows, columns)


def sealed(apps, _schema):
    def change(row):
        row.temperature = str(row.temperature_open)
        row.reasons, row.remarks = renamed(row.reasons, NAMES), renamed(row.remarks, NAMES)

    found = apps.get_model("gates", "Passage")._base_manager.exclude(temperature_open=None)
    in_lots(found, change, ["temperature", "reasons", "remarks"])


def opened(apps, _schema):
    def change(row):
        row.temperature_open = Decimal(row.temperature)
        row.reasons, row.remarks = renamed(row.reasons, BACK), renamed(row.remarks, BACK)

    found = apps.get_model("gates", "Passage")._base_manager.exclude(temperature="")
    in_lots(found, change, ["temperature_open", "reasons", "remarks"])


class Migration(migrations.Migration):

    dependencies = [
        ('gates', '0009_temperatures_sealed'),
    ]

    operations = [migrations.RunPython(sealed, opened)]
