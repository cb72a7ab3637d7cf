"""What the cases on record say: nothing that was not recorded, and nothing firm from two cases."""

import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some

from fangxian.calc.epidemic.laws import gamma_of
from fangxian.cases.acts import RecordCase
from fangxian.measures.queries import rules_for
from fangxian.rulepacks.packs import packaged_library
from fangxian.whatif.nowcasting import Serial, nowcast, serial_of
from tests.whatif.test_room import PageOf
from tests.world import World

ON = date(2020, 2, 20)
SERIAL = Serial(gamma_of(mean=4.7, sd=2.9), "house")
PACKS = packaged_library()
Pairs = list[tuple[date | None, date]]


def days_before(*pairs: tuple[int, int]) -> Pairs:
    """Cases by onset and confirmation, in days before the day that is asked about."""
    return [(ON - timedelta(days=onset), ON - timedelta(days=told)) for onset, told in pairs]


def test_two_cases_are_too_few_for_a_reproduction_number() -> None:
    found = nowcast(days_before((9, 6), (4, 1)), on=ON, serial=SERIAL)
    assert (found.confirmed, found.dated, found.delay) == (2, 2, 3.0)
    assert found.r is None and not found.enough and found.cluster is not None and not found.cluster.enough


def test_a_growing_cluster_has_a_reproduction_number_above_one() -> None:
    growing = days_before(*[(20 - day, 20 - day) for day in range(21) for _ in range(2 ** (day // 5))])
    shrinking = days_before(*[(day, day) for day in range(21) for _ in range(2 ** (day // 5))])
    up, down = (nowcast(cases, on=ON, serial=SERIAL) for cases in (growing, shrinking))
    assert up.r is not None and up.r.low > 1 and up.enough
    assert down.r is None or down.r.high < 1
    assert up.cluster is not None and down.cluster is not None and up.cluster.r > 1 > down.cluster.r


def test_days_of_which_hardly_anything_is_reported_are_left_out() -> None:
    late = days_before(*[(day, max(0, day - 3)) for day in range(3, 20)])
    found = nowcast(late, on=ON, serial=SERIAL)
    assert found.until == ON - timedelta(days=3) and found.expected == (17, 17.0, 17)


def test_late_reports_are_expected_where_some_are_missing() -> None:
    slow = days_before(*[(day, day - wait) for day in range(25) for wait in (1, 4) if day >= wait])
    low, middle, high = nowcast(slow, on=ON, serial=SERIAL).expected
    assert len(slow) <= low < middle < high < 3 * len(slow)


@settings(max_examples=40, deadline=None)
@given(
    cases=some.lists(
        some.tuples(some.none() | some.dates(date(2019, 11, 1), date(2020, 3, 1)), some.dates(ON, date(2020, 3, 1))),
        max_size=30,
    )
)
def test_whatever_is_on_record_is_counted_and_nothing_is_invented(cases: Pairs) -> None:
    found = nowcast(cases, on=ON, serial=SERIAL)
    assert found.confirmed == sum(told <= ON for _onset, told in cases)
    assert found.dated == sum(day.recorded for day in found.days) <= found.confirmed
    assert found.expected[0] >= sum(day.recorded for day in found.told)


@pytest.mark.parametrize(
    ("name", "mean", "source"),
    [("cn-2020-covid", 4.7, "Nishiura"), ("sars-2003", 8.4, "Lipsitch"), ("influenza-cn", 2.51, "Ghani")],
)
def test_every_disease_has_a_serial_interval_of_its_own(name: str, mean: float, source: str) -> None:
    found = serial_of(PACKS.pack(name))
    assert found is not None and found.law.mean() == pytest.approx(mean, abs=1e-3) and source in found.source


def test_without_a_serial_interval_there_is_no_reproduction_number() -> None:
    assert nowcast(days_before((9, 6)), on=ON, serial=None).r is None


def recorded(world: World, *onsets: int) -> None:
    """Confirmed cases in Bamboo with their onsets so many days ago."""
    for onset in onsets:
        on = timezone.localdate() - timedelta(days=onset)
        world.written(
            RecordCase(area=world.bamboo.pk, name="张伟", classification="confirmed", onset_on=on), by=world.an
        )


def test_the_page_says_that_two_are_too_few_and_begins_with_them(world: World, page_of: PageOf) -> None:
    recorded(world, 5, 2, 1)
    shown = page_of(world.an).get(reverse("whatif:overview", args=[world.bamboo]))
    text = shown.content.decode()
    assert "3 confirmed cases, 3 with a day of onset" in text and "so none is shown" in text
    assert shown.context["form"]["infected"].value() == 3 and "张伟" not in text


def test_a_place_without_cases_says_nothing_about_them(world: World, page_of: PageOf) -> None:
    shown = page_of(world.an).get(reverse("whatif:overview", args=[world.bamboo]))
    assert "cases on record" not in shown.content.decode() and shown.context["form"]["infected"].value() == 2


def told(**options: Any) -> str:
    """What the command says."""
    out = StringIO()
    call_command("nowcast", stdout=out, **options)
    return out.getvalue()


def test_the_command_says_the_same(world: World) -> None:
    recorded(world, 5, 2)
    found = json.loads(told(area=world.bamboo.code, json=True))
    assert (found["confirmed"], found["dated"], found["r"], found["enough"]) == (2, 2, None, False)
    assert sum(found["onsets"]["recorded"]) == 2 and "Nishiura" in found["serial_interval"]
    assert "Too few for R" in told(area=world.bamboo.code)
    assert told(area=world.lotus.code).startswith("0 confirmed")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"area": "371103150999"}, "no place"),
        ({"area": "x"}, "no place"),
        ({"on": "soon"}, "is no day"),
        ({"on": "2999-01-01"}, "not begun"),
    ],
)
def test_the_command_fails_with_one_sentence(world: World, options: dict[str, str], said: str) -> None:
    err = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("nowcast", **{"area": world.bamboo.code, **options}, stderr=err)
    assert stopped.value.code == 2 and said in err.getvalue() and err.getvalue().count("\n") == 1


def test_the_pack_of_the_place_is_asked(world: World) -> None:
    with world.eyes_of(world.an):
        assert serial_of(rules_for(world.bamboo, on=timezone.localdate())) is not None
