"""All notices of a measure in one file: a sheet for every household it binds, with basis, dates, rights and phone."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import typst
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.areas.models import Person
from fangxian.measures.models import Closure, UnitClosure
from fangxian.register.acts import CutGrids, GridWanted
from fangxian.register.links import link_of
from tests.homes import Homes, settle
from tests.measures.examples import close_unit
from tests.measures.orders import close, gates
from tests.world import World

PageOf = Callable[[Person], Client]


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


@pytest.fixture
def sheets(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is handed to the typesetter, which sets it all the same."""
    given: list[dict[str, Any]] = []
    real = typst.compile

    def compiled(source: bytes, *, sys_inputs: dict[str, str], **settings: Any) -> Any:
        given.append(json.loads(sys_inputs["given"]))
        return real(source, sys_inputs=sys_inputs, **settings)

    monkeypatch.setattr(typst, "compile", compiled)
    return given


def test_a_closed_place_prints_a_sheet_for_every_home_at_one_press(
    world: World, homes: Homes, page_of: PageOf, sheets: list[dict[str, Any]]
) -> None:
    (south,) = gates(world, "南门")
    closure = close(world, south)
    url = reverse("measures:closure_notices", args=[world.bamboo, closure])
    client = page_of(world.an)
    piles = reverse("measures:piles", args=[world.bamboo, closure])
    assert piles in client.get(reverse("measures:overview", args=[world.bamboo])).content.decode()
    assert client.get(piles)["Location"] == url, "a place cut into no grids is one pile"
    answer = client.get(url)
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    (said,) = sheets
    with world.all_eyes():
        order = Closure.objects.select_related("supply_owner").get(pk=closure)
    assert len(said["homes"]) == 3 and len({home["to"] for home in said["homes"]}) == 3
    assert not any("link" in home for home in said["homes"]), "the pages of the households are not open"
    assert "南门" in said["text"] and order.body in said["text"]
    assert dict(said["facts"])["Basis"] == order.basis and dict(said["facts"])["Document number"] == order.document_no
    assert dict(said["facts"])["Looked at again on"] == f"{order.review_on:%Y-%m-%d}"
    assert order.contact_phone in said["help"] and order.supply_owner.name in said["help"]
    assert len(said["rights"]) == 3 and "within 48 hours" in said["rights"][-1]


def test_a_closed_stair_prints_for_its_own_homes_only(
    world: World, homes: Homes, page_of: PageOf, sheets: list[dict[str, Any]]
) -> None:
    closure = world.written(close_unit(world, homes), by=world.an)["unit_closure"]
    url = reverse("measures:unit_notices", args=[world.bamboo, closure])
    client = page_of(world.an)
    assert url in client.get(reverse("measures:overview", args=[world.bamboo])).content.decode()
    assert client.get(url).content.startswith(b"%PDF")
    assert [home["to"] for home in sheets[0]["homes"]] == [f"To the household {homes.households[2]}:"]
    assert client.get(reverse("measures:unit_notices", args=[world.lotus, closure])).status_code in (403, 404)
    with world.all_eyes():
        one = UnitClosure.objects.get(pk=closure)
    assert timezone.localtime(one.since).strftime("%Y-%m-%d %H:%M") in sheets[0]["text"]


def test_every_grid_gets_its_own_pile_and_its_worker_is_named(
    world: World, homes: Homes, page_of: PageOf, sheets: list[dict[str, Any]]
) -> None:
    with world.all_eyes():
        mine, *others = [home.dwelling.building_id for home in homes.households]
    wanted = [
        GridWanted(name="一网格", buildings=(mine,), worker=world.tian.pk),
        GridWanted(name="二网格", buildings=tuple(others)),
    ]
    world.written(CutGrids(area=world.bamboo.pk, grids=wanted), by=world.an)
    (south,) = gates(world, "南门")
    closure = close(world, south)
    client = page_of(world.an)
    answer = client.get(reverse("measures:piles", args=[world.bamboo, closure]))
    grid, rest = answer.context["piles"]
    assert (grid.place.name, grid.worker, grid.sheets) == ("一网格", world.tian, 1)
    assert (rest.place.name, rest.worker, rest.sheets) == ("二网格", None, 2)
    assert answer.context["sheets"] == 3
    url = reverse("measures:closure_notices", args=[world.bamboo, closure])
    assert f"{url}?pile={grid.place.code}" in answer.content.decode()
    assert client.get(url, {"pile": grid.place.code}).status_code == 200
    assert [home["to"] for home in sheets[0]["homes"]] == [f"To the household {homes.li.household}:"]
    assert client.get(url, {"pile": world.lotus.code}).status_code == 404
    assert client.get(url, {"pile": "南"}).status_code == 404


def test_words_that_look_like_marks_are_only_words(world: World, page_of: PageOf) -> None:
    (south,) = gates(world, '#panic("x") *门*')
    settle(world)
    closure = close(world, south)
    answer = page_of(world.an).get(reverse("measures:closure_notices", args=[world.bamboo, closure]))
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")


def test_each_sheet_carries_its_households_own_link_for_whoever_hands_links_out(
    world: World, homes: Homes, page_of: PageOf, sheets: list[dict[str, Any]]
) -> None:
    (south,) = gates(world, "南门")
    closure = close(world, south)
    client = page_of(world.an)
    client.post(reverse("slips:open", args=[world.bamboo]), {"act_id": str(uuid7())})
    url = reverse("measures:closure_notices", args=[world.bamboo, closure])
    assert client.get(url).content.startswith(b"%PDF")
    links = {home["link"] for home in sheets[0]["homes"]}
    with world.all_eyes():
        keys = {found.household for link in links if (found := link_of(link.rstrip("/").rsplit("/", 1)[-1]))}
    assert keys == {home.pk for home in homes.households}
    assert all(home["code"].startswith("<svg") for home in sheets[0]["homes"])
    assert page_of(world.gao).get(url).content.startswith(b"%PDF")
    assert not any("link" in home for home in sheets[1]["homes"]), "a gatekeeper hands no links out"


def test_a_gatekeeper_gets_no_link_on_the_notice_of_one_household(world: World, homes: Homes, page_of: PageOf) -> None:
    (south,) = gates(world, "南门")
    close(world, south)
    page_of(world.an).post(reverse("slips:open", args=[world.bamboo]), {"act_id": str(uuid7())})
    url = reverse("measures:home_notice", args=[world.bamboo, homes.li.household_id])
    assert page_of(world.an).get(url).context["slip"] is not None
    assert page_of(world.gao).get(url).context["slip"] is None
