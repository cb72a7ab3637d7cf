"""Bamboo brought to its end through the door: everything the ending asks for is done, twenty days on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from fangxian.areas.models import Person
from fangxian.cases.acts import ClassifyCase, ExcludeSignal
from fangxian.cases.models import Signal
from fangxian.cases.queries import known_cases
from fangxian.disinfection.acts import EndRound
from fangxian.disinfection.models import Round
from fangxian.door.act import Act, Answer
from fangxian.door.acts import SetStrayAside
from fangxian.door.models import Stray
from fangxian.field.acts import RevokePhone
from fangxian.field.models import PhoneKey
from fangxian.gates.acts import EndAuthorisation, SettleArrival
from fangxian.gates.models import Arrival
from fangxian.gates.queries import listed_authorisations
from fangxian.linelists.acts import DismissListRow
from fangxian.linelists.models import ListRow
from fangxian.measures.acts import AnswerComplaint, LiftClosure, LiftUnit, OpenGate, ReleaseHousehold
from fangxian.measures.models import Closure, Complaint, StayHome, UnitClosure
from fangxian.measures.queries import standing, turned
from fangxian.monitoring.acts import AcknowledgeReferral, CloseWatch, SettleReferral
from fangxian.monitoring.models import Referral, Watch
from fangxian.register.acts import DiscardUpload
from fangxian.register.models import Upload
from fangxian.standdown.acts import (
    AskErasure,
    ConfirmErasure,
    FreezeFigures,
    HandOverRest,
    IssueServiceCertificates,
    SignStock,
    StepDown,
)
from fangxian.standdown.queries.left import steps_of
from fangxian.standdown.queries.stock import lines_of
from fangxian.standdown.rules.registers import REGISTERS
from fangxian.supplies.acts import ClosePurchase, RecordHandover, RecordMedicineEnd
from fangxian.supplies.models import Bag, MedicineNeed, NeedsRound
from tests.standdown.ended import GROUND, clock
from tests.world import World

END = {"basis": "传染病防治法第42条", "document_no": "演防指〔2026〕9号"}


class Finish:
    """Bamboo twenty days on; `done` submits in somebody's name at that moment."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.at: datetime = timezone.now() + timedelta(days=20)

    def done(self, act: Act, *, by: Person | None = None) -> Answer:
        """Through the door at the later moment; a failed test if it was refused."""
        with clock(self.at):
            return self.world.written(act.model_copy(update={"happened_at": self.at}), by=by or self.world.an)

    def refused(self, act: Act, *, by: Person | None = None) -> str | None:
        """The code with which the door refuses it at the later moment."""
        with clock(self.at):
            return self.world.submit(act.model_copy(update={"happened_at": self.at}), by=by or self.world.an).refused

    def everything(self) -> None:
        """Every step of the ending, in its order."""
        for acts in (self.orders, self.health, self.supply, self.paper):
            for act, by in acts():
                self.done(act, by=by)
        self.done(StepDown(area=self.world.bamboo.pk, **GROUND))
        for step in self.steps():
            if step.left:
                self.done(HandOverRest(area=self.world.bamboo.pk, step=step.code, to="社区服务中心"))

    def steps(self) -> list[Any]:
        """The steps as they stand now."""
        with clock(self.at), self.world.all_eyes():
            return steps_of(self.world.bamboo, at=self.at)

    def rows(self, query: Any) -> list[Any]:
        """Rows, seen with all eyes."""
        with self.world.all_eyes():
            return list(query())

    def orders(self) -> Iterator[tuple[Act, Person | None]]:
        """Closures lifted, households released, gates opened, permits withdrawn, complaints answered."""
        for unit in self.rows(lambda: UnitClosure.objects.filter(lift=None)):
            yield LiftUnit(unit_closure=unit.pk, **END), None
        for closure in self.rows(lambda: Closure.objects.filter(lift=None)):
            yield LiftClosure(closure=closure.pk, **END), None
        for order in self.rows(lambda: StayHome.objects.filter(end=None, closure=None, unit_closure=None)):
            yield ReleaseHousehold(stay_home=order.pk, **END), None
        for gate in self.rows(lambda: standing(self.at).exclude(turned(self.at))):
            yield OpenGate(gate=gate.pk), None
        for permit in self.rows(lambda: listed_authorisations(self.world.bamboo, self.at, past=False)):
            yield EndAuthorisation(authorisation=permit.pk, reason="解除"), None
        for arrival in self.rows(lambda: Arrival.objects.filter(end=None)):
            yield SettleArrival(arrival=arrival.pk, outcome="met"), self.world.gao
        for said in self.rows(lambda: Complaint.objects.filter(answer=None)):
            yield AnswerComplaint(complaint=said.pk, words="已办"), None

    def health(self) -> Iterator[tuple[Act, Person | None]]:
        """Referrals settled, observations ended, suspected cases discarded."""
        for referral in self.rows(lambda: Referral.objects.filter(end=None)):
            yield AcknowledgeReferral(referral=referral.pk), self.world.mei
            yield SettleReferral(referral=referral.pk, outcome="stays"), self.world.mei
        for signal in self.rows(lambda: Signal.objects.filter(end=None)):
            yield ExcludeSignal(signal=signal.pk), None
        for row in self.rows(lambda: ListRow.objects.filter(end=None)):
            yield DismissListRow(row=row.pk, reason="已核实"), None
        for watch in self.rows(lambda: Watch.objects.filter(end=None)):
            yield CloseWatch(watch=watch.pk, outcome="completed", reason="期满"), None
        for one in self.rows(lambda: known_cases(self.world.bamboo, at=self.at)):
            if one.classification != "confirmed":
                yield ClassifyCase(case=one.case.pk, classification="discarded", source="known"), None

    def supply(self) -> Iterator[tuple[Act, Person | None]]:
        """Rounds closed, bags and medicines brought, every shelf signed for."""
        for needs in self.rows(lambda: NeedsRound.objects.filter(purchase=None)):
            yield ClosePurchase(round=needs.pk), self.world.su
        for bag in self.rows(lambda: Bag.objects.filter(handovers=None)):
            yield RecordHandover(bag=bag.pk), self.world.su
        for need in self.rows(lambda: MedicineNeed.objects.filter(ends=None)):
            yield RecordMedicineEnd(household=need.household_id, medicine=need.pk), self.world.su
        for line in self.rows(lambda: lines_of(self.world.bamboo)):
            yield SignStock(store=line.store.pk, item=line.item.pk, counted=line.book, fate="used"), self.world.su

    def paper(self) -> Iterator[tuple[Act, Person | None]]:
        """Rounds ended, strays set aside, files thrown away, phones taken back."""
        for round in self.rows(lambda: Round.objects.filter(end=None)):
            yield EndRound(round=round.pk, why="解除"), None
        if any(step.code == "service" and step.left for step in self.steps()):
            yield IssueServiceCertificates(area=self.world.bamboo.pk), None
        for stray in self.rows(lambda: Stray.objects.filter(end=None)):
            yield SetStrayAside(stray=stray.pk, reason="已无必要"), None
        for upload in self.rows(lambda: Upload.objects.filter(discarded_at=None)):
            yield DiscardUpload(upload=upload.pk), None
        for key in self.rows(lambda: PhoneKey.objects.filter(end=None)):
            yield RevokePhone(phone=key.phone, reason="解除"), None

    def frozen(self) -> Answer:
        """The figures frozen at the later moment."""
        return self.done(FreezeFigures(area=self.world.bamboo.pk))

    def asking(self, *registers: str, **changes: Any) -> AskErasure:
        """The wish to erase these registers, or all."""
        values = {"area": self.world.bamboo.pk, "registers": registers or REGISTERS, "place_name": "竹村", **changes}
        return AskErasure(**values)

    def erased(self, *registers: str) -> Answer:
        """Asked for by the lead, confirmed by the township."""
        asked = self.done(self.asking(*registers))
        return self.done(ConfirmErasure(erasure=asked["erasure"], place_name="竹村"), by=self.world.zhen)
