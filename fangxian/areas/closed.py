"""Tables that are closed by default: their only manager shows what the open scope may see."""

from typing import ClassVar, TypeVar

from django.db import models

from fangxian.areas import scope
from fangxian.areas.roles import Can

Row = TypeVar("Row", bound=models.Model)


class ClosedManager(models.Manager[Row]):
    """Filters by place and sight, read from the model class, so reverse relations are closed as well.

    Raises NoScope as soon as a query is begun with no scope open.
    """

    def get_queryset(self) -> models.QuerySet[Row]:
        """The rows in the spans where the open scope has this table's sight."""
        table: type[AreaBound] = self.model  # type: ignore[assignment]
        return super().get_queryset().filter(scope.current().within(table.sight, table.area_lookup))


class AreaBound(models.Model):
    """A table whose rows lie in a place and need an ability to be seen.

    `area_lookup` is the column, or path of columns, that holds the area's key; `sight` what a reader needs there.
    Deletes, refreshes and forward keys go by Django's base manager, which is plain: hence the law, kept by a test,
    that a row may only point to rows its reader may see.
    """

    area_lookup: ClassVar[str] = "area_id"
    sight: ClassVar[Can]
    # The foreign key whose row this one lies with, home or building: it follows when that moves to another grid.
    lies_with: ClassVar[str] = ""

    objects = ClosedManager()

    class Meta:
        abstract = True
