"""A community of the essay's size, laid directly, with one grid of many dwellings; and a day in it."""

import random
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.divisions import Division
from fangxian.areas.loading import load_divisions
from fangxian.areas.models import Area, Person, Post
from fangxian.canvass.models import Knock, Sweep, SweepRound
from fangxian.gates.models import Authorisation, Passage
from fangxian.measures.models import Gate
from fangxian.register.models import Building, Dwelling, Household, Resident

PLACES = {
    "37": "省", "3711": "市", "371103": "区", "371103150": "镇", "371103150201": "新港社区",
    "371103150201001": "一网格",
}  # fmt: skip
NAMES = "赵钱孙李周吴郑王冯陈"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平"

# PostgreSQL takes 65,535 values at once.
BATCH = 1_000


@dataclass
class Community:
    """What was laid."""

    community: Area
    grid: Area
    keeper: Person
    gate: Gate
    sweep: Sweep
    dwellings: list[Dwelling]
    residents: list[Resident]


def lay(*, people: int, per_home: int, dwellings: int) -> Community:
    """The community: its first dwellings lie in the grid, everybody else in no grid."""
    load_divisions([Division(code, name) for code, name in PLACES.items()])
    dice, now = random.Random(1), timezone.now()
    with scope.opened(scope.whole(scope.EVERYWHERE)):
        community, grid = Area.objects.get(code="371103150201"), Area.objects.get(code="371103150201001")
        keeper = Person.objects.create_user("keeper", "守门", None)
        Post.objects.create(person=keeper, role="community_lead", area=community, since=now - timedelta(days=9))
        gate = Gate.objects.create(area=community, name="东门", kind="community_gate", added_by=keeper, added_at=now)
        homes = people // per_home
        blocks = Building.objects.bulk_create((
            Building(
                area=grid if n < dwellings // 22 else community, community=community, number=str(n + 1),
                place_in_walk=n,
            )
            for n in range(homes // 22 + 1)
        ), batch_size=BATCH)  # fmt: skip
        doors = Dwelling.objects.bulk_create((
            Dwelling(
                area=grid if n < dwellings else community, building=blocks[n // 22], unit=str(n % 22 // 11 + 1),
                room=f"{n % 11 + 1}01",
            )
            for n in range(homes)
        ), batch_size=BATCH)  # fmt: skip
        households = Household.objects.bulk_create(
            (Household(area_id=door.area_id, dwelling=door) for door in doors), batch_size=BATCH
        )
        living = Resident.objects.bulk_create((
            Resident(
                area_id=home.area_id, household=home, initials="zw",
                name=dice.choice(NAMES) + "".join(dice.choices(GIVEN, k=2)),
            )
            for home in households for _one in range(per_home)
        ), batch_size=BATCH)  # fmt: skip
        sweep = Sweep.objects.create(area=community, name="第一轮", begun_by=keeper, begun_at=now)
        SweepRound.objects.create(sweep=sweep, area=community, number=1, begun_by=keeper, begun_at=now)
    return Community(community, grid, keeper, gate, sweep, doors[:dwellings], living)


def a_day(laid: Community, *, doors: int = 600, passed: int = 300, permits: int = 60) -> None:
    """Doors are walked, people pass, permits are granted."""
    dice, now = random.Random(2), timezone.now()
    with scope.opened(scope.whole(scope.EVERYWHERE)):
        Knock.objects.bulk_create((
            Knock(
                sweep=laid.sweep, area=laid.grid, dwelling=door, outcome=dice.choice(("opened", "no_answer")),
                round_number=1, by=laid.keeper, at=now,
            )
            for door in dice.sample(laid.dwellings, doors)
        ), batch_size=BATCH)  # fmt: skip
        Passage.objects.bulk_create((
            Passage(
                id=uuid4(), area=laid.community, gate=laid.gate, way=dice.choice(("in", "out")), kind="person",
                resident=one, household_id=one.household_id, home=True, subject=f"r{one.pk}", verdict="allowed",
                outcome="passed", at=now, received_at=now, recorded_by=laid.keeper,
            )
            for one in dice.sample(laid.residents, passed)
        ), batch_size=BATCH)  # fmt: skip
        Authorisation.objects.bulk_create((
            Authorisation(
                id=uuid4(), area=laid.community, code=f"{n:08}", kind="person", resident=one,
                household_id=one.household_id, purpose="illness", since=now, until=now + timedelta(days=1),
                granted_by=laid.keeper, granted_at=now,
            )
            for n, one in enumerate(dice.sample(laid.residents, permits))
        ), batch_size=BATCH)  # fmt: skip
