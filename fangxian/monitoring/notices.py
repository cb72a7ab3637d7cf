"""The notice to somebody under observation, set by typst (domain-rules C-06, C-08, C-14, C-15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fangxian.areas.models import Area
from fangxian.areas.paper import typeset
from fangxian.areas.queries import pack_chosen
from fangxian.measures.forms import named
from fangxian.measures.queries import closure_at
from fangxian.monitoring.models import CATEGORIES, Watch
from fangxian.monitoring.queries import at_home, medics, plan_of, reason_to_last, until_of, watch_rules
from fangxian.monitoring.queries.numbers import WatchRules
from fangxian.monitoring.rules.days import DAYS_OF
from fangxian.rulepacks.packs import Pack, packaged_library

SHEET = Path(__file__).with_name("notice.typ")
# Where a hand writes what the house does not hold.
BY_HAND = "____________________"


@dataclass(frozen=True)
class Told:
    """What a notice is made of: the watch from `watches()`, its place, the rules of the day it is printed."""

    watch: Watch
    place: Area
    rules: WatchRules
    pack: Pack
    at: datetime


def notice_sheet(watch: Watch, *, place: Area, at: datetime) -> bytes:
    """The sheet: on what it rests, from when until when, what is asked, what they may expect, and whom they call."""
    on = timezone.localdate(at)
    area = watch.resident.area
    pack = packaged_library().pack(pack_chosen(area, "disease", on=on))
    one = Told(watch, place, watch_rules(area, on=on), pack, at)
    return typeset(SHEET, {
        "title": _("Notice of health observation"), "to": f"{watch.resident.name} · {watch.resident.household}",
        "said": said(one), "facts": facts(one), "parts": [(_("What we ask of you"), asked(one)),
                                                          (_("What you may expect"), expected(one))],
        "received": _("Received by"), "stamp": _("Stamp and date"), "day": _("Date"), "place": place.name,
    }, tags=False)  # fmt: skip


def said(one: Told) -> str:
    """What it is, in two sentences."""
    return joined([
        _("For your own health and your neighbours', we ask every day how you are. This is care, not blame."),
        _("This sheet confines nobody: where you must stay at home, an order of its own says so."),
    ])  # fmt: skip


def joined(sentences: Sequence[str]) -> str:
    """Sentences one after another: Chinese ones stand without a space between them."""
    return ("" if (get_language() or "zh").startswith("zh") else " ").join(sentences)


def facts(one: Told) -> list[tuple[str, str]]:
    """Why, from when until when, on what it rests, and who looks after them."""
    closure = closure_at(one.watch.resident.area, one.at)
    owner: str = one.watch.owner_name  # type: ignore[attr-defined]
    phone = closure.contact_phone if closure else BY_HAND
    # The reason beside the last day is the one by which it is the last day.
    category = reason_to_last(one.watch)
    return [
        (_("Reason"), str(CATEGORIES[category])),
        (_("From"), date_format(one.watch.day_zero, "DATE_FORMAT")),
        (_("Last day"), date_format(until_of(one.watch), "DATE_FORMAT")),
        (_("Basis"), one.pack[DAYS_OF[category]].source),
        (_("Who looks after you"), owner),
        (_("Medics"), "、".join(each.name for each in medics(one.watch.resident.area, at=one.at)) or BY_HAND),
        (_("Phone"), phone),
    ]


def asked(one: Told) -> list[str]:
    """What the person does: by the numbers of the pack."""
    times = "、".join(f"{each:%H:%M}" for each in plan_of(one.watch, one.rules).dues)
    words = dict(named("symptom"))
    return [
        _("Measure your temperature every day and report it by %(times)s, yourself or by phone.") % {"times": times},
        _("At %(fever)s °C or more, or with one of these, call at once: %(symptoms)s.")
        % {
            "fever": one.rules.thresholds.fever,
            "symptoms": "、".join(words[code] for code in one.rules.symptoms if code != "fever"),
        },
        how_to_live(one),
        _("Do not go to a clinic by yourself when you feel ill: call, and somebody arranges the way."),
    ]


def how_to_live(one: Told) -> str:
    """A room of their own and a distance in it; of whoever only works where somebody is suspected, nothing is asked."""
    if not at_home(one.watch):
        return _("You may go on living as usual, with everybody in your home.")
    return _("If you can, live in a well-aired room of your own, and keep %(distance)s m from others in the home.") % {
        "distance": one.pack.number("contacts.min_distance_m").normalize()
    }


def expected(one: Told) -> list[str]:
    """What the person may count on: who reads what, the end, the objection."""
    return [
        _("What you measure and say is read by medics alone. Others see only that you were asked."),
        _("If you are not reached %(times)s times in a row, somebody comes to your door to see that you are well.")
        % {"times": one.rules.missed_in_row},
        _("The day after the last day it ends, if nothing is open with the medic, and you get a certificate."),
        _("You may object or ask for what is held about you: call the number above, or write to %(place)s.")
        % {"place": one.place.name},
        _("What was written down is erased after the response, when its days are over."),
    ]
