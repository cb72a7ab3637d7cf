"""Signing for what lies in a store: counted by a named person, differences booked, kit accounted for."""

from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, handles
from fangxian.door.submit import submit
from fangxian.door.words import refusals
from fangxian.standdown.models import FATES, StockSigning
from fangxian.standdown.queries.stock import ZERO, books, with_teams
from fangxian.supplies.acts import CountStock
from fangxian.supplies.models import Store

REFUSALS = refusals(
    never_moved=_("This item was never in this store."),
    fate_missing=_("Teams still have %(out)s. Write down the return first, or say what became of it."),
    sign_reason_missing=_("The count differs from the books by %(difference)s. Write down why before you sign."),
)


class SignStock(Decision):
    """Sign for one item of one store: what was counted, and what became of what teams did not bring back."""

    needs = Can.RUN_SUPPLY
    store: int
    item: int
    counted: Annotated[Decimal, Field(ge=0, le=Decimal(100_000_000), decimal_places=2)]
    fate: Annotated[str, Field(max_length=12)] = ""
    reason: PrivateText = ""

    def place(self) -> Area:
        """The store's community."""
        return Store.objects.select_related("area").get(pk=self.store).area


@handles(SignStock)
def sign_stock(act: SignStock, doing: Doing) -> Answer:
    """Bring the books to what was counted, through the supply room's own act, then write the signature."""
    pair = (act.store, act.item)
    book = books(doing.place).get(pair)
    if book is None:
        raise Refusal("never_moved")
    out = max(ZERO, with_teams(doing.place).get(pair, ZERO))
    if out and act.fate not in FATES:
        raise Refusal("fate_missing", out=f"{out.normalize():f}")
    if act.counted != book:
        booked(act, book, doing)
    row = StockSigning.objects.create(
        area=doing.place, store_id=act.store, item_id=act.item, book=book, counted=act.counted, out=out,
        fate=act.fate if out else "", reason=act.reason, by=doing.by, at=doing.at,
    )  # fmt: skip
    return {"signing": row.pk, "difference": str(act.counted - book)}


def booked(act: SignStock, book: Decimal, doing: Doing) -> None:
    """Book the difference with its reason."""
    if not act.reason:
        raise Refusal("sign_reason_missing", difference=f"{act.counted - book:+f}")
    entry = submit(
        CountStock(
            store=act.store, item=act.item, counted=act.counted, reason=act.reason[:200], happened_at=doing.at
        ),
        by=doing.by,
    )  # fmt: skip
    if not entry.written:
        raise Refusal(entry.code, **entry.answer)
