"""The digest as files people pass on: JSON, Markdown, a spreadsheet and a sheet of paper, all from one document."""

from fangxian.reports.outputs.document import Document, document
from fangxian.reports.outputs.paper import as_pdf
from fangxian.reports.outputs.spreadsheet import as_xlsx
from fangxian.reports.outputs.text import as_json, as_markdown

FORMATS = {
    "md": (as_markdown, "text/markdown; charset=utf-8"),
    "json": (as_json, "application/json"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (as_pdf, "application/pdf"),
}

__all__ = ["FORMATS", "Document", "as_json", "as_markdown", "as_pdf", "as_xlsx", "document"]
