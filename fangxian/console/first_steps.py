"""What to do first in a place that has nothing yet: a checklist computed from the data, never stored."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fangxian.areas import scope
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.console.cards import Glance
from fangxian.console.shell import address
from fangxian.measures.queries import gates_of

TEAM = {"gatekeeper", "team_member", "grid_worker", "supply_lead", "stationed_medic"}


@dataclass(frozen=True)
class Step:
    """One step: what to do, why, where, and whether it is done."""

    label: str | Promise
    why: str | Promise
    url: str
    done: bool


def first_steps(seen: Glance) -> list[Step]:
    """The steps of a community for its lead; none for others, and none any more when all are done."""
    area = seen.area
    if area.level != Level.COMMUNITY or not scope.current().may(Can.KEEP_REGISTER, area.pk):
        return []
    team = any(post.role in TEAM for post in seen.serving)
    steps = [
        Step(
            _("Import the household ledger"), _("Your own spreadsheet, as it is."),
            address("register:imports", area), seen.living.residents > 0,
        ),
        Step(
            _("Appoint the team"), _("Gatekeepers, team members and who cares for supply."),
            address("console:people", area), team,
        ),
        Step(
            _("Name the gates"), _("A closure keeps exactly one of them open."),
            address("measures:overview", area), seen.closure is not None or gates_of(area).exists(),
        ),
    ]  # fmt: skip
    return [] if all(step.done for step in steps) else steps
