"""Every ability of the role table in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fangxian.areas.roles import Can

ABILITIES: dict[Can, str | Promise] = {
    Can.SEE_PLACE: _("see the place and its open pages"),
    Can.SPEAK_FOR_HOME: _("speak for the own household, by its link"),
    Can.SEE_COUNTS: _("see numbers, never names"),
    Can.SEE_HOMES: _("see dwellings, households and residents"),
    Can.KEEP_REGISTER: _("keep the register"),
    Can.SEE_GATE: _("see gates and passages"),
    Can.WORK_GATE: _("work at the gate"),
    Can.AUTHORISE: _("grant and withdraw leave to pass"),
    Can.SEE_ORDERS: _("see closures and stay-at-home"),
    Can.ANSWER: _("answer complaints and appeals"),
    Can.DECIDE: _("close, confine and lift"),
    Can.SEE_WATCH: _("see who is under observation, and which checks were done"),
    Can.KEEP_WATCH: _("open observations and write down checks"),
    Can.SEE_HEALTH: _("see cases"),
    Can.KEEP_HEALTH: _("record cases, end observations"),
    Can.SEE_CLINICAL: _("see readings, symptoms and clinical notes"),
    Can.SEE_DUTY: _("see the roster"),
    Can.PLAN_DUTY: _("make and publish rosters"),
    Can.STAND_DUTY: _("stand duty"),
    Can.SEE_TASKS: _("see the notebook"),
    Can.KEEP_TASKS: _("keep the notebook"),
    Can.SEE_SUPPLY: _("see needs and stock"),
    Can.ASK_SUPPLY: _("write down what a household needs"),
    Can.RUN_SUPPLY: _("buy, pack and keep stock"),
    Can.DELIVER: _("deliver"),
    Can.SEE_ROUNDS: _("see disinfection rounds"),
    Can.PLAN_ROUNDS: _("plan disinfection rounds"),
    Can.DISINFECT: _("disinfect"),
    Can.CANVASS: _("go from door to door"),
    Can.PLAN_SWEEPS: _("begin and close sweeps"),
    Can.READ_DIGEST: _("read the evening digest"),
    Can.EXPORT: _("export names, each time recorded"),
    Can.SEE_LEDGER: _("read the ledger"),
    Can.MEND: _("put uploads right"),
    Can.APPOINT: _("give and end posts"),
    Can.ADOPT_PACK: _("choose the rule pack"),
    Can.KEEP_AREAS: _("draw grids"),
    Can.SUPERVISE: _("make field visits"),
}
