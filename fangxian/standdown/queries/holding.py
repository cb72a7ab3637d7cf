"""What is still held of people in a place, table by table: the rows an erasure would touch, and what stands in its way.

The rows are found by their place, whatever a reader's sight is: an erasure that sees less than everything would leave
something behind. Tables of rooms above this one, and of the libraries underneath, are asked for by their label.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from fangxian.areas.models import Area, Person, Post
from fangxian.areas.roles import ROLES, Can
from fangxian.areas.rules import community_key
from fangxian.door.erasing import entries_of
from fangxian.measures.queries import line_keys, rules_for
from fangxian.standdown.models import Erasure, Hold
from fangxian.standdown.queries.stepping import ending_of
from fangxian.standdown.rules.registers import DELETED, KEPT, REGISTERS, TABLES, Table, prerequisites

DECIDING = sorted(role for role, abilities in ROLES.items() if abilities & {Can.DECIDE, Can.APPOINT})
# What stands where the name of somebody stood who served here.
NOBODY = "—"
# What is found by the people who served, not by a place.
BY_SIGN_IN_NAME = ("axes.AccessAttempt", "axes.AccessFailureLog", "axes.AccessLog")
BY_PERSON = {
    "mfa.Authenticator": "user__in",
    "account.EmailAddress": "user__in",
    "account.EmailConfirmation": "email_address__user__in",
}


@dataclass(frozen=True)
class Held:
    """One register of a place: its rows by table, the last day it may be kept, its ground, and what holds it."""

    register: str
    rows: dict[str, int]
    days: int
    basis: str
    until: date | None
    on_hold: bool
    needs: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many rows an erasure would touch."""
        return sum(self.rows.values())

    @property
    def overdue(self) -> bool:
        """Whether it should have been erased by today, and nothing of law holds it."""
        return bool(self.count and self.until and self.until < timezone.localdate() and not self.on_hold)


def registers_of(area: Area, *, at: datetime) -> list[Held]:
    """Every register of a place, in the order in which they are erased. Counts only."""
    ending, holds, keys = ending_of(area, at=at), held_registers(area), list(pointing())
    grounds = grounds_of(area, at=at)
    return [
        Held(
            name, counts_of(area, [name]), grounds[name].days, grounds[name].basis,
            local(ending.at) + timedelta(days=grounds[name].days) if ending else None, name in holds,
            tuple(sorted(prerequisites(name, keys))),
        )
        for name in REGISTERS
    ]  # fmt: skip


class Ground(NamedTuple):
    """On what ground of law a register is kept, and how many days after the ending at the most."""

    basis: str
    days: int


def grounds_of(area: Area, *, at: datetime) -> dict[str, Ground]:
    """The ground of every register, by the pack that governs a place."""
    rows = rules_for(area, on=local(at)).table("retention.registers")
    return {row.text("register"): Ground(row.text("basis"), row.int("days")) for row in rows}


def local(moment: datetime) -> date:
    """The day of a moment, where the house stands."""
    return timezone.localtime(moment).date()


def held_registers(area: Area) -> set[str]:
    """The registers of a place that a hold of law covers."""
    return {name for hold in holds_of(area) if not hasattr(hold, "lift") for name in hold.registers}


def holds_of(area: Area) -> QuerySet[Hold]:
    """The holds that cover a place, newest first, with how they ended: its own, those above it, and those of its parts.

    A hold of the district covers every community of it, whoever may read at the district: what must be kept is no
    secret, only why it must (domain-rules J-05, J-08).
    """
    covering = Q(area_id__in=line_keys(area)) | inside(area)
    found = Hold._base_manager.filter(covering).select_related("area", "by", "lift__by")
    return found.order_by("-at", "-pk")


def counts_of(area: Area, registers: Collection[str]) -> dict[str, int]:
    """How many rows each table of some registers has to lose here; tables with none are left out."""
    theirs = {table.label: rows_of(table, area).count() for name in registers for table in TABLES[name]
              if table.how != KEPT}  # fmt: skip
    return {label: count for label, count in theirs.items() if count}


def rows_of(table: Table, area: Area) -> QuerySet[Any]:
    """The rows of a table an erasure touches at a place: all of them, or those whose columns still say something."""
    rows = placed(table.label, area)
    if table.how == DELETED or table.label in ("areas.Person", "door.Entry"):
        return rows
    saying = Q()
    for column, empty in table.blank.items():
        saying |= ~Q(**{column: empty}) if empty is not None else Q(**{f"{column}__isnull": False})
    return rows.filter(saying)


def placed(label: str, area: Area) -> QuerySet[Any]:
    """The rows of a table that lie in a place, or are about those who served nowhere else."""
    model = model_of(label)
    rows: QuerySet[Any] = model._base_manager.all()
    if label == "door.Entry":
        return entries_of(community_key(area.pk), served_here(area))
    if label == "areas.Person":
        return Person._base_manager.filter(pk__in=served_here(area)).exclude(name=NOBODY)
    if label == "door.Stray":
        return rows.filter(inside(area) | Q(area=None, by__in=served_here(area)))
    if label == "door.StrayEnd":
        return rows.filter(inside(area, "stray__area_id") | Q(stray__area=None, stray__by__in=served_here(area)))
    if label == "standdown.Hold":
        # As long as a hold lasts, its reason has to be there.
        return rows.filter(inside(area), lift__isnull=False)
    if label in BY_PERSON:
        return rows.filter(**{BY_PERSON[label]: served_here(area)})
    if label in BY_SIGN_IN_NAME:
        return rows.filter(username__in=sign_in_names(area))
    if label == "axes.AccessAttemptExpiration":
        return rows.filter(access_attempt__username__in=sign_in_names(area))
    if label == "sessions.Session":
        return rows.filter(pk__in=sessions_of(set(map(str, served_here(area)))))
    return rows.filter(inside(area, model.area_lookup))


def model_of(label: str) -> Any:
    """The model of a label."""
    return apps.get_model(label)


def inside(area: Area, column: str = "area_id") -> Q:
    """The filter for rows in a place and below it."""
    return Q(**{f"{column}__gte": area.span.first, f"{column}__lt": area.span.end})


def served_here(area: Area) -> list[int]:
    """Who served in this place, nowhere else, and never in a post that decides: by number."""
    posts = Post._base_manager.filter(person=OuterRef("pk"))
    here = inside(area)
    found = Person._base_manager.filter(
        Exists(posts.filter(here)), ~Exists(posts.exclude(here)), ~Exists(posts.filter(role__in=DECIDING))
    )
    return list(found.order_by("pk").values_list("pk", flat=True))


def sign_in_names(area: Area) -> list[str]:
    """Their sign-in names."""
    return list(Person._base_manager.filter(pk__in=served_here(area)).values_list("username", flat=True))


def sessions_of(people: set[str]) -> list[str]:
    """The sessions of some people, by key: whose a session is stands sealed inside it."""
    found = []
    for session in Session.objects.iterator(chunk_size=500):
        if session.get_decoded().get("_auth_user_id") in people:
            found.append(session.pk)
    return found


def pointing() -> Iterable[tuple[str, str]]:
    """Every foreign key of the declared tables that is not emptied, as pairs of labels (from, to)."""
    for tables in TABLES.values():
        for table in tables:
            for field in model_of(table.label)._meta.concrete_fields:
                if isinstance(field, models.ForeignKey) and field.name not in table.blank:
                    target: Any = field.related_model
                    yield table.label, target._meta.label


def waiting_erasure(area: Area) -> Erasure | None:
    """The erasure somebody asked for last, if nobody has confirmed it yet."""
    last = Erasure.objects.filter(area=area).select_related("by", "frozen", "done").first()
    return last if last is not None and not hasattr(last, "done") else None


def done_erasures(area: Area) -> QuerySet[Erasure]:
    """The erasures that were carried out in a place, newest first, with their lines."""
    done = Erasure.objects.filter(area=area, done__isnull=False)
    return done.select_related("by", "done__by", "frozen").prefetch_related("lines")
