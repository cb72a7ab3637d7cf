"""Writing down where a case was."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.cases.acts.about import AboutCase
from fangxian.cases.models import Case, Stay, StayTakenBack
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, handles
from fangxian.door.words import refusals
from fangxian.register.ledger import DwellingKey
from fangxian.register.ledger.addresses import read_address
from fangxian.register.models import Building, Employer, Household
from fangxian.register.queries import span_of_community, within
from fangxian.rulepacks.schema import VOCABULARIES
from fangxian.tasks.rules.places import Spot, place_in

REFUSALS = refusals(
    stay_without_place=_("Write down where it was: an address, a workplace, or the place in words."),
    stay_ends_before=_("The stay ends before it begins. Check both times."),
    stay_taken_back=_("This stay was already taken back."),
    stay_ahead=_("A stay that has not happened yet cannot be written down."),
    unknown_workplace=_("This workplace is not among those the residents of this place named."),
)


class RecordStay(AboutCase):
    """A case was at a place, from when to when. An address of the register makes whoever lives there a contact."""

    setting: str
    where: PrivateText = ""
    employer: int | None = None
    since: AwareDatetime
    until: AwareDatetime


@handles(RecordStay)
def record_stay(act: RecordStay, doing: Doing) -> Answer:
    """Write it with as much of the place as the register knows; the words stay as they were said."""
    case = Case.objects.select_related("community").get(pk=act.case)
    check_stay(act, doing)
    home, building, unit = place_named(act.where, case.community)
    stay = Stay.objects.create(
        area=case.community, case=case, setting=act.setting, where=act.where, since=act.since, until=act.until,
        household=home, building=building, unit=unit, employer=workplace(act.employer, case.community),
        by=doing.by, at=doing.at,
    )  # fmt: skip
    return {"stay": stay.pk, "found": "home" if home else "stair" if building else "workplace" if act.employer else ""}


def check_stay(act: RecordStay, doing: Doing) -> None:
    """Somewhere, in a setting of the list, from earlier to later, and not in the future."""
    if act.setting not in VOCABULARIES["setting"]:
        raise Refusal("unknown_setting")
    if not act.where and act.employer is None:
        raise Refusal("stay_without_place")
    if act.until < act.since:
        raise Refusal("stay_ends_before")
    if act.since > max(doing.received_at, timezone.now()):
        raise Refusal("stay_ahead")


def place_named(words: str, community: Area) -> tuple[Household | None, Building | None, str]:
    """The home, or the building and unit, that these words name in the register of a community."""
    key = dwelling_named(words)
    if key is None:
        return None, None, ""
    span = span_of_community(community)
    named = within(Building.objects.filter(number=key.building), span)
    building = (named.filter(zone=key.zone) if key.zone else named).order_by("place_in_walk", "pk").first()
    if building is None:
        return None, None, ""
    homes = within(Household.objects.filter(dwelling__building=building, dwelling__unit=key.unit), span)
    home = homes.filter(dwelling__room=key.room).order_by("ordinal").first()
    return home, None if home else building, "" if home else key.unit


def dwelling_named(words: str) -> DwellingKey | None:
    """The address these words are, or else the first building, unit and room they speak of."""
    said = read_address(words) if words else None
    if said is not None:
        return said
    spoken = place_in(words)
    spot = spoken.value if spoken else None
    return DwellingKey("", spot.building, spot.unit, spot.room) if isinstance(spot, Spot) else None


def workplace(key: int | None, community: Area) -> Employer | None:
    """The employer of this number in a community. Raises Refusal for another's."""
    if key is None:
        return None
    found = within(Employer.objects.filter(pk=key), span_of_community(community)).first()
    if found is None:
        raise Refusal("unknown_workplace")
    return found


class TakeBackStay(Decision):
    """Take back a stay that was written down by mistake. Whoever was proposed because of it alone leaves the list."""

    needs = Can.KEEP_HEALTH
    sight = Can.SEE_HEALTH
    stay: int

    def place(self) -> Area:
        """Where the case is."""
        return Stay.objects.select_related("case__area").get(pk=self.stay).case.area


@handles(TakeBackStay)
def take_back_stay(act: TakeBackStay, doing: Doing) -> Answer:
    """Write that it counts no longer. What a person decided about a contact stays until they decide anew."""
    stay = Stay.objects.get(pk=act.stay)
    if StayTakenBack.objects.filter(stay=stay).exists():
        raise Refusal("stay_taken_back")
    row = StayTakenBack.objects.create(area_id=stay.area_id, case_id=stay.case_id, stay=stay, by=doing.by, at=doing.at)
    return {"taken_back": row.pk, "stay": stay.pk}
