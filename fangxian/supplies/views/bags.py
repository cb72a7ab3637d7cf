"""A closed round: the one order, the bags and their labels, who brings which, and how the evening stands."""

from io import BytesIO

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from xlsxwriter import Workbook

from fangxian.areas import scope
from fangxian.areas.models import Area, Person
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.door.forms import ActForm
from fangxian.door.models import Entry
from fangxian.supplies.acts import AssignDeliverers, ClosePurchase, RecordHandover, RecordUnmet
from fangxian.supplies.forms import DeliverersForm, ToursForm, UnmetForm
from fangxian.supplies.models import UNMET_REASONS, Bag, PurchaseLine
from fangxian.supplies.queries import rounds as queries
from fangxian.supplies.queries.tours import drawn, open_bags, proposal
from fangxian.supplies.rules import cost
from fangxian.supplies.views.needs import round_or_404

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@area_page(Can.SEE_SUPPLY)
def purchase(request: Request, area: Area, pk: int) -> HttpResponse:
    """The one order, the deliverers, and how the evening stands."""
    form = DeliverersForm(able=queries.people_who_deliver(area, timezone.now()))
    return purchase_with(request, area, pk, form, status=200)


def purchase_with(request: Request, area: Area, pk: int, form: DeliverersForm, *, status: int) -> HttpResponse:
    """The order with this form."""
    round = round_or_404(area, pk)
    lines, bags = queries.purchase_lines(round), list(queries.bags_of(round))
    page = {"area": area, "round": round, "lines": lines, "total": total(lines), "bags": bags, "form": form}
    page |= {"evening": queries.evening_of(round, at=timezone.now()), "closing": ActForm()}
    page |= {"reasons": UNMET_REASONS, "tours": tours(bags)}
    page["way"] = drawn(in_order(bags))
    page["may_run"] = scope.current().may(Can.RUN_SUPPLY, area.pk)
    return render(request, "supplies/purchase.html", page, status=status)


def total(lines: list[PurchaseLine]) -> object:
    """What the order costs, if every price is known."""
    return cost((line.quantity, line.price) for line in lines)


def tours(bags: list[Bag]) -> dict[Person, list[Bag]]:
    """The bags by their deliverer."""
    found: dict[Person, list[Bag]] = {}
    for bag in bags:
        if hasattr(bag, "assignment"):
            found.setdefault(bag.assignment.deliverer, []).append(bag)
    return found


def in_order(bags: list[Bag]) -> dict[Person, list[Bag]]:
    """The bags by their deliverer, in the order they are brought."""
    assigned = sorted((bag for bag in bags if hasattr(bag, "assignment")), key=lambda bag: bag.assignment.stop)
    return tours(assigned)


@require_POST
@area_page(Can.RUN_SUPPLY)
def close(request: Request, area: Area, pk: int) -> HttpResponse:
    """Close the round: one order, and a bag for each household."""
    form = ActForm(request.POST)
    if form.is_valid():
        entry = form.send(ClosePurchase, by=request.user, round=pk)
        if not entry.written:
            messages.error(request, str(entry.sentence))
            return redirect("supplies:grid", area, pk)
    return redirect("supplies:purchase", area, pk)


@require_POST
@area_page(Can.RUN_SUPPLY)
def assign(request: Request, area: Area, pk: int) -> HttpResponse:
    """Propose who brings which bag, among the people ticked. Nothing is written before somebody confirms it."""
    round = round_or_404(area, pk)
    form = DeliverersForm(request.POST, able=queries.people_who_deliver(area, timezone.now()))
    if not form.is_valid():
        return purchase_with(request, area, pk, form, status=422)
    made = proposal(round, form.chosen(), at=timezone.now())
    late = late_words([bag for bag, _ in made.late]) if made.late else ""
    page = {"area": area, "round": round, "proposed": made, "late": late, "form": ActForm(), "way": drawn(made.tours)}
    return render(request, "supplies/proposal.html", page)


def late_words(bags: list[Bag]) -> str:
    """That no time was found for these bags: one sentence for all of them, with every household."""
    words = ngettext(
        "No time was found within the promised slot for %(bags)s bag: %(homes)s. Let one more person help.",
        "No time was found within the promised slot for %(bags)s bags: %(homes)s. Let one more person help.",
        len(bags),
    )
    return words % {"bags": len(bags), "homes": ", ".join(str(bag.household) for bag in bags)}


@require_POST
@area_page(Can.RUN_SUPPLY)
def confirm(request: Request, area: Area, pk: int) -> HttpResponse:
    """Write down who brings which bag, in the name of whoever confirms it."""
    round = round_or_404(area, pk)
    bags, able = open_bags(round), queries.people_who_deliver(area, timezone.now())
    form = ToursForm(request.POST, bags=bags, able=able)
    if not form.is_valid():
        messages.error(request, _("The bags have changed meanwhile. Share them out again."))
    else:
        told(request, form.send(AssignDeliverers, by=request.user, round=pk))
    return redirect("supplies:purchase", area, pk)


@area_page(Can.SEE_SUPPLY)
def sheet(request: Request, area: Area, pk: int) -> HttpResponse:
    """A sheet to print for every deliverer, in walking order."""
    round = round_or_404(area, pk)
    page = {"area": area, "round": round, "tours": queries.tours_of(round)}
    return render(request, "supplies/sheet.html", page)


@area_page(Can.SEE_SUPPLY)
def labels(request: Request, area: Area, pk: int) -> HttpResponse:
    """A sheet of labels, one for each bag."""
    round = round_or_404(area, pk)
    return render(request, "supplies/labels.html", {"area": area, "round": round, "bags": queries.bags_of(round)})


@area_page(Can.SEE_SUPPLY)
def order_file(request: Request, area: Area, pk: int) -> HttpResponse:
    """The one order as a spreadsheet for the supplier: goods and sums, no household."""
    round, target = round_or_404(area, pk), BytesIO()
    lines = queries.purchase_lines(round)
    with Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, head = book.add_worksheet(), book.add_format({"bold": True, "bottom": 1})
        sheet.set_column(0, 0, 24)
        sheet.write_row(0, 0, (_("Item"), _("Quantity"), _("Unit"), _("Price of a unit")), head)
        for number, line in enumerate(lines, start=1):
            sheet.write_row(number, 0, (line.item.name, line.quantity, line.item.unit, line.price))
    name = f'attachment; filename="order-{area.code}-{round.pk}.xlsx"'
    return HttpResponse(target.getvalue(), content_type=XLSX, headers={"Content-Disposition": name})


@area_page(Can.DELIVER)
def tour(request: Request, area: Area, pk: int) -> HttpResponse:
    """One person's stops in order, with two taps to say what became of each."""
    round = round_or_404(area, pk)
    stops = [(stop, ActForm(), UnmetForm()) for stop in queries.tour_of(request.user, round)]
    errands = queries.errands_of(request.user, area)
    page = {"area": area, "round": round, "stops": stops, "errands": errands}
    page["way"] = drawn({request.user: [stop.bag for stop, _, _ in stops]})
    return render(request, "supplies/tour.html", page)


@require_POST
@area_page(Can.DELIVER)
def handed_over(request: Request, area: Area, pk: int, bag: int) -> HttpResponse:
    """The bag is at its door."""
    form = ActForm(request.POST)
    mode = "in_person" if request.POST.get("mode") == "in_person" else "contactless"
    if form.is_valid():
        told(request, form.send(RecordHandover, by=request.user, bag=reachable(bag).pk, mode=mode))
    return redirect("supplies:tour", area, pk)


@require_POST
@area_page(Can.DELIVER)
def not_met(request: Request, area: Area, pk: int, bag: int) -> HttpResponse:
    """The bag did not get there, and why."""
    form = UnmetForm(request.POST)
    if form.is_valid():
        told(request, form.send(RecordUnmet, by=request.user, bag=reachable(bag).pk))
    return redirect("supplies:tour", area, pk)


def reachable(bag: int) -> Bag:
    """A bag the visitor may see."""
    return get_object_or_404(Bag.objects.all(), pk=bag)


def told(request: Request, entry: Entry) -> None:
    """Say that it is written down, or why not."""
    if entry.written:
        messages.success(request, _("Written down."))
    else:
        messages.error(request, str(entry.sentence))
