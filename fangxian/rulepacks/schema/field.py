"""The keys of a disease pack on gates, protection, supplies and staffing (domain-rules B, D, F, G)."""

from functools import partial

from .making import column, exact, key, whole
from .types import Table, Word, Words

need = partial(key, "disease")

GATES = (
    need("gates.open_gates", whole(1, 10), "gates", "封闭后保留出入口", "Gates left open"),
    need("gates.trip_every_days", whole(1, 14), "days", "采购外出间隔", "Shopping trip every"),
    need("gates.persons_per_trip", whole(1, 10), "persons", "每次外出人数", "Persons per trip"),
    need("gates.seconds_per_vehicle", whole(5, 600), "seconds", "每车检查用时", "Check of one vehicle"),
    need("gates.persons_per_vehicle", exact("1", "60"), "persons", "每车平均人数", "Persons in a vehicle"),
    need("gates.movable_kinds", Words("movable"), "words", "登记对象", "What is registered"),
    need("gates.emergency_kinds", Words("emergency"), "words", "应急放行", "Passes in an emergency"),
    need("gates.exemptions", Words("exemption"), "words", "可批准外出的事由", "Reasons for a pass"),
    need("gates.checks", Words("gate_check"), "words", "必查项目", "Checked at the gate"),
    need("gates.animal_exceptions", Words("exemption"), "words", "牲畜放行的例外", "Exceptions for animals"),
    need("gates.clock_ahead_min", whole(0, 120), "minutes", "设备时钟超前容许", "A clock may be ahead by"),
    need("gates.take_back_min", whole(0, 120), "minutes", "误记可撤回时间", "A slip may be taken back within"),
    need("gates.team", Words("role"), "words", "道路检查站组成", "Team of a road checkpoint"),
)

PPE = (
    need(
        "ppe.masks",
        Table(
            (
                column("exposure", Word("exposure"), "暴露风险", "exposure"),
                column("mask", Word("ppe"), "口罩", "mask"),
            ),
            unique=("exposure",),
        ),
        "table",
        "各暴露风险的口罩",
        "Mask by exposure",
    ),
    need(
        "ppe.posts",
        Table(
            (
                column("post", Word("post"), "岗位", "post"),
                column("exposure", Word("exposure"), "暴露风险", "exposure"),
            ),
            unique=("post",),
        ),
        "table",
        "岗位的暴露风险",
        "Exposure by post",
    ),
    need(
        "ppe.disinfection",
        Table(
            (
                column("kind", Word("disinfection_kind"), "消毒类别", "kind"),
                column("level", whole(1, 3), "防护级别", "level"),
                column("items", Words("ppe"), "装备", "items"),
            ),
            unique=("kind",),
        ),
        "table",
        "消毒作业的防护",
        "Protection while disinfecting",
    ),
)

SUPPLIES = (
    need(
        "supplies.masks_per_person_day",
        exact("0", "10"),
        "masks/person/day",
        "居民口罩",
        "Masks for residents",
    ),
    need("supplies.mask_hours", exact("0.5", "24"), "hours", "一次性口罩更换间隔", "A mask serves"),
    need("supplies.ration_kcal", whole(500, 5000), "kcal/person/day", "口粮热量下限", "Food floor"),
    need("supplies.protein_percent", exact("0", "100"), "%", "蛋白质供能比", "Energy from protein"),
    need("supplies.fat_percent", exact("0", "100"), "%", "脂肪供能比", "Energy from fat"),
    need("supplies.water_l", exact("1", "200"), "L/person/day", "用水下限", "Water floor"),
    need("supplies.water_min_l", exact("1", "200"), "L/person/day", "用水绝对下限", "Water, absolute minimum"),
    need("supplies.soap_g", whole(0, 5000), "g/person/month", "香皂", "Soap"),
    need("supplies.laundry_soap_g", whole(0, 5000), "g/person/month", "洗衣皂（粉）", "Laundry soap"),
    need(
        "supplies.alcohol_store_limit_l",
        exact("0", "1000"),
        "L",
        "酒精存放上限（每处）",
        "Alcohol in one store up to",
    ),
    need("supplies.expiry_notice_days", whole(0, 365), "days", "临期提醒提前", "Expiring goods are shown ahead by"),
    need("supplies.unmet_within_h", whole(0, 168), "hours", "需求满足时限", "An unmet need is met within"),
    need("supplies.carry_m_s", exact("0.3", "10"), "m/s", "送货步行速度", "Walking pace of a deliverer"),
    need("supplies.carry_bags", whole(1, 500), "bags", "一趟可带份数", "Bags carried on one trip"),
    need("supplies.loading_s", whole(0, 3600), "seconds", "每趟装货用时", "Loading before a trip"),
    need("supplies.door_s", whole(0, 3600), "seconds", "每户交接用时", "Handing over at a door"),
    need("supplies.floor_s", whole(0, 120), "seconds", "上下一层楼用时", "One floor of stairs"),
    need("supplies.detour", exact("1", "5"), "times", "路程与直线距离之比", "Way over straight line"),
    need("supplies.house_step_m", whole(1, 500), "m", "无位置时相邻楼距离", "Between neighbours without a map"),
    need("supplies.basics", Words("basic"), "words", "优先保障物品", "Basics first"),
    need("supplies.priority_groups", Words("priority"), "words", "优先照顾人群", "Priority groups"),
)

STAFFING = (
    need(
        "staffing.residents_per_worker",
        whole(1, 10_000),
        "persons",
        "每名工作者服务居民",
        "Residents per worker",
    ),
    need(
        "staffing.households_per_grid_low",
        whole(1, 10_000),
        "households",
        "网格户数（少）",
        "Households in a grid, from",
    ),
    need(
        "staffing.households_per_grid_high",
        whole(1, 10_000),
        "households",
        "网格户数（多）",
        "Households in a grid, to",
    ),
    need("staffing.visit_team", Words("role"), "words", "入户三人小组", "Team for home visits"),
)

HOMES = (
    need("homes.link_days", whole(1, 365), "days", "链接最长有效", "A link holds at most"),
    need("homes.link_days_after", whole(0, 60), "days", "解除后链接仍有效", "A link holds after the order by"),
    need("homes.acts_per_hour", whole(4, 500), "times/hour", "每户每小时最多提交", "A household sends at most"),
)
