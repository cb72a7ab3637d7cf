"""The ground of the demo: an invented district, and everybody who serves in it with a login."""

from fangxian.areas.divisions import Division
from fangxian.areas.founding import found
from fangxian.areas.loading import load_divisions
from fangxian.areas.models import Area, Person
from fangxian.areas.rules import key_of
from fangxian.demo.stage import Stage
from fangxian.door.acts import AdoptPack, AppointPost

PASSWORD = "fangxian-demo"  # noqa: S105 - printed on the screen when the demo starts

# 371199 is assigned to no county: nothing here is a real place.
PLACES = {
    "37": "山东省", "3711": "日照市", "371199": "演示区", "371199001": "海湾街道", "371199101": "青石镇",
    "371199001001": "新港社区", "371199101201": "柳泉村", "371199101202": "石桥村",
}  # fmt: skip
NICKNAMES = {"district": "371199", "township": "371199101", "village": "371199101201", "community": "371199001001"}

# Sign-in name, name, role, place, appointed by.
CAST = [
    ("zhihui", "韩指挥", "district_command", "district", "guanli"),
    ("shenji", "沈审计", "auditor", "district", "guanli"),
    ("ducha", "查督导", "inspector", "district", "guanli"),
    ("zhen", "甄镇长", "township", "township", "guanli"),
    ("cunzhi", "柳书记", "community_lead", "village", "guanli"),
    ("menwei", "高守门", "gatekeeper", "village", "cunzhi"),
    ("duiyuan", "田队员", "team_member", "village", "cunzhi"),
    ("yisheng", "梅医生", "stationed_medic", "village", "cunzhi"),
    ("wuzi", "苏物资", "supply_lead", "village", "cunzhi"),
    ("shequ", "安书记", "community_lead", "community", "guanli"),
    ("wangge", "汪网格", "grid_worker", "community", "shequ"),
    ("gaosu", "路守站", "gatekeeper", "district", "zhihui"),
]


def lay_ground(stage: Stage) -> None:
    """Load the places, found the administration, appoint the cast, and adopt the pack of 2020."""
    load_divisions([Division(code, name) for code, name in PLACES.items()])
    stage.places = {nick: Area._base_manager.get(pk=key_of(code)) for nick, code in NICKNAMES.items()}
    first = found("guanli", "管理员", PASSWORD, stage.places["district"], since=stage.first_day)
    stage.cast["guanli"] = first.person
    for username, name, role, place, by in CAST:
        stage.cast[username] = appointed(stage, username, name, role, place, by)
    for kind, pack in (("disease", "cn-2020-covid"), ("rest", "rest-cn")):
        adopted = AdoptPack(
            area=stage.places["district"].pk, pack_kind=kind, pack=pack, since=stage.first_day.date(),
            happened_at=stage.at(0, 6),
        )  # fmt: skip
        stage.do(adopted, by="zhihui")


def appointed(stage: Stage, username: str, name: str, role: str, place: str, by: str) -> Person:
    """Appoint one of the cast from the first morning on, with the demo's password."""
    act = AppointPost(
        area=stage.places[place].pk, username=username, name=name, role=role, since=stage.first_day,
        happened_at=stage.at(0, 5),
    )  # fmt: skip
    person = Person.objects.get(pk=stage.do(act, by=by)["person"])
    # One hash for all: argon2 is slow on purpose, and the demo's password is printed on the screen anyway.
    person.password = stage.cast["guanli"].password
    person.save(update_fields=["password"])
    return person
