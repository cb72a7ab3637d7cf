"""Every icon a page asks for is in the sprite: a name that is not there draws nothing, and nobody is told."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from fangxian.areas.models import Person
from fangxian.console.shell import SECTIONS
from tests.architecture.test_pages import pages_of_a_place
from tests.world import World

PageOf = Callable[[Person], Client]

DRAWN = {file.stem for file in (settings.BASE / "frontend" / "console" / "icons").glob("*.svg")}
IN_TEMPLATE = re.compile(r"""parts/icon\.html["'] with name=["']([\w-]+)["']|\bicon=["']([\w-]+)["']""")
ON_PAGE = re.compile(r"icons\.svg#([\w-]*)")


def templates() -> list[Path]:
    """Every template of the house."""
    return sorted(settings.PACKAGE.glob("**/templates/**/*.html"))


@pytest.mark.parametrize("icon", sorted({line[2] for _label, lines in SECTIONS for line in lines}))
def test_every_line_of_the_navigation_has_its_icon(icon: str) -> None:
    assert icon in DRAWN


def test_every_icon_named_in_a_template_is_drawn() -> None:
    named = {name for file in templates() for pair in IN_TEMPLATE.findall(file.read_text()) for name in pair if name}
    assert len(named) > 10
    assert named <= DRAWN


@pytest.mark.parametrize("route", pages_of_a_place())
def test_every_icon_on_a_page_is_drawn(world: World, page_of: PageOf, route: str) -> None:
    page = page_of(world.an).get(route.format(place=world.bamboo.code))
    asked = set() if page.streaming else set(ON_PAGE.findall(page.content.decode(errors="replace")))
    assert asked <= DRAWN


def test_every_icon_is_drawn_on_the_grid_the_sprite_expects() -> None:
    assert len(DRAWN) > 100
    for file in (settings.BASE / "frontend" / "console" / "icons").glob("*.svg"):
        svg = file.read_text()
        assert 'viewBox="0 0 24 24"' in svg and svg.count("<path") > 1, file.name
