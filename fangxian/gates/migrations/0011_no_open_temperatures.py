"""The open column goes."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('gates', '0010_temperatures_moved'),
    ]

    operations = [
        migrations.RemoveField(model_name='passage', name='temperature_open'),
    ]
