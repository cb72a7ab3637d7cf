"""Questions of the room of line lists: files and their rows, who a row means, which case a mark names, what leaves."""

from fangxian.linelists.queries.files import (
    file_with,
    layouts_of,
    line_of,
    listing_of,
    lists_in,
    row_waiting,
    rows_of,
    waiting_rows,
)
from fangxian.linelists.queries.marks import blinded, case_marked, contact_rows_marked, contacts_marked
from fangxian.linelists.queries.out import histories_in, lists_of
from fangxian.linelists.queries.people import register_for

__all__ = [
    "blinded",
    "case_marked",
    "contact_rows_marked",
    "contacts_marked",
    "file_with",
    "histories_in",
    "layouts_of",
    "line_of",
    "listing_of",
    "lists_in",
    "lists_of",
    "register_for",
    "row_waiting",
    "rows_of",
    "waiting_rows",
]
