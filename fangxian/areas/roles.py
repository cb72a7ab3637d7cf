"""Who may do what: the one page that decides. A post gives a role in an area; a role gives these abilities there."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Can(StrEnum):
    """One thing a post allows, in the area it is held in and everything below."""

    SEE_PLACE = "see_place"  # the name and the open pages of a place
    SEE_COUNTS = "see_counts"  # numbers, never names
    SEE_HOMES = "see_homes"  # buildings, dwellings, households, residents
    KEEP_REGISTER = "keep_register"  # import, add, correct, move
    SEE_GATE = "see_gate"  # gates, passages, authorisations
    WORK_GATE = "work_gate"  # record passages
    AUTHORISE = "authorise"  # grant and withdraw authorisations to pass
    SEE_ORDERS = "see_orders"  # closures and stay-at-home
    ANSWER = "answer"  # complaints and appeals: read them, answer for them
    DECIDE = "decide"  # close, confine, lift, set the level
    SEE_WATCH = "see_watch"  # who is watched, and whether each check was done; never what was measured
    KEEP_WATCH = "keep_watch"  # open a watch, write down a check
    SEE_HEALTH = "see_health"  # cases
    KEEP_HEALTH = "keep_health"  # record cases, end a watch
    SEE_CLINICAL = "see_clinical"  # what was measured and said, the medic's own notes
    SEE_DUTY = "see_duty"  # teams, posts, rosters
    PLAN_DUTY = "plan_duty"  # make and publish rosters
    STAND_DUTY = "stand_duty"  # check in, say when one cannot
    SEE_TASKS = "see_tasks"
    KEEP_TASKS = "keep_tasks"
    SEE_SUPPLY = "see_supply"
    ASK_SUPPLY = "ask_supply"  # write down what a household needs
    RUN_SUPPLY = "run_supply"  # buy, pack, assign, keep stock
    DELIVER = "deliver"  # hand over, or say why not
    SEE_ROUNDS = "see_rounds"
    PLAN_ROUNDS = "plan_rounds"
    DISINFECT = "disinfect"
    CANVASS = "canvass"  # go from door to door: see the sweeps, record what came of it
    PLAN_SWEEPS = "plan_sweeps"  # begin sweeps and rounds, close them
    READ_DIGEST = "read_digest"
    EXPORT = "export"  # take names out of the house, each time recorded
    SEE_LEDGER = "see_ledger"
    MEND = "mend"  # put strays right
    APPOINT = "appoint"  # give and end posts
    ADOPT_PACK = "adopt_pack"  # choose the rule pack that governs a place
    KEEP_AREAS = "keep_areas"  # draw grids, load divisions
    SUPERVISE = "supervise"  # field visits
    SPEAK_FOR_HOME = "speak_for_home"  # by the link of a household, for that household alone


ON_DUTY = {Can.SEE_PLACE, Can.SEE_DUTY, Can.STAND_DUTY, Can.SEE_TASKS}
COUNTING = {Can.SEE_PLACE, Can.SEE_COUNTS, Can.READ_DIGEST}
LEADING = {
    *ON_DUTY, *COUNTING,
    Can.SEE_HOMES, Can.KEEP_REGISTER, Can.SEE_GATE, Can.WORK_GATE, Can.AUTHORISE, Can.SEE_ORDERS, Can.DECIDE,
    Can.ANSWER, Can.SEE_WATCH, Can.KEEP_WATCH, Can.SEE_HEALTH, Can.KEEP_HEALTH, Can.PLAN_DUTY,
    Can.KEEP_TASKS, Can.SEE_SUPPLY, Can.ASK_SUPPLY, Can.RUN_SUPPLY,
    Can.DELIVER, Can.SEE_ROUNDS, Can.PLAN_ROUNDS, Can.DISINFECT, Can.EXPORT, Can.SEE_LEDGER, Can.MEND, Can.APPOINT,
    Can.ADOPT_PACK, Can.KEEP_AREAS, Can.CANVASS, Can.PLAN_SWEEPS,
}  # fmt: skip

ROLES: dict[str, frozenset[Can]] = {
    "resident": frozenset({Can.SEE_PLACE, Can.SPEAK_FOR_HOME}),
    "gatekeeper": frozenset({*ON_DUTY, Can.SEE_HOMES, Can.SEE_GATE, Can.WORK_GATE}),
    "team_member": frozenset({
        *ON_DUTY, Can.SEE_HOMES, Can.SEE_SUPPLY, Can.DELIVER, Can.SEE_ROUNDS, Can.DISINFECT, Can.CANVASS,
        Can.KEEP_TASKS,
    }),
    "grid_worker": frozenset({
        *ON_DUTY, Can.SEE_HOMES, Can.KEEP_REGISTER, Can.KEEP_TASKS, Can.SEE_ORDERS, Can.SEE_SUPPLY, Can.ASK_SUPPLY,
        Can.DELIVER, Can.SEE_ROUNDS, Can.DISINFECT, Can.SEE_WATCH, Can.KEEP_WATCH, Can.CANVASS,
        Can.ANSWER,
    }),
    "stationed_medic": frozenset({
        *ON_DUTY, Can.SEE_HOMES, Can.SEE_ORDERS, Can.SEE_WATCH, Can.KEEP_WATCH, Can.SEE_HEALTH, Can.KEEP_HEALTH,
        Can.SEE_CLINICAL, Can.SEE_ROUNDS,
    }),
    "community_lead": frozenset(LEADING),
    "supply_lead": frozenset({
        *ON_DUTY, Can.SEE_COUNTS, Can.SEE_HOMES, Can.KEEP_TASKS, Can.SEE_SUPPLY, Can.ASK_SUPPLY,
        Can.RUN_SUPPLY, Can.DELIVER,
    }),
    "township": frozenset({*COUNTING, Can.SEE_ORDERS, Can.DECIDE, Can.APPOINT, Can.ADOPT_PACK}),
    "district_command": frozenset({*COUNTING, Can.SEE_ORDERS, Can.DECIDE, Can.APPOINT, Can.ADOPT_PACK, Can.KEEP_AREAS}),
    "inspector": frozenset({*COUNTING, Can.SUPERVISE}),
    "auditor": frozenset({*COUNTING, Can.SEE_LEDGER}),
    "administrator": frozenset({Can.SEE_PLACE, Can.APPOINT, Can.KEEP_AREAS, Can.ADOPT_PACK, Can.MEND, Can.SEE_LEDGER}),
}  # fmt: skip

ROLE_NAMES = {
    "resident": _("resident"),
    "gatekeeper": _("gatekeeper"),
    "team_member": _("team member"),
    "grid_worker": _("grid worker"),
    "stationed_medic": _("stationed medic"),
    "community_lead": _("community lead"),
    "supply_lead": _("supply lead"),
    "township": _("township"),
    "district_command": _("district command"),
    "inspector": _("field supervision"),
    "auditor": _("auditor"),
    "administrator": _("administrator"),
}

# Names at an upper level are opened for a stated reason and for this long only (architecture §4).
NAMES_OPEN_MINUTES = 60
NAMES_OPENED: frozenset[Can] = frozenset({Can.SEE_HOMES, Can.SEE_GATE, Can.SEE_ORDERS, Can.SEE_SUPPLY, Can.SEE_TASKS})


def implied(by: Can, wanted: Can) -> bool:
    """Whether every role that has the one ability has the other: then rows of the one may point to the other's."""
    return all(wanted in abilities for abilities in ROLES.values() if by in abilities)
