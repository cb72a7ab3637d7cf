"""Who needs more care, and who gives it (domain-rules C-10)."""

from typing import Annotated

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.door.act import Answer, Doing, Refusal, Sealed, SealedApart, handles
from fangxian.door.words import refusals
from fangxian.monitoring.acts.watches import AboutWatch, running_watch
from fangxian.monitoring.models import GROUPS, Carer, SpecialGroup
from fangxian.monitoring.queries import needs_care, watch_rules
from fangxian.monitoring.rules.ending import age_on, carer_fault
from fangxian.register.models import Resident

REFUSALS = refusals(
    unknown_group=_("Choose pregnant, lives with an illness, or needs help in daily life."),
    group_known=_("This is already written down."),
    carer_missing=_("Choose a resident, or write the name of somebody who comes to them."),
    carer_is_the_watched=_("Choose somebody else: nobody is their own carer."),
    carer_unfit=_("By the rules this person may not be the carer. Choose somebody grown up, not elderly, and healthy."),
    carer_age_missing=_("Write down how old the carer is: by the rules neither a child nor somebody elderly may care."),
    carer_child=_("A child may not be the carer. Choose somebody else."),
    carer_elderly=_("Somebody over %(age)s may not be the carer. Choose somebody younger."),
)


class NoteSpecialGroup(AboutWatch):
    """Write down that somebody watched is pregnant, lives with an illness, or needs help in daily life."""

    # One of so few words that an equal fingerprint would tell it.
    group: Annotated[str, SealedApart()]


@handles(NoteSpecialGroup)
def note_special_group(act: NoteSpecialGroup, doing: Doing) -> Answer:
    """One row a group."""
    if act.group not in GROUPS:
        raise Refusal("unknown_group")
    watch = running_watch(act.watch)
    if SpecialGroup.objects.filter(watch=watch, group=act.group).exists():
        raise Refusal("group_known")
    return {"group": SpecialGroup.objects.create(watch=watch, group=act.group, by=doing.by, at=doing.at).pk}


class NameCarer(AboutWatch):
    """Name who cares for somebody watched: neither a child, nor elderly, nor ill.

    `age` in full years is asked where the register holds no birth date. Whoever is watched as well may care: they were
    exposed already, and nobody else has to be.
    """

    resident: int | None = None
    name: Annotated[str, Sealed(), Field(max_length=60)] = ""
    age: Annotated[int | None, SealedApart(), Field(ge=0, le=120)] = None
    # Somebody's health, out of two words: kept in no entry, and no refusal tells it.
    has_illness: Annotated[bool, SealedApart()] = False


@handles(NameCarer)
def name_carer(act: NameCarer, doing: Doing) -> Answer:
    """The carer from now on, or the refusal for the first thing that speaks against them."""
    watch = running_watch(act.watch)
    resident = Resident.objects.get(pk=act.resident) if act.resident else None
    if resident is None and not act.name:
        raise Refusal("carer_missing")
    if resident is not None and resident.pk == watch.resident_id:
        raise Refusal("carer_is_the_watched")
    on = timezone.localdate(doing.at)
    rules = watch_rules(doing.place, on=on)
    born = resident.born_on if resident else None
    fault = carer_fault(
        age=age_on(born, on) if born else act.age,
        unfit=act.has_illness or (resident is not None and needs_care(resident, at=doing.at)),
        child_age_max=rules.child_age_max, carer_age_max=rules.carer_age_max,
    )  # fmt: skip
    if fault:
        raise Refusal(fault, age=rules.carer_age_max)
    row = Carer.objects.create(
        watch=watch, resident=resident, name="" if resident else act.name, by=doing.by, at=doing.at
    )
    return {"carer": row.pk}
