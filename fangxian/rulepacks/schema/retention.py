"""The keys of a disease pack on what may be kept of people, for how long and on what ground (domain-rules J)."""

from functools import partial

from .making import column, key, whole
from .types import Table, Text, Word

need = partial(key, "disease")
_DAYS = whole(1, 3650)

RETENTION = (
    need(
        "retention.registers",
        Table(
            (
                column("register", Word("register"), "登记簿", "register"),
                column("days", _DAYS, "收尾后最多保留（天）", "kept after the ending, days", unit="days"),
                column("basis", Text(), "依据", "legal ground"),
            ),
            unique=("register",),
        ),
        "table",
        "个人信息保留期限",
        "How long what is held of people may be kept",
    ),
    need("retention.uploads_days", _DAYS, "days", "未导入的台账文件保留", "Ledger files never taken in are kept"),
    need("retention.passages_days", _DAYS, "days", "出入记录保留姓名和车牌", "Passages keep names and plates"),
    need("retention.arrivals_days", _DAYS, "days", "已办结的来人通报保留", "Arrivals that were seen to are kept"),
    need("retention.logs_days", _DAYS, "days", "登录记录保留", "Records of signing in are kept"),
    need("retention.small_cell_min", whole(2, 100), "persons", "公布的最小数目", "The smallest count that is told"),
)
