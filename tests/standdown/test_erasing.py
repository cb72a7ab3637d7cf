"""After the ending: the figures are frozen, everything known of people is erased, and the figures are still there.

The proof fills a place through every room, ends it, erases it, and then reads every column of every table for each
name, phone, plate and identity number that was there.
"""

import base64
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from fangxian.areas.models import Person
from fangxian.cases.models import Case
from fangxian.door.models import Entry
from fangxian.door.queries import flaws
from fangxian.door.sealed import Unreadable, blind, unseal
from fangxian.door.submit import submit
from fangxian.duty.models import Member
from fangxian.gates.models import Authorisation, Passage
from fangxian.register.models import Resident
from fangxian.standdown.acts import ConfirmErasure, LiftHold, PlaceHold
from fangxian.standdown.models import ErasedTable, Frozen, Remains
from fangxian.standdown.queries.figures import latest_frozen, reproduces
from fangxian.standdown.queries.holding import counts_of, registers_of
from fangxian.standdown.rules.registers import REGISTERS, chosen
from fangxian.tasks.acts import NoteTask
from tests.crowd import crowd
from tests.homes import LOTUS, settle_one
from tests.register.ledger.ledgers import workbook
from tests.standdown.ended import clock
from tests.standdown.finishing import Finish
from tests.standdown.secrets import SECRET, secret_row
from tests.world import World

# Rows of the ending itself, which come with it.
STANDING = {"standdown.Hold", "standdown.HoldLift"}


@pytest.fixture
def finish(world: World, client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Finish:
    """A crowded Bamboo at its end; whatever table the crowd left empty has a row with a secret in every column.

    Whatever the house keeps in files it keeps in a folder of its own.
    """
    monkeypatch.setattr(settings, "VAR", tmp_path)
    crowd(world, 2)
    client.force_login(world.gao, backend=settings.AUTHENTICATION_BACKENDS[-1])
    found = Finish(world)
    found.everything()
    with world.all_eyes():
        missing = {table.label for table in chosen(REGISTERS)} - set(counts_of(world.bamboo, REGISTERS))
        for label in sorted(missing - STANDING):
            secret_row(label, world.bamboo, world.gao)
    return found


def known_of(world: World) -> set[str]:
    """Every name, phone, number and plate the house knows of Bamboo's people and of those who only helped."""
    with world.all_eyes():
        people = Resident.objects.filter(area=world.bamboo)
        found = {value for row in people for value in (row.name, row.phone, row.citizen_id, row.other_phones)}
        found |= {row.name for row in Member.objects.filter(area=world.bamboo)}
        found |= {row.name for row in Case.objects.all()}
        found |= {value for row in Passage.objects.all() for value in (row.guest, row.guest_phone, row.plate)}
        found |= {row.plate for row in Authorisation.objects.all()}
    found |= {world.people[who].name for who in ("gao", "tian", "wang", "mei", "su", "ju")}
    return {value for value in found if value} | {
        "接生员",
        "汉口",
        "睡不着",
        "降压药",
        "降压",
        "肺部清",
        "0633-2612345",
        SECRET,
    }


def columns() -> Iterator[tuple[str, str]]:
    """Every table of the database with every column."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                yield table, column.name


def told(value: Any) -> str:
    """Whatever a column holds, as text: what is sealed is opened."""
    if isinstance(value, (bytes, memoryview)):
        raw = bytes(value)
        try:
            text = unseal(raw) if raw else ""
        except Unreadable:
            return raw.decode("utf-8", "ignore")
        return text + unpacked(text)
    return str(value).encode().decode("unicode_escape", "ignore") + str(value) if value is not None else ""


def unpacked(text: str) -> str:
    """What a file says that lies in a column as base64: as it is, or the parts of a workbook."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return ""
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "ignore")
    with zipfile.ZipFile(BytesIO(data)) as book:
        return "".join(unescape(book.read(part).decode("utf-8", "ignore")) for part in book.namelist())


def found_in_files(secrets: set[str], folder: Path) -> set[str]:
    """Which files below a folder still say one of these."""
    texts = {file: file.read_bytes().decode("utf-8", "ignore") for file in folder.rglob("*") if file.is_file()}
    return {file.name for file, text in texts.items() if any(secret in text for secret in secrets)}


def found_in_database(secrets: set[str]) -> dict[str, set[str]]:
    """Where each of these still stands: table and column."""
    where: dict[str, set[str]] = {}
    pattern = re.compile("|".join(map(re.escape, sorted(secrets, key=len, reverse=True))))
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, column in columns():
            cursor.execute(f"SELECT {quote(column)} FROM {quote(table)}")
            for (value,) in cursor.fetchall():
                for secret in pattern.findall(told(value)):
                    where.setdefault(f"{table}.{column}", set()).add(secret)
    return where


def test_the_search_finds_what_is_there(world: World, finish: Finish) -> None:
    where = found_in_database(known_of(world))
    for column in (
        "register_resident.name", "register_resident.phone", "gates_passage.guest", "duty_member.name",
        "areas_person.name", "monitoring_clinicalnote.text", "measures_closure.contact_phone",
        "linelists_listfile.content",
    ):  # fmt: skip
        assert column in where


def test_the_search_finds_what_lies_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text('{"who": "秦秘密"}', encoding="utf-8")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    assert found_in_files({SECRET}, tmp_path) == {"plan.json"}
    book = base64.b64encode(workbook(Sheet1=[("姓名",), (SECRET,)])).decode()
    assert SECRET in unpacked(book) and unpacked("秦秘密") == ""


def test_no_name_phone_number_or_plate_remains_anywhere(world: World, finish: Finish) -> None:
    secrets = known_of(world)
    assert len(secrets) > 25
    finish.frozen()
    finish.erased()
    with world.all_eyes():
        theirs = set(Resident.objects.values_list("name", flat=True)) | set(
            Person.objects.values_list("name", flat=True)
        )
    assert found_in_database(secrets - theirs) == {}
    assert found_in_files(secrets - theirs, settings.VAR) == set()
    assert {finish.world.people[who].name for who in ("an", "zhen")} <= theirs, "who decided stays with the decision"


def test_fingerprints_of_them_are_gone_as_well(world: World, finish: Finish) -> None:
    """A fingerprint tells a name to whoever has the key and a guess."""
    guesses = {
        blind(name, purpose=f"ledger:{field}") for name in known_of(world) for field in ("name", "guest", "text")
    }
    finish.frozen()
    finish.erased()
    assert found_in_database(guesses) == {}


def test_the_figures_reproduce_before_and_after_and_the_chain_holds(world: World, finish: Finish) -> None:
    finish.frozen()
    with world.all_eyes():
        frozen = latest_frozen(world.bamboo)
        assert frozen is not None and reproduces(frozen)
        before = dict(frozen.figures["figures"])
    finish.erased()
    with world.all_eyes():
        again = Frozen.objects.get(pk=frozen.pk)
        assert reproduces(again)
        assert again.figures["figures"] == before
        assert Resident.objects.filter(area=world.bamboo).count() == 0
        assert Decimal(before["register.Resident"][""][""]) == 14
    assert list(flaws()) == []


def test_a_number_changed_behind_the_houses_back_is_found_out(world: World, finish: Finish) -> None:
    finish.frozen()
    finish.erased()
    with world.all_eyes():
        row = Remains.objects.filter(table="gates.Passage", column="", number__isnull=False).get()
        Remains.objects.filter(pk=row.pk).update(number=(row.number or 0) + 1)
        assert not reproduces(Frozen.objects.get())


def test_small_counts_are_neither_kept_nor_computable(world: World, finish: Finish) -> None:
    finish.frozen()
    finish.erased()
    with world.all_eyes():
        numbers = list(Remains.objects.exclude(column__startswith="+").values_list("number", flat=True))
        cells = Remains.objects.filter(table="cases.Case", column="").values_list("number", flat=True)
        assert [number for number in numbers if number is not None and 0 < number < 5] == []
        assert list(cells) == [None]


def test_another_place_keeps_everything(world: World) -> None:
    with world.all_eyes():
        (qian, _) = settle_one(world.lotus, 9, LOTUS[0])
    crowd(world, 1)
    finish = Finish(world)
    finish.everything()
    with world.all_eyes():
        before = counts_of(world.lotus, REGISTERS)
    finish.frozen()
    finish.erased()
    with world.all_eyes():
        assert counts_of(world.lotus, REGISTERS) == before
        assert Resident.objects.get(pk=qian.pk).name == qian.name


def test_nothing_is_left_to_erase_and_the_log_says_what_went(world: World, finish: Finish) -> None:
    with world.all_eyes():
        rows = counts_of(world.bamboo, REGISTERS)
    finish.frozen()
    answer = finish.erased()
    with world.all_eyes():
        left = counts_of(world.bamboo, REGISTERS)
        log = dict(ErasedTable.objects.values_list("table", "rows"))
    assert set(left) <= {"door.Entry"}, "only what was written after the erasure"
    assert {label: log[label] for label in rows if label not in ("door.Entry", "sessions.Session")} == {
        label: count for label, count in rows.items() if label not in ("door.Entry", "sessions.Session")
    }
    assert answer["rows"] == sum(log.values())


def test_one_register_alone_goes_and_the_others_stay(world: World, finish: Finish) -> None:
    finish.frozen()
    finish.erased("doors")
    with world.all_eyes():
        held = {one.register: one.count for one in registers_of(world.bamboo, at=finish.at)}
        assert held["doors"] == 0 and held["homes"] > 0
        assert reproduces(Frozen.objects.get())
    assert finish.refused(finish.asking("homes")) == "erase_with_others"


def test_two_people_and_the_name_of_the_place(world: World, finish: Finish) -> None:
    finish.frozen()
    assert finish.refused(finish.asking("doors", place_name="竹林")) == "place_name_wrong"
    asked = finish.done(finish.asking("doors"))
    confirm = ConfirmErasure(erasure=asked["erasure"], place_name="竹村")
    assert finish.refused(confirm) == "erase_by_yourself"
    wrong = ConfirmErasure(erasure=asked["erasure"], place_name="竹")
    assert finish.refused(wrong, by=world.zhen) == "place_name_wrong"
    again = ConfirmErasure(erasure=asked["erasure"], place_name="竹村")
    finish.done(again, by=world.zhen)
    once_more = ConfirmErasure(erasure=asked["erasure"], place_name="竹村")
    assert finish.refused(once_more, by=world.qu) == "erase_again"


def test_a_hold_of_law_stops_what_it_covers_until_somebody_else_lifts_it(world: World, finish: Finish) -> None:
    finish.frozen()
    hold = finish.done(PlaceHold(area=world.bamboo.pk, registers=("orders",), reason="行政复议未结"))["hold"]
    assert finish.refused(finish.asking()) == "erase_held"
    asked = finish.done(finish.asking("doors"))
    finish.done(PlaceHold(area=world.bamboo.pk, registers=("doors",), reason="信访核查"))
    confirm = ConfirmErasure(erasure=asked["erasure"], place_name="竹村")
    assert finish.refused(confirm, by=world.zhen) == "erase_held"
    assert finish.refused(LiftHold(hold=hold, reason="案件已结")) == "hold_by_yourself"
    finish.done(LiftHold(hold=hold, reason="案件已结"), by=world.zhen)
    assert finish.refused(LiftHold(hold=hold, reason="案件已结"), by=world.zhen) == "hold_lifted"
    assert finish.refused(PlaceHold(area=world.bamboo.pk, registers=("x",), reason="信访核查")) == "no_such_register"


def test_the_pages_of_a_hold_and_of_an_erasure_open_and_a_wrong_name_erases_nothing(
    world: World, finish: Finish, client: Client
) -> None:
    finish.frozen()
    place = {"place": world.bamboo.code}
    hold = finish.done(PlaceHold(area=world.bamboo.pk, registers=("orders",), reason="行政复议未结"))["hold"]
    asked = finish.done(finish.asking("doors"))["erasure"]
    client.force_login(world.zhen, backend=settings.AUTHENTICATION_BACKENDS[-1])
    lift = client.get(reverse("standdown:lift_hold", kwargs={**place, "pk": hold}))
    assert (lift.status_code, world.an.name in lift.content.decode()) == (200, True)
    address = reverse("standdown:confirm_erasure", kwargs={**place, "pk": asked})
    page = client.get(address)
    assert page.status_code == 200
    sent = {"act_id": page.context["form"]["act_id"].value(), "place_name": "松村"}
    assert client.post(address, sent).status_code == 422


def test_the_right_name_erases_on_the_page_and_the_paper_can_be_opened(
    world: World, finish: Finish, client: Client
) -> None:
    finish.frozen()
    place = {"place": world.bamboo.code}
    asked = finish.done(finish.asking("doors"))["erasure"]
    address = reverse("standdown:confirm_erasure", kwargs={**place, "pk": asked})
    with clock(finish.at):
        client.force_login(world.zhen, backend=settings.AUTHENTICATION_BACKENDS[-1])
        sent = {"act_id": client.get(address).context["form"]["act_id"].value(), "place_name": "竹村"}
        told = client.post(address, sent, follow=True)
        assert [status for _, status in told.redirect_chain] == [302]
        paper = client.get(reverse("standdown:erasure_paper", kwargs={**place, "pk": asked}))
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    with world.all_eyes():
        assert counts_of(world.bamboo, ["doors"]) == {}


def test_before_its_time_nothing_can_be_erased(world: World) -> None:
    crowd(world, 1)
    finish = Finish(world)
    assert finish.refused(finish.asking()) == "erase_before_end"
    finish.everything()
    assert finish.refused(finish.asking()) == "erase_unfrozen"
    finish.frozen()
    world.written(NoteTask(area=world.bamboo.pk, text="3号楼 给李青送药 13900000001"), by=world.an)
    assert finish.refused(finish.asking()) in ("erase_with_left", "erase_changed")


def test_a_phone_that_sends_an_old_act_again_hears_the_old_answer(world: World) -> None:
    act = NoteTask(area=world.bamboo.pk, text="3号楼 给李青送药 13900000001")
    first = submit(act, by=world.an)
    crowd(world, 1)
    finish = Finish(world)
    finish.everything()
    finish.frozen()
    finish.erased()
    again = submit(act, by=world.an)
    assert (again.pk, again.fate, again.answer) == (first.pk, first.fate, {})
    with world.all_eyes():
        assert Entry.objects.get(pk=first.pk).payload is None


def test_who_served_can_no_longer_sign_in_and_who_decided_can(world: World, finish: Finish) -> None:
    finish.frozen()
    finish.erased()
    assert not Person.objects.get(pk=world.gao.pk).is_active
    assert Person.objects.get(pk=world.an.pk).is_active
    for who, status in (("gao", 200), ("an", 302)):
        form = {"login": who, "password": "correct horse"}
        assert Client().post("/accounts/login/", form).status_code == status


def test_there_is_something_in_every_table_the_proof_erases(world: World, finish: Finish) -> None:
    """A table nobody fills here would prove nothing; one that is new is filled by itself."""
    with world.all_eyes():
        filled = set(counts_of(world.bamboo, REGISTERS))
    assert {table.label for table in chosen(REGISTERS)} - filled == STANDING
