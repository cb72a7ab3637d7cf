"""The open column goes; the sealed one takes its name. Backwards it comes back empty, and 0009 fills it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_reasons_sealed'),
    ]

    operations = [
        migrations.RemoveField(model_name='leveldecision', name='reason'),
        migrations.RenameField(model_name='leveldecision', old_name='sealed_reason', new_name='reason'),
    ]
