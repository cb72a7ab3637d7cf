"""Lanes of a checkpoint: vehicles by the hour in, lanes, staff and the queue's curve out. Nothing is written."""

from datetime import timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.queries import pack_chosen
from fangxian.areas.roles import Can
from fangxian.calc.lanes import Line, Plan, Problem, Stream, clock, plan
from fangxian.gates.forms import LanesForm
from fangxian.gates.queries.traffic import vehicles_by_hour
from fangxian.rulepacks.packs import Pack, packaged_library

# The pages draw a point for every quarter of an hour.
EVERY = 3

HOUR = 60


@area_page(Can.PLAN_DUTY)
def lanes(request: Request, area: Area) -> HttpResponse:
    """The plan for a day; it begins with yesterday's vehicles."""
    yesterday = timezone.localdate() - timedelta(days=1)
    pack = packaged_library().pack(pack_chosen(area, "disease", on=timezone.localdate()))
    counted = vehicles_by_hour(area, on=yesterday)
    form = LanesForm(request.GET if "vehicles" in request.GET else None, initial=usual(counted, pack))
    page: dict[str, Any] = {"area": area, "form": form, "yesterday": yesterday, "counted": sum(counted)}
    if form.is_bound and form.is_valid():
        page |= shown(plan(problem_of(form.cleaned_data, pack)), form.cleaned_data)
    return render(request, "gates/lanes.html", page, status=422 if form.is_bound and form.errors else 200)


def usual(counted: list[int], pack: Pack) -> dict[str, Any]:
    """What the form begins with: yesterday's hours and the pack's seconds for one vehicle."""
    return {"vehicles": " ".join(map(str, counted)), "service_s": pack.int("gates.seconds_per_vehicle")}


def problem_of(said: dict[str, Any], pack: Pack) -> Problem:
    """The planner's problem: the pack says who stands at a lane and how many people sit in a vehicle."""
    vehicles: tuple[float, ...] = said["vehicles"]
    given = said["lanes"]
    return Problem(
        streams=(Stream("vehicles", vehicles, float(said["service_s"])),),
        wait_min=float(said["wait_min"]),
        people_per_lane=len(pack.words("gates.team")),
        people_per_vehicle=float(pack.number("gates.persons_per_vehicle")),
        lanes=((given,) * len(vehicles),) if given else None,
    )


def shown(found: Plan, said: dict[str, Any]) -> dict[str, Any]:
    """The plan as a page shows it: hours with lanes and people, and the curve."""
    line = found.lines[0]
    rows = [
        {
            "at": clock(step.start_min), "step": step, "people": staff.people, "short": step.worst < 0.95,
            "in_time": round(100 * step.share, 1),
        }
        for step, staff in zip(line.steps, found.staff, strict=True)
    ]  # fmt: skip
    return {
        "rows": rows, "plan": found, "chart": chart(line), "short": [row["at"] for row in rows if row["short"]],
        "most": max(line.steps, key=lambda step: step.queue), "given": said["lanes"], "wait": said["wait_min"],
        "most_at": clock(max(line.steps, key=lambda step: step.queue).start_min),
        "travellers": round(found.travellers), "staffed": urlencode({"post_kind": "gate", "windows": windows(found)}),
    }  # fmt: skip


def windows(found: Plan) -> str:
    """The staff of the plan as the form of a duty post takes it: "14:00-16:00 x6, 16:00-18:00 x9"."""
    hours = [(step.start_min, staff.people) for step, staff in zip(found.lines[0].steps, found.staff, strict=True)]
    spans = []
    for people, some in groupby(hours, key=lambda hour: hour[1]):
        starts = [start for start, _people in some]
        if people:
            spans.append(f"{clock(starts[0])}-{clock(starts[-1] + HOUR)} x{people}")
    return ", ".join(spans)


def chart(line: Line) -> dict[str, object]:
    """The queue as a curve, with what it stays between on nine of ten days."""
    points = line.curve[::EVERY]
    return {
        "kind": "line",
        "x": [clock(moment.minute) for moment in points],
        "unit": str(_("vehicles")),
        "series": [
            {"name": str(_("expected")), "values": [round(moment.mean, 1) for moment in points]},
            {"name": str(_("few, 5 %")), "values": [moment.low for moment in points]},
            {"name": str(_("many, 95 %")), "values": [moment.high for moment in points]},
        ],
    }
