"""Recording cases, classifying and linking them, and deciding the situation."""

from datetime import date
from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.cases.acts.about import AboutCase, checked_day, local_day, locked_case, today
from fangxian.cases.acts.releasing import release_contacts
from fangxian.cases.models import CLASSES, SOURCES, Case, CaseLink, CaseStep, Classification, LevelDecision
from fangxian.cases.queries import next_number, proposal_for
from fangxian.cases.queries.holding import excluded_cases
from fangxian.cases.rules import LEVELS
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, Sealed, handles
from fangxian.door.words import refusals
from fangxian.register.models import Resident
from fangxian.rulepacks.schema import VOCABULARIES

REFUSALS = refusals(
    case_place_too_large=_("Record a case in the village, community or grid where the person is."),
    who_is_it=_("Choose a resident, or write the name of somebody who is not in the register."),
    case_known=_("This resident is already recorded as case %(number)s."),
    unknown_class=_("Choose suspected, probable, confirmed or not a case."),
    unknown_source_word=_("Say whether the source is known, unknown, or not yet investigated."),
    case_day_ahead=_("This day has not come yet."),
    case_linked_to_itself=_("Choose two different cases of the same community."),
    unknown_setting=_("Choose the setting they share."),
    case_is_excluded=_("Case %(number)s was excluded. Classify it again before tracing its contacts."),
    linked_already=_("These two cases are already linked through this setting."),
    no_such_level=_("Choose one of the four situations."),
    level_ground_missing=_("Write down the deciding body, the legal basis and the document number."),
    why_otherwise=_("Your decision differs from what the cases suggest. Write down why: the reason is kept with it."),
)


class RecordCase(Decision):
    """Record a person who meets a case definition. Their name is sealed and never leaves the health pages."""

    needs = Can.KEEP_HEALTH
    sight = Can.SEE_HEALTH
    area: int
    resident: int | None = None
    name: PrivateText = ""
    lives_here: bool = True
    onset_on: date | None = None
    classification: str = "suspected"
    source: str = "none"
    on: date | None = None

    def place(self) -> Area:
        """Where the person lives or was found: a resident's own area, else the one named."""
        if self.resident is not None:
            return Resident.objects.select_related("area").get(pk=self.resident).area
        return Area.objects.get(pk=self.area)


@handles(RecordCase)
def record_case(act: RecordCase, doing: Doing) -> Answer:
    """Give it the next number of the community and its first classification."""
    check_person(act, doing)
    day = checked_day(act.on, doing)
    if act.onset_on and act.onset_on > today(doing):
        raise Refusal("case_day_ahead")
    community = community_of(doing.place)
    case = Case.objects.create(
        area=doing.place, community=community, number=next_number(community), resident_id=act.resident,
        name="" if act.resident else act.name, lives_here=act.lives_here or act.resident is not None,
        onset_on=act.onset_on, recorded_by=doing.by, recorded_at=doing.at,
    )  # fmt: skip
    classify(case, act.classification, act.source, day, doing)
    return {"case": case.pk, "number": case.number}


def check_person(act: RecordCase, doing: Doing) -> None:
    """Somebody must be meant, in one village or community, and nobody is two cases at once.

    Whoever was excluded before and falls ill later is a new case, with days of its own.
    """
    if doing.place.level < Level.COMMUNITY:
        raise Refusal("case_place_too_large")
    if act.resident is None and not act.name:
        raise Refusal("who_is_it")
    if act.resident is not None:
        refuse_if_known(act.resident)


def refuse_if_known(resident: int, *, besides: int | None = None) -> None:
    """Refuse a second standing case of one resident: two would count as two persons."""
    standing = Case.objects.exclude(pk__in=excluded_cases()).filter(resident_id=resident)
    known = next((case for case in standing if case.pk != besides), None)
    if known is not None:
        raise Refusal("case_known", number=known.number)


class ClassifyCase(AboutCase):
    """Say anew what a case is, and what is known of its source. The former rows stay.

    When it turns out to be no case, everybody who was held because of it is released at once (domain-rules C-12).
    """

    classification: str
    source: str = "none"
    on: date | None = None


@handles(ClassifyCase)
def classify_case(act: ClassifyCase, doing: Doing) -> Answer:
    """Write a row; where it excludes the case, let its contacts go and see that they are told."""
    case = Case.objects.select_related("community").get(pk=act.case)
    if act.classification != "discarded" and case.resident_id is not None:
        refuse_if_known(case.resident_id, besides=case.pk)
    row = classify(case, act.classification, act.source, checked_day(act.on, doing), doing)
    released = release_contacts(case, doing) if act.classification == "discarded" else 0
    return {"classification": row, "released": released}


def classify(case: Case, classification: str, source: str, day: date, doing: Doing) -> int:
    """One classification, in the words of the house; its row's number."""
    if classification not in CLASSES:
        raise Refusal("unknown_class")
    if source not in SOURCES:
        raise Refusal("unknown_source_word")
    row = Classification.objects.create(
        area_id=case.area_id, case=case, classification=classification, source=source, on=day, by=doing.by, at=doing.at
    )
    return row.pk


class RecordStep(AboutCase):
    """The person was interviewed, isolated, or has recovered: what was done with a case, and when."""

    step: Literal["interviewed", "isolated", "recovered"]


@handles(RecordStep)
def record_step(act: RecordStep, doing: Doing) -> Answer:
    """Write it once; the first time counts."""
    locked_case(act.case)
    known = CaseStep.objects.filter(case=act.case, step=act.step, taken_back=None).first()
    if known is not None:
        return {"step": known.pk, "remarks": ["already_done"]}
    row = CaseStep.objects.create(area=doing.place, case_id=act.case, step=act.step, by=doing.by, at=doing.at)
    return {"step": row.pk, "remarks": []}


class LinkCases(Decision):
    """Two cases share a setting: person-to-person spread or a common exposure is possible there."""

    needs = Can.KEEP_HEALTH
    sight = Can.SEE_HEALTH
    case: int
    other: int
    setting: str
    note: PrivateText = ""

    def place(self) -> Area:
        """Where the first of them is."""
        return Case.objects.select_related("area").get(pk=self.case).area


@handles(LinkCases)
def link_cases(act: LinkCases, doing: Doing) -> Answer:
    """Write the link once for each setting."""
    first, second = sorted((act.case, act.other))
    pair = Case.objects.filter(pk__in=(first, second), community=community_of(doing.place))
    if first == second or pair.count() != 2:
        raise Refusal("case_linked_to_itself")
    if act.setting not in VOCABULARIES["setting"]:
        raise Refusal("unknown_setting")
    locked_case(first)
    if CaseLink.objects.filter(first_id=first, second_id=second, setting=act.setting, taken_back=None).exists():
        raise Refusal("linked_already")
    link = CaseLink.objects.create(
        area=doing.place, first_id=first, second_id=second, setting=act.setting, note=act.note, by=doing.by, at=doing.at
    )
    return {"link": link.pk}


class DecideLevel(Decision):
    """Decide the situation of a place. The software proposes; whoever differs says why."""

    needs = Can.DECIDE
    sight = Can.SEE_ORDERS
    area: int
    level: str
    body: Annotated[str, Field(max_length=100)] = ""
    basis: Annotated[str, Field(max_length=200)] = ""
    document_no: Annotated[str, Field(max_length=60)] = ""
    reason: Annotated[str, Sealed(), Field(max_length=500)] = ""

    def place(self) -> Area:
        """The place whose situation it is."""
        return Area.objects.get(pk=self.area)


@handles(DecideLevel)
def decide_level(act: DecideLevel, doing: Doing) -> Answer:
    """Write the decision beside what was proposed at that moment."""
    if act.level not in LEVELS:
        raise Refusal("no_such_level")
    if not (act.body and act.basis and act.document_no):
        raise Refusal("level_ground_missing")
    proposal = proposal_for(doing.place, at=doing.at, on=local_day(doing.at))
    if act.level != proposal.level and not act.reason:
        raise Refusal("why_otherwise")
    decision = LevelDecision.objects.create(
        area=doing.place, level=act.level, proposed=proposal.level, reason=act.reason, body=act.body, basis=act.basis,
        document_no=act.document_no, decided_by=doing.by, at=doing.at,
    )  # fmt: skip
    return {"decision": decision.pk, "proposed": proposal.level}
