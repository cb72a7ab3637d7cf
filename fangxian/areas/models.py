"""Places, persons and posts."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fangxian.areas.closed import AreaBound
from fangxian.areas.roles import ROLE_NAMES, Can
from fangxian.areas.rules import Level, Span, span_of


class Area(AreaBound):
    """A place of the tree, province to grid. Its key is the span's first number (see `rules`)."""

    id = models.BigIntegerField(primary_key=True)
    code = models.CharField(max_length=15, unique=True)
    name = models.CharField(max_length=100)
    level = models.PositiveSmallIntegerField(choices=[(level.value, level.name.lower()) for level in Level])
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    area_lookup = "id"
    sight = Can.SEE_PLACE

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def span(self) -> Span:
        """The keys of this place and all below it."""
        return span_of(self.code)


class PersonManager(BaseUserManager["Person"]):
    """Makes persons for Django's own commands; everyone else submits acts."""

    def create_user(self, username: str, name: str = "", password: str | None = None, **extra: Any) -> "Person":
        """A person with a hashed password, or with none usable."""
        person = self.model(username=username, name=name or username, **extra)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in and acts. What they may do is in their posts, never here."""

    username = models.CharField(_("sign-in name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Post(AreaBound):
    """A role held in an area from one moment until another. It ends by getting an end, and is never removed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=list(ROLE_NAMES.items()))
    area = models.ForeignKey(Area, models.PROTECT, related_name="posts")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    appointed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    sight = Can.SEE_PLACE

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "since"])]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="post_ends_after_it_begins"),
        ]


class PackChoice(AreaBound):
    """Which rule pack of a kind governs an area and all below it, from a day on. The nearest choice counts."""

    area = models.ForeignKey(Area, models.PROTECT)
    kind = models.CharField(max_length=12)
    pack = models.CharField(max_length=40)
    since = models.DateField()
    chosen_by = models.ForeignKey(Person, models.PROTECT)
    chosen_at = models.DateTimeField()

    sight = Can.SEE_PLACE

    class Meta:
        ordering: ClassVar = ["since", "id"]


class NamesOpened(AreaBound):
    """An upper level opened the names of a place for a reason and a while; the entry in the ledger is its witness."""

    person = models.ForeignKey(Person, models.PROTECT)
    area = models.ForeignKey(Area, models.PROTECT)
    reason = models.CharField(max_length=200)
    since = models.DateTimeField()
    until = models.DateTimeField()

    sight = Can.SEE_PLACE
