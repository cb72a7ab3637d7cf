"""Grids: proposed, decided by a person, and everything that lies with a building moves with it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test import Client
from django.urls import reverse

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person, Post
from fangxian.door.acts import AppointPost
from fangxian.register.acts import CutGrids, GridWanted, PlaceBuildings, Spot
from fangxian.register.acts.grids import followers
from fangxian.register.cutting import exceptions_kept
from fangxian.register.models import Building, Dwelling, Household, Resident
from tests.canvass.sweeps import doors, knock, started
from tests.crowd import crowd
from tests.homes import settle
from tests.world import World

PageOf = Callable[[Person], Client]
# Rows that name a home or a building and do not lie with it, and why.
STAY = {
    "tasks.Wording": "lies with its task",
    "gates.Passage": "lies at its gate",
    "gates.Authorisation": "lies where it was granted",
    "disinfection.Stop": "lies with its round",
    "cases.Case": "lies where it was recorded",
    "cases.Stay": "lies in the community of its case",
    "cases.Contact": "lies in the community of its case",
    "cases.SignalWatch": "lies in the community of its signal",
    "supplies.StockMove": "lies at its store",
    "register.UnplacedRow": "lies with its import",
    "linelists.ListRow": "lies in the community of its list",
    "measures.UnitClosure": "lies where it was decided",
}


def buildings(world: World) -> list[int]:
    with world.all_eyes():
        return list(
            Building.objects.filter(community=world.bamboo).order_by("place_in_walk").values_list("pk", flat=True)
        )


def cut(world: World, *groups: tuple[int, ...], **more: Any) -> CutGrids:
    wanted = [GridWanted(name=f"网格{n}", buildings=group, **more) for n, group in enumerate(groups, start=1)]
    return CutGrids(area=world.bamboo.pk, grids=wanted)


def url(name: str, area: Area) -> str:
    return reverse(f"register:{name}", kwargs={"place": area.code})


def text(page: Any) -> str:
    return str(page.content, "utf-8")


def test_a_cut_makes_grids_and_moves_everything_that_lies_with_a_building(world: World) -> None:
    crowd(world, 3)
    keys = buildings(world)
    world.written(cut(world, tuple(keys[:4]), tuple(keys[4:])), by=world.an)
    with world.all_eyes():
        assert set(Building.objects.filter(community=world.bamboo).values_list("area__name", flat=True)) == {
            "网格1",
            "网格2",
        }
        tried = 0
        for table in followers():
            key = table.lies_with
            rows: Any = table.objects.filter(**{f"{key}__isnull": False})
            tried += rows.exists()
            assert not rows.exclude(area_id=F(f"{key}__area_id")).exists(), table.__name__
        assert tried > 10, "the crowd fills too few of these tables to prove it"


def test_every_table_that_names_a_home_says_whether_it_lies_there() -> None:
    homes = {Building, Dwelling, Household, Resident}
    for table in apps.get_models():
        fields = {field.name: field for field in table._meta.concrete_fields}
        named = [name for name, field in fields.items() if field.related_model in homes]
        if issubclass(table, AreaBound) and "area" in fields and named:
            assert (table.lies_with in fields) or table._meta.label in STAY, table._meta.label


def test_every_building_is_in_exactly_one_grid(world: World) -> None:
    settle(world)
    one, two, three = buildings(world)
    with world.all_eyes():
        lotus = Building.objects.get(community=world.lotus).pk
    for groups, code in [
        (((one, two),), "building_in_no_grid"), (((one, two), (two, three)), "building_in_two_grids"),
        (((one, two, three, lotus),), "building_elsewhere"),
    ]:  # fmt: skip
        assert world.submit(cut(world, *groups), by=world.an).refused == code


def test_a_worker_is_named_and_sees_the_grid_from_then_on(world: World) -> None:
    homes = settle(world)
    one, two, three = buildings(world)
    wanted = [
        GridWanted(grid=world.grid_one.pk, name="竹村一网格", buildings=(one,), worker=world.tian.pk),
        GridWanted(name="新网格", buildings=(two, three)),
    ]
    answer = world.written(CutGrids(area=world.bamboo.pk, grids=wanted), by=world.an)
    assert answer["grids"][0] == world.grid_one.pk
    assert answer["workers"] == 1
    with world.eyes_of(world.tian):
        assert Resident.objects.filter(pk=homes.li.pk).exists()
    with world.eyes_of(world.wang):
        assert not Resident.objects.exists(), "who no longer looks after the grid sees it no more"
    with world.all_eyes():
        assert Post.objects.get(person=world.wang).until is not None


def test_a_grid_that_is_no_more_ends_its_worker_and_gives_its_number_away(world: World) -> None:
    settle(world)
    answer = world.written(cut(world, tuple(buildings(world))), by=world.an)
    assert answer["grids"] == [world.grid_one.pk]
    with world.all_eyes():
        assert Area.objects.get(pk=world.grid_one.pk).name == "网格1"


@pytest.mark.parametrize(("more", "code"), [({"worker": True}, "worker_elsewhere"), ({"grid": 5}, "grid_elsewhere")])
def test_workers_and_grids_from_elsewhere_are_refused(world: World, more: dict[str, Any], code: str) -> None:
    settle(world)
    more = {"worker": world.dou.pk} if "worker" in more else more
    assert world.submit(cut(world, tuple(buildings(world)), **more), by=world.an).refused == code


def test_one_person_gets_one_grid(world: World) -> None:
    settle(world)
    one, two, three = buildings(world)
    assert world.submit(cut(world, (one, two), (three,), worker=world.tian.pk), by=world.an).refused == "worker_twice"


def test_a_grid_is_not_cut_again_and_a_grid_worker_cuts_nothing(world: World) -> None:
    settle(world)
    act = CutGrids(area=world.grid_one.pk, grids=[GridWanted(name="x", buildings=tuple(buildings(world)))])
    assert world.submit(act, by=world.an).refused == "grids_need_community"
    assert world.submit(cut(world, tuple(buildings(world))), by=world.wang).refused == "not_found"


def test_a_sweep_goes_on_in_the_new_grids(world: World) -> None:
    settle(world)
    sweep, (first, *_) = started(world), doors(world)
    knock(world, sweep, first, "opened")
    one, two, three = buildings(world)
    world.written(cut(world, (one,), (two, three)), by=world.an)
    assert knock(world, sweep, first, "no_answer") == ["asked_before"]


def test_buildings_are_put_on_the_map_from_a_file(world: World, page_of: PageOf) -> None:
    settle(world)
    spots = {n: {"type": "Point", "coordinates": [119.3 + n / 1000, 35.1]} for n in (1, 2, 9)}
    features = [{"type": "Feature", "properties": {"name": f"{n}号楼"}, "geometry": at} for n, at in spots.items()]
    file = SimpleUploadedFile("m.geojson", json.dumps({"type": "FeatureCollection", "features": features}).encode())
    sent = {"act_id": "01890000-0000-7000-8000-000000000001", "file": file}
    page = page_of(world.an).post(url("positions", world.bamboo), sent, follow=True)
    assert "2 buildings are on the map." in text(page)
    assert "9号楼" in text(page)
    assert 'data-map="grids"' in text(page)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"features": []}', b'{"features": [1, null, {"properties": 3}]}']
)
def test_a_file_that_is_no_map_is_said_so(world: World, page_of: PageOf, content: bytes) -> None:
    settle(world)
    sent = {"act_id": "01890000-0000-7000-8000-000000000001", "file": SimpleUploadedFile("m.geojson", content)}
    page = page_of(world.an).post(url("positions", world.bamboo), sent, follow=True)
    assert page.status_code == 200
    assert "alert" in text(page)


def test_a_position_of_another_place_is_refused(world: World) -> None:
    settle(world)
    with world.all_eyes():
        lotus = Building.objects.get(community=world.lotus).pk
    act = PlaceBuildings(area=world.bamboo.pk, spots=[Spot(building=lotus, lon=119, lat=35)])
    assert world.submit(act, by=world.an).refused == "building_elsewhere"


def test_a_cut_is_proposed_and_nothing_is_written_before_somebody_decides(world: World, page_of: PageOf) -> None:
    settle(world)
    browser = page_of(world.an)
    shown = browser.get(url("cut", world.bamboo), {"number": "2"})
    assert "Draw the grids so" in text(shown)
    with world.all_eyes():
        assert set(Building.objects.filter(community=world.bamboo).values_list("area_id", flat=True)) == {
            world.bamboo.pk
        }
    drawn = shown.context["drawn"]
    sent = {
        "act_id": "01890000-0000-7000-8000-000000000002", "number": 2, "grid": ["", ""], "name": ["东", ""],
        "buildings": [grid.keys for grid in drawn], "worker": [world.tian.pk, ""],
    }  # fmt: skip
    page = browser.post(url("decide", world.bamboo), sent, follow=True)
    assert "2 grids are drawn." in text(page)
    assert "东" in text(page) and "Grid 2" in text(page) and "田野" in text(page)


@pytest.mark.parametrize(
    ("number", "words"),
    [("9", "more than the 3 buildings"), ("0", "whole number from 1 to 999"), ("x", "whole number from 1 to 999")],
)
def test_a_cut_that_cannot_be_is_a_sentence(world: World, page_of: PageOf, number: str, words: str) -> None:
    settle(world)
    page = page_of(world.an).get(url("cut", world.bamboo), {"number": number}, follow=True)
    assert words in text(page)


def test_a_place_without_buildings_says_what_to_do_next(world: World, page_of: PageOf) -> None:
    assert "No building on record yet" in text(page_of(world.an).get(url("grids", world.bamboo)))
    page = page_of(world.an).get(url("cut", world.bamboo), {"number": "2"}, follow=True)
    assert "Import the household ledger first" in text(page)


@pytest.mark.parametrize(
    "sent", [{}, {"number": 1}, {"number": 1, "grid": ["x"], "name": ["n"], "buildings": ["1"], "worker": [""]}]
)
def test_a_damaged_decision_writes_nothing(world: World, page_of: PageOf, sent: dict[str, Any]) -> None:
    settle(world)
    page = page_of(world.an).post(url("decide", world.bamboo), sent, follow=True)
    assert "did not come whole" in text(page)


def test_the_notice_names_buildings_worker_and_phones_and_keeps_none(world: World, page_of: PageOf) -> None:
    settle(world)
    wanted = GridWanted(grid=world.grid_one.pk, name="一网格", buildings=tuple(buildings(world)), worker=world.tian.pk)
    world.written(CutGrids(area=world.bamboo.pk, grids=[wanted]), by=world.an)
    page = page_of(world.an).get(url("notice", world.grid_one), {"phone": "13900009999", "supervision": "12345"})
    for words in ("竹村 · 一网格\n", "田野", "13900009999", "12345"):
        assert words in text(page)
    assert page_of(world.an).get(url("notice", world.bamboo)).status_code == 404


def test_a_new_member_can_be_chosen_once_they_hold_a_post(world: World) -> None:
    settle(world)
    person = world.written(
        AppointPost(area=world.bamboo.pk, username="new", name="新人", role="team_member"), by=world.an
    )["person"]
    assert world.written(cut(world, tuple(buildings(world)), worker=person), by=world.an)["workers"] == 1


def test_buildings_are_drawn_by_hand(world: World, page_of: PageOf) -> None:
    crowd(world, 3)
    first, second, third, *_ = buildings(world)
    page = page_of(world.an)
    fresh = page.get(url("board", world.bamboo))
    sent = {
        "act_id": fresh.context["form"]["act_id"].value(),
        f"at_{first}": "119.50, 35.40",
        f"at_{second}": "119.51，35.41",
    }
    assert page.post(url("board", world.bamboo), sent).status_code == 302
    with world.all_eyes():
        assert list(Building.objects.filter(pk__in=(first, second)).order_by("pk").values_list("lon", "lat")) == [
            (119.5, 35.4), (119.51, 35.41)
        ]  # fmt: skip
        assert Building.objects.get(pk=third).lon is None
    assert 'value="119.500000, 35.400000"' in text(page.get(url("board", world.bamboo)))


@pytest.mark.parametrize(
    ("said", "words"), [("north of the pond", "longitude"), ("200, 10", "longitude"), ("", "No building")]
)
def test_a_place_that_is_none_is_named_and_nothing_is_lost(
    world: World, page_of: PageOf, said: str, words: str
) -> None:
    crowd(world, 2)
    first = buildings(world)[0]
    page = page_of(world.an)
    fresh = page.get(url("board", world.bamboo))
    sent = {"act_id": fresh.context["form"]["act_id"].value(), f"at_{first}": said}
    answer = page.post(url("board", world.bamboo), sent)
    assert answer.status_code == 422
    assert words in text(answer)
    assert f'value="{said}"' in text(answer) or not said
    with world.all_eyes():
        assert Building.objects.get(pk=first).lon is None


def rows(*said: tuple[str, str, str]) -> dict[str, str]:
    """Rows of exceptions as the page sends them: rule, buildings, why."""
    sent = {"exception-TOTAL_FORMS": str(len(said)), "exception-INITIAL_FORMS": "0"}
    for number, row in enumerate(said):
        sent |= {
            f"exception-{number}-{name}": word for name, word in zip(("rule", "buildings", "reason"), row, strict=True)
        }
    return sent


def test_a_named_exception_shapes_the_cut_and_is_kept_with_it(world: World, page_of: PageOf) -> None:
    settle(world)
    browser = page_of(world.an)
    with world.all_eyes():
        first, *_others, last = Building.objects.filter(community=world.bamboo).order_by("place_in_walk", "number")
    plain = browser.get(url("cut", world.bamboo), {"number": "2"}).context["drawn"]
    assert not any({first, last} <= set(grid.buildings) for grid in plain)
    said = rows(
        ("joined", f"{first}, {last}", "一道小门"), ("together", f"{first}、{last}", "同一个院子"), ("parted", "", "")
    )
    shown = browser.get(url("cut", world.bamboo), {"number": "2", **said})
    drawn = shown.context["drawn"]
    assert any({first, last} <= set(grid.buildings) for grid in drawn)
    assert "同一个院子" in text(shown)
    sent = {
        "act_id": "01890000-0000-7000-8000-000000000003", "number": 2, "grid": ["", ""], "name": ["东", "西"],
        "buildings": [grid.keys for grid in drawn], "worker": ["", ""], "exceptions": shown.context["exceptions"],
    }  # fmt: skip
    after = browser.post(url("decide", world.bamboo), sent, follow=True)
    assert "2 grids are drawn." in text(after) and 'value="同一个院子"' in text(after)
    with world.eyes_of(world.an):
        assert [each.rule for each in exceptions_kept(world.bamboo)] == ["joined", "together"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("together", "77, 78", "x"), "No building 77 stands here."),
        (("together", "1", "x"), "Name at least two buildings, each once."),
        (("together", "1, 1", "x"), "Name at least two buildings, each once."),
        (("parted", "1, 2", ""), "This field is required."),
    ],
)
def test_an_exception_that_cannot_be_is_said_beside_its_field(
    world: World, page_of: PageOf, row: tuple[str, str, str], words: str
) -> None:
    settle(world)
    page = page_of(world.an).get(url("cut", world.bamboo), {"number": "3", **rows(row)})
    assert page.status_code == 422 and words in text(page)
    assert page.context["form"]["number"].value() == "3"


def test_an_exception_of_another_place_or_damaged_writes_nothing(world: World, page_of: PageOf) -> None:
    settle(world)
    browser = page_of(world.an)
    drawn = browser.get(url("cut", world.bamboo), {"number": "1"}).context["drawn"]
    foreign = json.dumps([{"rule": "together", "buildings": [1, 999_999], "reason": "x"}])
    for number, (exceptions, words) in enumerate(
        {"no json": "did not come whole", foreign: "does not stand here"}.items()
    ):
        sent = {
            "act_id": f"01890000-0000-7000-8000-00000000001{number}", "number": 1, "grid": [""], "name": ["东"],
            "buildings": [drawn[0].keys], "worker": [""], "exceptions": exceptions,
        }  # fmt: skip
        assert words in text(browser.post(url("decide", world.bamboo), sent, follow=True))
