"""Figures of needs, deliveries and stock."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from fangxian.reports.figures.registry import Day, NotCollected, figure
from fangxian.supplies.queries import counts


@figure("supplies.households_stated", label=_("Households that stated needs"), unit=_("households"),
        source="supplies.queries.counts.households_stated", page="supplies:needs")  # fmt: skip
def households_stated(day: Day) -> int:
    """Households whose needs were written down on the day."""
    return counts.households_stated(day.area.span, since=day.since, until=day.at)


@figure("supplies.bags_promised", label=_("Bags promised"), source="supplies.queries.counts.bags_promised",
        page="supplies:needs")  # fmt: skip
def bags_promised(day: Day) -> int:
    """Bags whose slot ended on the day, as far as it had at the cut."""
    return counts.bags_promised(day.area.span, since=day.since, until=day.at)


@figure("supplies.bags_handed_over", label=_("Bags handed over"), source="supplies.queries.counts.bags_handed_over",
        page="supplies:needs")  # fmt: skip
def bags_handed_over(day: Day) -> int:
    """Bags that came to their household on the day."""
    return counts.bags_handed_over(day.area.span, since=day.since, until=day.at)


@figure("supplies.on_time", label=_("Bags on time"), unit="%", source="supplies.queries.counts.on_time_percent",
        page="supplies:needs")  # fmt: skip
def on_time(day: Day) -> Decimal:
    """The share of promised bags that came by the end of their slot; one that never came is late."""
    share = counts.on_time_percent(day.area.span, since=day.since, until=day.at)
    if share is None:
        raise NotCollected(_("No bag was promised for this day."))
    return share


@figure("supplies.unmet", label=_("Needs not met"), source="supplies.queries.counts.unmet", page="supplies:needs")
def unmet(day: Day) -> int:
    """Bags or lines of bags that did not reach their household, with a reason."""
    return counts.unmet(day.area.span, since=day.since, until=day.at)


@figure("supplies.unmet_late", label=_("Of all needs, unmet past their time"), page="supplies:needs",
        source="supplies.queries.counts.unmet_late")  # fmt: skip
def unmet_late(day: Day) -> int:
    """Bags, lines and medicines that had waited longer than the pack's hours at the cut, of whatever day."""
    return counts.unmet_late(day.area, at=day.at)


@figure("supplies.medicines_waiting", label=_("Medicines still to be fetched"), page="supplies:medicines",
        source="supplies.queries.counts.medicines_waiting")  # fmt: skip
def medicines_waiting(day: Day) -> int:
    """Medicines asked for and not handed over at the cut. Never which, never for whom."""
    return counts.medicines_waiting(day.area.span, at=day.at)


@figure("supplies.free_units", label=_("Issued free of charge"), unit=_("units"), page="supplies:stock",
        source="supplies.queries.counts.issued_free")  # fmt: skip
def free_units(day: Day) -> Decimal:
    """Units of goods given out at no price on the day."""
    return counts.issued_free(day.area.span, since=day.since, until=day.at)


@figure("supplies.days_of_cover", label=_("Shortest cover of a planned item"), unit=_("days"), page="supplies:stock",
        source="supplies.queries.stock.shelves")  # fmt: skip
def days_of_cover(day: Day) -> Decimal:
    """How long the planned item that runs out first lasts."""
    found = counts.shortest_cover(day.area, at=day.at)
    if found is None:
        raise NotCollected(_("No issue plan says how much is used in a day."))
    return found
