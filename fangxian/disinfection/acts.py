"""Every write of the room: products, rounds planned and ended, places done."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.disinfection import queries
from fangxian.disinfection.models import DoorDone, Product, ProofPart, Round, RoundEnd, Stop
from fangxian.disinfection.rules.stops import Wanted, wanted
from fangxian.disinfection.rules.warnings import Done, Work, objections, shortfalls
from fangxian.door.act import Answer, Decision, Doing, Fact, Refusal, Sealed, SealedApart, handles
from fangxian.door.words import refusals
from fangxian.register.models import Building
from fangxian.rulepacks.packs import Pack

REFUSALS = refusals(
    product_expired=_("%(product)s expired on %(day)s. Choose another product."),
    product_too_weak=_("%(product)s is weaker than %(mg_l)s mg/L. It cannot be mixed to that."),
    over_disinfection=_("A rule speaks against this: %(why)s. Plan it otherwise, or write down why it must be done."),
    qualified_needed=_("This kind of disinfection is done by qualified staff only. Write down which team does it."),
    home_is_preventive=_("Inside homes neighbours only do preventive work, on request of the household."),
    no_places=_("This round has no places. Write down at least one, or fill the register first."),
    round_ended=_("This round has already ended."),
)

# What a building number leaves of its thirty characters.
ZONE_AS_WRITTEN = 26
# A photo of a hundred kilobytes, in parts of eighteen thousand bytes as base64.
MOST_PARTS = 6
Note = Annotated[str, Sealed(), Field(max_length=200)]
Strength = Annotated[int, Field(ge=0, le=200_000)]
Minutes = Annotated[int, Field(ge=0, le=1440)]


class AddProduct(Decision):
    """Enter a disinfectant as its label says: strength and expiry."""

    needs = Can.PLAN_ROUNDS
    sight = Can.SEE_ROUNDS
    area: int
    product_kind: Annotated[str, Field(max_length=20)]
    name: Annotated[str, Field(min_length=1, max_length=60)]
    mg_l: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    flammable: bool = False
    expires_on: date | None = None

    def place(self) -> Area:
        """Where the product is."""
        return Area.objects.get(pk=self.area)


@handles(AddProduct)
def add_product(act: AddProduct, doing: Doing) -> Answer:
    """The product; what has expired already is not entered."""
    if act.expires_on and act.expires_on < queries.local_day(doing.at):
        raise Refusal("product_expired", product=act.name, day=act.expires_on.isoformat())
    product = Product.objects.create(
        area=doing.place, kind=act.product_kind, name=act.name, mg_l=act.mg_l, flammable=act.flammable,
        expires_on=act.expires_on, added_by=doing.by, added_at=doing.at,
    )  # fmt: skip
    return {"product": product.pk}


class PlanRound(Decision):
    """Plan a round: which surface, with what, how strong, how long, how often, and at which places."""

    needs = Can.PLAN_ROUNDS
    sight = Can.SEE_ROUNDS
    area: int
    name: Annotated[str, Field(min_length=1, max_length=60)]
    disinfection_kind: Annotated[str, Field(max_length=20)] = "preventive"
    surface: Annotated[str, Field(max_length=30)]
    method: Annotated[str, Field(max_length=20)] = "wipe"
    product: int
    mg_l: Strength = 0
    minutes: Minutes
    times_per_day: Annotated[int, Field(ge=1, le=24)]
    begins: AwareDatetime
    outdoors: bool = False
    in_home: bool = False
    places: Annotated[str, Sealed(), Field(max_length=20_000)] = ""
    qualified_team: Annotated[str, Sealed(), Field(max_length=100)] = ""
    despite: Note = ""

    def place(self) -> Area:
        """Where the round is walked."""
        return Area.objects.get(pk=self.area)


@handles(PlanRound)
def plan_round(act: PlanRound, doing: Doing) -> Answer:
    """The round with its places in walking order, if no rule speaks against it."""
    product = Product.objects.get(pk=act.product)
    pack = queries.pack_of(doing.place, on=queries.local_day(act.begins))
    check_product(act, product)
    check_rules(act, product, pack)
    stops = stops_of(act, doing.place)
    if not stops:
        raise Refusal("no_places")
    planned = Round.objects.create(
        area=doing.place, name=act.name, kind=act.disinfection_kind, surface=act.surface, method=act.method,
        product=product, mg_l=act.mg_l, minutes=act.minutes, times_per_day=act.times_per_day, begins=act.begins,
        outdoors=act.outdoors, in_home=act.in_home, qualified_team=act.qualified_team, despite=act.despite,
        planned_by=doing.by, planned_at=doing.at,
    )  # fmt: skip
    for number, stop in enumerate(stops, start=1):
        stop.round, stop.area, stop.place_in_walk = planned, doing.place, number
    Stop.objects.bulk_create(stops)
    return {"round": planned.pk, "places": len(stops)}


def check_product(act: PlanRound, product: Product) -> None:
    """The product must last until the round begins and be strong enough."""
    if product.expires_on and product.expires_on < queries.local_day(act.begins):
        raise Refusal("product_expired", product=product.name, day=product.expires_on.isoformat())
    if product.mg_l is not None and product.mg_l < act.mg_l:
        raise Refusal("product_too_weak", product=product.name, mg_l=act.mg_l)


def check_rules(act: PlanRound, product: Product, pack: Pack) -> None:
    """Over-disinfection needs a reason, terminal work a qualified team, homes their own wish (E-20 to E-23)."""
    work = Work(
        act.surface, spraying=act.method == "spray", outdoors=act.outdoors,
        chlorine=product.mg_l is not None, flammable=product.flammable,
    )  # fmt: skip
    against = objections(work, never=pack.words("disinfection.never"))
    if against and not act.despite:
        raise Refusal("over_disinfection", why="; ".join(queries.word("never", code) for code in against))
    if act.disinfection_kind in pack.words("disinfection.qualified_only") and not act.qualified_team:
        raise Refusal("qualified_needed")
    if act.in_home and act.disinfection_kind != "preventive" and not act.qualified_team:
        raise Refusal("home_is_preventive")


def stops_of(act: PlanRound, area: Area) -> list[Stop]:
    """The places as written, else every unit of every building; buildings in walking order, other spots last."""
    if not act.places.strip():
        return [Stop(building=building, unit=unit) for building, unit in queries.every_unit(area)]
    named = queries.buildings_by_number(area)
    asked = wanted(act.places, zones={building.zone for same in named.values() for building in same})
    stops = [stop_at(place, named.get(place.building, [])) for place in asked]
    return sorted(stops, key=lambda stop: (stop.building is None, queries.walk(stop.building) if stop.building else ()))


def stop_at(place: Wanted, same: list[Building]) -> Stop:
    """One place, in the one building of this number; with none or several, the building stays as written."""
    found = [building for building in same if place.zone in ("", building.zone)]
    building = found[0] if len(found) == 1 else None
    number = "" if building else f"{place.zone[:ZONE_AS_WRITTEN]}{place.building}"
    return Stop(building=building, building_number=number, unit=place.unit, spot=place.spot[:100])


class EndRound(Decision):
    """Walk a round no more."""

    needs = Can.PLAN_ROUNDS
    sight = Can.SEE_ROUNDS
    round: int
    why: Note = ""

    def place(self) -> Area:
        """Where the round is walked."""
        return Round.objects.select_related("area").get(pk=self.round).area


@handles(EndRound)
def end_round(act: EndRound, doing: Doing) -> Answer:
    """The end of the round; what was done in it stays."""
    planned = Round.objects.get(pk=act.round)
    if RoundEnd.objects.filter(round=planned).exists():
        raise Refusal("round_ended")
    RoundEnd.objects.create(round=planned, area=doing.place, by=doing.by, at=doing.at, why=act.why)
    return {"round": planned.pk}


class RecordDisinfection(Fact):
    """A place was disinfected: with what, how strong, how long; people there or not; what shows it."""

    needs = Can.DISINFECT
    sight = Can.SEE_ROUNDS
    stop: int
    product: int | None = None
    mg_l: Strength | None = None
    minutes: Minutes | None = None
    people_present: bool = False
    raining: bool = False
    consent: bool = False
    proof: Note = ""
    # Whether a photo follows, in parts.
    photo: bool = False

    def place(self) -> Area:
        """Where the place lies."""
        return Stop.objects.select_related("area").get(pk=self.stop).area


@handles(RecordDisinfection)
def record_disinfection(act: RecordDisinfection, doing: Doing) -> Answer:
    """The place done, as planned where nothing else was said, with remarks on what fell short."""
    stop = Stop.objects.select_related("round__product").get(pk=act.stop)
    planned = stop.round
    product = planned.product if act.product is None else Product.objects.get(pk=act.product)
    mg_l = planned.mg_l if act.mg_l is None else act.mg_l
    minutes = planned.minutes if act.minutes is None else act.minutes
    pack = queries.pack_of(doing.place, on=queries.local_day(doing.at))
    work = queries.work_of(planned, people_present=act.people_present, raining=act.raining)
    fell_short = Done(
        mg_l=mg_l, minutes=minutes, planned_mg_l=planned.mg_l, planned_minutes=planned.minutes,
        expired=product.expires_on is not None and product.expires_on < queries.local_day(doing.at),
        in_home=planned.in_home, consent=act.consent, qualified=bool(planned.qualified_team),
        qualified_needed=planned.kind in pack.words("disinfection.qualified_only"),
    )  # fmt: skip
    unseen = ["no_photo"] if pack.flag("disinfection.photo_proof") and not act.photo else []
    remarks = [*shortfalls(fell_short), *objections(work, never=pack.words("disinfection.never")), *unseen]
    done = DoorDone.objects.create(
        stop=stop, area=doing.place, product=product, mg_l=mg_l, minutes=minutes, people_present=act.people_present,
        consent=act.consent, proof=act.proof, record=act.id, remarks=remarks, by=doing.by, at=doing.at,
    )  # fmt: skip
    return {"done": done.pk, "remarks": remarks}


class AddProofPart(Fact):
    """A part of a photo, after the act it belongs to: a phone on a bad network sends one after the other, each once."""

    needs = Can.DISINFECT
    sight = Can.PLAN_ROUNDS
    record: UUID
    part: Annotated[int, Field(ge=1, le=MOST_PARTS)]
    parts: Annotated[int, Field(ge=1, le=MOST_PARTS)]
    content: Annotated[str, SealedApart(), Field(min_length=4, max_length=24_000, pattern=r"^[A-Za-z0-9+/]+={0,2}$")]

    def place(self) -> Area:
        """Where the place lies that was done."""
        return DoorDone.objects.select_related("area").get(record=self.record).area


@handles(AddProofPart)
def add_proof_part(act: AddProofPart, doing: Doing) -> Answer:
    """Keep the part where a rule asks for photos; elsewhere, or a second time, nothing is kept of it."""
    done = DoorDone.objects.get(record=act.record)
    if not queries.pack_of(doing.place, on=queries.local_day(done.at)).flag("disinfection.photo_proof"):
        return {"remarks": ["not_asked"]}
    _part, new = ProofPart.objects.get_or_create(
        done=done, number=act.part,
        defaults={"area": doing.place, "of": act.parts, "data": act.content, "by": doing.by, "at": doing.at},
    )  # fmt: skip
    return {"remarks": [] if new else ["already_there"]}


class LookAtProof(Fact):
    """Somebody opened the photo of a place: who looked at what shows people's doors stands in the ledger."""

    needs = Can.PLAN_ROUNDS
    sight = Can.PLAN_ROUNDS
    done: int

    def place(self) -> Area:
        """Where the place lies that was done."""
        return DoorDone.objects.select_related("area").get(pk=self.done).area


@handles(LookAtProof)
def look_at_proof(act: LookAtProof, _doing: Doing) -> Answer:
    """The entry is all there is to write."""
    return {"done": act.done}
