"""The cast. Two communities of one township: Bamboo (竹, a village) and Lotus (荷), and one person in every role.

Areas, persons and posts are the ground and are laid directly; everything else a test needs it submits through the door.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone as clock

from fangxian.areas import scope
from fangxian.areas.divisions import Division
from fangxian.areas.loading import load_divisions
from fangxian.areas.models import Area, Person, Post
from fangxian.areas.queries import scope_of
from fangxian.areas.rules import key_of
from fangxian.door.act import Act, Answer
from fangxian.door.models import Entry
from fangxian.door.submit import submit

PLACES = {
    "37": "山东省", "3711": "日照市", "371103": "岚山区", "371103150": "四季镇", "371103151": "三江镇",
    "371103150201": "竹村", "371103150202": "荷花社区", "371103151201": "远村",
    "371103150201001": "竹村一网格", "371103150201002": "竹村二网格",
}  # fmt: skip
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

# Attribute of the world, name, role, code of the area the post is held in.
CAST = [
    ("an", "安宁", "community_lead", "371103150201"),
    ("gao", "高山", "gatekeeper", "371103150201"),
    ("tian", "田野", "team_member", "371103150201"),
    ("wang", "汪洋", "grid_worker", "371103150201001"),
    ("mei", "梅雪", "stationed_medic", "371103150201"),
    ("su", "苏叶", "supply_lead", "371103150201"),
    ("ju", "居安", "resident", "371103150201"),
    ("dou", "窦娥", "community_lead", "371103150202"),
    ("dong", "董门", "gatekeeper", "371103150202"),
    ("zhen", "甄正", "township", "371103150"),
    ("qu", "曲江", "district_command", "371103"),
    ("cha", "查明", "inspector", "371103"),
    ("shen", "沈计", "auditor", "371103"),
    ("guan", "管平", "administrator", "371103"),
    ("yuan", "袁方", "community_lead", "371103151201"),
]


@dataclass
class World:
    """Places by name, persons by nickname, and short ways to do things in their name."""

    bamboo: Area
    lotus: Area
    far: Area
    township: Area
    district: Area
    grid_one: Area
    people: dict[str, Person]

    def __getattr__(self, nickname: str) -> Person:
        try:
            return self.people[nickname]
        except KeyError:
            raise AttributeError(nickname) from None

    def submit(self, act: Act, *, by: Person) -> Entry:
        """Through the door, as the person."""
        return submit(act, by=by)

    def written(self, act: Act, *, by: Person) -> Answer:
        """Through the door; the answer, and a failed test if it was refused."""
        entry = submit(act, by=by)
        assert entry.written, f"{act.kind}: {entry.code} {entry.sentence}"
        answer: Answer = entry.answer
        return answer

    @contextmanager
    def eyes_of(self, person: Person, at: datetime | None = None) -> Generator[None]:
        """Look at closed tables as this person."""
        with scope.opened(scope_of(person, at=at or clock.now())):
            yield

    @contextmanager
    def all_eyes(self) -> Generator[None]:
        """Look at everything: how a test checks what was really written."""
        with scope.opened(scope.whole(scope.EVERYWHERE)):
            yield


def people_the_world() -> World:
    """Lay the ground and appoint the cast."""
    load_divisions([Division(code, name) for code, name in PLACES.items()])
    area = {code: Area._base_manager.get(pk=key_of(code)) for code in PLACES}
    people = {}
    for nickname, name, role, code in CAST:
        person = Person.objects.create_user(nickname, name, "correct horse")
        Post._base_manager.create(person=person, role=role, area=area[code], since=LONG_AGO)
        people[nickname] = person
    return World(
        bamboo=area["371103150201"], lotus=area["371103150202"], far=area["371103151201"], township=area["371103150"],
        district=area["371103"], grid_one=area["371103150201001"], people=people,
    )  # fmt: skip


def ago(**amount: float) -> datetime:
    """A moment before now: `ago(hours=2)`."""
    return clock.now() - timedelta(**amount)
