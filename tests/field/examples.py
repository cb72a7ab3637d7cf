"""Examples of the acts about phones."""

from uuid import UUID

from fangxian.door.act import Act
from fangxian.field.acts import EnrolPhone, LeavePhone, RevokePhone
from tests.examples import Example
from tests.homes import Homes
from tests.world import World

PHONE = UUID("01900000-0000-7000-8000-0000000000f1")


def enrol(world: World, _: Homes) -> EnrolPhone:
    return EnrolPhone(area=world.bamboo.pk, phone=PHONE, name="村口手机", token_hash="a" * 64, upload_hash="b" * 64)


def leave(world: World, homes: Homes) -> Act:
    world.written(enrol(world, homes), by=world.an)
    return LeavePhone(area=world.bamboo.pk, phone=PHONE)


def revoke(world: World, homes: Homes) -> Act:
    world.written(enrol(world, homes), by=world.an)
    return RevokePhone(phone=PHONE, reason="李青捡到后还没还")


EXAMPLES: dict[type[Act], Example] = {EnrolPhone: enrol, LeavePhone: leave, RevokePhone: revoke}
