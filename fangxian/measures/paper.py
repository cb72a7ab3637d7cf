"""The notices of a measure on paper, set by typst: one sheet for every household, in one run of the printer."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fangxian.areas.paper import typeset
from fangxian.measures.models import Order
from fangxian.register.links import picture_of
from fangxian.register.models import Household

SHEET = Path(__file__).with_name("notices.typ")


def notices(
    order: Order, households: Iterable[Household], links: Mapping[int, str], *, gate: str, answer_hours: int
) -> bytes:
    """The PDF, with the address of each household's own page as far as it is given."""
    to = _("To the household %(home)s:")
    return typeset(SHEET, {
        "homes": [sheet_of(home, to, links.get(home.pk)) for home in households], "title": _("Notice to stay at home"),
        "text": said(order, gate), "facts": facts(order),
        "help": _("Food and medicine") + f" · {order.supply_owner.name} · {order.contact_phone}",
        "rights_title": _("Your rights"), "rights": rights(order, answer_hours), "stamp": _("Stamp and date"),
        "page_title": _("Your household's own page"),
        "page": _("Scan to report temperatures, say what you need, and ask a question. Only for your household."),
    }, tags=False)  # fmt: skip


def sheet_of(home: Household, to: str, link: str | None) -> dict[str, str]:
    """What is different on each sheet: to whom, and the address of their page with its code."""
    return {"to": to % {"home": home}, **({"link": link, "code": picture_of(link)} if link else {})}


def said(order: Order, gate: str) -> str:
    """What is decided, in one or two sentences."""
    since = date_format(timezone.localtime(order.since), "Y-m-d H:i")
    text = _("By decision of %(body)s, every household concerned stays at home from %(since)s.")
    through = _("People and goods pass only through %(gate)s.")
    sentences = [text % {"body": order.body, "since": since}, *([through % {"gate": gate}] if gate else [])]
    return joined(sentences)


def joined(sentences: Sequence[str]) -> str:
    """Sentences one after another: Chinese ones stand without a space between them."""
    return ("" if (get_language() or "zh").startswith("zh") else " ").join(sentences)


def facts(order: Order) -> list[tuple[str, str]]:
    """On what it rests, who approved it, and when it is looked at again."""
    found = [
        (_("Basis"), order.basis), (_("Document number"), order.document_no), (_("Approved by"), order.approved_by),
        (_("Announced"), date_format(timezone.localtime(order.announced_at), "Y-m-d H:i")),
        (_("Looked at again on"), date_format(order.review_on, "Y-m-d")),
    ]  # fmt: skip
    return [(word, value) for word, value in found if value]


def rights(order: Order, answer_hours: int) -> list[str]:
    """What a household may ask for and expect (domain-rules A-07, A-13, A-14)."""
    object_ = _("You may object or complain: call %(phone)s, or ask %(body)s.")
    answered = _("A named person answers within %(answer_hours)s hours.")
    values = {"phone": order.contact_phone, "body": order.body, "answer_hours": answer_hours}
    return [
        _("Your daily needs are provided for while you stay at home."),
        _("For medical care, a birth, a funeral or an emergency you may leave: call the number above."),
        joined([object_ % values, answered % values]),
    ]  # fmt: skip
