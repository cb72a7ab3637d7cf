"""Examples of the door's own acts."""

import json

from django.utils import timezone

from fangxian.areas.models import Post
from fangxian.door.act import Act
from fangxian.door.acts import AdoptPack, AppointPost, EndPost, IssueInvitation, MendStray, OpenNames, SetStrayAside
from fangxian.door.models import Stray
from tests.examples import Example
from tests.homes import Homes
from tests.world import World


def adopt(world: World, _: Homes) -> Act:
    return AdoptPack(area=world.bamboo.pk, pack_kind="disease", pack="sars-2003", since=timezone.localdate())


def appoint(world: World, _: Homes) -> Act:
    return AppointPost(area=world.bamboo.pk, username="newcomer", name="新来", role="gatekeeper")


def end_post(world: World, _: Homes) -> Act:
    with world.all_eyes():
        return EndPost(post=Post.objects.get(person=world.gao).pk)


def invite(world: World, _: Homes) -> Act:
    with world.all_eyes():
        return IssueInvitation(post=Post.objects.get(person=world.gao).pk)


def open_names(world: World, _: Homes) -> Act:
    return OpenNames(area=world.bamboo.pk, reason="核对转运名单")


def stray_of(world: World) -> Stray:
    return Stray._base_manager.create(
        act_id="1", kind="door.lost", area=world.bamboo, by=world.an, received_at=timezone.now(),
        raw=json.dumps({"kind": "door.lost"}), reason="unknown_kind",
    )  # fmt: skip


def mend(world: World, homes: Homes) -> Act:
    corrected = appoint(world, homes).model_dump(mode="json")
    return MendStray(stray=stray_of(world).pk, act_kind="door.appoint_post", values=corrected)


def set_aside(world: World, _: Homes) -> Act:
    return SetStrayAside(stray=stray_of(world).pk, reason="重复登记,已核实")


EXAMPLES: dict[type[Act], Example] = {
    AdoptPack: adopt,
    AppointPost: appoint,
    EndPost: end_post,
    IssueInvitation: invite,
    MendStray: mend,
    OpenNames: open_names,
    SetStrayAside: set_aside,
}
