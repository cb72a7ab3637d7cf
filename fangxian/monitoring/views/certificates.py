"""The two certificates a community issues: found, issued, printed."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.door.forms import ActForm
from fangxian.monitoring import queries
from fangxian.monitoring.acts import IssueCertificate
from fangxian.monitoring.models import CERTIFICATES, Certificate
from fangxian.monitoring.notices import notice_sheet
from fangxian.monitoring.paper import certificate_sheet
from fangxian.register.queries import resident_with, residents_like

SHOWN = 50


@area_page(Can.SEE_WATCH)
def certificates(request: Request, area: Area) -> HttpResponse:
    """Find somebody and issue one of the two; the ones issued lately stand below."""
    form = ActForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen, kind = request.POST.get("resident", ""), request.POST.get("certificate", "")
        resident = resident_with(area, int(chosen)) if chosen.isdecimal() else None
        if resident is not None:
            entry = form.send(IssueCertificate, by=request.user, resident=resident.pk, certificate=kind)
            if entry.written:
                return redirect("monitoring:certificate", area, entry.answer["certificate"])
            messages.error(request, str(entry.sentence))
    words = request.GET.get("q", "").strip()
    issued = Certificate.objects.filter(queries.inside(area)).select_related("resident", "by").order_by("-at", "-pk")
    return render(request, "monitoring/certificates.html", {
        "area": area, "words": words, "found": list(residents_like(area, words)[:20]) if words else [],
        "issued": issued[:SHOWN], "kinds": CERTIFICATES.items(), "form": ActForm(),
        "may_certify": scope.current().may(Can.KEEP_REGISTER, area.pk),
    })  # fmt: skip


@area_page(Can.SEE_WATCH)
def notice(request: Request, area: Area, pk: int) -> HttpResponse:
    """The notice to somebody under observation, as a sheet to be signed and handed over."""
    found = get_object_or_404(queries.watches().filter(queries.inside(area)), pk=pk)
    sheet = notice_sheet(found, place=community_of(found.resident.area), at=timezone.now())
    answer = HttpResponse(sheet, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="notice.pdf"'
    return answer


@area_page(Can.SEE_WATCH)
def certificate(request: Request, area: Area, pk: int) -> HttpResponse:
    """The certificate as a sheet to be stamped and handed over."""
    rows = Certificate.objects.filter(queries.inside(area)).select_related("community", "watch__end__by", "by")
    found = get_object_or_404(rows.select_related("resident__household__dwelling__building"), pk=pk)
    answer = HttpResponse(certificate_sheet(found, place=community_of(area)), content_type="application/pdf")
    name = _("certificate-%(number)s.pdf") % {"number": found.number}
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    return answer
