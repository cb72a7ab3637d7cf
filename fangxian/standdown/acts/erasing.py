"""Erasing what a place knew of people: one person asks and sees the counts, another confirms, and it is carried out."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Refusal, handles
from fangxian.door.words import refusals
from fangxian.standdown.acts.ending import one_place
from fangxian.standdown.acts.holds import Registers, known
from fangxian.standdown.acts.wiping import wipe
from fangxian.standdown.models import Erased, Erasure, Frozen
from fangxian.standdown.queries.figures import latest_frozen, reproduces
from fangxian.standdown.queries.holding import counts_of, held_registers, pointing, waiting_erasure
from fangxian.standdown.queries.left import still_left
from fangxian.standdown.queries.stepping import ending_of
from fangxian.standdown.rules.registers import prerequisites
from fangxian.standdown.words import listed

REFUSALS = refusals(
    erase_before_end=_("The response has not ended: step the situation down first."),
    erase_with_left=_("%(count)s steps of the ending are still open. The page of the ending names them."),
    erase_unfrozen=_("Freeze the figures first: they are what remains."),
    erase_changed=_("The figures have changed since they were frozen. Freeze them again, then erase."),
    erase_held=_("A hold of law covers some of these registers: %(registers)s."),
    erase_with_others=_("Rows of other registers point to these. Erase them together: %(registers)s."),
    place_name_wrong=_("Type the name of the place exactly as it is written above: %(place)s."),
    erase_again=_("This erasure was confirmed already, or a later one was asked for."),
    erase_by_yourself=_("Another person than the one who asked has to confirm the erasure."),
)

PlaceName = Annotated[str, Field(max_length=100)]


class AskErasure(Decision):
    """Ask for the erasure of some registers of a place whose response has ended. Nothing is erased yet."""

    needs = Can.DECIDE
    area: int
    registers: Registers
    place_name: PlaceName

    def place(self) -> Area:
        """The village or community."""
        return Area.objects.get(pk=self.area)


@handles(AskErasure)
def ask_erasure(act: AskErasure, doing: Doing) -> Answer:
    """Keep what would go, by table, beside the record it rests on."""
    one_place(doing.place)
    registers = known(act.registers)
    frozen = checked(doing.place, registers, act.place_name, at=doing.at)
    counts = counts_of(doing.place, registers)
    erasure = Erasure.objects.create(
        area=doing.place, frozen=frozen, registers=registers, counts=counts, by=doing.by, at=doing.at
    )
    return {"erasure": erasure.pk, "rows": sum(counts.values())}


def checked(area: Area, registers: Iterable[str], typed: str, *, at: datetime) -> Frozen:
    """The record an erasure rests on, or the refusal for the first thing that speaks against it."""
    asked = set(registers)
    if typed != area.name:
        raise Refusal("place_name_wrong", place=area.name)
    if held := asked & held_registers(area):
        raise Refusal("erase_held", registers=listed(held))
    others = needed(asked) - asked
    if missing := others - empty_in(area, others):
        raise Refusal("erase_with_others", registers=listed(missing))
    if ending_of(area, at=at) is None:
        raise Refusal("erase_before_end")
    if left := still_left(area, at=at):
        raise Refusal("erase_with_left", count=len(left))
    frozen = latest_frozen(area)
    if frozen is None:
        raise Refusal("erase_unfrozen")
    if not reproduces(frozen):
        raise Refusal("erase_changed")
    return frozen


def needed(registers: Iterable[str]) -> set[str]:
    """The registers whose rows point to rows of these."""
    keys = list(pointing())
    return {other for name in registers for other in prerequisites(name, keys)}


def empty_in(area: Area, registers: Iterable[str]) -> set[str]:
    """Those of some registers that have nothing left to erase here."""
    return {name for name in registers if not counts_of(area, [name])}


class ConfirmErasure(Decision):
    """Confirm an erasure somebody else asked for: it is carried out at once, and nothing brings the rows back."""

    needs = Can.DECIDE
    erasure: int
    place_name: PlaceName

    def place(self) -> Area:
        """The village or community."""
        return Erasure.objects.select_related("area").get(pk=self.erasure).area


@handles(ConfirmErasure)
def confirm_erasure(act: ConfirmErasure, doing: Doing) -> Answer:
    """Erase, then compute the record anew from what remains: a record that differed would undo everything."""
    erasure = Erasure.objects.select_related("area", "frozen__area").get(pk=act.erasure)
    waiting = waiting_erasure(doing.place)
    if waiting is None or waiting.pk != erasure.pk:
        raise Refusal("erase_again")
    if erasure.by_id == doing.by.pk:
        raise Refusal("erase_by_yourself")
    frozen = checked(doing.place, erasure.registers, act.place_name, at=doing.at)
    if frozen.pk != erasure.frozen_id:
        raise Refusal("erase_changed")
    done = Erased.objects.create(area=doing.place, erasure=erasure, checksum=frozen.checksum, by=doing.by, at=doing.at)
    wipe(erasure, doing, least=frozen.figures["least"])
    if not reproduces(frozen):
        raise RuntimeError("After the erasure the frozen figures cannot be computed any more.")
    return {"erased": done.pk, "rows": sum(erasure.lines.values_list("rows", flat=True)), "checksum": frozen.checksum}
