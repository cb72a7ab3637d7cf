"""What the members of the team gave, and their certificates in one run of the printer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.door.forms import ActForm
from fangxian.standdown.acts import IssueServiceCertificates
from fangxian.standdown.paper import service_sheets
from fangxian.standdown.queries.service import latest_certificates, services_of


@area_page(Can.SEE_DUTY)
def service(request: Request, area: Area) -> HttpResponse:
    """Everybody who stood a shift, with their hours; whoever plans duty issues the certificates."""
    form = ActForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entry = form.send(IssueServiceCertificates, by=request.user, area=area.pk)
        if not entry.written:
            messages.error(request, str(entry.sentence))
        return redirect("standdown:service", area)
    lines = services_of(community_of(area), at=timezone.now())
    shown = {
        "area": area, "lines": lines, "waiting": sum(not line.certified for line in lines), "form": form,
        "papers": any(line.certificate for line in lines), "may_issue": scope.current().may(Can.PLAN_DUTY, area.pk),
    }  # fmt: skip
    return render(request, "standdown/service.html", shown)


@area_page(Can.PLAN_DUTY)
def service_papers(request: Request, area: Area) -> HttpResponse:
    """The certificates that count, all in one PDF."""
    place = community_of(area)
    papers = sorted(latest_certificates(place).values(), key=lambda one: one.number)
    if not papers:
        raise Http404
    answer = HttpResponse(service_sheets(papers, place=place), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="service.pdf"'
    return answer
