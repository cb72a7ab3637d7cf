"""The keys of a disease pack on contacts and follow-up (domain-rules C)."""

from functools import partial

from .making import exact, key, whole
from .types import Clock, Words

need = partial(key, "disease")
_DAYS = whole(0, 365)
_HOURS = whole(0, 168)

CONTACTS = (
    need("contacts.quarantine_days", whole(1, 60), "days", "密切接触者医学观察期", "Quarantine of contacts"),
    need(
        "contacts.home_obs_days",
        whole(1, 60),
        "days",
        "居家观察期（重点地区）",
        "Home observation, key regions",
    ),
    need(
        "contacts.home_obs_other_days",
        whole(0, 60),
        "days",
        "居家观察期（其他地区）",
        "Home observation, other regions",
    ),
    need("contacts.window_before_days", whole(0, 30), "days", "接触追溯：发病前", "Contact window before onset"),
    need("contacts.window_after_days", whole(0, 60), "days", "接触追溯：发病后", "Contact window after onset"),
    need("contacts.close_distance_m", exact("0.1", "10"), "m", "近距离接触：距离", "Close contact: distance"),
    need(
        "contacts.close_minutes",
        whole(1, 1440),
        "minutes",
        "近距离接触：时间超过",
        "Close contact: longer than",
    ),
    need("contacts.kinds", Words("contact"), "words", "密切接触的情形", "Kinds of close contact"),
    need("contacts.checks_per_day", whole(1, 6), "times/day", "每日测温次数", "Temperature checks"),
    need("contacts.check_first_due", Clock(), "time of day", "首次测温截止", "First check of a day due by"),
    need("contacts.check_last_due", Clock(), "time of day", "末次测温截止", "Last check of a day due by"),
    need("contacts.check_late_h", _HOURS, "hours", "补测时限", "A late check counts within"),
    need("contacts.missed_in_row", whole(1, 20), "times", "连续漏测上报", "Checks missed in a row, reported from"),
    need("contacts.search_within_h", _HOURS, "hours", "失联寻找时限", "Who is missing is found within"),
    need("contacts.fever_c", exact("36.5", "39"), "°C", "发热标准（达到即算）", "Fever from"),
    need("contacts.temperature_low_c", exact("25", "36"), "°C", "体温合理范围：低", "A body's temperature, from"),
    need("contacts.temperature_high_c", exact("40", "45"), "°C", "体温合理范围：高", "A body's temperature, to"),
    need("contacts.worse_by_c", exact("0.1", "3"), "°C", "体温上升即算加重", "Worse when it rises by"),
    need(
        "contacts.acknowledge_within_min",
        whole(1, 1440),
        "minutes",
        "转介接收时限",
        "A referral is acknowledged within",
    ),
    need("contacts.evaluate_within_h", _HOURS, "hours", "有症状者评估时限", "Symptoms evaluated within"),
    need("contacts.symptoms", Words("symptom"), "words", "须询问的症状", "Symptoms to ask for"),
    need("contacts.min_distance_m", exact("0.1", "10"), "m", "家中保持距离", "Distance to keep at home"),
    need("contacts.child_age_max", whole(0, 18), "years", "儿童特殊人群：年龄上限", "Children up to age"),
    need("contacts.carer_age_max", whole(18, 100), "years", "照护者年龄上限", "Carers up to age"),
    need("contacts.transfer_within_h", _HOURS, "hours", "转运时限", "Transfer within"),
    need("contacts.report_within_h", _HOURS, "hours", "疫情报告时限", "Report within"),
    need("contacts.investigate_within_h", _HOURS, "hours", "个案调查时限", "Investigate a case within"),
    need(
        "contacts.without_contacts_alarm_percent",
        whole(1, 100),
        "%",
        "无接触者病例占比：达到即预警",
        "Cases without a contact: alarm from",
    ),
    need(
        "contacts.elicited_target_percent",
        whole(1, 100),
        "%",
        "已查明接触者的病例占比：低于即预警",
        "Cases with contacts named: alarm below",
    ),
    need("contacts.post_symptom_days", _DAYS, "days", "轻症症状消失后隔离", "Isolation after symptoms end"),
)
