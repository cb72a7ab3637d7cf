"""A small invented cluster: who was in contact with the two cases, and a signal from a workplace that is still open."""

from datetime import timedelta

from django.db.models import F, Q

from fangxian.cases.acts import DecideContacts, NameSource, RaiseSignal, RecordStay, RecordStep, TraceContacts
from fangxian.cases.models import Case, Contact
from fangxian.demo.stage import Stage
from fangxian.register.queries import employers_in


def trace_cluster(stage: Stage) -> None:
    """Both are interviewed and isolated, their contacts proposed, and those of the household decided about."""
    with stage.eyes_of("yisheng"):
        first, second = Case.objects.order_by("number")[:2]
    for case, day in ((first, 0), (second, 1)):
        for step, hour in (("interviewed", 11), ("isolated", 14)):
            stage.do(RecordStep(case=case.pk, step=step, happened_at=stage.at(day, hour)), by="yisheng")
    source = NameSource(case=second.pk, infected_by=first.pk, setting="household", happened_at=stage.at(1, 12))
    stage.do(source, by="yisheng")
    stay = RecordStay(
        case=first.pk, setting="village_group", where="村文化广场集会", since=stage.at(0, 6) - timedelta(days=1),
        until=stage.at(0, 8) - timedelta(days=1), happened_at=stage.at(0, 12),
    )  # fmt: skip
    stage.do(stay, by="yisheng")
    for case in (first, second):
        trace(stage, case)


def trace(stage: Stage, case: Case) -> None:
    """Propose the contacts of a case, and decide about its household."""
    stage.do(TraceContacts(case=case.pk, happened_at=stage.at(1, 15)), by="yisheng")
    with stage.eyes_of("yisheng"):
        near = Contact.objects.filter(case=case, contactgrounds__ground="household").values_list("pk", flat=True)
        keys = tuple(near)
    if keys:
        decided = DecideContacts(case=case.pk, contacts=keys, finding="close", happened_at=stage.at(1, 16))
        stage.do(decided, by="yisheng")


def hear_of_workplace(stage: Stage) -> None:
    """A suspected case where a few of the village work: a signal that nobody has closed yet."""
    with stage.eyes_of("yisheng"):
        some = employers_in(stage.places["village"]).filter(Q(**{"people__gt": 1}))
        few = some.order_by(F("people"), "pk")[0]
    signal = RaiseSignal(
        area=stage.places["village"].pk, employer=few.pk, exposed_on=stage.at(1, 0).date(),
        heard="厂里安全科来电", happened_at=stage.at(2, 9),
    )  # fmt: skip
    stage.do(signal, by="yisheng")
