"""The paper book of 200 lines, authorisations and hand-overs through the door."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from fangxian.gates.acts import BookLine, EndAuthorisation, GrantAuthorisation, HandOverGate, RecordGateBook
from fangxian.gates.models import Authorisation, AuthorisationEnd, GateBook, Handover
from fangxian.gates.queries import inside_count
from fangxian.register.models import Resident
from tests.gates.village import Village
from tests.world import ago


def page_of(village: Village, *, lines: int) -> tuple[tuple[BookLine, ...], int]:
    """Handwritten lines of a day, some of them strangers, and the count an honest hand keeps beside them."""
    with village.world.all_eyes():
        people = list(Resident.objects.filter(area=village.world.bamboo).order_by("pk"))
    start, found, count = ago(hours=40), [], len(people)
    for number in range(lines):
        person, home = people[number % len(people)], number // len(people) % 2 == 1
        known: dict[str, Any] = {"resident": person.pk} if number % 5 else {"guest": f"客{number % 3}"}
        found.append(
            BookLine(
                way="in" if home else "out", at=start + timedelta(minutes=10 * number), outcome="passed",
                temperature=Decimal("36.5"), **known,
            )
        )  # fmt: skip
        count += 1 if home else -1
    return tuple(found), count


def test_two_hundred_handwritten_lines_keep_their_times_and_the_count_equals_the_paper(village: Village) -> None:
    lines, paper = page_of(village, lines=200)
    act = RecordGateBook(gate=village.gate.pk, lines=lines, paper_inside=paper)
    answer = village.world.written(act, by=village.world.gao)
    rows = village.rows()
    assert answer["lines"] == len(rows) == 200 and answer["inside"] == answer["paper_inside"] == paper
    assert [row.at for row in rows] == [line.at for line in lines]
    assert {row.book_id for row in rows} == {act.id}
    with village.world.all_eyes():
        assert inside_count(village.world.bamboo, timezone.now()).inside == paper


def test_a_page_sent_twice_is_one_page(village: Village) -> None:
    lines, _ = page_of(village, lines=10)
    act = RecordGateBook(gate=village.gate.pk, lines=lines)
    for _again in range(2):
        village.world.written(act, by=village.world.gao)
    assert len(village.rows()) == 10


def test_a_book_and_live_passages_agree_whichever_comes_first(village: Village) -> None:
    village.record("out", resident=village.homes.li.pk, outcome="passed")
    line = BookLine(way="out", resident=village.homes.li.pk, at=ago(hours=3), outcome="passed")
    village.world.written(RecordGateBook(gate=village.gate.pk, lines=(line,)), by=village.world.gao)
    assert [row.flags for row in village.rows()] == [[], ["double_out"]]


def test_a_difference_to_the_paper_is_kept_beside_it(village: Village) -> None:
    line = BookLine(way="out", guest="客", at=ago(hours=3), outcome="passed")
    village.world.written(RecordGateBook(gate=village.gate.pk, lines=(line,), paper_inside=99), by=village.world.gao)
    with village.world.all_eyes():
        book = GateBook.objects.get()
    assert (book.paper_inside, book.inside) == (99, village.homes.bamboo_people - 1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"purpose": "party"}, "unknown_purpose"),
        ({"bearer": ""}, "authorisation_for_nobody"),
        ({"until": ago(hours=1)}, "authorisation_ends_first"),
        ({"since": ago(hours=-30)}, "authorisation_ends_first"),
        ({"resident": 10**9}, "not_found"),
    ],
)
def test_an_authorisation_that_cannot_stand_is_refused(village: Village, changes: dict[str, object], code: str) -> None:
    values = {"bearer": "送菜", "purpose": "daily_supply", "until": ago(hours=-24), **changes}
    act = GrantAuthorisation(area=village.world.bamboo.pk, **values)
    assert village.world.submit(act, by=village.world.an).refused == code


def test_codes_are_short_and_differ(village: Village) -> None:
    codes = {village.grant(bearer=f"车{n}")["code"] for n in range(30)}
    assert len(codes) == 30 and all(len(code) == 8 for code in codes)


def test_an_authorisation_ends_once(village: Village) -> None:
    number = village.grant(bearer="送菜")["authorisation"]
    end = {"authorisation": number, "reason": "任务取消"}
    village.world.written(EndAuthorisation(**end), by=village.world.an)
    assert village.world.submit(EndAuthorisation(**end), by=village.world.an).refused == "authorisation_ended"
    with village.world.all_eyes():
        assert Authorisation.objects.count() == AuthorisationEnd.objects.count() == 1


def test_a_shift_is_handed_over_with_its_own_sums(village: Village) -> None:
    village.record("out", resident=village.homes.li.pk, outcome="passed", happened_at=ago(hours=9))
    first = HandOverGate(gate=village.gate.pk, taken_by="董门", happened_at=ago(hours=8))
    village.world.written(first, by=village.world.gao)
    village.record("in", resident=village.homes.li.pk, temperature=Decimal("36.5"), happened_at=ago(hours=2))
    village.record("in", moving="animal", animals=12, happened_at=ago(hours=1))
    act = HandOverGate(gate=village.gate.pk, taken_by="田野", counted_inside=village.homes.bamboo_people)
    village.world.written(act, by=village.world.gao)
    with village.world.all_eyes():
        row = Handover.objects.get(pk=act.id)
    assert (row.persons_in, row.persons_out, row.turned_back) == (1, 0, 1)
    assert row.inside == row.counted_inside == village.homes.bamboo_people
