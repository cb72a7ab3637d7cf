"""The planner's codes as sentences: why a post stays short, what keeps people away, what would help."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fangxian.duty.models import SKILLS

REASONS: dict[str, Promise] = {
    "rest": gettext_lazy("Everybody who could come would rest too little between two shifts."),
    "weekly_hours": gettext_lazy("Everybody who could come has reached their weekly hours."),
    "day_off": gettext_lazy("Everybody who could come would lose their day off."),
    "nights_in_row": gettext_lazy("Everybody who could come would work too many nights in a row."),
    "skill": gettext_lazy("Those who are free have not the skill, the training or the age."),
    "availability": gettext_lazy("Those who could come are absent, or may not work at night."),
    "too_few_people": gettext_lazy(
        "The team is too small: all posts together ask for %(asked_h)g hours, and %(team)s people may work %(have_h)g."
    ),
    "too_few_fit": gettext_lazy("Too few may stand here: %(need)s are needed, %(have)s are fit for it."),
    "too_few_fit_hours": gettext_lazy(
        "Those fit for this post may work %(have_h)g hours, and it asks for %(asked_h)g."
    ),
    "too_few_with_skill": gettext_lazy("Too few have this skill: %(have)s in the team."),
    "search_ended": gettext_lazy(
        "The search ended too early: %(free)s people are free. Plan again, or let one take it."
    ),
    "several_rules": gettext_lazy("No single rule is in the way: several together."),
}
KEPT_AWAY: dict[str, Promise] = {
    "double_booked": gettext_lazy("on another post"),
    "rest": gettext_lazy("resting"),
    "weekly_hours": gettext_lazy("weekly hours reached"),
    "daily_hours": gettext_lazy("day's hours reached"),
    "nights_in_row": gettext_lazy("enough nights"),
    "days_in_row": gettext_lazy("enough days in a row"),
    "day_off": gettext_lazy("day off"),
    "missing_skill": gettext_lazy("skill missing"),
    "missing_training": gettext_lazy("training missing"),
    "too_young": gettext_lazy("too young"),
    "not_this_post": gettext_lazy("not for this post"),
    "unavailable": gettext_lazy("absent"),
    "no_night": gettext_lazy("no night work"),
    "compensatory_rest": gettext_lazy("rest given back"),
}

COSTS: dict[str, Promise] = {
    "uncovered": gettext_lazy("hours not covered"),
    "missing_skill": gettext_lazy("skills missing"),
    "night": gettext_lazy("nights shared unevenly"),
    "weekend": gettext_lazy("weekends shared unevenly"),
    "early": gettext_lazy("early starts shared unevenly"),
    "hours": gettext_lazy("hours shared unevenly"),
    "lone_day_off": gettext_lazy("single days off"),
    "wishes": gettext_lazy("wishes not met"),
    "idle_hours": gettext_lazy("hours nobody asked for"),
    "away": gettext_lazy("away from the usual post"),
    "changes": gettext_lazy("changes"),
}
ENDED: dict[str, Promise] = {
    "proven": gettext_lazy("Proven: nobody can make a better roster of these people and posts."),
    "gap": gettext_lazy("The search ended by itself, close enough to what is proven possible."),
    "effort": gettext_lazy("The search ended after the work it was given."),
    "time": gettext_lazy("The search ended when its time was up."),
    "cancelled": gettext_lazy("The search was stopped by hand; this is the best it had."),
}


def goodness(figures: Mapping[str, Any]) -> list[str]:
    """How good a planned roster is: what it costs and for what, how near to the proven bound, how the search ended.

    Costs are points of the planner; only their proportions matter. A roster nobody planned has no figures.
    """
    if "costs" not in figures:
        return []
    cost, bound = sum(figures["costs"].values()), figures.get("bound")
    said = [_("A perfect roster would cost nothing; this one costs %(cost)s points.") % {"cost": f"{cost:,.0f}"}]
    parts = [(COSTS.get(code, code), points) for code, points in figures["costs"].items() if points]
    if parts:
        named = _(", ").join(f"{name} {points:,.0f}" for name, points in sorted(parts, key=lambda part: -part[1]))
        said = [_("It costs %(cost)s points: %(parts)s.") % {"cost": f"{cost:,.0f}", "parts": named}]
    if bound is not None:
        said.append(_nearness(cost, bound))
    if figures.get("ended") in ENDED:
        said.append(str(ENDED[figures["ended"]]))
    return said


def _nearness(cost: float, bound: float) -> str:
    if cost <= bound:
        return _("No roster can cost less: the gap to the bound is 0 %.")
    words = {"bound": f"{bound:,.0f}", "gap": f"{100 * (cost - bound) / cost:.1f}"}
    return _("No roster can cost less than %(bound)s: the gap to that bound is at most %(gap)s %%.") % words


def reason(code: str, params: Mapping[str, Any]) -> str:
    """Why a post stays short."""
    whole = {name: round(value) if isinstance(value, float) else value for name, value in params.items()}
    return str(REASONS[code]) % whole


def kept_away(people: Mapping[str, int]) -> str:
    """What keeps the team away, most first: "4 resting, 3 on another post"."""
    most = sorted(people.items(), key=lambda item: -item[1])
    return _(", ").join(f"{number} {KEPT_AWAY[code]}" for code, number in most)


def repair(code: str, params: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """One way to close a gap."""
    who = names.get(int(params["person"]), "") if "person" in params else ""
    if code == "take":
        return _("%(who)s is free and may take it.") % {"who": who}
    if code == "derogation":
        words = {"who": who, "rest": f"{params['rest_h']:g}", "owed": f"{params['owed_h']:g}"}
        return _("%(who)s could come after %(rest)s h of rest, by a named decision with %(owed)s h given back.") % words
    if code == "longer_week":
        return _("%(who)s could come with a week of %(hours)s h.") % {"who": who, "hours": f"{params['hours']:g}"}
    if code == "train":
        words = {"people": params["people"], "skill": SKILLS.get(params["skill"], params["skill"])}
        return _("Find or train %(people)s who can do this: %(skill)s.") % words
    if code == "more_people":
        return _("%(people)s more people for these hours.") % {"people": params["people"]}
    return _("Close the post for these hours.")
