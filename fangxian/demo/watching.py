"""The days of those under observation: asked morning and evening; one is not found, one has a fever in the end."""

import random
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from fangxian.demo.stage import Stage
from fangxian.monitoring.acts import RecordAttempt, RecordReading, Signs
from fangxian.monitoring.queries import watched_in

HOURS = (8, 19)
HEALTHY = ("36.3", "36.4", "36.5", "36.6", "36.8")


def keep_watch(stage: Stage) -> None:
    """Everybody under observation reports twice a day until now, but for one who is away and one who falls ill."""
    now, draw = timezone.now(), random.Random(7)
    with stage.eyes_of("yisheng"):
        watched = [(one.resident_id, one.opened_at) for one in watched_in(stage.places["village"], at=now)]
    if len(watched) < 2:
        return
    (away, since), (ill, _since), *_others = watched
    for resident, opened in watched[1:]:
        for at in moments(stage, opened, now):
            stage.do(reading(resident, draw.choice(HEALTHY), at), by="yisheng")
    stage.do(reading(ill, "37.8", now - timedelta(minutes=20), "dry_cough"), by="yisheng")
    for at in moments(stage, since, now)[-2:]:
        stage.do(RecordAttempt(resident=away, how="visit", found="away", happened_at=at), by="yisheng")


def moments(stage: Stage, opened: datetime, now: datetime) -> list[datetime]:
    """The mornings and evenings from the opening of a watch until now."""
    days = range((now.date() - stage.first_day.date()).days + 1)
    found = [stage.at(day, hour) for day in days for hour in HOURS]
    return [at for at in found if opened < at < now - timedelta(minutes=30)]


def reading(resident: int, celsius: str, at: datetime, *symptoms: str) -> RecordReading:
    """What somebody reports by phone."""
    signs = Signs(temperature=Decimal(celsius), symptoms=symptoms)
    return RecordReading(resident=resident, how="phone", signs=signs, happened_at=at)
