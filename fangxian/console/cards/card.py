"""What a card of the overview is, and the glance at a place that all cards share."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.functional import Promise

from fangxian.areas.models import Area, Post
from fangxian.areas.queries import people_serving
from fangxian.console.queries import Living, living
from fangxian.measures.models import Closure
from fangxian.measures.queries import closure_at


@dataclass(frozen=True)
class Card:
    """One figure of the day: its label, value and note, where to go, and whether a person is needed now."""

    label: str | Promise
    value: str | int
    note: str | Promise = ""
    url: str = ""
    urgent: bool = False


@dataclass
class Glance:
    """A place at a moment. What several cards and steps want to know is asked once, and only if one of them asks."""

    area: Area
    at: datetime

    @cached_property
    def living(self) -> Living:
        """Who lives here."""
        return living(self.area)

    @cached_property
    def serving(self) -> list[Post]:
        """The posts in force here and below."""
        return people_serving(self.area, at=self.at)

    @cached_property
    def closure(self) -> Closure | None:
        """The closure in force here."""
        return closure_at(self.area, self.at)
