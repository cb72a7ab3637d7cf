"""The team of 35, its posts, and a week's roster: planned with hard rest, published by the secretary's name."""

import random
from datetime import timedelta
from typing import Any

from uuid_utils.compat import uuid7

from fangxian.demo.people import GIVEN, SURNAMES
from fangxian.demo.stage import DemoRefused, Stage
from fangxian.duty.acts import AddMember, PublishRoster, ReportForDuty, SetDutyPost
from fangxian.duty.planning import Asked, carry_out, stage_of
from fangxian.duty.queries import on_duty, problem_of

TEAM = 35
SEED = 35
SECONDS = 12.0
SUBJECTS = ("gate", "disinfection", "delivery")
DAY_AND_NIGHT = [{"start": "07:00", "hours": 8}, {"start": "15:00", "hours": 8}, {"start": "23:00", "hours": 8}]
ROUND_THE_CLOCK = [{"start": "07:00", "end": "07:00", "people": 2}]
TWICE_A_DAY = [{"start": "08:00", "end": "12:00", "people": 4}, {"start": "14:00", "end": "18:00", "people": 4}]

# Name, kind, windows, shifts, training asked for (mission.md, section 12).
POSTS: list[tuple[str, str, list[dict[str, Any]], list[dict[str, Any]], tuple[str, ...]]] = [
    ("村口值守", "gate", ROUND_THE_CLOCK, DAY_AND_NIGHT, ("gate",)),
    ("村内巡逻", "patrol", ROUND_THE_CLOCK, DAY_AND_NIGHT, ()),
    ("消毒", "disinfection", TWICE_A_DAY, [], ("disinfection",)),
    ("配送", "delivery", [{"start": "09:00", "end": "12:00", "people": 6}], [], ("delivery",)),
    ("登记台", "desk", [{"start": "07:00", "end": "23:00", "people": 1}], DAY_AND_NIGHT[:2], ()),
]


def staff(stage: Stage) -> None:
    """Add the team and the posts, plan the week that contains today, publish it, and let those on duty report."""
    draw = random.Random(SEED)
    for n in range(TEAM):
        stage.do(member(stage, n, draw), by="cunzhi")
    for name, kind, windows, shifts, trainings in POSTS:
        post = SetDutyPost(
            area=stage.places["village"].pk, name=name, post_kind=kind, windows=windows, shifts=shifts,
            trainings=trainings, min_team=2 if kind in ("gate", "patrol") else 1, happened_at=stage.at(1, 9),
        )  # fmt: skip
        stage.do(post, by="cunzhi")
    stage.do(PublishRoster(roster=planned(stage), happened_at=stage.at(1, 9, 30)), by="cunzhi")
    report_for_duty(stage)


def member(stage: Stage, n: int, draw: random.Random) -> AddMember:
    """One of the 35: Party members, militia and volunteers; two have a login of their own."""
    login = {0: "menwei", 1: "duiyuan"}.get(n, "")
    name = stage.cast[login].name if login else draw.choice(SURNAMES) + "".join(draw.sample(GIVEN, 2))
    return AddMember(
        area=stage.places["village"].pk, name=name, username=login, birth_year=draw.randrange(1965, 2002),
        affiliation=("party_member", "militia", "volunteer")[n % 3], no_night=n % 9 == 8,
        skills=("captain",) if n % 7 == 0 else (), trainings=SUBJECTS, happened_at=stage.at(1, 8),
    )  # fmt: skip


def planned(stage: Stage) -> int:
    """The draft the planner keeps through the door. Raises DemoRefused when it finds none."""
    village, first = stage.places["village"], (stage.first_day + timedelta(days=1)).date()
    asked = Asked(uuid7(), village.pk, first, 7, SECONDS, stage.cast["cunzhi"])
    with stage.eyes_of("cunzhi"):
        problem = problem_of(village, first_day=first, days=7)
    carry_out(asked, problem)
    told = stage_of(asked.id)
    if told is None or told.state != "kept":
        raise DemoRefused(f"roster: {told}")
    return told.roster


def report_for_duty(stage: Stage) -> None:
    """Whoever was on duty in the middle of the second day, and is now, has reported."""
    village = stage.places["village"]
    with stage.eyes_of("cunzhi"):
        shifts = {s.pk: s.starts_at for at in (stage.at(2, 10), stage.at(9, 0)) for s in on_duty(village, at=at)}
    for shift, starts_at in shifts.items():
        stage.do(ReportForDuty(shift=shift, happened_at=starts_at), by="cunzhi")
