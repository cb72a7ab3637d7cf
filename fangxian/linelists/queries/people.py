"""Who of the register a list may mean, asked by numbers, phones and names at once."""

from collections.abc import Iterable

from django.db.models import Q

from fangxian.areas.models import Area
from fangxian.door.sealed import blind
from fangxian.linelists.rules.fields import Field
from fangxian.linelists.rules.matching import Register
from fangxian.linelists.rules.reading import Line
from fangxian.register.models import Resident
from fangxian.register.queries import known, span_of_community, within


def register_for(area: Area, lines: Iterable[Line]) -> Register:
    """The residents of a community who share a name, a phone or an identity number with a row of a list."""
    rows = list(lines)
    names = {line.name for line in rows if line.name}
    asked = Q(name__in=names)
    for field, column in ((Field.CITIZEN_ID, "citizen_id"), (Field.PHONE, "phone")):
        said = {line.values[field] for line in rows if field in line.values}
        asked |= Q(**{f"{column}_index__in": [blind(value, purpose=column) for value in said]})
    people = within(Resident.objects.filter(asked, left_at=None), span_of_community(area))
    people = people.select_related("employer", "household__dwelling__building")
    return Register(known(one) for one in people.order_by("pk"))
