"""The duty pages: the board, planning and its progress, the team, the posts, fatigue, and paper."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.calc.roster import RosterError
from fangxian.calc.roster.checks import check
from fangxian.door.forms import ActForm
from fangxian.door.submit import submit
from fangxian.duty import exchange, paper, planning, queries, sentences
from fangxian.duty.acts import (
    DeclareCold,
    GiveShift,
    PublishRoster,
    ReportForDuty,
    SetDutyPost,
    SwapShifts,
)
from fangxian.duty.board import board_of, hours_of
from fangxian.duty.charts import compared, fatigue_chart
from fangxian.duty.forms import (
    ColdForm,
    GiveForm,
    PlanForm,
    PostForm,
    SwapForm,
)
from fangxian.duty.members import may_plan, member_or_404
from fangxian.duty.models import TRAININGS, Roster, Shift
from fangxian.duty.rules import newcomers

SECONDS = 30


@area_page(Can.SEE_DUTY)
def board(request: Request, area: Area) -> HttpResponse:
    """The roster of the week a day lies in, or what is missing before one can be planned."""
    on = day_asked(request)
    shown = queries.roster_shown(area, on=on)
    page = {"area": area, "on": on, "drafts": queries.latest_drafts(area), "may_plan": may_plan(area)}
    page["mend_form"] = ActForm()
    page |= {"members": queries.team(area).count(), "posts": queries.duty_posts(area).count()}
    if shown:
        page |= around(area, shown)
    if page["may_plan"]:
        planning.awake()
        page["mending"] = exchange.mending_of(area, today=timezone.localdate())
    return render(request, "duty/board.html", page)


def around(area: Area, roster: Roster) -> dict[str, object]:
    """A roster's board, what it changes where it mends another, and the weeks beside it."""
    shown = board_of(area, roster)
    mends = "changed" in roster.figures and not queries.is_published(roster)
    return {
        "board": shown,
        "compared": compared(shown),
        "goodness": sentences.goodness(roster.figures),
        "published": queries.is_published(roster),
        "changes": changes_in_words(area, roster) if mends else None,
        "before": roster.first_day - timedelta(days=1),
        "after": roster.first_day + timedelta(days=roster.days),
    }


def changes_in_words(area: Area, roster: Roster) -> list[tuple[date, str, list[str], list[str]]]:
    """Day, name, what was, what comes."""
    names = queries.member_names(area)
    return [
        (c.day, names[c.member], [place_of(s) for s in c.before], [place_of(s) for s in c.after])
        for c in exchange.changes_of(area, roster)
    ]


def place_of(shift: Shift) -> str:
    """A shift in two words: "Gate 07–15"."""
    return f"{shift.post.name} {hours_of(shift)}"


def day_asked(request: Request) -> date:
    """The day in the address, else today."""
    try:
        return parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


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
    planning.awake()
    members = list(queries.team(area))
    begin = {"first_day": timezone.localdate() + timedelta(days=1)}
    form = PlanForm(request.POST or None, members=members, initial=begin)
    if form.is_valid() and (number := asked_for(request, area, form)):
        return redirect("duty:progress", area, number)
    page = {"area": area, "form": form, "members": len(members), "posts": queries.duty_posts(area)}
    page |= {"mending": exchange.mending_of(area, today=timezone.localdate()), "mend_form": ActForm()}
    return render(request, "duty/plan.html", page, status=422 if form.errors else 200)


@require_POST
@area_page(Can.PLAN_DUTY)
def mend(request: Request, area: Area) -> HttpResponse:
    """Cover again what is open in the roster in force, with the fewest changes."""
    form = ActForm(request.POST)
    mending = exchange.mending_of(area, today=timezone.localdate())
    if mending is None or not form.is_valid():
        return redirect("duty:plan", area)
    asked = planning.Asked(
        id=form.cleaned_data["act_id"], area=area.pk, first_day=mending.first_day, days=mending.days,
        seconds=SECONDS, by=request.user, old=mending.old,
    )  # fmt: skip
    planning.begin(asked, queries.problem_of(area, first_day=mending.first_day, days=mending.days))
    return redirect("duty:progress", area, asked.id)


def asked_for(request: Request, area: Area, form: PlanForm) -> UUID | None:
    """The number of the plan that was begun, or None with the reason on the form."""
    words = form.cleaned_data
    gone = frozenset(words["without"])
    extra, skill = words["extra"] or 0, words["skill"]
    problem = queries.problem_of(area, first_day=words["first_day"], days=words["days"], without=gone)
    more = newcomers(extra, skill=skill, trainings=TRAININGS)
    problem = replace(problem, people=(*problem.people, *more))
    try:
        check(problem)
    except RosterError as fault:
        form.add_error(None, str(fault))
        return None
    asked = planning.Asked(
        id=words["act_id"], area=area.pk, first_day=words["first_day"], days=words["days"], seconds=SECONDS,
        by=request.user, trial=bool(gone or extra), without=tuple(sorted(gone)), extra=extra, skill=skill,
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
def calendar(request: Request, area: Area, pk: int) -> HttpResponse:
    """A member's shifts for their own calendar."""
    found = member_or_404(area, pk)
    return HttpResponse(paper.calendar(found, queries.shifts_of(found)), content_type="text/calendar; charset=utf-8")


@area_page(Can.SEE_DUTY)
def posts(request: Request, area: Area) -> HttpResponse:
    """The posts to be staffed, and how."""
    asked = {key: request.GET[key] for key in ("name", "post_kind", "windows") if key in request.GET}
    form = PostForm(request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid() and form.send(SetDutyPost, by=request.user, area=area.pk).written:
        return redirect("duty:posts", area)
    return posts_with(request, area, form, ColdForm())


def posts_with(request: Request, area: Area, form: PostForm, cold: ColdForm) -> HttpResponse:
    """The page of the posts with these forms."""
    page = {"area": area, "form": form, "posts": queries.duty_posts(area), "may_plan": may_plan(area)}
    page |= {"cold": cold, "cold_days": queries.cold_days(area, since=timezone.localdate())}
    return render(request, "duty/posts.html", page, status=422 if form.errors or cold.errors else 200)


@require_POST
@area_page(Can.PLAN_DUTY)
def cold(request: Request, area: Area) -> HttpResponse:
    """Say that a day is so cold that outdoor duty is cut short."""
    form = ColdForm(request.POST)
    if not form.is_valid() or not form.send(DeclareCold, by=request.user, area=area.pk).written:
        return posts_with(request, area, PostForm(), form)
    return redirect("duty:posts", area)


@area_page(Can.SEE_DUTY)
def shift(request: Request, area: Area, pk: int) -> HttpResponse:
    """One shift: who stands it, who reported, who may stand in, and what it may be swapped for."""
    found = shift_or_404(area, pk)
    form = GiveForm(request.POST or None, members=list(queries.team(area)))
    if request.method == "POST" and form.is_valid() and form.send(GiveShift, by=request.user, shift=found.pk).written:
        return redirect("duty:shift", area, found.pk)
    return shift_with(request, area, found, form, None)


@require_POST
@area_page(Can.PLAN_DUTY)
def swap(request: Request, area: Area, pk: int) -> HttpResponse:
    """Let two people take each other's shift."""
    found = shift_or_404(area, pk)
    form = SwapForm(request.POST, swaps=swaps_in_words(area, exchange.exchange_of(area, found)))
    if form.is_valid() and form.send(SwapShifts, by=request.user, shift=found.pk).written:
        return redirect("duty:shift", area, found.pk)
    return shift_with(request, area, found, GiveForm(members=[]), form)


def shift_or_404(area: Area, pk: int) -> Shift:
    """A shift of this place with its holder."""
    return get_object_or_404(queries.with_holder(Shift.objects.filter(area=area)), pk=pk)


def swaps_in_words(area: Area, found: exchange.Exchange) -> list[tuple[int, str]]:
    """The shifts offered in exchange: key, and day, hours, post and name."""
    names = queries.member_names(area)
    return [
        (s.pk, f"{date_format(queries.day_of(s.starts_at), 'n/j D')} {place_of(s)} · {names[queries.holder_of(s)]}")
        for s in found.swaps
    ]


def shift_with(request: Request, area: Area, found: Shift, form: GiveForm, swapping: SwapForm | None) -> HttpResponse:
    """The page of a shift with these forms; people who may take it are offered, the others are told why not."""
    planner = may_plan(area)
    page = {"area": area, "shift": found, "form": form, "may_plan": planner}
    page["holder"] = queries.member_names(area)[queries.holder_of(found)]
    page["checkins"] = found.checkins.select_related("by")
    if planner:
        judged = exchange.exchange_of(area, found)
        form.fields["to"].choices = [(m.pk, m.name) for m in judged.may]  # type: ignore[attr-defined]
        page["may"], page["swaps"] = judged.may, swapping or SwapForm(swaps=swaps_in_words(area, judged))
        page["can_swap"] = bool(judged.swaps)
        page["cannot"] = [(m.name, sentences.KEPT_AWAY[code]) for m, code in judged.cannot]
    bad = form.errors or (swapping is not None and swapping.errors)
    return render(request, "duty/shift.html", page, status=422 if bad else 200)


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
    lines = queries.fatigue_board(area, on=on)
    page = {"area": area, "on": on, "board": lines, "chart": fatigue_chart(area, lines, on=on)}
    return render(request, "duty/fatigue.html", page)


@area_page(Can.SEE_DUTY)
def now(request: Request, area: Area) -> HttpResponse:
    """Who is on duty now, to be read on the wall (domain-rules B-08)."""
    at = timezone.now()
    names = queries.member_names(area)
    lines = [(s, names[queries.holder_of(s)]) for s in queries.on_duty(area, at=at)]
    return render(request, "duty/now.html", {"area": area, "at": at, "lines": lines})
