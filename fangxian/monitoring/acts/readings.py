"""What was measured and said, and what was tried in vain. Facts: written down, never refused."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.areas.rules import community_key
from fangxian.door.act import Answer, Clinical, Doing, Fact, handles
from fangxian.door.submit import locked
from fangxian.monitoring.models import Check, Reading, Referral, Watch, WelfareVisit
from fangxian.monitoring.queries import Read, WatchRules, readings_of, sealed_signs, unsettled, watch_of, watch_rules
from fangxian.monitoring.rules.signs import Seen, alarming, asks_for_medic, distress, remarks, usable, worse
from fangxian.register.models import Resident

# What is to be remarked on an entry, in the words of whoever wrote it down.
REMARKS = {
    "no_temperature": _("No temperature was written down."),
    "impossible_temperature": _("No body can have this temperature. Please measure again."),
    "unknown_symptom": _("One of the symptoms is not on the list; it was left out."),
    "not_watched": _("This person is not under observation; the reading is kept."),
    "clock_ahead": _("The device's clock was ahead."),
}


class Signs(BaseModel):
    """What a check found: degrees Celsius as measured, symptoms by their codes, and whatever was said."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    temperature: Decimal | None = None
    symptoms: Annotated[tuple[Annotated[str, Field(max_length=30)], ...], Field(max_length=30)] = ()
    note: Annotated[str, Field(max_length=500)] = ""


class RecordReading(Fact):
    """Somebody's temperature and symptoms: by themselves, by phone or at the door.

    The answer says whether the medic was asked, never what was measured. A value no body can have is kept,
    with a remark.
    """

    needs = Can.KEEP_WATCH
    sight = Can.SEE_WATCH
    resident: int
    how: Literal["self", "phone", "visit"] = "self"
    signs: Annotated[Signs, Clinical()]

    def place(self) -> Area:
        """Where the person lives."""
        return Resident.objects.select_related("area").get(pk=self.resident).area


@handles(RecordReading)
def record_reading(act: RecordReading, doing: Doing) -> Answer:
    """The check and, sealed apart, what it found; fever, symptoms or worsening open a referral, distress a visit."""
    resident = Resident.objects.get(pk=act.resident)
    rules = watch_rules(doing.place, on=timezone.localdate(doing.at))
    said = Seen(act.signs.temperature, frozenset(act.signs.symptoms))
    watch = watch_of(resident, at=doing.at)
    noted = [*remarks(said, by=rules.thresholds), *circumstances(act, doing, watch)]
    check = Check.objects.create(
        id=act.id, resident=resident, watch=watch, how=act.how, found="reached", remarks=noted, by=doing.by,
        at=doing.at, received_at=doing.received_at,
    )  # fmt: skip
    Reading.objects.create(checked=check, signs=sealed_signs(said.temperature, said.symptoms, act.signs.note))
    if distress(act.signs.note):
        WelfareVisit.objects.create(
            household_id=resident.household_id, resident=resident, words=act.signs.note, heard_by=doing.by, at=doing.at
        )
    referral = referred(check, usable(said, by=rules.thresholds), rules, doing)
    return {"check": str(check.pk), "remarks": noted, "referral": referral.pk if referral else None}


def circumstances(act: RecordReading, doing: Doing, watch: Watch | None) -> list[str]:
    """What is to be remarked on how it was sent."""
    ahead = act.happened_at > doing.received_at
    return [code for code, holds in {"not_watched": watch is None, "clock_ahead": ahead}.items() if holds]


def referred(check: Check, seen: Seen, rules: WatchRules, doing: Doing) -> Referral | None:
    """The referral this reading belongs to: the one that waits, or a new one; None when the medic need not be asked.

    One that was acknowledged and is not settled covers what is already known; what is worse opens another. The
    community's chain is taken first, so that two readings at once open one.
    """
    thresholds = rules.thresholds
    before = [usable(one.seen, by=thresholds) for one in earlier(check)]
    if not asks_for_medic(seen, before, by=thresholds):
        return None
    return waiting_or_new(check, seen, before, rules, doing)


def fever_at_gate(
    number: UUID, *, resident: int, celsius: Decimal | None, note: str, doing: Doing, theirs: bool = True
) -> Referral:  # fmt: skip
    """A fever measured at a gate: the same check, reading and referral as if they had reported it themselves.

    The gate has judged that the medic must be asked; whatever a thermometer at the gate shows, the medic is.
    `theirs`: it is known that they were measured, and not another who came with them; otherwise no temperature is kept.
    """
    who = Resident.objects.select_related("area").get(pk=resident)
    rules = watch_rules(who.area, on=timezone.localdate(doing.at))
    watch = watch_of(who, at=doing.at)
    said = Seen(celsius, frozenset())
    check = Check.objects.create(
        id=number, resident=who, watch=watch, how="gate", found="reached",
        remarks=remarks(said, by=rules.thresholds), by=doing.by, at=doing.at, received_at=doing.received_at,
    )  # fmt: skip
    Reading.objects.create(checked=check, signs=sealed_signs(celsius if theirs else None, (), note))
    before = [usable(one.seen, by=rules.thresholds) for one in earlier(check)]
    return waiting_or_new(check, usable(said, by=rules.thresholds), before, rules, doing)


def waiting_or_new(check: Check, seen: Seen, before: list[Seen], rules: WatchRules, doing: Doing) -> Referral:
    """The referral that waits and covers what was read, or a new one with its clock.

    A gate on the road may stand on other ground: the chain is that of the person's own community.
    """
    locked(community_key(check.resident.area_id))
    standing = Referral.objects.filter(unsettled(doing.received_at), resident_id=check.resident_id)
    known = standing.select_related("acknowledgement").order_by("-opened_at", "-pk").first()
    if known is not None and not (hasattr(known, "acknowledgement") and before and is_worse(seen, before, rules)):
        return known
    return Referral.objects.create(
        resident_id=check.resident_id, watch_id=check.watch_id, checked=check, opened_at=doing.received_at,
        due_at=doing.received_at + rules.acknowledge_within,
    )  # fmt: skip


def earlier(check: Check) -> list[Read]:
    """The readings before this one."""
    return [one for one in readings_of(check.resident, until=check.at) if one.check.pk != check.pk]


def is_worse(seen: Seen, before: list[Seen], rules: WatchRules) -> bool:
    """Whether it is worse than the last reading."""
    return alarming(seen, by=rules.thresholds) and worse(seen, before[-1], by=rules.thresholds)


class RecordAttempt(Fact):
    """Somebody was called or visited and not reached: no answer, not at home, or they did not want it."""

    needs = Can.KEEP_WATCH
    sight = Can.SEE_WATCH
    resident: int
    how: Literal["phone", "visit"] = "phone"
    found: Literal["no_answer", "away", "refused"] = "no_answer"

    def place(self) -> Area:
        """Where the person lives."""
        return Resident.objects.select_related("area").get(pk=self.resident).area


@handles(RecordAttempt)
def record_attempt(act: RecordAttempt, doing: Doing) -> Answer:
    """The check, without a reading."""
    resident = Resident.objects.get(pk=act.resident)
    watch = watch_of(resident, at=doing.at)
    check = Check.objects.create(
        id=act.id, resident=resident, watch=watch, how=act.how, found=act.found, by=doing.by, at=doing.at,
        received_at=doing.received_at, remarks=[] if watch else ["not_watched"],
    )  # fmt: skip
    return {"check": str(check.pk), "remarks": check.remarks}
