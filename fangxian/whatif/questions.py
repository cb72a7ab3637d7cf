"""The questions people ask before an order is signed, as plans to compare."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fangxian.whatif.plans import READY, Plan

LENGTHS = (7, 10, 14, 21, 28)
QUARANTINES = (7, 10, 14, 21)

QUESTIONS: dict[str, str | Promise] = {
    "which_plan": _("Which plan has no new case later on?"),
    "reopen": _("When may we reopen?"),
    "long_enough": _("How many days of quarantine are enough?"),
    "workplace": _("What if somebody at the largest workplace falls ill?"),
}


def plans_for(question: str, *, quarantine_days: int, workplaces: Sequence[int] = ()) -> list[Plan]:
    """The plans that answer a question, in the order in which they get harder."""
    return _ASKED[question](quarantine_days, tuple(workplaces))


def _which(days: int, _workplaces: tuple[int, ...]) -> list[Plan]:
    return [Plan(name, measures, quarantine_days=days) for name, (_title, measures) in READY.items()]


def _reopen(days: int, _workplaces: tuple[int, ...]) -> list[Plan]:
    """The closure ends after so many days; isolating and tracing go on."""
    kept = Plan("trace", READY["trace"][1], quarantine_days=days)
    return [kept, *(replace(kept, name=f"home_{length}", phases=((READY["home"][1], length),)) for length in LENGTHS)]


def _long_enough(_days: int, _workplaces: tuple[int, ...]) -> list[Plan]:
    return [Plan(f"trace_{days}", READY["trace"][1], quarantine_days=days) for days in QUARANTINES]


def _workplace(days: int, workplaces: tuple[int, ...]) -> list[Plan]:
    base = Plan("isolate", READY["isolate"][1], quarantine_days=days, workplaces=workplaces)
    more = {
        "trace": READY["trace"][1],
        "watch": READY["trace"][1] | {"watch"},
        "close_work": READY["trace"][1] | {"close_work"},
        "all": READY["all"][1],
    }
    return [base, *(replace(base, name=name, measures=measures) for name, measures in more.items())]


_ASKED: dict[str, Callable[[int, tuple[int, ...]], list[Plan]]] = {
    "which_plan": _which, "reopen": _reopen, "long_enough": _long_enough, "workplace": _workplace,
}  # fmt: skip
