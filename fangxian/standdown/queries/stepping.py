"""Whether the response of a place has ended."""

from datetime import datetime

from fangxian.areas.models import Area
from fangxian.cases.models import LevelDecision
from fangxian.cases.queries import level_at
from fangxian.cases.rules.stepping import CALM
from fangxian.measures.queries import line_keys
from fangxian.standdown.models import Ending


def ending_of(area: Area, *, at: datetime) -> Ending | None:
    """The ending that holds for a place: the latest one, unless a level above calm holds or was decided after it."""
    found = Ending.objects.filter(area=area, at__lte=at).select_related("by", "decision").first()
    level = level_at(area, at)
    if found is None or (level is not None and level.level != CALM):
        return None
    # Of the places above too: what began anew has to end anew, even where it was lowered again since.
    later = LevelDecision._base_manager.filter(area_id__in=line_keys(area), at__gt=found.at, at__lte=at)
    return None if later.exclude(level=CALM).exists() else found
