"""Keeping what was tried, so that whoever decides can show later what they looked at."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, handles
from fangxian.door.words import refusals
from fangxian.whatif.models import Trial

REFUSALS = refusals(
    trial_stopped=_("It was stopped before it was done; nothing was kept."),
    nobody_registered=_("Nobody is registered here yet. Import the household ledger first."),
)


class KeepTrial(Decision):
    """Keep what was tried on a place: the question with its numbers, and the table of plans. Counts only."""

    needs = Can.DECIDE
    area: int
    asked: dict[str, Any]
    figures: dict[str, Any]

    def place(self) -> Area:
        """The place it was tried for."""
        return Area.objects.get(pk=self.area)


@handles(KeepTrial)
def keep_trial(act: KeepTrial, doing: Doing) -> Answer:
    """A row beside the others; it changes nothing."""
    trial = Trial.objects.create(area=doing.place, asked=act.asked, figures=act.figures, by=doing.by, at=doing.at)
    return {"trial": trial.pk}
