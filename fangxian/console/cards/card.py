"""What a card of the overview is."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Card:
    """One figure of the day: its label, value and note, where to go, and whether a person is needed now."""

    label: str | Promise
    value: str | int
    note: str | Promise = ""
    url: str = ""
    urgent: bool = False
