"""A comparison in plain words: what the plans buy, what they cost, and what the model does not know."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fangxian.whatif.comparing import Asked
from fangxian.whatif.plans import READY

TORNADO_WORDS: dict[str, str | Promise] = {
    "r0": gettext_lazy("basic reproduction number"),
    "household_attack": gettext_lazy("household attack rate"),
    "silent": gettext_lazy("share without symptoms"),
    "presymptomatic_days": gettext_lazy("infectious days before onset"),
    "found_after": gettext_lazy("days from onset until found"),
}
_OWN: dict[str, str | Promise] = {
    "watch": gettext_lazy("isolate, trace, watch at the workplace"),
    "close_work": gettext_lazy("isolate, trace, close the workplace"),
}


def title_of(name: str) -> str:
    """What a plan is called; one of a person's own keeps its name."""
    if name in READY:
        return str(READY[name][0])
    if name in _OWN:
        return str(_OWN[name])
    kind, _bar, days = name.rpartition("_")
    if kind == "home" and days.isdigit():
        return _("close and stay at home for %(days)s days, then isolate and trace") % {"days": days}
    if kind == "trace" and days.isdigit():
        return _("isolate and trace, quarantine of %(days)s days") % {"days": days}
    return name


def paragraph(found: dict[str, Any], asked: Asked) -> str:
    """The outcome in a few sentences for whoever decides."""
    rows = {row["name"]: row for row in found["plans"]}
    best = rows[found["best"]]
    said = [_sure(best, asked)] if best["sure"] else [_unsure(best, asked)]
    heavy = [title_of(name) for name, row in rows.items() if row["too_much"]]
    if heavy:
        said.append(_("More than the team can carry: %(plans)s.") % {"plans": "; ".join(heavy)})
    said.append(
        _(
            "The model does not know who really meets whom, how people will take the measure, or what the laboratory "
            "will find; it shows what may happen, and a person decides."
        )
    )
    return " ".join(said)


def _sure(best: dict[str, Any], asked: Asked) -> str:
    return _(
        "In %(share)s of 100 runs with “%(plan)s” nobody falls ill after day %(day)s; of the plans that are sure "
        "enough it restricts people least."
    ) % _words(best, asked)


def _unsure(best: dict[str, Any], asked: Asked) -> str:
    return _(
        "No plan is sure enough: with the best of them, “%(plan)s”, nobody falls ill after day %(day)s in %(share)s of "
        "100 runs."
    ) % _words(best, asked)


def _words(best: dict[str, Any], asked: Asked) -> dict[str, Any]:
    return {"share": round(best["p_controlled"] * 100), "plan": title_of(best["name"]), "day": asked.after}
