"""A few days of the secretary's notebook."""

from datetime import timedelta

from fangxian.demo.stage import Stage
from fangxian.tasks.acts import FinishTask, NoteTask

# Day, hour, the line, whether it was done the same day.
LINES = [
    (0, 8, "12号 重点人员 外地返回 登记体温 田队员", True),
    (0, 9, "村口 检查站 补体温枪2把 苏物资 今天下午", True),
    (1, 7, "全村 大喇叭 宣传 封村告知 明早", True),
    (1, 8, "村口 消毒 田队员 明早", True),
    (2, 7, "36号 独居老人 送药 田队员 今天", True),
    (2, 9, "党员 带头 分片包户 名单 周五", False),
    (3, 7, "河堤路口 检查站 标识 加固 明天", False),
    (3, 8, "88号 高血压 药 苏物资 明早", False),
    (3, 15, "垃圾点 消毒 田队员 后天", False),
    (4, 0, "村民问 能否下地 晚上大喇叭一并回答", False),
]


def keep_notebook(stage: Stage) -> None:
    """Write every line when it was written, and tick off what was done."""
    for day, hour, text, done in LINES:
        at = stage.at(day, hour, 10)
        task = stage.do(NoteTask(area=stage.places["village"].pk, text=text, happened_at=at), by="cunzhi")["task"]
        if done:
            stage.do(FinishTask(task=task, happened_at=min(at + timedelta(hours=6), stage.at(4, 23))), by="cunzhi")
