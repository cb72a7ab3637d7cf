"""No remark and no reason is called a fever, on a passage whose temperature was erased in the meantime either."""

from django.db import migrations

SPAN = 2000
NAMES = {"fever": "medic"}
BACK = {"medic": "fever"}


def rename(apps, names):
    passages = apps.get_model("gates", "Passage")._base_manager
    rows = []
    for row in passages.only("reasons", "remarks").iterator(chunk_size=SPAN):
        reasons, remarks = ([names.get(code, code) for code in codes] for codes in (row.reasons, row.remarks))
        if (reasons, remarks) != (row.reasons, row.remarks):
            row.reasons, row.remarks = reasons, remarks
            rows.append(row)
        if len(rows) == SPAN:
            passages.bulk_update(rows, ["reasons", "remarks"])
            rows = []
    passages.bulk_update(rows, ["reasons", "remarks"])


def renamed(apps, _schema):
    rename(apps, NAMES)


def named_back(apps, _schema):
    rename(apps, BACK)


class Migration(migrations.Migration):

    dependencies = [
        ('gates', '0011_no_open_temperatures'),
    ]

    operations = [migrations.RunPython(renamed, named_back)]
