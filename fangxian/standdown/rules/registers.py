"""The retention register: what the house holds of people, in which register, for what, and how each table is erased.

Every table of the house stands here once, under the register it belongs to. `DELETED`: its rows go, and only counts of
them remain. `BLANKED`: its rows stay, because somebody must answer for them, and the columns named lose what they say.
`KEPT`: it holds nothing about persons, or only who decided; every column of text that stays is named with the reason.
How many days a register may be kept after the ending, and on what legal ground, is in the rule pack.

Sources: domain-rules J-02 (shortest time), J-05 (delete actively, log it), J-08 (destroy after the emergency).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

DELETED, BLANKED, KEPT = "deleted", "blanked", "kept"
# In the order in which they are erased: what is told of a home goes before the home itself.
REGISTERS = (
    "gates", "doors", "health", "orders", "supplies", "rounds", "notebook", "planning", "homes", "duty", "ledger",
    "accounts",
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """One table by its label (`room.Model`), and how it goes.

    `blank` gives each column its empty value; `open` names the columns of text that stay, with why. `counted` are the
    columns of codes whose counts remain, `summed` those of numbers whose sums do.
    """

    label: str
    how: str = DELETED
    blank: Mapping[str, Any] = field(default_factory=dict)
    open: Mapping[str, str] = field(default_factory=dict)
    counted: tuple[str, ...] = ()
    summed: tuple[str, ...] = ()


ORDER = "the decision of a public body, which was announced"
CODE = "a code, a number or a mark that tells of nobody"
GOODS = "goods and rooms, no persons"
PLACE = "an address or a place, whoever lives there"


def words(why: str, *columns: str) -> dict[str, str]:
    """Columns that stay, all for one reason."""
    return dict.fromkeys(columns, why)


TABLES: dict[str, tuple[Table, ...]] = {
    "homes": (
        Table("register.Resident", counted=("sex",)),
        Table("register.LinkRenewal"),
        Table("register.Vehicle"),
        Table("register.Household"),
        Table("register.EmployerMerge"),
        Table("register.Employer"),
        Table("register.UnplacedRow"),
        Table("register.RowProblem"),
        Table("register.Import"),
        Table("register.Upload"),
        Table("register.Layout"),
        Table("register.Dwelling", KEPT, open=words(PLACE, "unit", "room")),
        Table("register.Building", KEPT, open=words(PLACE, "zone", "number")),
    ),
    "gates": (
        Table("gates.TakenBack"),
        Table("gates.Passage", counted=("way", "kind", "outcome", "emergency"), summed=("persons", "animals")),
        Table("gates.GateHour"),
        Table("gates.GateBook"),
        Table("gates.ArrivalEnd", counted=("outcome",)),
        Table("gates.Arrival", summed=("persons",)),
        Table("gates.AuthorisationEnd"),
        Table("gates.Authorisation", counted=("kind", "purpose")),
        Table("gates.Handover"),
        Table("gates.PassKeyEnd"),
        Table("gates.PassKey"),
    ),
    "doors": (
        Table("canvass.Knock", counted=("outcome",), summed=("met",)),
        Table("canvass.SweepEnd"),
        Table("canvass.SweepRound"),
        Table("canvass.Sweep"),
    ),
    "health": (
        Table("linelists.ListRowEnd", counted=("outcome",)),
        Table("linelists.ListRow"),
        Table("linelists.ListFile", counted=("kind",)),
        Table("linelists.ListLayout"),
        Table("cases.SignalEnd", counted=("outcome",)),
        Table("cases.SignalWatch"),
        Table("cases.Signal"),
        Table("cases.Source", counted=("setting",)),
        Table("cases.ContactFinding", counted=("finding",)),
        Table("cases.ContactGround", counted=("ground",)),
        Table("cases.Contact"),
        Table("cases.StayTakenBack"),
        Table("cases.Stay"),
        Table("cases.StepTakenBack"),
        Table("cases.CaseStep"),
        Table("cases.Onset", counted=("word",)),
        Table("monitoring.Certificate", counted=("kind",)),
        Table("monitoring.WelfareVisitEnd"),
        Table("monitoring.WelfareVisit"),
        Table("monitoring.ClinicalNote"),
        Table("monitoring.ReferralEnd", counted=("outcome",)),
        Table("monitoring.ReferralAcknowledgement"),
        Table("monitoring.Referral"),
        Table("monitoring.Reading"),
        Table("monitoring.CheckTakenBack"),
        Table("monitoring.Check", counted=("how", "found")),
        Table("monitoring.Carer"),
        Table("monitoring.SpecialGroup", counted=("group",)),
        Table("monitoring.SearchEnd", counted=("outcome",)),
        Table("monitoring.WatchEnd", counted=("outcome",)),
        Table("monitoring.WatchExtension"),
        Table("monitoring.WatchOwner"),
        Table("monitoring.Watch", counted=("category",)),
        Table("cases.LinkTakenBack"),
        Table("cases.CaseLink", counted=("setting",)),
        Table("cases.Classification", counted=("classification",)),
        Table("cases.Case"),
    ),
    "orders": (
        Table("measures.ComplaintAnswer", counted=("outcome",)),
        Table("measures.ComplaintOwner"),
        Table("measures.Complaint", counted=("kind", "topic")),
        Table("measures.StayHomeExceptionEnd"),
        Table("measures.StayHomeException", counted=("reason",)),
        Table("measures.StayHomeReview"),
        Table("measures.StayHomeEnd"),
        Table("measures.StayHome"),
        Table("measures.UnitClosureReview"),
        Table("measures.UnitClosureLift"),
        Table("measures.UnitClosure"),
        Table("measures.ClosureReview", KEPT, open=words(ORDER, "reason")),
        Table("measures.ClosureLift", KEPT, open=words(ORDER, "basis", "document_no")),
        Table(
            "measures.Closure",
            BLANKED,
            {"contact_phone": ""},
            words(ORDER, "basis", "document_no", "body", "approved_by", "alternatives_considered") | {"level": CODE},
        ),
        Table("measures.GateTurn", KEPT),
        Table("measures.GateRetirement", KEPT),
        Table("measures.Gate", KEPT, open=words(PLACE, "name", "kind")),
        Table(
            "cases.LevelDecision",
            BLANKED,
            {"reason": ""},
            words(ORDER, "basis", "document_no", "body") | words(CODE, "level", "proposed"),
            counted=("level",),
        ),
    ),
    "supplies": (
        Table("supplies.MedicineEnd", counted=("reason",)),
        Table("supplies.MedicineNeed"),
        Table("supplies.Unmet", counted=("reason",)),
        Table("supplies.Handover", counted=("mode",)),
        Table("supplies.Assignment"),
        Table("supplies.Bag"),
        Table("supplies.Need"),
        Table("supplies.NeedsList", counted=("priority",)),
        # The books of the stores stay in order: what came and went, without whom it went to.
        Table(
            "supplies.StockMove",
            BLANKED,
            {"party": "", "reason": "", "household": None},
            words(CODE, "kind"),
            counted=("kind",),
        ),
        Table("standdown.StockSigning", BLANKED, {"reason": ""}, words(CODE, "fate")),
        Table("supplies.FreeIssue", KEPT),
        Table("supplies.PurchaseLine", KEPT),
        Table("supplies.Purchase", KEPT),
        Table("supplies.NeedsRound", KEPT),
        Table("supplies.IssuePlan", KEPT),
        Table("supplies.Store", KEPT, open=words(GOODS, "name")),
        Table("supplies.Item", KEPT, open=words(GOODS, "name", "unit", "kind")),
    ),
    "rounds": (
        Table("disinfection.ProofPart"),
        Table("disinfection.DoorDone"),
        Table("disinfection.Stop"),
        Table("disinfection.RoundEnd"),
        Table("disinfection.Round", counted=("kind", "surface")),
        Table("disinfection.Product"),
    ),
    "notebook": (
        Table("tasks.Ending"),
        Table("tasks.Postponement"),
        Table("tasks.Handover"),
        Table("tasks.Wording", counted=("kind",)),
        Table("tasks.Task"),
    ),
    "planning": (
        Table("nights.NightPlan"),
        Table("nights.Night"),
        Table("whatif.Trial"),
    ),
    "duty": (
        Table("standdown.ServiceCertificate", summed=("shifts", "hours")),
        Table("duty.CheckIn"),
        Table("duty.HandOver"),
        Table("duty.Shift"),
        Table("duty.Publication"),
        Table("duty.Roster"),
        Table("duty.Derogation"),
        Table("duty.Unavailability"),
        Table("duty.Sparing"),
        Table("duty.DayWish"),
        Table("duty.HomePost"),
        Table("duty.ColdDay"),
        Table("duty.Training", counted=("subject",)),
        Table("duty.Leaving"),
        Table("duty.DutyPost", counted=("kind",)),
        Table("duty.Member", counted=("affiliation",)),
    ),
    "ledger": (
        Table("door.StrayEnd"),
        Table("door.Stray"),
        # Payloads and answers go, their keyed digests stay, and the chain still holds (docs/decisions/0009).
        Table(
            "door.Entry",
            BLANKED,
            {"payload": None, "answer": {}},
            words(CODE, "kind", "fate", "code", "payload_digest", "answer_digest", "hash"),
            counted=("fate",),
        ),
        Table("door.Chain", KEPT, open=words(CODE, "head")),
        Table("standdown.Remainder", BLANKED, {"to": ""}, words(CODE, "step")),
        Table("standdown.Hold", BLANKED, {"reason": ""}, words(CODE, "registers")),
        Table("standdown.HoldLift", BLANKED, {"reason": ""}),
        Table("standdown.Ending", KEPT, open=words(CODE, "level", "conditions")),
        Table("standdown.Frozen", KEPT, open=words(CODE, "definition", "figures", "checksum")),
        Table("standdown.Remains", KEPT, open=words(CODE, "table", "column", "code")),
        Table("standdown.Erasure", KEPT, open=words(CODE, "registers", "counts")),
        Table("standdown.Erased", KEPT, open=words(CODE, "checksum")),
        Table("standdown.ErasedTable", KEPT, open=words(CODE, "register", "table", "how")),
    ),
    "accounts": (
        Table("field.KeyEnd"),
        Table("field.PhoneKey"),
        Table("field.Shelf"),
        Table("areas.NamesOpened", BLANKED, {"reason": ""}),
        Table("areas.Post", BLANKED, {"reason": ""}, words(CODE, "role")),
        Table("areas.PackChoice", KEPT, open=words(CODE, "kind", "pack")),
        Table("areas.Area", KEPT, open=words(PLACE, "code", "name")),
        Table("mfa.Authenticator"),
        Table("account.EmailConfirmation"),
        Table("account.EmailAddress"),
        Table("sessions.Session"),
        Table("axes.AccessAttemptExpiration"),
        Table("axes.AccessAttempt"),
        Table("axes.AccessFailureLog"),
        Table("axes.AccessLog"),
        # Only of those who served here and decided nothing; who decided answers for it by name. It comes last, because
        # everything before it is found by them.
        Table("areas.Person", BLANKED, {"name": "", "username": "", "password": ""}),
        Table("auth.Permission", KEPT, open=words(CODE, "name", "codename")),
        Table("auth.Group", KEPT, open=words(CODE, "name")),
        Table("contenttypes.ContentType", KEPT, open=words(CODE, "app_label", "model")),
    ),
}

PLACED = {table.label: register for register, tables in TABLES.items() for table in tables}


def table_of(label: str) -> Table:
    """The declaration of a table. Raises KeyError for one that nobody declared."""
    return next(table for table in TABLES[PLACED[label]] if table.label == label)


def chosen(registers: Iterable[str]) -> list[Table]:
    """The tables of some registers that lose something, in the order of the declaration."""
    wanted = set(registers)
    return [table for name in REGISTERS if name in wanted for table in TABLES[name] if table.how != KEPT]


def prerequisites(register: str, pointing: Iterable[tuple[str, str]]) -> set[str]:
    """The registers that must go with or before one: rows of theirs point to rows that are deleted with it.

    `pointing` are pairs of labels, (from, to), of foreign keys that are not emptied.
    """
    gone = {table.label for table in TABLES[register] if table.how == DELETED}
    return {PLACED[source] for source, target in pointing if target in gone} - {register}
