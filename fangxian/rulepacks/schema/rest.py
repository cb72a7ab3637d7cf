"""The keys of a pack for work and rest (domain-rules H and the rhythm of the day)."""

from functools import partial

from .making import column, exact, key, optional_key, whole
from .types import Clock, Flag, Key, Table, Word, Words

need = partial(key, "rest")
may = partial(optional_key, "rest")
_DAY = exact("0", "24")
_WEEK = exact("0", "168")

REST = (
    need("rest.min_rest_h", _DAY, "hours", "两班之间最少休息", "Rest between shifts at least"),
    need("rest.derogation_rest_h", _DAY, "hours", "特殊情况两班之间也不得少于", "Even by derogation at least"),
    need("rest.max_daily_h", _DAY, "hours", "每日工时上限", "Hours a day at most"),
    need("rest.max_weekly_h", _WEEK, "hours", "每周工时上限", "Hours a week at most"),
    may("rest.standard_weekly_h", _WEEK, "hours", "标准周工时", "Standard hours a week"),
    need("rest.days_off_in_7", whole(1, 3), "days", "七天内至少休息", "Days off in 7"),
    need("rest.weekly_rest_h", _WEEK, "hours", "每周连续休息", "Uninterrupted rest a week"),
    need("rest.max_days_in_row", whole(1, 14), "days", "连续上岗天数上限", "Days in a row at most"),
    need("rest.max_shift_h", _DAY, "hours", "单班时长上限", "One shift at most"),
    may("rest.overtime_daily_h", _DAY, "hours", "每日加班一般不超过", "Overtime a day, usually"),
    may(
        "rest.overtime_daily_special_h",
        _DAY,
        "hours",
        "每日加班特殊不超过",
        "Overtime a day, special reasons",
    ),
    may("rest.overtime_monthly_h", exact("0", "744"), "hours", "每月加班不超过", "Overtime a month"),
    may("rest.emergency_waives", Words("waiver"), "words", "紧急情况可不受限制", "What an emergency waives"),
    need("rest.max_cold_h", _DAY, "hours", "严寒天室外一次最多", "Outdoors at a time on a cold day at most"),
    need("rest.break_after_h", _DAY, "hours", "连续工作须有间休", "Break after"),
    need("rest.break_counts_as_rest", Flag(), "yes/no", "班内用餐计入班间休息", "A meal break counts as rest"),
    need("rest.average_over_months", whole(1, 12), "months", "周工时平均周期", "Weekly hours averaged over"),
    need("rest.night_from", Clock(), "time of day", "夜间起", "Night from"),
    need("rest.night_until", Clock(), "time of day", "夜间止", "Night until"),
    need("rest.night_min_h", _DAY, "hours", "夜间满几小时算夜班", "A night shift has at least"),
    need("rest.night_max_h", _DAY, "hours", "夜班时长上限", "Night work at most"),
    need("rest.max_nights_in_row", whole(1, 7), "nights", "连续夜班上限", "Nights in a row at most"),
    need(
        "rest.nights_off_after_block",
        whole(0, 7),
        "nights",
        "夜班后完整睡眠",
        "Full nights of sleep after a night block",
    ),
    need("rest.risk_from", Clock(), "time of day", "最易疲劳时段起", "Riskiest window from"),
    need("rest.risk_until", Clock(), "time of day", "最易疲劳时段止", "Riskiest window until"),
    need("rest.earliest_start", Clock(), "time of day", "早班不早于", "Avoid starts before"),
)

PEOPLE = (
    need("people.min_age_work", whole(14, 21), "years", "用工最低年龄", "Work from age"),
    need("people.min_age_hazard", whole(16, 21), "years", "危险岗位最低年龄", "Hazardous posts from age"),
    need("people.min_age_night", whole(16, 21), "years", "夜班最低年龄", "Night posts from age"),
    need("people.min_age_volunteer", whole(14, 21), "years", "志愿者最低年龄", "Volunteers from age"),
    need("people.hazard_posts", Words("post"), "words", "危险岗位", "Hazardous posts"),
    need("people.min_team", whole(1, 10), "persons", "志愿者小组最少人数", "Volunteers go at least"),
    need(
        "people.pregnancy_month",
        whole(1, 9),
        "months",
        "怀孕满几月不排夜班加班",
        "Pregnant: no night or overtime from month",
    ),
    need(
        "people.nursing_child_months",
        whole(1, 36),
        "months",
        "哺乳几月内不排夜班加班",
        "Nursing: no night or overtime, child under",
    ),
)

RHYTHM = (
    need("rhythm.morning_list", Clock(), "time of day", "晨间清单", "Morning list"),
    need("rhythm.noon_check", Clock(), "time of day", "漏测提醒", "Missed morning checks shown at"),
    need("rhythm.order_deadline", Clock(), "time of day", "需求登记截止", "Needs are taken until"),
    need("rhythm.evening_digest", Clock(), "time of day", "晚间汇总", "Evening digest"),
    need(
        "rhythm.slots",
        Table(
            (
                column("slot", Word("slot"), "时段", "slot"),
                column("start", Clock(), "起", "from"),
                column("end", Clock(), "止", "until"),
            ),
            unique=("slot",),
        ),
        "table",
        "一天的时段",
        "Slots of the day",
    ),
    need(
        "rhythm.request_unanswered_h",
        whole(1, 72),
        "hours",
        "协调请求未回复提醒",
        "A request is overdue after",
    ),
    need("rhythm.need_unmet_h", whole(1, 168), "hours", "需求未满足预警", "An unmet need alarms after"),
    need("rhythm.complaint_open_h", whole(1, 720), "hours", "诉求未办结预警", "An open complaint alarms after"),
)

REST_KEYS: tuple[Key, ...] = (*REST, *PEOPLE, *RHYTHM)
