"""The pages of the team: who is in it, and what a roster keeps to for each of them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.door.act import Act
from fangxian.door.forms import ActForm
from fangxian.duty import queries
from fangxian.duty.acts import AddMember, DeclareDerogation, DropOut, GiveHomePost, SpareMember, WishForDay
from fangxian.duty.forms import AbsenceForm, DerogationForm, HomePostForm, MemberForm, SparingForm, WishForm
from fangxian.duty.models import AFFILIATIONS, SKILLS, TRAININGS, Member


def may_plan(area: Area) -> bool:
    """Whether the visitor makes and publishes rosters here."""
    return scope.current().may(Can.PLAN_DUTY, area.pk)


@area_page(Can.SEE_DUTY)
def team(request: Request, area: Area) -> HttpResponse:
    """Who is in the team, and somebody new."""
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.send(AddMember, by=request.user, area=area.pk).written:
        return redirect("duty:team", area)
    lines = [as_line(member) for member in queries.team(area)]
    page = {"area": area, "form": form, "lines": lines, "may_plan": may_plan(area)}
    return render(request, "duty/team.html", page, status=422 if form.errors else 200)


def as_line(member: Member) -> dict[str, object]:
    """A member with their words spelled out."""
    trained = {*member.trainings, *(t.subject for t in member.taught.all())}
    return {
        "member": member,
        "affiliation": AFFILIATIONS[member.affiliation],
        "skills": [SKILLS[s] for s in member.skills],
        "trainings": [TRAININGS[t] for t in sorted(trained)],
    }


@area_page(Can.SEE_DUTY)
def member(request: Request, area: Area, pk: int) -> HttpResponse:
    """One member: what lies ahead, and when they cannot come."""
    return member_with(request, area, member_or_404(area, pk), status=200)


def member_or_404(area: Area, pk: int) -> Member:
    """A member of this place's team."""
    return get_object_or_404(Member.objects.select_related("area"), pk=pk, area=area)


def member_with(request: Request, area: Area, found: Member, *, status: int, **sent: ActForm) -> HttpResponse:
    """The page of a member with its forms, those sent in as they were sent."""
    places = list(queries.duty_posts(area))
    forms = {"absence": AbsenceForm(), "less_rest": DerogationForm(), "sparing": SparingForm(), "wish": WishForm()}
    page = {"area": area, "line": as_line(found), "shifts": queries.shifts_of(found), **forms}
    page |= {"home": HomePostForm(posts=places), "home_post": queries.home_post(found), "may_plan": may_plan(area)}
    page["absences"] = found.absences.filter(until__gt=timezone.now())
    page["derogations"] = found.derogations.filter(until__gt=timezone.now()).select_related("by")
    page["wishes"] = queries.wishes_ahead(found)
    page |= {"spared_until": queries.spared_until(found), "may_decide": scope.current().may(Can.DECIDE, area.pk)}
    return render(request, "duty/member.html", page | sent, status=status)


def member_told(request: Request, area: Area, pk: int, act: type[Act], name: str, form: ActForm) -> HttpResponse:
    """Send one form of a member's page; the page again where it was refused."""
    found = member_or_404(area, pk)
    if not form.is_valid() or not form.send(act, by=request.user, member=found.pk).written:
        return member_with(request, area, found, status=422, **{name: form})
    return redirect("duty:member", area, found.pk)


@require_POST
@area_page(Can.STAND_DUTY)
def absent(request: Request, area: Area, pk: int) -> HttpResponse:
    """Write down that somebody cannot come."""
    return member_told(request, area, pk, DropOut, "absence", AbsenceForm(request.POST))


@require_POST
@area_page(Can.STAND_DUTY)
def wish(request: Request, area: Area, pk: int) -> HttpResponse:
    """Write down a day somebody would like, or rather not."""
    return member_told(request, area, pk, WishForDay, "wish", WishForm(request.POST))


@require_POST
@area_page(Can.PLAN_DUTY)
def spare(request: Request, area: Area, pk: int) -> HttpResponse:
    """No night work and no overtime for a member until a day."""
    return member_told(request, area, pk, SpareMember, "sparing", SparingForm(request.POST))


@require_POST
@area_page(Can.PLAN_DUTY)
def home(request: Request, area: Area, pk: int) -> HttpResponse:
    """The post a member usually stands."""
    form = HomePostForm(request.POST, posts=list(queries.duty_posts(area)))
    return member_told(request, area, pk, GiveHomePost, "home", form)


@require_POST
@area_page(Can.DECIDE)
def derogation(request: Request, area: Area, pk: int) -> HttpResponse:
    """Let a member rest less, in the name of whoever presses the button."""
    return member_told(request, area, pk, DeclareDerogation, "less_rest", DerogationForm(request.POST))
