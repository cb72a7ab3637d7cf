"""Who lives where: buildings, dwellings, households, residents, their employers and vehicles.

Every table carries its area itself, though it follows from the building: the closed managers ask it of every query.
Whoever redraws a grid moves all of them in one act.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.door.sealed import SealedText


class Building(AreaBound):
    """A residential building, or a lane of village houses. `zone` is a compound or street when numbers repeat."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="buildings")
    community = models.ForeignKey(Area, models.PROTECT, related_name="+")
    zone = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=30)
    # Walking order inside the community: buildings are numbered along the way unless somebody drew it otherwise.
    place_in_walk = models.PositiveIntegerField(default=0)
    # Degrees (WGS 84), where somebody put the building on the map.
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)

    sight = Can.SEE_HOMES

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "zone", "number"], name="one_building_per_number"),
        ]
        ordering: ClassVar = ["place_in_walk", "zone", "number"]

    def __str__(self) -> str:
        return f"{self.zone}{self.number}"


class Dwelling(AreaBound):
    """An address that can be lived in; it may be vacant. A village house has neither unit nor room."""

    area = models.ForeignKey(Area, models.PROTECT)
    building = models.ForeignKey(Building, models.PROTECT, related_name="dwellings")
    unit = models.CharField(max_length=20, blank=True)
    room = models.CharField(max_length=20, blank=True)

    sight = Can.SEE_HOMES
    lies_with = "building"

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["building", "unit", "room"], name="one_dwelling_per_address"),
        ]

    def __str__(self) -> str:
        return "-".join(part for part in (str(self.building), self.unit, self.room) if part)


class Household(AreaBound):
    """People who live and eat together: the unit of confinement and of delivery."""

    area = models.ForeignKey(Area, models.PROTECT)
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="households")
    # Two households can share a dwelling; the ledger's second one is 2.
    ordinal = models.PositiveSmallIntegerField(default=1)
    # Rents the dwelling; unknown where no ledger said so.
    tenant = models.BooleanField(null=True)

    sight = Can.SEE_HOMES
    lies_with = "dwelling"

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dwelling", "ordinal"], name="one_household_per_ordinal"),
        ]

    def __str__(self) -> str:
        return f"{self.dwelling}" if self.ordinal == 1 else f"{self.dwelling} ({self.ordinal})"


class LinkRenewal(AreaBound):
    """The links a household had until now are worth nothing; the next one carries a higher number."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="link_renewals")
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    area_lookup = "household__area_id"
    sight = Can.SEE_HOMES


class Employer(AreaBound):
    """A workplace named by residents of a community, as they wrote it."""

    area = models.ForeignKey(Area, models.PROTECT)
    name = models.CharField(max_length=100)

    sight = Can.SEE_HOMES

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "name"], name="one_employer_per_name")]

    def __str__(self) -> str:
        return self.name


class Resident(AreaBound):
    """A person with one current household here. Numbers are sealed; their indexes answer look-ups."""

    area = models.ForeignKey(Area, models.PROTECT)
    household = models.ForeignKey(Household, models.PROTECT, related_name="residents")
    name = models.CharField(max_length=60)
    # First letters of the name in pinyin, for typing at the gate: 张伟 is zw.
    initials = models.CharField(max_length=30, blank=True)
    is_head = models.BooleanField(default=False)
    relation = models.CharField(max_length=20, blank=True)
    sex = models.CharField(max_length=1, blank=True, choices=[("f", "female"), ("m", "male")])
    born_on = models.DateField(null=True)
    citizen_id = SealedText(blank=True)
    citizen_id_index = models.CharField(max_length=32, blank=True)
    phone = SealedText(blank=True)
    phone_index = models.CharField(max_length=32, blank=True)
    phone_tail_index = models.CharField(max_length=32, blank=True)
    # Further numbers, and a passport or permit instead of an identity card, as the ledger gave them.
    other_phones = SealedText(blank=True)
    document = SealedText(blank=True)
    employer = models.ForeignKey(Employer, models.PROTECT, null=True)
    hukou = models.CharField(max_length=100, blank=True)
    non_local = models.BooleanField(default=False)
    returned_on = models.DateField(null=True)
    came_from = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=500, blank=True)
    # Moved away or died: no longer counted, never removed before the response ends.
    left_at = models.DateTimeField(null=True)

    sight = Can.SEE_HOMES
    lies_with = "household"

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["area", "citizen_id_index"], condition=~Q(citizen_id_index="") & Q(left_at=None),
                name="one_resident_per_citizen_id_and_area",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["area", "name"]),
            models.Index(fields=["area", "initials"]),
            models.Index(fields=["phone_tail_index"]),
            models.Index(fields=["phone_index"]),
            models.Index(fields=["citizen_id_index"]),
        ]

    def __str__(self) -> str:
        return self.name


class Vehicle(AreaBound):
    """A vehicle known to belong to a household, by its plate without spaces, in capitals."""

    area = models.ForeignKey(Area, models.PROTECT)
    household = models.ForeignKey(Household, models.PROTECT, related_name="vehicles")
    plate = models.CharField(max_length=12)

    sight = Can.SEE_HOMES
    lies_with = "household"

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "plate"], name="one_vehicle_per_plate")]

    def __str__(self) -> str:
        return self.plate


class Upload(AreaBound):
    """A ledger file as somebody sent it, sealed, kept only until it is taken in or thrown away."""

    area = models.ForeignKey(Area, models.PROTECT)
    file_name = models.CharField(max_length=200)
    # Base64 of the file; empty once it was taken in or discarded.
    content = SealedText(blank=True)
    fingerprint = models.CharField(max_length=32)
    uploaded_by = models.ForeignKey(Person, models.PROTECT)
    uploaded_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True)

    sight = Can.KEEP_REGISTER

    def __str__(self) -> str:
        return self.file_name


class Layout(AreaBound):
    """What a person said the columns of a ledger layout hold; used for every later file laid out the same."""

    area = models.ForeignKey(Area, models.PROTECT)
    signature = models.CharField(max_length=16)
    # Column letter to field.
    columns = models.JSONField(default=dict)
    remembered_by = models.ForeignKey(Person, models.PROTECT)
    remembered_at = models.DateTimeField()

    sight = Can.KEEP_REGISTER

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "signature"], name="one_layout_per_signature")]

    def __str__(self) -> str:
        return self.signature


class Import(AreaBound):
    """A ledger taken into the register. The sealed journal knows what it made and changed, so that it can be undone."""

    area = models.ForeignKey(Area, models.PROTECT)
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="imports")
    imported_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    figures = models.JSONField(default=dict)
    columns_ignored = models.JSONField(default=list)
    journal = SealedText(blank=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    sight = Can.KEEP_REGISTER

    class Meta:
        ordering: ClassVar = ["-imported_at", "-id"]

    def __str__(self) -> str:
        return f"{self.upload}"


class RowProblem(AreaBound):
    """A cell of an imported ledger that a person should look at."""

    area = models.ForeignKey(Area, models.PROTECT)
    of = models.ForeignKey(Import, models.CASCADE, related_name="problems")
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=30)
    value = SealedText(blank=True)
    params = models.JSONField(default=dict)

    sight = Can.KEEP_REGISTER

    class Meta:
        ordering: ClassVar = ["id"]


class UnplacedRow(AreaBound):
    """A row of an imported ledger no dwelling could be found for, kept whole until a person places or dismisses it."""

    area = models.ForeignKey(Area, models.PROTECT)
    of = models.ForeignKey(Import, models.CASCADE, related_name="unplaced")
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=30)
    # JSON of column title to text.
    cells = SealedText()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True)
    resident = models.ForeignKey(Resident, models.SET_NULL, null=True)

    sight = Can.KEEP_REGISTER

    class Meta:
        ordering: ClassVar = ["id"]


class EmployerMerge(AreaBound):
    """Somebody decided that one name of a workplace means another. `undone_at` says when that was taken back."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="+")
    same_as = models.ForeignKey(Employer, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    sight = Can.SEE_HOMES

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["employer"], condition=Q(undone_at=None), name="one_meaning_per_employer"
            ),
        ]  # fmt: skip
        ordering: ClassVar = ["-at", "-id"]
