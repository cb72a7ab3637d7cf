"""Whether the situation the cases suggest is the one that was decided."""

from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.cases.queries import known_cases, level_at, proposal_from
from fangxian.console.cards.card import Card, Glance
from fangxian.console.shell import address


def card(seen: Glance) -> Card | None:
    """How many cases there are; urgent while the proposal and the decision differ and a person must decide."""
    eyes = scope.current()
    if seen.area.level != Level.COMMUNITY or not eyes.may(Can.SEE_HEALTH, seen.area.pk):
        return None
    decided = level_at(seen.area, seen.at)
    known = known_cases(seen.area, at=seen.at)
    proposal = proposal_from(known, seen.area, at=seen.at, on=timezone.localdate(seen.at))
    settled = proposal.level == (decided.level if decided else "no_case")
    note = "" if settled else _("The proposed level differs from the decided one.")
    urgent = not settled and eyes.may(Can.DECIDE, seen.area.pk)
    return Card(_("Cases on record"), len(known), note, address("cases:overview", seen.area), urgent=urgent)
