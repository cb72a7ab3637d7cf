"""A relocation community of 331 buildings and 22,000 people."""

from datetime import timedelta

from fangxian.demo.ledgers import community_ledger
from fangxian.demo.people import community_homes, settled
from fangxian.demo.stage import Stage
from fangxian.register.acts import ImportLedger, UploadLedger

BUILDINGS, PEOPLE, SEED = 331, 22_000, 331


def settle_community(stage: Stage) -> None:
    """The community's ledger comes in, in one file."""
    people = settled(community_homes(BUILDINGS), PEOPLE, seed=SEED)
    content = community_ledger("新港社区居民信息摸底台账", people, on=stage.first_day.date())
    at = stage.at(0, 7)
    upload = UploadLedger(
        area=stage.places["community"].pk, file_name="新港社区台账.xlsx", content=content, happened_at=at
    )
    number = stage.do(upload, by="shequ")["upload"]
    stage.do(ImportLedger(upload=number, happened_at=at + timedelta(minutes=10)), by="shequ")
