"""What was measured at a gate is sealed: room for it beside the open column, which goes once its values are moved."""

from django.db import migrations

from fangxian.door.sealed import SealedText


class Migration(migrations.Migration):

    dependencies = [
        ('gates', '0008_passages_by_gate'),
    ]

    operations = [
        migrations.RenameField(model_name='passage', old_name='temperature', new_name='temperature_open'),
        migrations.AddField(model_name='passage', name='temperature', field=SealedText(blank=True, default=b''), preserve_default=False),
    ]
