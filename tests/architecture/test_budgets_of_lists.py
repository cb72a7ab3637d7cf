"""How often a page asks the database: as often for thirty as for three, and never more than its budget.

Every page of the house is found in the URL table and opened by following the links people follow, in a small Bamboo
and in a large one. A page without a budget fails, and so does one that no link leads to.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.db import connection, reset_queries, transaction
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, URLResolver, get_resolver, resolve
from pytest_django import DjangoDbBlocker

from tests.architecture.test_pages import filled
from tests.crowd import crowd
from tests.world import World, people_the_world

pytestmark = pytest.mark.django_db

FEW, MANY = 3, 12
VISITORS = ("an", "qu")
# How many addresses of one page are opened for each visitor; two are enough to see that they differ.
SAMPLES = 2
LINK = re.compile(r'(?:href|action|hx-get)="([^"#]*)')
VARIES = re.compile(r"'[^']*'|\d+")

# Questions per page, the three or four for the person and the place included. The digest with its last seven days is
# asked for apart, by a link: a week is eight times a day.
BUDGETS = {
    "canvass:door": 10, "canvass:doors": 16, "canvass:report": 14, "canvass:sheet": 14,
    "cases:chain": 14, "cases:signal": 14, "cases:signals": 9, "cases:source": 13, "cases:raise_signal": 8,
    "register:employers": 11,
    "cases:case": 29, "cases:name_contact": 10, "cases:stay": 12, "cases:onset": 9,
    "cases:take_back_step": 9, "cases:take_back_link": 9, "cases:shift": 10,
    "cases:classify": 8, "cases:decide": 12, "cases:link": 10, "cases:overview": 17, "cases:record": 6,
    "console:aside": 7, "console:find": 8, "console:home": 6, "console:ledger": 10, "console:names": 16,
    "console:pack": 7, "console:packs": 11, "console:packs_compare": 7, "console:people": 8, "console:place": 33,
    "console:roles": 6, "console:stray": 7, "console:strays": 8,
    "disinfection:calculator": 7, "disinfection:coverage": 7, "disinfection:end": 7, "disinfection:place": 9,
    "disinfection:plan": 8, "disinfection:products": 7, "disinfection:sheet": 8, "disinfection:today": 9,
    "duty:board": 19, "duty:calendar": 9, "duty:fatigue": 13, "duty:member": 14, "duty:now": 9, "duty:plan": 14,
    "duty:posts": 7, "duty:roster": 13, "duty:sheet": 12, "duty:shift": 30, "duty:team": 10,
    "gates:arrivals": 9, "gates:authorisations": 8, "gates:book": 7, "gates:desk": 21, "gates:handover": 12,
    "gates:lanes": 9, "gates:paper": 7,
    "gates:passages": 11, "gates:passes": 12,
    "linelists:counts": 7, "linelists:list": 15, "linelists:overview": 9, "linelists:row": 14,
    "measures:answer": 10, "measures:complain": 7, "measures:complaints": 10, "measures:close_unit": 9,
    "measures:lift_unit": 7, "measures:review": 10, "measures:review_home": 10, "measures:review_unit": 10,
    "monitoring:certificate": 7, "monitoring:certificates": 8, "monitoring:desk": 16, "monitoring:everyone": 14,
    "monitoring:notice": 14, "monitoring:open": 9, "monitoring:person": 15, "monitoring:today": 16,
    "monitoring:watch": 17,
    "measures:close": 9, "measures:confine": 9, "measures:home": 10, "measures:home_notice": 10, "measures:homes": 6,
    "measures:closure_notices": 10, "measures:piles": 8, "measures:unit_notices": 10,
    "measures:lift": 8, "measures:notice": 8, "measures:overview": 17, "measures:release": 8,
    "nights:night": 10,
    "phones:list": 8,
    "register:add": 7, "register:board": 7, "register:buildings": 8, "register:cut": 16, "register:grids": 16,
    "register:correct": 7, "register:depart": 7, "register:household": 9,
    "register:imports": 9, "register:move": 7, "register:preview": 8, "register:residents": 12, "register:result": 9,
    "register:unplaced": 8,
    "reports:digest": 1175, "reports:file": 283,
    "slips:links": 14,
    "standdown:ask_erasure": 157, "standdown:figures": 12, "standdown:held": 164, "standdown:hold": 6,
    "standdown:overview": 53, "standdown:privacy": 12,
    "standdown:service": 16, "standdown:sign": 13, "standdown:stock": 13,
    "supplies:grid": 13, "supplies:labels": 10, "supplies:medicines": 9, "supplies:move": 8, "supplies:needs": 8,
    "supplies:order_file": 8, "supplies:purchase": 16, "supplies:stock": 15, "supplies:sheet": 9, "supplies:tour": 9,
    "field:app": 4, "field:manifest": 4,
    "whatif:overview": 10,
    "tasks:day": 11, "tasks:preview": 9, "tasks:sheet": 11, "tasks:task": 13,
}  # fmt: skip
# Pages no link leads to, and why.
UNREACHED = {
    "field:worker": "asked for by the phone's app itself",
    **dict.fromkeys(("field:hello", "field:snapshot", "field:words"), "asked by phones, no page leads there"),
    "households:page": "opened by a household's own link; tests/households/test_own_page.py opens it",
    "disinfection:proof": "no pack asks the crowd for photos; tests/disinfection/test_photos.py opens it",
    "duty:progress": "lives only as long as a roster is being planned",
    **dict.fromkeys(
        (
            "standdown:hand_over",
            "standdown:step_down",
            "standdown:lift_hold",
            "standdown:confirm_erasure",
            "standdown:service_papers",
        ),
        "the crowd's response is not over; tests/standdown opens them",
    ),
    "standdown:erasure_paper": "the crowd has erased nothing; tests/standdown/test_erasing.py opens it",
    "whatif:progress": "lives only as long as plans are being tried",
    "nights:tours": "the crowd's night planned no bags; tests/nights/test_plan_day.py opens it",
    "register:notice": "the crowd's buildings lie in no grid; tests/register/test_grids.py opens it",
    "whatif:trial": "the crowd has tried no plans; tests/whatif/test_room.py opens it",
    "register:progress": "lives only as long as a large ledger is being taken in",
}


# Pages people open with a question of their own.
ASKED = (
    "gates/?q=客", "gates/?q=张", "gates/?q=鲁L2", "register/?q=张", "register/?q=0001", "ledger/?kind=tasks.note_task",
    "ledger/?verify=1", "packs/compare/?left=cn-2020-covid&right=sars-2003", "duty/?day=2020-02-10",
    "notebook/?day=2020-02-10",
    "cases/signals/?q=钢厂",
    "ending/held/", "ending/held/erase/", "ending/held/hold/",
    "register/grids/cut/?number=2", "gates/passages?day=2020-02-10", "measures/homes/?q=1号", "measures/homes/?q=2号",
)  # fmt: skip


@dataclass
class Walk:
    """What each page asked when it asked most, and where; the pages that only take what is sent; what broke."""

    asked: dict[str, list[str]] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    only_sent: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)

    def count(self, page: str) -> int:
        """How many questions the page asked; 0 for one that was not reached."""
        return len(self.asked.get(page, []))


@pytest.fixture(scope="module")
def walks(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Walk, Walk]]:
    """A walk through a small Bamboo and one through a large one; nothing of either stays."""
    with django_db_blocker.unblock():
        yield walk_of(FEW), walk_of(MANY)


def walk_of(n: int) -> Walk:
    """A walk through a Bamboo with `n` of everything."""
    with transaction.atomic():
        world = people_the_world()
        crowd(world, n)
        walk = walked(world)
        transaction.set_rollback(True)
    return walk


def walked(world: World) -> Walk:
    """Every page of the house as each visitor reaches it."""
    walk = Walk()
    for nickname in VISITORS:
        client = client_of(world, nickname)
        follow(client, walk, f"/{world.bamboo.code}/", f"/{world.lotus.code}/measures/")
    the_medic_looks(world, walk)
    lead = client_of(world, "an")
    left = {page: route for page, route in named(get_resolver()) if page not in walk.asked}
    codes = {page: code_of(route.format(place=world.bamboo.code), world, lead) for page, route in left.items()}
    walk.only_sent = {page for page, code in codes.items() if code == 405}
    return walk


def the_medic_looks(world: World, walk: Walk) -> None:
    """Open the medic's own pages: the desk, and a page of each kind it leads to."""
    client, desk = client_of(world, "mei"), f"/{world.bamboo.code}/watches/medic/"
    answer = look(client, walk, "monitoring:desk", desk)
    leads = {page_at(url): url for url in onward(answer, desk)}
    look(client, walk, "monitoring:person", leads["monitoring:person"])


def code_of(url: str, world: World, lead: Client) -> int:
    """What a page answers the lead, or the medic where the lead may not look."""
    code = lead.get(url).status_code
    return client_of(world, "mei").get(url).status_code if code == 403 else code


def client_of(world: World, nickname: str) -> Client:
    """A browser in which somebody of the cast is signed in."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.people[nickname], backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def follow(client: Client, walk: Walk, home: str, *more: str) -> None:
    """Open these addresses and whatever they lead to, no page more often than SAMPLES for the same kind of question."""
    todo, seen = deque(["/", "/places/", "/roles/", home, *more, *(home + asked for asked in ASKED)]), set[str]()
    opened: Counter[tuple[str, ...]] = Counter()
    while todo:
        url = todo.popleft()
        page = page_at(url)
        kind = (page, *sorted(parse_qs(urlsplit(url).query)))
        if not page or url in seen or opened[kind] >= SAMPLES:
            continue
        seen.add(url)
        answer = look(client, walk, page, url)
        if answer.status_code < 400:
            opened[kind] += 1
            todo += onward(answer, url)
        elif answer.status_code == 405:
            opened[kind] = SAMPLES  # it only takes what is sent, wherever it stands


def page_at(url: str) -> str:
    """The name of the room's page at an address; empty for what is no page of a room."""
    try:
        found = resolve(urlsplit(url).path)
    except Resolver404:
        return ""
    return found.view_name if found.func.__module__.startswith("fangxian.") and found.namespaces else ""


def look(client: Client, walk: Walk, page: str, url: str) -> HttpResponseBase:
    """Open a page and note what it asked, if it never asked more."""
    reset_queries()  # the log of a connection is full after some thousands, and would count nothing any more
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url)
    if answer.status_code >= 500:
        walk.broken.add(f"{url} {answer.status_code}")
    if answer.status_code < 400 and len(asked) > walk.count(page):
        walk.asked[page] = [query["sql"] for query in asked.captured_queries]
        walk.addresses[page] = url
    return answer


def onward(answer: HttpResponseBase, url: str) -> list[str]:
    """Where a page leads."""
    if answer.status_code in (301, 302):
        return [answer.headers["Location"]]
    if not isinstance(answer, HttpResponse) or not answer.headers["Content-Type"].startswith("text/html"):
        return []
    found = [unescape(link) for link in LINK.findall(answer.content.decode())]
    return [urlsplit(url).path + link if link.startswith("?") else link for link in found]


def named(resolver: URLResolver, space: str = "", before: str = "/") -> Iterator[tuple[str, str]]:
    """Every page of the rooms by its name, with its address."""
    for found in resolver.url_patterns:
        route = before + filled(str(found.pattern))
        if isinstance(found, URLResolver):
            yield from named(found, found.namespace or space, route)
        elif space and found.callback.__module__.startswith("fangxian."):
            yield f"{space}:{found.name}", route


PAGES = sorted({page for page, _ in named(get_resolver())})
Walks = tuple[Walk, Walk]


def test_no_page_breaks_on_the_way(walks: Walks) -> None:
    assert walks[0].broken | walks[1].broken == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_reached_and_has_a_budget(walks: Walks, page: str) -> None:
    if page in walks[0].only_sent or page in UNREACHED:
        assert page not in BUDGETS
    else:
        assert walks[0].count(page), "no link leads to this page, or nobody of the visitors may open it"
        assert page in BUDGETS, f"give it a budget: it asks {walks[1].count(page)} questions"


@pytest.mark.parametrize("page", sorted(BUDGETS))
def test_a_page_stays_within_its_budget(walks: Walks, page: str) -> None:
    assert 0 < walks[1].count(page) <= BUDGETS[page]


@pytest.mark.parametrize("page", sorted(BUDGETS))
def test_a_page_asks_no_more_for_many_rows_than_for_few(walks: Walks, page: str) -> None:
    few, many = (Counter(VARIES.sub("?", sql) for sql in walk.asked.get(page, [])) for walk in walks)
    assert walks[0].count(page) == walks[1].count(page), "\n".join(sql[:200] for sql in (many - few) | (few - many))


def test_a_page_that_asks_for_each_row_is_found_out() -> None:
    few, many = Walk({"x": ["a", "b"]}), Walk({"x": ["a", "b", "b"]})
    with pytest.raises(AssertionError):
        test_a_page_asks_no_more_for_many_rows_than_for_few((few, many), "x")
