"""A sealed column beside the open one: the reasons move in between (0009), the open column goes after it (0010)."""

from django.db import migrations

import fangxian.door.sealed


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_taken_back'),
    ]

    operations = [
        migrations.AddField(
            model_name='leveldecision',
            name='sealed_reason',
            field=fangxian.door.sealed.SealedText(blank=True, default=''),
            preserve_default=False,
        ),
    ]
