"""Saying which case infected another, or that it was brought from outside."""

from django.utils.translation import gettext_lazy as _

from fangxian.cases.acts.about import AboutCase, local_day, standing_case
from fangxian.cases.models import Case, Classification, Source
from fangxian.cases.queries.trees import sources_in
from fangxian.cases.rules.tree import comes_from
from fangxian.door.act import Answer, Doing, Refusal, handles
from fangxian.door.words import refusals
from fangxian.rulepacks.schema import VOCABULARIES

REFUSALS = refusals(
    source_elsewhere=_("Choose another case of the same community as the source."),
    source_in_circle=_("Case %(number)s comes from this one itself. One of the two findings must be wrong."),
)


class NameSource(AboutCase):
    """Which case infected this one, and where; no case where it was brought from outside. Its source is then known."""

    infected_by: int | None = None
    setting: str = ""


@handles(NameSource)
def name_source(act: NameSource, doing: Doing) -> Answer:
    """Write the finding, and that the source is known, so that nobody has to say it twice."""
    case = standing_case(act.case)
    if act.setting and act.setting not in VOCABULARIES["setting"]:
        raise Refusal("unknown_setting")
    if act.infected_by is not None:
        check_source(case, act.infected_by)
    row = Source.objects.create(
        area=case.community, case=case, infected_by_id=act.infected_by, setting=act.setting, by=doing.by, at=doing.at
    )
    last = Classification.objects.filter(case=case).order_by("at", "pk").last()
    if last is not None and last.source != "known":
        Classification.objects.create(
            area_id=case.area_id, case=case, classification=last.classification, source="known",
            on=local_day(doing.at), by=doing.by, at=doing.at,
        )  # fmt: skip
    return {"source": row.pk}


def check_source(case: Case, key: int) -> None:
    """Another case of the community, and none that comes from this one. Raises Refusal."""
    other = Case.objects.filter(pk=key, community=case.community_id).exclude(pk=case.pk).first()
    if other is None:
        raise Refusal("source_elsewhere")
    if comes_from(case.pk, other.pk, sources=sources_in(case.community)):
        raise Refusal("source_in_circle", number=other.number)
