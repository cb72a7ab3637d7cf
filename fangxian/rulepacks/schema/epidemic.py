"""The keys of a disease pack on how the disease spreads (domain-rules M)."""

from functools import partial

from .making import column, exact, key, optional_column, optional_key
from .types import Column, Exact, Table, Text, Word

need = partial(key, "disease")
may = partial(optional_key, "disease")
_LONG = exact("0", "1000")
_PERCENT = exact("0", "100")


def _named(value: Exact) -> Table:
    """A table of named numbers, each with its source."""
    return Table(
        (column("what", Text(), "项目", "what"), column("value", value, "数值", "value"), _SOURCE), unique=("what",)
    )


_SOURCE = column("source", Text(), "出处", "source")

_ESTIMATE: tuple[Column, ...] = (
    column("estimate", Text(), "估计", "estimate"),
    column("family", Word("distribution"), "分布", "distribution"),
    optional_column("meanlog", exact("-20", "20"), "对数均值", "mean of logs"),
    optional_column("sdlog", exact("0", "20"), "对数标准差", "sd of logs"),
    optional_column("median", _LONG, "中位数", "median", unit="days"),
    optional_column("mean", _LONG, "均值", "mean", unit="days"),
    optional_column("sd", _LONG, "标准差", "sd", unit="days"),
    optional_column("p95", _LONG, "95%分位", "95 % by", unit="days"),
    optional_column("p975", _LONG, "97.5%分位", "97.5 % by", unit="days"),
    _SOURCE,
)

EPIDEMIC = (
    need(
        "epidemic.incubation",
        Table(_ESTIMATE, unique=("estimate",)),
        "table",
        "潜伏期",
        "Incubation period",
    ),
    may(
        "epidemic.serial_interval",
        Table(_ESTIMATE, unique=("estimate",)),
        "table",
        "代际间隔",
        "Serial interval",
    ),
    may(
        "epidemic.household_sar",
        Table(
            (
                column("estimate", Text(), "估计", "estimate"),
                column("percent", exact("0", "100"), "续发率", "attack rate", unit="%"),
                optional_column("low", exact("0", "100"), "下限", "from", unit="%"),
                optional_column("high", exact("0", "100"), "上限", "to", unit="%"),
                _SOURCE,
            ),
            unique=("estimate",),
        ),
        "table",
        "家庭续发率",
        "Household attack rate",
    ),
    may(
        "epidemic.offspring",
        Table(
            (
                column("estimate", Text(), "估计", "estimate"),
                column("mean", exact("0", "50"), "平均续发数", "mean number infected"),
                optional_column("k", exact("0.001", "100"), "离散参数", "dispersion k"),
                _SOURCE,
            ),
            unique=("estimate",),
        ),
        "table",
        "每例续发数",
        "Number infected by one case",
    ),
    may("epidemic.onset_to_isolation_days", exact("0", "60"), "days", "发病到隔离", "Onset to isolation"),
    may("epidemic.tracing_cut_days", exact("0", "60"), "days", "追踪缩短的时间", "Shortened by tracing"),
    # What the outbreak model asks for besides (docs/whatif.md).
    may("epidemic.r0", exact("0", "30"), "none", "基本再生数", "Basic reproduction number"),
    may("epidemic.presymptomatic_days", exact("0", "30"), "days", "发病前传染", "Infectious before onset"),
    may("epidemic.infectious_days", exact("0.1", "60"), "days", "发病后传染", "Infectious after onset"),
    may("epidemic.silent_percent", _PERCENT, "%", "无症状比例", "Without symptoms"),
    may("epidemic.silent_infectiousness_percent", _PERCENT, "%", "无症状者传染力", "Infectiousness without symptoms"),
    may("epidemic.fever_percent", _PERCENT, "%", "有症状者发热比例", "Fever among those with symptoms"),
    may(
        "epidemic.severity",
        Table(
            (
                column("from_age", exact("0", "120"), "年龄起", "from age", unit="years"),
                column("severe", _PERCENT, "有症状者转重症", "severe, of those with symptoms", unit="%"),
                column("critical", _PERCENT, "重症转危重", "critical, of the severe", unit="%"),
                column("dies", _PERCENT, "危重死亡", "dies, of the critical", unit="%"),
                _SOURCE,
            ),
            unique=("from_age",),
        ),
        "table",
        "病情轻重",
        "Severity by age",
    ),
    may("epidemic.stages", _named(exact("0", "365")), "table", "病程（天）", "Course of the disease (days)"),
    may("epidemic.contacts", _named(exact("0", "100")), "table", "每日接触人数", "People met in a day"),
    may("epidemic.effects", _named(_PERCENT), "table", "措施效果（%）", "Effects of measures (%)"),
    may("epidemic.load", _named(exact("0", "1000")), "table", "每人所需人力物力", "Load for each person"),
)
