"""Nobody below medic ever receives a clinical value: through any page, act answer, export, ledger view or sync.

Sentinels nobody would write by chance are put wherever somebody's health can be written down, through the door and
through the phone's sync, mistyped uploads included. Then everybody but the medic opens every page they can reach, every
file those pages offer, and every answer the door ever gave is read.
"""

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangxian.areas.models import Person
from fangxian.areas.queries import scope_of
from fangxian.areas.roles import Can
from fangxian.cases.acts import (
    CorrectOnset,
    DecideContacts,
    KeepOnset,
    NameShift,
    ProposeOnset,
    RecordCase,
    RenewContacts,
    TraceContacts,
)
from fangxian.cases.models import Case, Contact
from fangxian.door.models import Entry, Stray
from fangxian.gates.acts import BookLine, RecordGateBook, RecordPassage
from fangxian.monitoring.acts import (
    AcknowledgeReferral,
    AskWelfareVisit,
    OpenWatch,
    RecordReading,
    RecordWelfareVisit,
    SettleReferral,
    Signs,
    WriteClinicalNote,
)
from fangxian.monitoring.models import Reading
from fangxian.register.models import Employer, Resident
from tests.architecture.test_budgets_of_lists import onward, page_at
from tests.homes import Homes, settle
from tests.linelists.sending import sent, taken
from tests.measures.orders import close, gates
from tests.world import CAST, World, ago

PageOf = Callable[[Person], Client]

TEMPERATURE, SYMPTOM = "42.87", "zqspots"
# A gate's thermometer shows one decimal: found only where it stands alone, not within a moment or a longer number.
AT_GATE = "42.9"
ALONE = re.compile(r"(?<![\d.:])42\.9(?!\d)")
WORDS = {what: f"暗号{what}" for what in ("reading", "distress", "clinical", "settled", "visited", "heard")}
SENTINELS = [TEMPERATURE, SYMPTOM, *WORDS.values()]
# Why the day of first symptoms is another one, or stays. Whoever traces cases reads it, and nobody else.
REASONS = ["暗号corrected", "暗号kept"]
TRACERS = {"an", "mei"}
# Whoever may read them; everybody else of the cast must not.
MEDICS = {"mei"}
# One of each role that has pages of its own, and one who serves elsewhere.
VISITORS = ["an", "gao", "wang", "su", "zhen", "shen", "guan", "dou"]
# How many addresses of one page are opened; uploads are opened all.
SAMPLES = 1


@pytest.fixture
def marked(world: World) -> World:
    """A Bamboo in which every place for a clinical value holds a sentinel, written by whoever may write there."""
    homes = settle(world)
    world.written(OpenWatch(resident=homes.li.pk, category="contact", happened_at=ago(days=2)), by=world.an)
    for note in (WORDS["reading"], f"{WORDS['distress']} 睡不着"):
        signs = Signs(temperature=Decimal(TEMPERATURE), symptoms=(SYMPTOM, "dry_cough"), note=note)
        referral = world.written(RecordReading(resident=homes.li.pk, how="phone", signs=signs), by=world.an)["referral"]
    world.written(AcknowledgeReferral(referral=referral), by=world.mei)
    world.written(WriteClinicalNote(resident=homes.li.pk, text=WORDS["clinical"]), by=world.mei)
    heard = AskWelfareVisit(household=homes.zhang.household_id, words=WORDS["heard"])
    visit = world.written(heard, by=world.tian)["visit"]
    world.written(RecordWelfareVisit(visit=visit, note=WORDS["visited"]), by=world.mei)
    world.written(SettleReferral(referral=referral, outcome="stays", note=WORDS["settled"]), by=world.mei)
    second = Signs(temperature=Decimal(TEMPERATURE), symptoms=(SYMPTOM,), note=WORDS["reading"])
    world.written(RecordReading(resident=homes.li.pk, signs=second, happened_at=ago(minutes=5)), by=world.an)
    sent(world, ("姓名", "分类", "体温", "症状"), ("李青", "疑似", TEMPERATURE, SYMPTOM), by=world.mei)
    taken(world, ("姓名", "分类", "检测结果", "体温"), ("郑外人", "疑似", WORDS["clinical"], TEMPERATURE))
    world.homes = homes  # type: ignore[attr-defined]
    passed_with_fever(world)
    onset_put_right(world, homes)
    return world


def passed_with_fever(world: World) -> None:
    """A resident measured at the gate, one written down from the paper book, and a visitor."""
    gate, _shut = gates(world, "村口", "北门")
    close(world, gate, happened_at=ago(days=3))
    with world.all_eyes():
        zhao, wang = Resident.objects.get(name="赵独"), Resident.objects.get(name="王芳")
    fever = Decimal(AT_GATE)
    world.written(RecordPassage(gate=gate, way="in", resident=zhao.pk, temperature=fever), by=world.gao)
    world.written(RecordPassage(gate=gate, way="in", guest="何来客", temperature=fever, outcome="passed"), by=world.gao)
    line = BookLine(way="out", at=ago(hours=5), resident=wang.pk, temperature=fever)
    world.written(RecordGateBook(gate=gate, lines=(line,)), by=world.gao)


def onset_put_right(world: World, homes: Homes) -> int:
    """A case whose onset was put right and left, with shift-mates and its contacts decided anew; its number."""
    days = [timezone.localdate(ago(days=number)) for number in range(8)]
    with world.all_eyes():
        works = Employer.objects.create(area=world.bamboo, name="海风钢铁公司")
        Resident.objects.filter(pk__in=[homes.li.pk, homes.zhang.pk]).update(employer=works)
    case: int = world.written(
        RecordCase(area=world.bamboo.pk, resident=homes.li.pk, classification="suspected", onset_on=days[3]),
        by=world.mei,
    )["case"]
    world.written(TraceContacts(case=case), by=world.mei)
    world.written(NameShift(case=case, employer=works.pk, mates=(homes.zhang.pk,), last_on=days[1]), by=world.mei)
    with world.all_eyes():
        contacts = tuple(Contact.objects.filter(case=case).values_list("pk", flat=True))
    world.written(DecideContacts(case=case, contacts=contacts, finding="close", last_on=days[4]), by=world.mei)
    world.written(ProposeOnset(case=case, onset_on=days[6]), by=world.mei)
    world.written(KeepOnset(case=case, reason=REASONS[1]), by=world.mei)
    world.written(CorrectOnset(case=case, onset_on=days[1], reason=REASONS[0]), by=world.mei)
    world.written(RenewContacts(case=case, contacts=contacts), by=world.mei)
    world.written(ProposeOnset(case=case, onset_on=days[5]), by=world.mei)
    return case


def homes_of(world: World) -> Homes:
    found: Homes = world.homes  # type: ignore[assignment]
    return found


def mistyped(homes: Homes) -> list[dict[str, Any]]:
    """Uploads that cannot be taken in, each with sentinels where a reading or a note would stand."""
    signs = {"temperature": f"{TEMPERATURE} 度左右", "symptoms": [SYMPTOM], "note": WORDS["reading"]}
    return [
        {"kind": "monitoring.record_reading", "id": str(uuid4()), "resident": homes.li.pk, "signs": signs},
        {"kind": "monitoring.record_reading", "id": str(uuid4()), "resident": "李", "signs": signs},
        {"kind": "monitoring.record_reading", "id": str(uuid4()), "resident": homes.li.pk, "temperature": TEMPERATURE},
        {
            "kind": "monitoring.record_readings",
            "id": str(uuid4()),
            "temperature": TEMPERATURE,
            "note": WORDS["reading"],
        },
        {"kind": "monitoring.ask_welfare_visit", "id": str(uuid4()), "household": "?", "words": WORDS["heard"]},
        {"kind": "lost", "id": str(uuid4()), "signs": signs},
    ]


def sync(page: Client, *items: dict[str, Any]) -> HttpResponseBase:
    return page.post("/field/sync", json.dumps({"items": items}), content_type="application/json")


def everything(answer: HttpResponseBase) -> str:
    """What an answer holds as text: a page, a file, and the files inside an office document."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    text = body.decode("utf-8", errors="replace") + " ".join(map(str, answer.headers.values()))
    if body[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(body)) as inside:
            text += " ".join(inside.read(name).decode("utf-8", errors="replace") for name in inside.namelist())
    return text


def found_in(text: str, *more: str) -> list[str]:
    return [*(each for each in (*SENTINELS, *more) if each in text), *([AT_GATE] if ALONE.search(text) else [])]


def pages_of_a_case(world: World) -> list[str]:
    """The pages on which the acts about an onset, a shift and contacts decided anew are done and shown."""
    with world.all_eyes():
        case = Case.objects.get(resident=homes_of(world).li)
    home = f"/{world.bamboo.code}/cases/"
    return [home, f"{home}{case.pk}/", f"{home}{case.pk}/onset/", f"{home}{case.pk}/shift/"]


def walked(page: Client, world: World) -> Iterator[tuple[str, HttpResponseBase]]:
    """Every page somebody reaches by following links, a few of each kind, and the pages beside them."""
    home = f"/{world.bamboo.code}/"
    strays = list(Stray._base_manager.values_list("pk", flat=True))
    todo = [
        "/", "/places/", home, f"{home}gates/", f"{home}gates/passages",
        f"{home}gates/book/paper?on={timezone.localdate()}",
        f"{home}watches/", f"{home}watches/all/", f"{home}watches/medic/", f"{home}ledger/",
        f"{home}watches/medic/people/{homes_of(world).li.pk}/", "/api/openapi.json", "/field/snapshot",
        *pages_of_a_case(world),
        *(f"{home}strays/{key}/" for key in strays), *(f"{home}strays/{key}/?kind=tasks.note_task" for key in strays),
    ]  # fmt: skip
    seen: set[str] = set()
    opened: dict[str, int] = {}
    while todo:
        url = todo.pop(0)
        kind = page_at(url)
        if url in seen or (opened.get(kind, 0) >= SAMPLES and "strays" not in url and "watches" not in url):
            continue
        seen.add(url)
        answer = page.get(url)
        if answer.status_code < 400:
            opened[kind] = opened.get(kind, 0) + 1
            todo += [link for link in onward(answer, url) if page_at(link)]
        yield url, answer


@pytest.mark.parametrize("nickname", VISITORS)
def test_no_page_or_file_shows_a_clinical_value_to_whoever_is_no_medic(
    marked: World, page_of: PageOf, nickname: str
) -> None:
    for sender in (marked.wang, marked.an):
        sync(page_of(sender), *mistyped(homes_of(marked)))
    page = page_of(marked.people[nickname])
    hidden = [] if nickname in TRACERS else REASONS
    shown = {url: found_in(everything(answer), *hidden) for url, answer in walked(page, marked)}
    assert len(shown) > 5
    assert nickname not in TRACERS or set(pages_of_a_case(marked)) <= set(shown)
    assert {url: found for url, found in shown.items() if found} == {}


def test_the_walk_would_find_them(marked: World, page_of: PageOf) -> None:
    shown = " ".join(everything(answer) for _url, answer in walked(page_of(marked.mei), marked))
    assert {TEMPERATURE, AT_GATE, SYMPTOM, WORDS["reading"], WORDS["clinical"], WORDS["settled"], *REASONS} <= set(
        found_in(shown, *REASONS)
    )


@pytest.mark.parametrize("nickname", VISITORS)
def test_no_answer_of_the_sync_repeats_one(marked: World, page_of: PageOf, nickname: str) -> None:
    homes = homes_of(marked)
    signs = {"temperature": TEMPERATURE, "symptoms": [SYMPTOM], "note": WORDS["reading"]}
    good = {"kind": "monitoring.record_reading", "id": str(uuid4()), "resident": homes.li.pk, "signs": signs}
    note = {
        "kind": "monitoring.write_clinical_note",
        "id": str(uuid4()),
        "resident": homes.li.pk,
        "text": "暗号clinical",
    }
    page = page_of(marked.people[nickname])
    for _twice in range(2):
        assert found_in(everything(sync(page, good, note, *mistyped(homes)))) == []


def test_the_ledger_holds_none(marked: World, page_of: PageOf) -> None:
    sync(page_of(marked.an), *mistyped(homes_of(marked)))
    for entry in Entry._base_manager.all():
        assert found_in(json.dumps([entry.payload, entry.answer], ensure_ascii=False), *REASONS) == []


def test_the_database_itself_holds_none_unsealed(marked: World, page_of: PageOf) -> None:
    sync(page_of(marked.an), *mistyped(homes_of(marked)))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                assert found_in(" ".join(map(str, row)), *REASONS) == [], table


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    temperature=st.none() | st.decimals(-999, 999, places=2),
    symptoms=st.lists(st.sampled_from(["fever", "dry_cough", "sneezing", "无力"]), max_size=4),
    note=st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40),
    nickname=st.sampled_from(["an", "wang", "mei"]),
)
def test_whatever_is_written_the_answer_tells_remarks_and_whether_the_medic_was_asked(
    marked: World, temperature: Decimal | None, symptoms: list[str], note: str, nickname: str
) -> None:
    signs = Signs(temperature=temperature, symptoms=tuple(symptoms), note=note)
    sender = marked.people[nickname] if nickname != "wang" else marked.an
    entry = marked.submit(RecordReading(resident=homes_of(marked).zhang.pk, signs=signs), by=sender)
    assert entry.written and set(entry.answer) == {"check", "remarks", "referral"}
    allowed = {"no_temperature", "impossible_temperature", "unknown_symptom", "not_watched", "clock_ahead"}
    assert set(entry.answer["remarks"]) <= allowed
    assert entry.payload and entry.payload["signs"].startswith("sealed:")


def test_equal_readings_have_unequal_fingerprints(marked: World) -> None:
    signs = Signs(temperature=Decimal("36.5"))
    zhang = homes_of(marked).zhang.pk
    entries = [marked.submit(RecordReading(resident=zhang, signs=signs), by=marked.an) for _ in range(3)]
    assert len({entry.payload["signs"] for entry in entries if entry.payload}) == 3


@pytest.mark.parametrize("nickname", [nickname for nickname, *_ in CAST])
def test_no_scope_but_a_medic_s_reaches_a_reading(marked: World, nickname: str) -> None:
    person = marked.people[nickname]
    with marked.eyes_of(person):
        assert Reading.objects.exists() is (nickname in MEDICS)
    assert any(scope_of(person, at=ago(minutes=0)).grants.get(Can.SEE_CLINICAL, ())) is (nickname in MEDICS)


def test_a_lead_puts_right_what_surrounds_a_reading_without_seeing_it(marked: World, page_of: PageOf) -> None:
    homes = homes_of(marked)
    signs = {"temperature": TEMPERATURE, "symptoms": [], "note": WORDS["reading"]}
    bad = {"kind": "monitoring.record_reading", "id": str(uuid4()), "resident": "李青", "signs": signs}
    sync(page_of(marked.an), bad)
    page = page_of(marked.an)
    url = f"/{marked.bamboo.code}/strays/{Stray._base_manager.get().pk}/"
    asked = page.get(url)
    assert "only medics may read" in asked.content.decode()
    prefix = next(name for name in asked.context["form"].fields if name.endswith("resident")).removesuffix("resident")
    values = {"act_id": uuid4(), "act_kind": bad["kind"], f"{prefix}resident": homes.zhang.pk, f"{prefix}how": "phone"}
    assert page.post(url, values).status_code == 302
    with marked.eyes_of(marked.mei):
        kept = Reading.objects.get(checked__resident=homes.zhang)
    assert TEMPERATURE in kept.signs and WORDS["reading"] in kept.signs
