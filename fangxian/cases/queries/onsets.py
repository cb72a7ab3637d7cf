"""Questions about days of first symptoms said after a case was recorded."""

from collections.abc import Iterable

from fangxian.cases.models import Case, Onset


def onsets_of(case: Case) -> list[Onset]:
    """What was said of a case's first symptoms after it was recorded, in order."""
    return list(Onset.objects.filter(case=case).select_related("by").order_by("pk"))


def onset_proposed(case: Case) -> Onset | None:
    """Another day of first symptoms that waits for a person, if there is one."""
    return onsets_proposed([case]).get(case.pk)


def onsets_proposed(cases: Iterable[Case]) -> dict[int, Onset]:
    """The same for many cases, by their keys."""
    rows = Onset.objects.filter(case__in=[case.pk for case in cases]).order_by("pk")
    latest = {row.case_id: row for row in rows}
    return {key: row for key, row in latest.items() if row.word == "proposed"}
