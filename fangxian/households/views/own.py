"""A household's own page, for whoever holds its link: no account, no cookie, no script, no names."""

from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fangxian.areas.models import Person
from fangxian.door.forms import moment_of
from fangxian.door.submit import submit
from fangxian.households import queries
from fangxian.households.acts import AskFromHome, LookIn, ReportReading, StateOwnNeeds, told
from fangxian.households.forms import OwnNeedsForm, QuestionForm, SelfForm
from fangxian.households.queries import Opened
from fangxian.households.words import DONE, FAULTS
from fangxian.monitoring.queries import watch_rules
from fangxian.supplies.queries.rounds import items_offered


# The address itself is the key and no cookie is asked for, so a foreign page has nothing to borrow.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, link: str) -> HttpResponse:
    """The household's page in Chinese, or in English for `?lang=en`; a link that does not open says whom to call."""
    with translation.override("en" if request.GET.get("lang") == "en" else "zh-hans"):
        found = queries.home_of(link)
        if found is None:
            return closed(request, "unreadable", None)
        home, printed = found
        with queries.as_itself(home):
            opened = queries.opened(home, link, printed, at=timezone.now())
            return answered(request, opened)


def answered(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The page, or what was sent written down."""
    if opened.fault or opened.voice is None:
        return closed(request, opened.fault, opened)
    if request.method == "POST":
        return taken(request, opened, opened.voice)
    submit(looking_in(opened), by=opened.voice)
    return shown(request, opened, opened.voice, forms_of(opened, None))


def closed(request: HttpRequest, fault: str, opened: Opened | None) -> HttpResponse:
    """Why the link does not open and whom to call; nothing about the household."""
    words = {"said": FAULTS[fault], "call": opened.call if opened else None}
    return render(request, "households/closed.html", words, status=404 if fault == "unreadable" else 410)


def looking_in(opened: Opened) -> LookIn:
    """That somebody looked, once an hour: the same hour is the same act."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    number = uuid5(NAMESPACE_URL, f"{opened.link}/{hour.isoformat()}")
    return LookIn(id=number, happened_at=moment_of(number), **told(opened.home, opened.link))


def forms_of(opened: Opened, data: Any) -> dict[str, Any]:
    """The forms of the page; `data` is what was sent, and to which of them is in its `what`."""
    home, now = opened.home, timezone.now()
    symptoms = watch_rules(home.area, on=timezone.localdate(now)).symptoms
    round = queries.round_now(home.area, at=now)
    what = data.get("what") if data else ""
    return {
        "people": [
            SelfForm(data if what == "readings" else None, who=who, symptoms=symptoms)
            for who in queries.members_of(home)
        ],
        "round": round,
        "needs": OwnNeedsForm(
            data if what == "needs" else None, items=items_offered(home.area), found=queries.stated(home, round)
        ) if round else None,
        "question": QuestionForm(data if what == "question" else None),
    }  # fmt: skip


def shown(
    request: HttpRequest, opened: Opened, voice: Person, forms: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The page with these forms."""
    home, now = opened.home, timezone.now()
    members = [form.who for form in forms["people"]]
    watched = queries.watched_today(members, home.area, at=now)
    heard = queries.checked_today(members, at=now)
    words = {
        "opened": opened, "home": home, "now": now, **forms,
        "rows": [(form, watched.get(form.who.pk), heard.get(form.who.pk)) for form in forms["people"]],
        "questions": list(queries.questions_of(home)), "done": DONE.get(request.GET.get("done", "")),
        "held": queries.held_about(home, members, voice, at=now), "english": translation.get_language() == "en",
        "here": reverse("households:page", args=[opened.link]),
    }  # fmt: skip
    return render(request, "households/page.html", words, status=status)


def taken(request: HttpRequest, opened: Opened, voice: Person) -> HttpResponse:
    """Write down what was sent, or show it again with what is wrong."""
    forms = forms_of(opened, request.POST)
    if queries.has_sent_enough(opened.home, voice, at=timezone.now()):
        return closed_for_now(request, opened)
    send = SENDS.get(request.POST.get("what", ""))
    done = send(opened, voice, forms) if send else ""
    if not done:
        return shown(request, opened, voice, forms, status=422)
    language = "&lang=en" if request.GET.get("lang") == "en" else ""
    return redirect(reverse("households:page", args=[opened.link]) + f"?done={done}{language}")


def closed_for_now(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Too much at once: nothing of it is lost that was said before."""
    return render(request, "households/closed.html", {"said": FAULTS["enough"], "call": opened.call}, status=429)


def readings(opened: Opened, voice: Person, forms: dict[str, Any]) -> str:
    """Everybody's reading that was filled in; empty when one is wrong, for the page to say which."""
    filled = [form for form in forms["people"] if form.said]
    if not filled or not all(form.is_valid() for form in forms["people"]):
        return ""
    entries = [form.send(ReportReading, by=voice, **told(opened.home, opened.link)) for form in filled]
    if not all(entry.written for entry in entries):
        return ""
    if any("impossible_temperature" in entry.answer["remarks"] for entry in entries):
        return "again"
    return "medic" if any(entry.answer["referral"] for entry in entries) else "readings"


def needs(opened: Opened, voice: Person, forms: dict[str, Any]) -> str:
    """What the household needs in the round that is open."""
    form, round = forms["needs"], forms["round"]
    if form is None or not form.is_valid():
        return ""
    entry = form.send(StateOwnNeeds, by=voice, round=round.pk, **told(opened.home, opened.link))
    return "needs" if entry.written else ""


def question(opened: Opened, voice: Person, forms: dict[str, Any]) -> str:
    """A question for the next broadcast."""
    form = forms["question"]
    written = form.is_valid() and form.send(AskFromHome, by=voice, **told(opened.home, opened.link)).written
    return "question" if written else ""


Send = Callable[[Opened, Person, dict[str, Any]], str]
SENDS: dict[str, Send] = {"readings": readings, "needs": needs, "question": question}
