"""Promise 5 in the ledger: whoever adds a field of text to an act says there whether it may stand in plain."""

import re
import types
import typing
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

import pytest
from django.conf import settings
from pydantic import BaseModel

from fangxian.cases.acts import DecideLevel
from fangxian.door.act import Act, Fact, PrivateText, Sealed, SealedApart, all_acts, marks_of, plain
from fangxian.door.acts import AppointPost, MendStray
from fangxian.door.models import Entry
from fangxian.door.queries import flaws
from fangxian.duty.acts import AddMember
from fangxian.gates.acts import BookLine, GrantAuthorisation, RecordGateBook, RecordPassage
from fangxian.register.acts import AddResident, CorrectResident
from fangxian.register.acts.residents import Particulars
from tests.cases.test_acts import GROUND
from tests.gates.village import close_bamboo
from tests.register.ledger.ledgers import citizen_id
from tests.world import World, ago

NUMBER = citizen_id(13)

# Codes of a list, checked by the act or by its rule pack; names of things; words of an order everybody may read.
OPEN = {
    "canvass.start_sweep": {"name"},
    "cases.classify_case": {"classification", "source"},
    "cases.decide_contacts": {"finding", "contact_kind"},
    "cases.decide_level": {"level", "body", "basis", "document_no"},
    "cases.link_cases": {"setting"},
    "cases.name_source": {"setting"},
    "cases.record_case": {"classification", "source"},
    "cases.record_stay": {"setting"},
    "disinfection.add_product": {"product_kind", "name"},
    "disinfection.plan_round": {"name", "disinfection_kind", "surface", "method"},
    "door.adopt_pack": {"pack_kind", "pack"},
    "door.appoint_post": {"username", "role"},  # the sign-in name, as every entry shows it of its sender
    "door.mend_stray": {"act_kind"},
    "door.open_names": {"reason"},  # whoever opens names answers for it: the ledger's readers must see why
    "duty.add_member": {"username"},
    "duty.keep_roster": {"figures", "gaps"},  # hours, posts and reasons by code
    "duty.set_duty_post": {"name", "windows.start", "windows.end", "shifts.start"},
    "field.enrol_phone": {"token_hash", "upload_hash"},
    "gates.grant_authorisation": {"purpose"},
    "gates.record_gate_book": {"lines.purpose", "lines.emergency"},
    "gates.record_passage": {"purpose", "emergency"},
    "linelists.remember_list_layout": {"columns", "signature"},
    "linelists.send_list": {"list_kind"},
    "linelists.settle_list_row": {"classification"},
    "measures.add_gate": {"name"},
    "measures.close_place": {
        "body", "basis", "document_no", "approved_by", "alternatives_considered", "contact_phone", "level",
    },
    "measures.close_unit": {
        "body", "basis", "document_no", "approved_by", "alternatives_considered", "contact_phone", "stair",
    },
    "measures.lift_unit": {"basis", "document_no"},
    "measures.confine_household": {
        "body", "basis", "document_no", "approved_by", "alternatives_considered", "contact_phone",
    },
    "measures.grant_exception": {"reason"},
    "measures.lift_closure": {"basis", "document_no"},
    "measures.release_household": {"basis", "document_no"},
    "measures.review_closure": {"reason", "approved_by"},
    "measures.review_household": {"approved_by"},
    "measures.review_unit": {"approved_by"},
    "monitoring.close_watch": {"outcome"},
    "monitoring.issue_certificate": {"certificate"},
    "monitoring.open_watch": {"category"},
    "monitoring.settle_referral": {"outcome"},
    "nights.keep_night_plan": {"figures", "reason"},  # counts, and a sentence about a place with numbers of posts
    "register.cut_grids": {"grids.name", "exceptions.reason"},  # about buildings; the next cut is proposed with it
    "register.dismiss_row": {"reason"},  # stands in the entry alone: sealed, nobody could read it any more
    "register.remember_layout": {"signature", "columns"},
    "register.upload_ledger": {"file_name"},
    "standdown.ask_erasure": {"registers", "place_name"},
    "standdown.confirm_erasure": {"place_name"},
    "standdown.place_hold": {"registers"},
    "standdown.hand_over_rest": {"step"},
    "standdown.sign_stock": {"fate"},
    "standdown.step_down": {"body", "basis", "document_no"},
    "supplies.add_item": {"name", "unit"},
    "supplies.add_store": {"name"},
    "whatif.keep_trial": {"asked", "figures"},  # counts by building at the finest
}  # fmt: skip


def texts(model: type[BaseModel], before: str = "") -> Iterator[str]:
    """The fields of a model and its parts that may hold any text and are not sealed."""
    for name, field in model.model_fields.items():
        if name in marks_of(model):
            continue
        parts = list(models_in(field.annotation))
        for part in parts:
            yield from texts(part, f"{before}{name}.")
        if not parts and free(field.annotation):
            yield before + name


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from models_in(part)


def free(annotation: Any) -> bool:
    """Whether a type takes any text: a literal or an enumeration does not."""
    if typing.get_origin(annotation) is typing.Literal:
        return False
    if isinstance(annotation, types.UnionType) or typing.get_args(annotation):
        return any(free(part) for part in typing.get_args(annotation))
    return annotation is str or annotation is Any


@pytest.mark.parametrize("kind", sorted(all_acts()))
def test_every_text_of_an_act_is_sealed_or_said_to_be_open(kind: str) -> None:
    assert set(texts(all_acts()[kind])) == OPEN.get(kind, set())


class Marked(BaseModel):
    """Every way in which a field may be marked."""

    plainly: PrivateText = ""
    perhaps: PrivateText | None = None
    limited: Annotated[PrivateText, "a limit"] | None = None
    many: tuple[PrivateText, ...] = ()
    apart: Annotated[int | None, SealedApart()] = None
    open: str = ""


class Trial(Fact):
    """An act nobody handles, made of all marks."""

    marked: Marked


def test_a_mark_counts_however_deep_it_lies_in_a_type() -> None:
    assert marks_of(Marked) == dict.fromkeys(("plainly", "perhaps", "limited", "many"), Sealed) | {"apart": SealedApart}
    filled = Marked(plainly="张", perhaps="李", limited="王", many=("赵",), apart=7, open="门")
    kept = plain(Trial(marked=filled))["marked"]
    assert kept.pop("open") == "门"
    assert all(value.startswith("sealed:") for value in kept.values())


def test_equal_values_seal_alike_but_those_out_of_few_only_within_their_act() -> None:
    one, other = (Trial(marked=Marked(plainly="张", apart=37)) for _ in range(2))
    assert plain(one)["marked"]["plainly"] == plain(other)["marked"]["plainly"]
    assert plain(one)["marked"]["apart"] != plain(other)["marked"]["apart"]
    assert plain(one) == plain(one)


def test_what_is_empty_stays_empty() -> None:
    kept = plain(Trial(marked=Marked()))["marked"]
    assert kept == {"plainly": "", "perhaps": None, "limited": None, "many": [], "apart": None, "open": ""}


def told(world: World) -> list[Act]:
    """Acts that tell of somebody in every field that once stood in plain."""
    village = close_bamboo(world)
    area, resident = world.bamboo.pk, village.homes.li.pk
    person = Particulars(
        relation="长女", citizen_id=NUMBER, phone="13900000077", employer="海边饭店",
        hukou="外省某县", came_from="远方某市", note="夜里咳",
    )  # fmt: skip
    line = BookLine(way="in", at=ago(hours=5), plate="鲁L7C777", temperature=Decimal("37.9"))
    corrected = {"guest": "秦秘密", "guest_phone": "13900000077"}
    return [
        RecordPassage(gate=village.gate.pk, way="in", plate="鲁L7C777", temperature=Decimal("37.9")),
        RecordGateBook(gate=village.gate.pk, lines=(line,)),
        GrantAuthorisation(area=area, plate="鲁L7C777", purpose="illness", until=ago(hours=-24)),
        AppointPost(area=area, username="newcomer", name="秦秘密", role="gatekeeper"),
        DecideLevel(area=area, level="outbreak", reason="秦秘密的家里", **GROUND),
        CorrectResident(resident=resident, name="秦秘密", particulars=person),
        AddResident(
            area=area,
            name="秦秘密密",
            address="77-1-101",
            particulars=person.model_copy(update={"citizen_id": None, "phone": None}),
        ),
        AddMember(area=area, name="秦秘密", affiliation="volunteer", birth_year=1977),
        AddMember(area=area, name="秦秘密", affiliation="volunteer", birth_year=1977),
        MendStray(stray=0, act_kind="gates.record_passage", values=corrected),
    ]


def test_no_entry_tells_a_plate_a_temperature_a_name_a_number_or_a_home(world: World) -> None:
    entries = [world.submit(act, by=world.an) for act in told(world)]
    kept = "".join(str(entry.payload) + str(entry.answer) for entry in entries)
    for secret in (
        "7C777", "37.9", "秦秘密", NUMBER, "13900000077", "海边饭店", "外省", "远方", "夜里咳", "长女",
        "77-1-101", "1977",
    ):  # fmt: skip
        # Not within a longer number: a fingerprint or a moment may hold four digits by chance.
        assert re.search(rf"(?<![0-9A-Za-z]){re.escape(secret)}(?![0-9A-Za-z])", kept) is None, secret
    assert [entry.refused for entry in entries] == [None] * 8 + ["already_in_team", "not_found"]


def test_sealed_acts_are_replayed_and_the_chain_holds(world: World) -> None:
    acts = told(world)
    first = [world.submit(act, by=world.an) for act in acts]
    assert [world.submit(act, by=world.an).pk for act in acts] == [entry.pk for entry in first]
    passage = typing.cast(RecordPassage, acts[0])
    assert world.submit(passage.model_copy(update={"plate": "鲁L8C888"}), by=world.an).refused == "id_taken"
    with world.all_eyes():
        assert Entry.objects.filter(act_id__in=[act.id for act in acts if act.kind != "door.mend_stray"]).count() == 9
    assert list(flaws()) == []


def test_a_vehicle_is_still_found_by_its_plate(world: World, client: Any) -> None:
    told_of = told(world)
    world.written(told_of[2], by=world.an)
    client.force_login(world.an, backend=settings.AUTHENTICATION_BACKENDS[-1])
    page = client.get(f"/{world.bamboo.code}/gates/?q=鲁L7C777")
    assert "鲁L7C777" in page.content.decode()
