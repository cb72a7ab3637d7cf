"""Saying that two names of a workplace mean the same one, and taking that back."""

from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Refusal, handles
from fangxian.door.words import refusals
from fangxian.register.models import Employer, EmployerMerge
from fangxian.register.queries import merges_of, span_of_community, within
from fangxian.register.workplaces import same_as

REFUSALS = refusals(
    employer_same_already=_("These two names already mean the same workplace."),
    employer_elsewhere=_("Choose two workplaces named in the same community."),
    merge_undone=_("This was already taken back."),
)


class MergeEmployers(Decision):
    """Two names mean the same workplace. What residents wrote stays as they wrote it."""

    needs = Can.KEEP_REGISTER
    sight = Can.SEE_HOMES
    employer: int
    other: int

    def place(self) -> Area:
        """Where the first one was named."""
        return Employer.objects.select_related("area").get(pk=self.employer).area


@handles(MergeEmployers)
def merge_employers(act: MergeEmployers, doing: Doing) -> Answer:
    """Write that the first name means the second."""
    there = within(Employer.objects.filter(pk__in=(act.employer, act.other)), span_of_community(doing.place))
    if there.count() != 2:
        raise Refusal("employer_elsewhere")
    merges = merges_of(doing.place)
    one, other = same_as(merges, act.employer), same_as(merges, act.other)
    if one == other:
        raise Refusal("employer_same_already")
    row = EmployerMerge.objects.create(area=doing.place, employer_id=one, same_as_id=other, by=doing.by, at=doing.at)
    return {"merge": row.pk}


class SplitEmployers(Decision):
    """Two names that were said to mean the same workplace do not."""

    needs = Can.KEEP_REGISTER
    sight = Can.SEE_HOMES
    merge: int

    def place(self) -> Area:
        """Where they were named."""
        return EmployerMerge.objects.select_related("area").get(pk=self.merge).area


@handles(SplitEmployers)
def split_employers(act: SplitEmployers, doing: Doing) -> Answer:
    """Note when it was taken back, and by whom."""
    row = EmployerMerge.objects.get(pk=act.merge)
    if row.undone_at is not None:
        raise Refusal("merge_undone")
    row.undone_by, row.undone_at = doing.by, doing.at
    row.save(update_fields=["undone_by", "undone_at"])
    return {"merge": row.pk}
