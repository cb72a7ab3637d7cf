"""Why a level was decided: sealed in the ledger from the first, and from here on in its own table too."""

from django.db import migrations


def sealed(apps, _editor):
    """Into the sealed column."""
    rows = apps.get_model('cases', 'LevelDecision')._base_manager
    for row in rows.exclude(reason='').iterator():
        row.sealed_reason = row.reason
        row.save(update_fields=['sealed_reason'])


def opened(apps, _editor):
    """And back."""
    rows = apps.get_model('cases', 'LevelDecision')._base_manager
    for row in rows.iterator():
        row.reason = row.sealed_reason
        row.save(update_fields=['reason'])


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_reasons_beside'),
    ]

    operations = [
        migrations.RunPython(sealed, opened),
    ]
