"""The secretary's five headings, the kinds of work, and the words by which a line shows its kind."""

from enum import StrEnum


class Heading(StrEnum):
    """The five headings of the day view, and the rest."""

    SCREENING = "screening"  # 重点人员排查管控
    CHECKPOINT = "checkpoint"  # 检查站规范设置
    GUIDANCE = "guidance"  # 居民宣传引导
    PARTY = "party"  # 党员带头防控
    HYGIENE = "hygiene"  # 日常环境卫生消杀
    OTHER = "other"


class Kind(StrEnum):
    """What sort of work a task is."""

    DISINFECTION = "disinfection"
    CLEANING = "cleaning"
    SCREENING = "screening"
    TEMPERATURE = "temperature"
    VISIT = "visit"
    GATE = "gate"
    DUTY = "duty"
    NOTICE = "notice"
    COMFORT = "comfort"
    PARTY = "party"
    DELIVERY = "delivery"
    SUPPLIES = "supplies"
    MEETING = "meeting"
    REPAIR = "repair"
    OTHER = "other"


HEADING_OF: dict[Kind, Heading] = {
    Kind.DISINFECTION: Heading.HYGIENE,
    Kind.CLEANING: Heading.HYGIENE,
    Kind.SCREENING: Heading.SCREENING,
    Kind.TEMPERATURE: Heading.SCREENING,
    Kind.VISIT: Heading.SCREENING,
    Kind.GATE: Heading.CHECKPOINT,
    Kind.DUTY: Heading.CHECKPOINT,
    Kind.NOTICE: Heading.GUIDANCE,
    Kind.COMFORT: Heading.GUIDANCE,
    Kind.PARTY: Heading.PARTY,
    Kind.DELIVERY: Heading.OTHER,
    Kind.SUPPLIES: Heading.OTHER,
    Kind.MEETING: Heading.OTHER,
    Kind.REPAIR: Heading.OTHER,
    Kind.OTHER: Heading.OTHER,
}

# In each kind, every word that shows it. Party words come before the work they lead only when they stand first.
KEYWORDS: dict[Kind, tuple[str, ...]] = {
    Kind.DISINFECTION: ("消毒", "消杀", "喷洒", "disinfection", "disinfect"),
    Kind.CLEANING: ("环境卫生", "打扫", "清扫", "保洁", "垃圾", "清理", "clean", "rubbish", "waste"),
    Kind.SCREENING: (
        "重点人员", "排查", "摸排", "摸底", "返乡", "密接", "隔离", "screening", "screen", "sweep", "returnee",
    ),
    Kind.TEMPERATURE: ("测体温", "量体温", "体温", "测温", "temperature", "fever"),
    Kind.VISIT: ("走访", "入户", "看望", "家访", "visit"),
    Kind.GATE: ("检查站", "检查点", "卡口", "出入口", "路口", "岗亭", "帐篷", "checkpoint", "gate", "tent"),
    Kind.DUTY: ("执勤", "值守", "值班", "排班", "换班", "顶班", "duty", "roster", "shift"),
    Kind.NOTICE: (
        "宣传", "喇叭", "广播", "海报", "传单", "彩页", "横幅", "告知书", "通知",
        "leaflet", "loudspeaker", "poster", "notice",
    ),
    Kind.COMFORT: ("疏导", "谈心", "安抚", "心理", "comfort", "reassure"),
    Kind.PARTY: ("党员", "支部", "先锋", "突击队", "party member", "task force"),
    Kind.DELIVERY: ("送菜", "送药", "买药", "代购", "配送", "送货", "送饭", "deliver", "medicine", "errand"),
    Kind.SUPPLIES: ("物资", "口罩", "酒精", "防护服", "采购", "masks", "supplies", "alcohol"),
    Kind.MEETING: ("开会", "会议", "例会", "meeting"),
    Kind.REPAIR: ("维修", "修理", "抢修", "停水", "停电", "repair"),
}  # fmt: skip
