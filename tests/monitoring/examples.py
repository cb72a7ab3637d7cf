"""Examples of the acts on people of concern."""

from fangxian.door.act import Act
from fangxian.monitoring.acts import (
    AcknowledgeReferral,
    AskWelfareVisit,
    CloseSearch,
    CloseWatch,
    HandOverWatch,
    IssueCertificate,
    NameCarer,
    NoteSpecialGroup,
    OpenWatch,
    RecordAttempt,
    RecordReading,
    RecordWelfareVisit,
    SettleReferral,
    WriteClinicalNote,
)
from tests.examples import Example
from tests.homes import Homes
from tests.monitoring.watching import opening, reading
from tests.world import World, ago


def opened(world: World, homes: Homes) -> int:
    key: int = world.written(opening(homes.li), by=world.an)["watch"]
    return key


def missing(world: World, homes: Homes) -> int:
    key: int = world.written(opening(homes.li, happened_at=ago(days=3)), by=world.an)["watch"]
    return key


def referred(world: World, homes: Homes) -> int:
    opened(world, homes)
    key: int = world.written(reading(homes.li, "38.2", "dry_cough"), by=world.an)["referral"]
    return key


def visit_wanted(world: World, homes: Homes) -> int:
    asked = AskWelfareVisit(household=homes.li.household_id, words="李青睡不着,害怕")
    key: int = world.written(asked, by=world.an)["visit"]
    return key


EXAMPLES: dict[type[Act], Example] = {
    AcknowledgeReferral: lambda world, homes: AcknowledgeReferral(referral=referred(world, homes)),
    AskWelfareVisit: lambda _, homes: AskWelfareVisit(household=homes.li.household_id, words="李青睡不着,害怕"),
    CloseWatch: lambda world, homes: CloseWatch(
        watch=opened(world, homes), outcome="mistaken", reason="李青没有外出过"
    ),
    HandOverWatch: lambda world, homes: HandOverWatch(watch=opened(world, homes), to=world.mei.pk),
    IssueCertificate: lambda _, homes: IssueCertificate(resident=homes.li.pk, certificate="residence"),
    CloseSearch: lambda world, homes: CloseSearch(watch=missing(world, homes), outcome="found", words="在张伟家"),
    NameCarer: lambda world, homes: NameCarer(watch=opened(world, homes), name="张伟", age=41),
    NoteSpecialGroup: lambda world, homes: NoteSpecialGroup(watch=opened(world, homes), group="pregnant"),
    OpenWatch: lambda _, homes: opening(homes.li),
    RecordAttempt: lambda _, homes: RecordAttempt(resident=homes.li.pk, how="visit", found="away"),
    RecordReading: lambda _, homes: reading(homes.li, "37.5", note="李青说头疼"),
    RecordWelfareVisit: lambda world, homes: RecordWelfareVisit(visit=visit_wanted(world, homes), note="李青好些了"),
    SettleReferral: lambda world, homes: SettleReferral(
        referral=referred(world, homes), outcome="transferred", note="李青转发热门诊"
    ),
    WriteClinicalNote: lambda _, homes: WriteClinicalNote(resident=homes.li.pk, text="李青肺部听诊清"),
}
