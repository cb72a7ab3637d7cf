"""The digest as a page and as files."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.reports.outputs import FORMATS, document
from fangxian.reports.outputs.document import PART_TITLES, plain
from fangxian.reports.queries import Line, digest_of, trends


@area_page(Can.READ_DIGEST)
def digest(request: Request, area: Area) -> HttpResponse:
    """A day in figures: each with its difference from the day before and where it comes from.

    The last seven days take seven times as long, so they are asked for apart: by the page itself, or by its link.
    """
    on, today, now = day_asked(request), timezone.localdate(), timezone.now()
    made = digest_of(area, on=on, now=now)
    past = trends(area, on=on, now=now) if "week" in request.GET else {}
    parts = [
        (title, [shown(line, area, past.get(line.figure.key, [])) for line in made.part(key)])
        for key, title in PART_TITLES.items()
    ]
    page = {"area": area, "digest": made, "parts": parts, "today": today, "formats": list(FORMATS), "week": bool(past)}
    page |= {"before": on - timedelta(days=1), "after": on + timedelta(days=1) if on < today else None}
    return render(request, "reports/digest.html", page)


def day_asked(request: Request) -> date:
    """The day in the address, else today; a day that has not begun is not there."""
    try:
        on = parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        on = timezone.localdate()
    if on > timezone.localdate():
        raise Http404
    return on


def shown(line: Line, area: Area, past: list[Any]) -> dict[str, Any]:
    """A line as the page shows it."""
    return {
        "line": line,
        "url": page_of_rows(line.figure.page, area),
        "bars": bars([plain(value) for value in past]),
        "past": ", ".join("—" if value is None else str(plain(value)) for value in past),
    }


def page_of_rows(name: str, area: Area) -> str:
    """The page with the rows behind a figure, if it is there and the reader may open it."""
    if not name:
        return ""
    try:
        url = reverse(name, args=[area])
    except NoReverseMatch:
        return ""
    needs: tuple[Can, ...] = getattr(resolve(url).func, "needs", ())
    return url if any(scope.current().may(need, area.pk) for need in needs) else ""


def bars(values: list[int | float | None]) -> list[dict[str, float]]:
    """Seven small bars for the drawing, 20 high at the most: from the lowest of zero and the values."""
    top = max((abs(value) for value in values if value is not None), default=0) or 1
    heights = [max(0.0, 20 * (value or 0) / top) for value in values]
    return [{"x": 8 * n, "y": 21 - height, "height": max(height, 1)} for n, height in enumerate(heights)]


@area_page(Can.READ_DIGEST)
def file(request: Request, area: Area, form: str) -> HttpResponse:
    """The digest as a file."""
    if form not in FORMATS:
        raise Http404
    on = day_asked(request)
    write, kind = FORMATS[form]
    made = write(document(digest_of(area, on=on, now=timezone.now())))
    name = _("digest") + f"-{area.code}-{on.isoformat()}.{form}"
    return HttpResponse(made, content_type=kind, headers={"Content-Disposition": disposition(name)})


def disposition(name: str) -> str:
    """The header that names a file, whatever its script."""
    return content_disposition_header(as_attachment=True, filename=name) or ""
