"""Figures of the register: who lives here."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from fangxian.door.models import Entry
from fangxian.register.models import Import, Resident
from fangxian.reports.figures.registry import Day, figure

# Acts that each bring one person into the register.
ADDING = ("register.add_resident", "register.place_row")


@figure("register.people", label=_("People registered"), source="register.residents", page="register:residents")
def people(day: Day) -> int:
    """Who lived here at the cut: today's rows, less those the ledger brought in after it."""
    inside = Q(area_id__gte=day.area.span.first, area_id__lt=day.area.span.end)
    imported = Import.objects.filter(inside, imported_at__gt=day.at, undone_at=None).values_list("figures", flat=True)
    added = Entry.objects.filter(inside, kind__in=ADDING, fate=Entry.WRITTEN, happened_at__gt=day.at).count()
    return living(day).count() - added - sum(int(each.get("created", 0)) for each in imported)


@figure("register.households", label=_("Lived-in households now"), source="register.households")
def households(day: Day) -> int:
    """The households somebody of the register lives in."""
    return living(day).order_by().values("household").distinct().count()


def living(day: Day) -> QuerySet[Resident]:
    """The residents who had not left by the cut."""
    inside = Resident.objects.filter(area_id__gte=day.area.span.first, area_id__lt=day.area.span.end)
    return inside.filter(Q(left_at=None) | Q(left_at__gt=day.at))
