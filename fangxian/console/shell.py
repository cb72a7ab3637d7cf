"""What surrounds every page: the place, what can be done there, and who is at work."""

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fangxian.areas import scope
from fangxian.areas.models import Area, Person, Post
from fangxian.areas.roles import ROLE_NAMES, Can

Words = str | Promise


@dataclass(frozen=True)
class Item:
    """One line of the navigation."""

    label: Words
    url: str
    icon: str
    active: bool
    badge: str = ""
    go: str = ""


@dataclass(frozen=True)
class Section:
    """A group of lines."""

    label: Words
    items: list[Item]


@dataclass(frozen=True)
class Held:
    """A post of the person at work, as a link to its place."""

    label: str
    url: str


@dataclass(frozen=True)
class Shell:
    """Everything `base.html` needs."""

    place: Area | None = None
    sections: list[Section] = field(default_factory=list)
    user_name: str = ""
    posts: list[Held] = field(default_factory=list)


Line = tuple[Words, str, str, *tuple[Can, ...]]

# In the order of a secretary's day: today, people, guard, supply, health, words, and the house itself.
SECTIONS: list[tuple[Words, list[Line]]] = [
    (_("Today"), [
        (_("Overview"), "console:place", "home", Can.SEE_PLACE),
        (_("Notebook"), "tasks:day", "notebook", Can.SEE_TASKS),
        (_("Evening digest"), "reports:digest", "report", Can.READ_DIGEST),
        (_("The night's plan"), "nights:night", "calendar-time", Can.SEE_COUNTS),
    ]),
    (_("Guard"), [
        (_("Gate"), "gates:desk", "door", Can.WORK_GATE),
        (_("Passages"), "gates:passages", "history", Can.SEE_GATE),
        (_("Expected arrivals"), "gates:arrivals", "walk", Can.SEE_HOMES),
        (_("Closure"), "measures:overview", "shield", Can.SEE_ORDERS),
        (_("Roster"), "duty:board", "calendar", Can.SEE_DUTY),
        (_("Outbreak what-if"), "whatif:overview", "scale", Can.SEE_COUNTS),
        (_("Ending"), "standdown:overview", "flag", Can.SEE_COUNTS),
    ]),
    (_("Homes"), [
        (_("Register"), "register:residents", "users", Can.SEE_HOMES),
        (_("Grids"), "register:grids", "map", Can.SEE_HOMES),
        (_("Import a ledger"), "register:imports", "upload", Can.KEEP_REGISTER),
        (_("Sweep"), "canvass:doors", "walk", Can.CANVASS),
        (_("Needs and deliveries"), "supplies:needs", "basket", Can.SEE_SUPPLY),
        (_("Stock"), "supplies:stock", "package", Can.SEE_SUPPLY),
        (_("Disinfection"), "disinfection:today", "spray", Can.SEE_ROUNDS),
        (_("Under observation"), "monitoring:today", "temperature", Can.SEE_WATCH, Can.SEE_COUNTS),
        (_("Household pages"), "slips:links", "link", Can.KEEP_REGISTER),
        (_("Medic's desk"), "monitoring:desk", "stethoscope", Can.SEE_CLINICAL),
        (_("Cases and level"), "cases:overview", "virus", Can.SEE_HEALTH, Can.SEE_COUNTS),
    ]),
    (_("House"), [
        (_("People and posts"), "console:people", "id", Can.APPOINT),
        (pgettext_lazy("devices", "Phones"), "phones:list", "phone", Can.MEND),
        (_("Rule packs"), "console:packs", "book", Can.SEE_PLACE),
        (_("Ledger"), "console:ledger", "list-check", Can.SEE_LEDGER),
        (_("To put right"), "console:strays", "alert-triangle", Can.MEND),
    ]),
]  # fmt: skip

# After G, the letter that opens a page.
GO = {
    "console:place": "h", "tasks:day": "n", "reports:digest": "d", "gates:desk": "g", "gates:passages": "p",
    "measures:overview": "c", "duty:board": "r", "register:residents": "l", "supplies:needs": "s",
    "supplies:stock": "k", "disinfection:today": "x", "cases:overview": "v", "monitoring:today": "o",
    "monitoring:desk": "m",
}  # fmt: skip


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor: `shell`, made only if a template asks for it."""
    return {"shell": SimpleLazyObject(lambda: shell_of(request))}


def shell_of(request: HttpRequest) -> Shell:
    """The surroundings of one request; empty for whoever is not signed in."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return Shell()
    held: list[Post] = getattr(request, "held", [])
    place = getattr(request, "place", None) or (held[0].area if held else None)
    return Shell(
        place=place, sections=sections(place, request.path) if place else [], user_name=person.name,
        posts=[as_link(post) for post in held],
    )  # fmt: skip


def as_link(post: Post) -> Held:
    """A post as a link to its place."""
    return Held(f"{post.area.name} · {ROLE_NAMES[post.role]}", reverse("console:place", args=[post.area]))


def sections(place: Area, path: str) -> list[Section]:
    """The groups of lines this person has at a place; a group without lines is left out."""
    eyes = scope.current()
    found = []
    for label, lines in SECTIONS:
        open_lines = [line for line in lines if any(eyes.may(ability, place.pk) for ability in line[3:])]
        items = [item(line, place, path) for line in open_lines]
        if items:
            found.append(Section(label, items))
    return found


def item(line: Line, place: Area, path: str) -> Item:
    """One line, marked when it is the page shown."""
    label, name, icon, *_needs = line
    url = address(name, place)
    return Item(label, url, icon, active=path == url, go=GO.get(name, ""))


def address(name: str, place: Area) -> str:
    """The address of a place's page by its name."""
    return reverse(name, args=[place])
