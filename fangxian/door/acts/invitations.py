"""Inviting somebody to choose a password: there is no e-mail, so the link is handed over by a person.

The ledger keeps who invited whom and when. The link itself is made by the page afterwards (`door.invitations`) and is
never part of an act, a payload or an answer.
"""

from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area, Person, Post
from fangxian.areas.queries import places_of, scope_of
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Refusal, handles
from fangxian.door.words import refusals

REFUSALS = refusals(
    not_serving=_("This person holds no post now. Give them a post first."),
    serves_elsewhere=_("This person also serves where you do not appoint. Ask the person responsible there."),
)


class IssueInvitation(Decision):
    """Allow a person who serves here to choose a password: a first one, or a new one after it was forgotten."""

    needs = Can.APPOINT
    post: int

    def place(self) -> Area:
        """The area of the post for whose sake the person is invited."""
        return Post.objects.select_related("area").get(pk=self.post).area


@handles(IssueInvitation)
def issue_invitation(act: IssueInvitation, doing: Doing) -> Answer:
    """Allow it if the sender appoints at every place the person serves: a link must not open more than they staff."""
    person = Person.objects.get(pk=Post.objects.get(pk=act.post).person_id)
    held = places_of(person, at=doing.at)
    if not held or not person.is_active:
        raise Refusal("not_serving")
    eyes = scope_of(doing.by, at=doing.at)
    if not all(eyes.may(Can.APPOINT, post.area_id) for post in held):
        raise Refusal("serves_elsewhere")
    return {"person": person.pk}
