"""What leaves the house, and that our own reading knows it again."""

import csv
from datetime import date, timedelta
from io import StringIO

from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.cases.acts import DecideContacts, NameContact, NameSource, RecordCase
from fangxian.cases.models import Case, Contact
from fangxian.linelists.acts import TakeInList
from fangxian.linelists.models import ListRow
from fangxian.linelists.queries import lists_of
from fangxian.linelists.rules import dhis2, godata, hxl
from fangxian.linelists.rules.fields import Field
from fangxian.linelists.rules.ours import (
    CaseOut,
    ContactOut,
    LinkOut,
    Lists,
    PersonOut,
    case_mark,
    contact_mark,
    marked,
)
from fangxian.linelists.rules.reading import read_list
from tests.homes import settle
from tests.linelists.sending import sending
from tests.world import World

TODAY = date(2020, 3, 1)
DAYS = st.dates(date(2020, 1, 1), TODAY)
NAMES = st.text("赵钱孙李周吴郑王伟芳娜秀英", min_size=2, max_size=3) | st.sampled_from(
    ["=cmd|'x'!A1", "@李青", "-张伟"]
)
MARKS = st.integers(1, 9999).map(lambda number: case_mark("371103150201", number))
PEOPLE = st.builds(
    PersonOut, MARKS, NAMES, st.sampled_from(["f", "m"]), st.dates(date(1930, 1, 1), date(2019, 1, 1)),
    st.integers(0, 99_999_999).map(lambda n: f"139{n:08d}"), st.sampled_from(["3-1-501", "12号"]), DAYS,
)  # fmt: skip
CASES = st.builds(CaseOut, PEOPLE, st.sampled_from(["suspected", "probable", "confirmed", "discarded"]), DAYS)


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


@settings(deadline=None)
@given(st.lists(CASES, min_size=1, max_size=5))
def test_cases_in_the_layout_of_go_data_are_known_again(cases: list[CaseOut]) -> None:
    text = godata.cases(Lists(cases=tuple(cases)))
    found = read_list(text.encode("utf-8-sig"), kind="", layouts={}, today=TODAY)
    assert found.kind == "cases" and not found.faults
    for line, one in zip(found.lines, cases, strict=True):
        assert line.name == one.person.name
        assert line.values[Field.NUMBER] == one.person.mark
        assert line.values[Field.CLASSIFICATION] == one.classification
        assert line.values[Field.ONSET_ON] == str(one.onset_on)
        assert line.values[Field.SEX] == one.person.sex and line.values[Field.PHONE] == one.person.phone
        assert line.values[Field.BORN_ON] == str(one.person.born_on)
        assert line.values[Field.ADDRESS] == one.person.address


@settings(deadline=None)
@given(st.lists(st.builds(ContactOut, PEOPLE, DAYS), min_size=1, max_size=5))
def test_contacts_in_the_layout_of_go_data_are_known_again(contacts: list[ContactOut]) -> None:
    text = godata.contacts(Lists(contacts=tuple(contacts)))
    found = read_list(text.encode(), kind="", layouts={}, today=TODAY)
    assert found.kind == "contacts" and not found.faults
    assert [line.values[Field.LAST_ON] for line in found.lines] == [str(one.last_on) for one in contacts]


@settings(deadline=None)
@given(st.lists(st.builds(LinkOut, MARKS, MARKS, st.booleans(), DAYS), min_size=1, max_size=5))
def test_exposures_in_the_layout_of_go_data_are_known_again(links: list[LinkOut]) -> None:
    text = godata.relationships(Lists(links=tuple(links)))
    found = read_list(text.encode(), kind="", layouts={}, today=TODAY)
    assert found.kind == "relationships" and not found.faults
    said = [(line.values[Field.SOURCE], line.values[Field.TARGET], line.values[Field.LAST_ON]) for line in found.lines]
    assert said == [(one.source, one.target, str(one.on)) for one in links]


def test_marks_are_read_back() -> None:
    assert marked(case_mark("371103150201", 7)) == ("371103150201", False, 7)
    assert marked(contact_mark("371103150201001", 12345)) == ("371103150201", True, 12345)
    assert marked("C-7") is None


def test_a_table_has_its_head_when_nobody_stands_in_it() -> None:
    for made in (godata.cases, godata.contacts, godata.relationships):
        assert len(made(Lists()).splitlines()) == 1


@settings(deadline=None)
@given(CASES)
def test_an_event_of_dhis2_names_nobody_and_keeps_its_identifier(case: CaseOut) -> None:
    lists = Lists(cases=(case,))
    rows = table(dhis2.events(lists, org_unit="371103150201"))
    assert list(rows[0]) == list(dhis2.EVENT)
    assert {row["event"] for row in rows} == {dhis2.identifier(f"event:{case.person.mark}")}
    said = {row["dataElement"]: row["value"] for row in rows}
    assert said["FX_CLASSIFICATION"] == case.classification and said["FX_MARK"] == case.person.mark
    assert case.person.name not in said.values() and case.person.phone not in said.values()


@settings(deadline=None)
@given(st.text("event:FX-0123456789张", max_size=40))
def test_identifiers_are_as_dhis2_wants_them(text: str) -> None:
    found = dhis2.identifier(text)
    assert len(found) == 11 and found.isascii() and found.isalnum() and found[0].isalpha()


def test_a_person_of_dhis2_is_in_the_columns_of_its_manual() -> None:
    person = PersonOut("FX-371103150201-0001", "李青", "f", None, "13900000001", "1号", TODAY)
    rows = table(dhis2.entities(Lists(cases=(CaseOut(person, "confirmed"),)), org_unit="371103150201"))
    assert list(rows[0]) == list(dhis2.ENTITY)
    assert {row["attribute"] for row in rows} == {"FX_MARK", "FX_NAME", "FX_SEX", "FX_PHONE", "FX_ADDRESS"}


HISTORY = st.lists(st.tuples(DAYS, st.sampled_from(["suspected", "confirmed", "discarded"])), min_size=1, max_size=4)


@settings(deadline=None)
@given(st.lists(HISTORY, min_size=1, max_size=5))
def test_counts_of_a_day_are_what_was_known_that_day(histories: list[list[tuple[date, str]]]) -> None:
    kept = tuple(tuple(sorted(one)) for one in histories)
    place = hxl.Place("371103150201", "竹村", kept)
    rows = list(csv.reader(StringIO(hxl.table([place], until=TODAY))))[2:]
    assert [row[0] for row in rows] == sorted({row[0] for row in rows}) and rows[-1][0] == TODAY.isoformat()
    assert int(rows[-1][4]) == sum(one[-1][1] == "confirmed" for one in kept)
    for row in rows:
        assert sum(map(int, row[4:])) <= len(kept)


def test_no_case_no_row() -> None:
    assert len(hxl.table([hxl.Place("371103150201", "竹村", ())], until=TODAY).splitlines()) == 2


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def test_what_we_give_out_comes_back_as_known(world: World) -> None:
    """Two cases, one infected by the other, and a contact of both: out, and in again, changes nothing."""
    homes = settle(world)
    first, second = (
        world.written(RecordCase(area=world.bamboo.pk, resident=one.pk, classification="confirmed"), by=world.mei)[
            "case"
        ]
        for one in (homes.li, homes.zhang)
    )
    world.written(NameSource(case=second, infected_by=first), by=world.mei)
    with world.all_eyes():
        wang = homes.zhang.household.residents.get(name="王芳")
    for case in (first, second):
        named = NameContact(case=case, resident=wang.pk, last_on=days_ago(2))
        key = world.written(named, by=world.mei)["contact"]
        world.written(DecideContacts(case=case, contacts=(key,), finding="close"), by=world.mei)
    with world.eyes_of(world.an):
        lists = lists_of(world.bamboo, at=timezone.now())
    assert (len(lists.cases), len(lists.contacts), len(lists.links)) == (2, 1, 3)
    for make in (godata.cases, godata.contacts, godata.relationships):
        key = world.written(sending(world, make(lists).encode("utf-8-sig")), by=world.mei)["list"]
        answer = world.written(TakeInList(list_file=key), by=world.mei)
        assert answer["recorded"] == answer["changed"] == 0, make
    with world.all_eyes():
        assert (Case.objects.count(), Contact.objects.count()) == (2, 2)
        assert not ListRow.objects.filter(end=None, of__kind="relationships").exists()
