"""The keys of a disease pack on levels, authority and stepping down (domain-rules A)."""

from functools import partial

from .making import column, key, optional_column, optional_key, whole
from .types import Flag, Table, Text, Word, Words

need = partial(key, "disease")
may = partial(optional_key, "disease")
_DAYS = whole(0, 365)
_HOURS = whole(0, 168)

SITUATION = (
    need("situation.window_days", whole(1, 60), "days", "病例关联窗口", "Window that links cases"),
    need("situation.outbreak_min", whole(2, 100), "cases", "暴发疫情起始病例数", "Cases that make an outbreak"),
    need("situation.small_settings", Words("setting"), "words", "小范围场所", "Small settings"),
    need(
        "situation.unknown_source_min",
        whole(2, 100),
        "cases",
        "社区传播：来源不明病例数",
        "Cases of unknown source",
    ),
    need("situation.cluster_min", whole(2, 100), "cases", "聚集性疫情起始病例数", "Cases that make a cluster"),
    need("situation.review_days", whole(1, 60), "days", "措施最迟多久复核一次", "Measures are reviewed within"),
    need("situation.answer_within_h", _HOURS, "hours", "投诉答复时限", "Complaints are answered within"),
    need("situation.repeat_households", whole(2, 100), "households", "诉求集中起始户数", "A topic repeats from"),
    need("situation.lookback_days", _DAYS, "days", "疫点：发病前回溯", "Affected point: days before onset"),
    need("situation.min_stay_h", _HOURS, "hours", "疫点：停留时间超过", "Affected point: stay longer than"),
    need(
        "situation.measures",
        Table(
            (
                column("level", Word("level"), "疫情划分", "level"),
                column("strategies", Words("strategy"), "策略", "strategies"),
                column("measures", Words("measure"), "措施", "measures"),
            ),
            unique=("level",),
        ),
        "table",
        "各类疫情的策略和措施",
        "Strategies and measures by level",
    ),
    may(
        "situation.smallest_unit",
        Table(
            (
                column("setting", Word("setting"), "场所", "setting"),
                column("unit", Word("setting"), "最小管控单元", "smallest unit"),
            ),
            unique=("setting",),
        ),
        "table",
        "最小管控单元",
        "Smallest unit to close",
    ),
    may("situation.ladder_used", Flag(), "yes/no", "采用逐级封控表", "Use the escalation ladder"),
    may(
        "situation.ladder",
        Table(
            (
                column("within", Word("setting"), "范围", "counted within"),
                column("trigger", Word("trigger"), "条件", "what is counted"),
                column("at_least", whole(1, 100), "达到", "at least"),
                column("close", Word("setting"), "封控范围", "close"),
            ),
            unique=("within", "trigger", "at_least"),
        ),
        "table",
        "逐级封控表",
        "Escalation ladder",
    ),
    need(
        "law.basis",
        Table(
            (
                column("decision", Word("decision"), "决定事项", "decision"),
                column("law", Text(), "法律", "law"),
                optional_column("article", Text(), "条款", "article"),
                column("who", Text(), "由谁决定", "who decides"),
            ),
            unique=("decision",),
        ),
        "table",
        "谁有权决定",
        "Who may decide",
    ),
)

STEPDOWN = (
    need("stepdown.clear_days", _DAYS, "days", "连续无新增", "Days without a new case"),
    need(
        "stepdown.contact_clear_days",
        _DAYS,
        "days",
        "最后接触者末次接触后",
        "Days since the last contact's exposure",
    ),
    need("stepdown.case_unit_extra_days", _DAYS, "days", "病例所在单元延长", "Extra days for the case's unit"),
    may("stepdown.test_within_days", _DAYS, "days", "全员检测在最近", "Everybody tested in the last"),
    need("stepdown.low_risk_clear_days", _DAYS, "days", "转低风险：无新增", "Low risk after"),
)
