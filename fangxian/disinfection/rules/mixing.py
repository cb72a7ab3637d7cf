"""The mixing calculator (domain-rules E-25): V_stock = C_target × V_total ÷ C_stock, in exact decimals."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

TENTH_ML = Decimal("0.1")
ML_PER_L = 1000


class Cannot(StrEnum):
    """Why a mixture cannot be made."""

    NOTHING = "nothing"  # an amount or a strength of nothing or less
    TOO_WEAK = "too_weak"  # the product is weaker than what is wanted
    TOO_LITTLE = "too_little"  # less than a tenth of a millilitre of product: nobody can measure it


class CannotMix(ValueError):
    """A mixture that cannot be made; `why` says which way."""

    def __init__(self, why: Cannot) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Mix:
    """How much product and how much water, in millilitres; together they are exactly what was asked for."""

    stock_ml: Decimal
    water_ml: Decimal
    parts: Decimal

    @property
    def water_l(self) -> Decimal:
        """The water in litres."""
        return self.water_ml / ML_PER_L


def mixed(*, target_mg_l: Decimal, total_l: Decimal, stock_mg_l: Decimal) -> Mix:
    """Ten litres at 500 mg/L from 50,000 mg/L: 100 mL of product and 9.9 L of water. Raises CannotMix.

    The product is rounded to a tenth of a millilitre; `parts` is the 100 of one part in a hundred.
    """
    if min(target_mg_l, total_l, stock_mg_l) <= 0:
        raise CannotMix(Cannot.NOTHING)
    if stock_mg_l < target_mg_l:
        raise CannotMix(Cannot.TOO_WEAK)
    total_ml = total_l * ML_PER_L
    stock_ml = (target_mg_l * total_ml / stock_mg_l).quantize(TENTH_ML, rounding=ROUND_HALF_UP)
    if stock_ml == 0:
        raise CannotMix(Cannot.TOO_LITTLE)
    return Mix(stock_ml, total_ml - stock_ml, stock_mg_l / target_mg_l)
