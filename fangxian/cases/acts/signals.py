"""A signal from a workplace: raised in one line, excluded with everything it opened, or confirmed as a case."""

from collections import Counter
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fangxian.areas.models import Area
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.cases.acts.about import checked_day, local_day, standing_case
from fangxian.cases.acts.contacts import added, grounded
from fangxian.cases.acts.holding import hold_all, note, settle
from fangxian.cases.models import Case, Classification, Signal, SignalEnd, SignalWatch
from fangxian.cases.queries import Exposed, tracing_rules
from fangxian.cases.queries.signals import workers_of
from fangxian.cases.rules.contacts import Ground, ends_on
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, handles
from fangxian.door.words import refusals
from fangxian.monitoring.queries import grid_worker_of
from fangxian.register.models import Employer, Resident
from fangxian.register.queries import same_workplace, span_of_community, within

REFUSALS = refusals(
    signal_running=gettext_lazy("A signal from this workplace is already open. Close it before raising another."),
    nobody_works_there=gettext_lazy("Nobody living here is known to work there. Look at the names of workplaces."),
    signal_ended=gettext_lazy("This signal is already closed."),
    signal_case_unsure=gettext_lazy(
        "Case %(number)s is not confirmed. Classify it first; until then the signal stays open."
    ),
    signal_long_ago=gettext_lazy("Counted from that day, the observation would already be over. Check the day."),
)


class RaiseSignal(Decision):
    """A suspected case at a workplace: everybody of ours who works there is put under observation, nobody confined.

    It names no patient: only the workplace, and the last day on which people there could have met.
    """

    needs = Can.KEEP_HEALTH
    sight = Can.SEE_HEALTH
    area: int
    employer: int
    exposed_on: date | None = None
    heard: PrivateText = ""

    def place(self) -> Area:
        """The community whose residents work there."""
        return Area.objects.get(pk=self.area)


@handles(RaiseSignal)
def raise_signal(act: RaiseSignal, doing: Doing) -> Answer:
    """Write the signal and an observation for each, and a calm line for every grid."""
    community = signalled(act, doing)
    day = checked_day(act.exposed_on, doing)
    until = ends_on(day, days=tracing_rules(community, on=local_day(doing.at)).days)
    if until < local_day(doing.at):
        raise Refusal("signal_long_ago")
    workers = list(workers_of(community, act.employer, at=doing.at))
    if not workers:
        raise Refusal("nobody_works_there")
    signal = Signal.objects.create(
        area=community, employer_id=act.employer, exposed_on=day, heard=act.heard, by=doing.by, at=doing.at
    )
    held = hold_all(workers, category="workplace", day_zero=day, until=until, doing=doing)
    SignalWatch.objects.bulk_create(
        SignalWatch(
            area=community, signal=signal, resident=one, until=until, watch=held[one.pk][0], opened=held[one.pk][1]
        )
        for one in workers
    )  # fmt: skip
    told = tell_grids(signal, workers, until, doing)
    return {"signal": signal.pk, "people": len(workers), "grids": told}


def signalled(act: RaiseSignal, doing: Doing) -> Area:
    """The community of a signal that may be raised. Raises Refusal."""
    if doing.place.level < Level.COMMUNITY:
        raise Refusal("case_place_too_large")
    community = community_of(doing.place)
    if not within(Employer.objects.filter(pk=act.employer), span_of_community(community)).exists():
        raise Refusal("unknown_workplace")
    open_ones = within(Signal.objects.filter(end=None), span_of_community(community))
    if open_ones.filter(employer__in=same_workplace(community, act.employer)).exists():
        raise Refusal("signal_running")
    return community


def tell_grids(signal: Signal, workers: list[Resident], until: date, doing: Doing) -> int:
    """A line in the notebook of every grid, for its worker: whom to see, and how to say it."""
    for area, count in Counter(one.area for one in workers).items():
        worker = grid_worker_of(area, at=doing.at)
        text = ngettext(
            "%(name)s: see %(count)s resident who works at %(employer)s today. %(message)s",
            "%(name)s: see %(count)s residents who work at %(employer)s today. %(message)s", count,
        )  # fmt: skip
        message = calm_message(signal.employer.name, until)
        said = {"name": worker.name if worker else "", "count": count, "employer": signal.employer.name}
        note(area, (text % {**said, "message": message})[:500], doing)
    return len({one.area_id for one in workers})


def calm_message(employer: str, until: date) -> str:
    """What is said to whoever works there: what is known, what is not, what to do, and that it is no reproach."""
    return _(
        "Somebody at %(employer)s is being examined; it is not known yet whether they are ill. Please take your"
        " temperature morning and evening until %(until)s and tell us if you feel unwell. You may go on living as"
        " usual. If it proves to be nothing, we tell you the same day."
    ) % {"employer": employer, "until": until.isoformat()}


class AboutSignal(Decision):
    """A decision about one signal."""

    needs = Can.KEEP_HEALTH
    sight = Can.SEE_HEALTH
    signal: int

    def place(self) -> Area:
        """The community it was raised in."""
        return Signal.objects.select_related("area").get(pk=self.signal).area


class ExcludeSignal(AboutSignal):
    """It was no case: every observation the signal opened ends, and a message says so."""


@handles(ExcludeSignal)
def exclude_signal(act: ExcludeSignal, doing: Doing) -> Answer:
    """Close it, and bring each observation to the reasons that are left."""
    signal = open_signal(act.signal)
    SignalEnd.objects.create(area=doing.place, signal=signal, outcome="excluded", by=doing.by, at=doing.at)
    rows = SignalWatch.objects.filter(signal=signal).select_related("watch")
    return {"ended": settle([row.watch for row in rows], doing)}


class ConfirmSignal(AboutSignal):
    """It is a case, recorded before: whoever works there becomes a candidate for its contacts, to be decided on."""

    case: int


@handles(ConfirmSignal)
def confirm_signal(act: ConfirmSignal, doing: Doing) -> Answer:
    """Close it and propose the shift-mates; their observations go on, for their reason still holds."""
    signal = open_signal(act.signal)
    case = confirmed_case(act.case, doing.place)
    SignalEnd.objects.create(area=doing.place, signal=signal, outcome="confirmed", case=case, by=doing.by, at=doing.at)
    mates = workers_of(doing.place, signal.employer_id, at=doing.at).exclude(pk=case.resident_id or 0)
    found = [Exposed(one.pk, (Ground("workplace", signal.exposed_on),)) for one in mates]
    new = added(case, [one.resident for one in found], doing)
    grounded(case, found, doing)
    return {"proposed": len(new)}


def confirmed_case(key: int, community: Area) -> Case:
    """A case of the community that is one. Raises Refusal: while it is only suspected, so is the signal."""
    case = standing_case(within(Case.objects.filter(pk=key), span_of_community(community)).get().pk)
    last = Classification.objects.filter(case=case).order_by("at", "pk").last()
    if last is None or last.classification == "suspected":
        raise Refusal("signal_case_unsure", number=case.number)
    return case


def open_signal(key: int) -> Signal:
    """A signal nobody has closed. Raises Refusal."""
    signal = Signal.objects.select_related("employer").get(pk=key)
    if SignalEnd.objects.filter(signal=signal).exists():
        raise Refusal("signal_ended")
    return signal
