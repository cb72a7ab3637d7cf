"""Who serves where, which rule pack governs, and names opened to an upper level for a stated reason."""

from datetime import date, timedelta
from typing import Annotated

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, Field

from fangxian.areas.models import Area, NamesOpened, PackChoice, Person, Post
from fangxian.areas.roles import NAMES_OPEN_MINUTES, ROLES, Can
from fangxian.door.act import Answer, Decision, Doing, Refusal, Sealed, handles
from fangxian.door.words import refusals
from fangxian.rulepacks.packs import PackError, packaged_library

REFUSALS = refusals(
    unknown_role=_("There is no role called %(role)s."),
    username_taken=_("The sign-in name %(username)s is taken. Choose another one."),
    above_your_own=_("You can only give posts with abilities that you hold there yourself."),
    post_ends_first=_("A post must end after it begins."),
    post_ended=_("This post has already ended."),
    last_lead=_("Somebody must stay responsible for this place. Appoint the successor first."),
    unknown_pack=_("There is no rule pack called %(pack)s of this kind."),
    reason_needed=_("Write down why. The reason is kept and shown to the people concerned."),
)

# A lead may appoint everyone who serves below them, the medic's own sight included: they invite, they do not read.
# Households speak for themselves alone: whoever opens their pages speaks for nobody's home.
APPOINTABLE_WITHOUT_HOLDING = {Can.SEE_CLINICAL, Can.SPEAK_FOR_HOME}


class AppointPost(Decision):
    """Give a person a post in a place; the person's account is made if the sign-in name is new."""

    needs = Can.APPOINT
    area: int
    username: Annotated[str, Field(min_length=2, max_length=60, pattern=r"^[\w.@+-]+$")]
    name: Annotated[str, Sealed(), Field(min_length=1, max_length=60)]
    role: str
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None

    def place(self) -> Area:
        """The area the post is held in."""
        return Area.objects.get(pk=self.area)


@handles(AppointPost)
def appoint_post(act: AppointPost, doing: Doing) -> Answer:
    """Make the post; a known sign-in name must carry the same name."""
    if act.role not in ROLES:
        raise Refusal("unknown_role", role=act.role)
    if act.until is not None and act.until <= (act.since or doing.at):
        raise Refusal("post_ends_first")
    check_own_abilities(act.role, doing)
    person, made = Person.objects.get_or_create(username=act.username, defaults={"name": act.name})
    if not made and person.name != act.name:
        raise Refusal("username_taken", username=act.username)
    if made:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    post = Post.objects.create(
        person=person,
        role=act.role,
        area=doing.place,
        since=act.since or doing.at,
        until=act.until,
        appointed_by=doing.by,
    )
    return {"post": post.pk, "person": person.pk}


def check_own_abilities(role: str, doing: Doing) -> None:
    """Nobody hands out what they do not hold, except upper levels and administrators, who staff whole places."""
    own = abilities_of(doing)
    staffing = {Can.APPOINT} <= own and not own >= {Can.SEE_HOMES}
    if not staffing and not ROLES[role] - APPOINTABLE_WITHOUT_HOLDING <= own:
        raise Refusal("above_your_own")


def abilities_of(doing: Doing) -> set[Can]:
    """The abilities the sender holds at the place, by posts in force at that moment."""
    held = Post._base_manager.filter(person=doing.by, since__lte=doing.at).select_related("area")
    there = [p for p in held if (p.until is None or p.until > doing.at) and doing.place.pk in p.area.span]
    return {ability for post in there for ability in ROLES[post.role]}


class EndPost(Decision):
    """End a post from now on. The row stays: who served when is part of the record."""

    needs = Can.APPOINT
    post: int

    def place(self) -> Area:
        """The area the post is held in."""
        return Post.objects.select_related("area").get(pk=self.post).area


@handles(EndPost)
def end_post(act: EndPost, doing: Doing) -> Answer:
    """Set the end; the last lead of a place cannot be ended before a successor serves."""
    post = Post.objects.select_for_update().get(pk=act.post)
    if post.until is not None and post.until <= doing.at:
        raise Refusal("post_ended")
    if post.role == "community_lead" and not other_leads(post, doing).exists():
        raise Refusal("last_lead")
    post.until = max(doing.at, post.since + timedelta(microseconds=1))
    post.save(update_fields=["until"])
    return {"post": post.pk}


def other_leads(post: Post, doing: Doing) -> QuerySet[Post]:
    """The other posts of the same role in force at the same place."""
    return Post.objects.filter(area=post.area, role=post.role, until=None, since__lte=doing.at).exclude(pk=post.pk)


class AdoptPack(Decision):
    """Choose the rule pack of a kind that governs a place from a day on."""

    needs = Can.ADOPT_PACK
    area: int
    pack_kind: str
    pack: str
    since: date

    def place(self) -> Area:
        """The area the pack will govern."""
        return Area.objects.get(pk=self.area)


@handles(AdoptPack)
def adopt_pack(act: AdoptPack, doing: Doing) -> Answer:
    """Write the choice; nothing that was decided under the former pack is changed."""
    try:
        found = packaged_library().pack(act.pack)
    except PackError as wrong:
        raise Refusal("unknown_pack", pack=act.pack) from wrong
    if found.kind != act.pack_kind:
        raise Refusal("unknown_pack", pack=act.pack)
    choice = PackChoice.objects.create(
        area=doing.place,
        kind=act.pack_kind,
        pack=act.pack,
        since=act.since,
        chosen_by=doing.by,
        chosen_at=doing.at,
    )
    return {"choice": choice.pk}


class OpenNames(Decision):
    """An upper level opens the names of a place, for a reason that is recorded and for an hour."""

    needs = Can.SEE_COUNTS
    area: int
    reason: Annotated[str, Field(max_length=200)]

    def place(self) -> Area:
        """The area whose names are opened."""
        return Area.objects.get(pk=self.area)


@handles(OpenNames)
def open_names(act: OpenNames, doing: Doing) -> Answer:
    """Write the opening; it ends by itself."""
    if len(act.reason) < 4:
        raise Refusal("reason_needed")
    until = doing.at + timedelta(minutes=NAMES_OPEN_MINUTES)
    opening = NamesOpened.objects.create(
        person=doing.by, area=doing.place, reason=act.reason, since=doing.at, until=until
    )
    return {"opening": opening.pk}
