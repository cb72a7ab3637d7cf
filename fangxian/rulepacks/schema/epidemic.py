"""The keys of a disease pack on how the disease spreads (domain-rules M)."""

from functools import partial

from .making import column, exact, key, optional_column, optional_key
from .types import Column, Table, Text, Word

need = partial(key, "disease")
may = partial(optional_key, "disease")
_LONG = exact("0", "1000")

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
)
