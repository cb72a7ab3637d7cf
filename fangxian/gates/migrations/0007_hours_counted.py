from datetime import UTC

from django.db import migrations
from django.db.models import Q, Sum
from django.db.models.functions import TruncHour


def count(apps, _editor):
    """Sum up the passages there are, by gate and hour."""
    passages, hours = apps.get_model('gates', 'Passage'), apps.get_model('gates', 'GateHour')
    guest = Q(home=False)
    sums = {
        'persons_in': Sum('persons', filter=Q(way='in'), default=0),
        'persons_out': Sum('persons', filter=Q(way='out'), default=0),
        'guests_in': Sum('persons', filter=Q(way='in') & guest, default=0),
        'guests_out': Sum('persons', filter=Q(way='out') & guest, default=0),
    }
    through = passages._base_manager.filter(outcome='passed', taken_back=None).order_by()
    rows = through.annotate(hour=TruncHour('at', tzinfo=UTC)).values('area_id', 'gate_id', 'hour').annotate(**sums)
    hours._base_manager.bulk_create([hours(**row) for row in rows], batch_size=1000)


def uncount(apps, _editor):
    """The passages still say it all."""
    apps.get_model('gates', 'GateHour')._base_manager.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('gates', '0006_hours_of_gates'),
    ]

    operations = [
        migrations.RunPython(count, uncount),
    ]
