"""The digest as a spreadsheet: numbers stay numbers, and each row says where it comes from."""

from io import BytesIO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from fangxian.reports.outputs.document import Document
from fangxian.reports.outputs.text import cut, title

WIDTHS = (30, 12, 10, 14, 36, 40)
CELLS = ("label", "value", "unit", "change", "why", "source")


def as_xlsx(made: Document) -> bytes:
    """One sheet with all parts, ready to be printed on one page across."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        filled(book, made)
    return target.getvalue()


def filled(book: Workbook, made: Document) -> None:
    """Write title, moment and rows."""
    sheet = book.add_worksheet(made["on"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    strong, head = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "bottom": 1})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, title(made), strong)
    sheet.write_string(1, 0, cut(made))
    row = 3
    for part in made["parts"]:
        columns = (
            part["title"],
            _("On the day"),
            _("Unit"),
            _("Against the day before"),
            _("Why not"),
            _("Where it comes from"),
        )
        sheet.write_row(row, 0, columns, head)
        for below, figure in enumerate(part["figures"], start=1):
            sheet.write_row(row + below, 0, [figure[key] for key in CELLS])
        row += len(part["figures"]) + 2
