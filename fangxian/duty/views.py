"""The duty pages: the board, planning and its progress, the team, the posts, fatigue, and paper."""

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.calc.roster import RosterError
from fangxian.calc.roster.checks import check
from fangxian.door.submit import submit
from fangxian.duty import paper, planning, queries
from fangxian.duty.acts import AddMember, DropOut, GiveShift, PublishRoster, ReportForDuty, SetDutyPost
from fangxian.duty.board import board_of
from fangxian.duty.forms import AbsenceForm, GiveForm, MemberForm, PlanForm, PostForm
from fangxian.duty.models import AFFILIATIONS, SKILLS, TRAININGS, Member, Roster, Shift

SECONDS = 30


@area_page(Can.SEE_DUTY)
def board(request: Request, area: Area) -> HttpResponse:
    """The roster of the week a day lies in, or what is missing before one can be planned."""
    on = day_asked(request)
    shown = queries.roster_shown(area, on=on)
    page = {"area": area, "on": on, "drafts": queries.latest_drafts(area), "may_plan": may_plan(area)}
    page |= {"members": queries.team(area).count(), "posts": queries.duty_posts(area).count()}
    if shown:
        page |= around(area, shown)
    return render(request, "duty/board.html", page)


def around(area: Area, roster: Roster) -> dict[str, object]:
    """A roster's board and the weeks beside it."""
    return {
        "board": board_of(area, roster),
        "published": queries.is_published(roster),
        "before": roster.first_day - timedelta(days=1),
        "after": roster.first_day + timedelta(days=roster.days),
    }


def day_asked(request: Request) -> date:
    """The day in the address, else today."""
    try:
        return parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


def may_plan(area: Area) -> bool:
    """Whether the visitor makes and publishes rosters here."""
    return scope.current().may(Can.PLAN_DUTY, area.pk)


@area_page(Can.SEE_DUTY)
def roster(request: Request, area: Area, pk: int) -> HttpResponse:
    """One roster, a draft or a trial too."""
    found = get_object_or_404(Roster, pk=pk, area=area)
    page = {"area": area, "on": found.first_day, "may_plan": may_plan(area), "drafts": []}
    return render(request, "duty/board.html", page | around(area, found))


@require_POST
@area_page(Can.PLAN_DUTY)
def publish(request: Request, area: Area, pk: int) -> HttpResponse:
    """Put a roster in force, in the name of whoever presses the button."""
    found = get_object_or_404(Roster, pk=pk, area=area)
    submit(PublishRoster(roster=found.pk), by=request.user)
    return redirect("duty:roster", area, found.pk)


@area_page(Can.SEE_DUTY)
def sheet(request: Request, area: Area, pk: int) -> HttpResponse:
    """The wall sheet as PDF."""
    found = get_object_or_404(Roster.objects.select_related("publication__by"), pk=pk, area=area)
    issued = getattr(found, "publication", None)
    made = paper.wall_sheet(
        area, board_of(area, found), published_by=issued.by.name if issued else "",
        published_at=issued.at if issued else None,
    )  # fmt: skip
    return HttpResponse(made, content_type="application/pdf")


@area_page(Can.PLAN_DUTY)
def plan(request: Request, area: Area) -> HttpResponse:
    """Ask for a roster, or what would happen with some people gone. It is computed in the background."""
    members = list(queries.team(area))
    begin = {"first_day": timezone.localdate() + timedelta(days=1)}
    form = PlanForm(request.POST or None, members=members, initial=begin)
    if form.is_valid() and (number := asked_for(request, area, form)):
        return redirect("duty:progress", area, number)
    page = {"area": area, "form": form, "members": len(members), "posts": queries.duty_posts(area)}
    return render(request, "duty/plan.html", page, status=422 if form.errors else 200)


def asked_for(request: Request, area: Area, form: PlanForm) -> UUID | None:
    """The number of the plan that was begun, or None with the reason on the form."""
    words = form.cleaned_data
    gone = frozenset(words["without"])
    problem = queries.problem_of(area, first_day=words["first_day"], days=words["days"], without=gone)
    try:
        check(problem)
    except RosterError as fault:
        form.add_error(None, str(fault))
        return None
    asked = planning.Asked(
        id=words["act_id"], area=area.pk, first_day=words["first_day"], days=words["days"], seconds=SECONDS,
        by=request.user, trial=bool(gone), without=tuple(sorted(gone)),
    )  # fmt: skip
    planning.begin(asked, problem)
    return asked.id


@area_page(Can.PLAN_DUTY)
def progress(request: Request, area: Area, number: UUID) -> HttpResponse:
    """How far a plan is; the draft as soon as it is there. Works by reloading where there is no JavaScript."""
    stage = planning.stage_of(number)
    if stage is None:
        raise Http404
    if stage.state == "kept":
        target = redirect("duty:roster", area, stage.roster)
        if request.htmx:
            target.status_code, target["HX-Redirect"] = 200, target["Location"]
        return target
    template = "duty/progress.html#stage" if request.htmx else "duty/progress.html"
    return render(request, template, {"area": area, "number": number, "stage": stage, "seconds": SECONDS})


@require_POST
@area_page(Can.PLAN_DUTY)
def cancel(request: Request, area: Area, number: UUID) -> HttpResponse:
    """Stop a plan and keep the best so far."""
    if planning.stage_of(number) is None:
        raise Http404
    planning.cancel(number)
    return redirect("duty:progress", area, number)


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
    return member_with(request, area, member_or_404(area, pk), AbsenceForm(), status=200)


def member_or_404(area: Area, pk: int) -> Member:
    """A member of this place's team."""
    return get_object_or_404(Member.objects.select_related("area"), pk=pk, area=area)


def member_with(request: Request, area: Area, found: Member, form: AbsenceForm, *, status: int) -> HttpResponse:
    """The page of a member with this form."""
    page = {"area": area, "line": as_line(found), "shifts": queries.shifts_of(found), "form": form}
    page["absences"] = found.absences.filter(until__gt=timezone.now())
    return render(request, "duty/member.html", page, status=status)


@require_POST
@area_page(Can.STAND_DUTY)
def absent(request: Request, area: Area, pk: int) -> HttpResponse:
    """Write down that somebody cannot come."""
    found = member_or_404(area, pk)
    form = AbsenceForm(request.POST)
    if not form.is_valid() or not form.send(DropOut, by=request.user, member=found.pk).written:
        return member_with(request, area, found, form, status=422)
    return redirect("duty:member", area, found.pk)


@area_page(Can.SEE_DUTY)
def calendar(request: Request, area: Area, pk: int) -> HttpResponse:
    """A member's shifts for their own calendar."""
    found = member_or_404(area, pk)
    return HttpResponse(paper.calendar(found, queries.shifts_of(found)), content_type="text/calendar; charset=utf-8")


@area_page(Can.SEE_DUTY)
def posts(request: Request, area: Area) -> HttpResponse:
    """The posts to be staffed, and how."""
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.send(SetDutyPost, by=request.user, area=area.pk).written:
        return redirect("duty:posts", area)
    page = {"area": area, "form": form, "posts": queries.duty_posts(area), "may_plan": may_plan(area)}
    return render(request, "duty/posts.html", page, status=422 if form.errors else 200)


@area_page(Can.SEE_DUTY)
def shift(request: Request, area: Area, pk: int) -> HttpResponse:
    """One shift: who stands it, who reported, and who stands in."""
    found = get_object_or_404(queries.with_holder(Shift.objects.filter(area=area)), pk=pk)
    form = GiveForm(request.POST or None, members=list(queries.team(area)))
    if request.method == "POST" and form.is_valid() and form.send(GiveShift, by=request.user, shift=found.pk).written:
        return redirect("duty:shift", area, found.pk)
    page = {"area": area, "shift": found, "form": form, "may_plan": may_plan(area)}
    page["holder"] = queries.member_names(area)[queries.holder_of(found)]
    page["checkins"] = found.checkins.select_related("by")
    return render(request, "duty/shift.html", page, status=422 if form.errors else 200)


@require_POST
@area_page(Can.STAND_DUTY)
def check_in(request: Request, area: Area, pk: int) -> HttpResponse:
    """Report for duty."""
    found = get_object_or_404(Shift, pk=pk, area=area)
    submit(ReportForDuty(shift=found.pk), by=request.user)
    return redirect("duty:shift", area, found.pk)


@area_page(Can.SEE_DUTY)
def fatigue(request: Request, area: Area) -> HttpResponse:
    """Who carries too much, and who can stand in."""
    on = day_asked(request)
    return render(request, "duty/fatigue.html", {"area": area, "on": on, "board": queries.fatigue_board(area, on=on)})


@area_page(Can.SEE_DUTY)
def now(request: Request, area: Area) -> HttpResponse:
    """Who is on duty now, to be read on the wall (domain-rules B-08)."""
    at = timezone.now()
    names = queries.member_names(area)
    lines = [(s, names[queries.holder_of(s)]) for s in queries.on_duty(area, at=at)]
    return render(request, "duty/now.html", {"area": area, "at": at, "lines": lines})
