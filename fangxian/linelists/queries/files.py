"""Questions about lists that were sent and the rows that wait."""

import base64
import json

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.areas.queries import community_of
from fangxian.linelists.models import ListFile, ListLayout, ListRow
from fangxian.linelists.rules.fields import Field
from fangxian.linelists.rules.reading import Layout, Line, Listing, read_list

SHOWN = 50


def lists_in(area: Area) -> QuerySet[ListFile]:
    """The lists sent for the community of a place, newest first, each with how many rows it kept and how many wait."""
    found: QuerySet[ListFile] = ListFile.objects.filter(area=community_of(area)).defer("content")
    found = found.annotate(kept=Count("rows"), waits=Count("rows", filter=Q(rows__end=None)))
    return found.select_related("sent_by").order_by("-sent_at", "-pk")


def file_with(area: Area, key: int) -> ListFile | None:
    """One list of the community of a place, with its content as long as it has one."""
    return ListFile.objects.filter(pk=key, area=community_of(area)).select_related("sent_by", "area").first()


def layouts_of(area: Area) -> dict[str, Layout]:
    """What people said of columns in the community of a place, by signature."""
    kept = ListLayout.objects.filter(area=community_of(area))
    return {one.signature: {letter: Field(name) for letter, name in one.columns.items()} for one in kept}


def listing_of(file: ListFile) -> Listing:
    """What a list that was not taken in yet holds, read with what was said of its columns. Raises ListUnreadable."""
    data = base64.b64decode(file.content)
    return read_list(data, kind=file.kind, layouts=layouts_of(file.area), today=timezone.localdate())


def rows_of(file: ListFile) -> QuerySet[ListRow]:
    """The rows of a list, those that wait first."""
    rows = ListRow.objects.filter(of=file).select_related(
        "resident", "end__case", "end__contact__resident", "end__contact__case", "end__by"
    )
    return rows.order_by(F("end__at").asc(nulls_first=True), "row")


def waiting_rows(area: Area) -> QuerySet[ListRow]:
    """The rows of the community of a place nobody has settled, in the order of the lists."""
    rows = ListRow.objects.filter(area=community_of(area), end=None)
    return rows.select_related("of", "resident").order_by("of_id", "row")


def row_waiting(area: Area, key: int) -> ListRow | None:
    """One row that waits."""
    return waiting_rows(area).filter(pk=key).first()


def line_of(row: ListRow) -> Line:
    """A kept row as it was read."""
    values = {Field(name): text for name, text in json.loads(row.values or "{}").items()}
    return Line(row.row, values)
