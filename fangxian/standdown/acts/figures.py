"""Freezing what the response came to."""

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, handles
from fangxian.measures.queries import rules_for
from fangxian.standdown.acts.ending import local_day, one_place
from fangxian.standdown.models import Frozen
from fangxian.standdown.queries.figures import definition, record_of
from fangxian.standdown.rules.counts import checksum


class FreezeFigures(Decision):
    """Freeze what the response of a place came to, as counts with a checksum. Small counts are hidden."""

    needs = Can.DECIDE
    area: int

    def place(self) -> Area:
        """The village or community."""
        return Area.objects.get(pk=self.area)


@handles(FreezeFigures)
def freeze_figures(act: FreezeFigures, doing: Doing) -> Answer:
    """Count, hide, and keep the record; a later one stands beside it."""
    one_place(doing.place)
    least = rules_for(doing.place, on=local_day(doing.at)).int("retention.small_cell_min")
    record = record_of(doing.place, least=least)
    row = Frozen.objects.create(
        area=doing.place, definition=definition(), figures=record, checksum=checksum(record), by=doing.by, at=doing.at
    )
    return {"frozen": row.pk, "checksum": row.checksum}
