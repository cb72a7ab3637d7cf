"""The what-if room: a run from the console, behind its page, with counts only."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from fangxian.areas.models import Person
from fangxian.calc.epidemic.population import Register
from fangxian.door import apart
from fangxian.register.models import Resident
from fangxian.whatif import queries, trials
from fangxian.whatif.acts import KeepTrial
from fangxian.whatif.models import Trial
from fangxian.whatif.scenarios import answer, read
from tests.homes import settle
from tests.whatif.figures import FIGURES
from tests.world import World

FILLED = {"question": "which_plan", "infected": 2, "days": 60, "after": 28, "runs": 100}
PageOf = Callable[[Person], Client]
ASKED = {"question": "which_plan", "infected": 2, "days": 40, "after": 28, "runs": 10, "team_hours": 80.0}


def kept(world: World) -> int:
    """A trial that the lead of Bamboo kept."""
    key: int = world.written(KeepTrial(area=world.bamboo.pk, asked=ASKED, figures=FIGURES), by=world.an)["trial"]
    return key


def columns(world: World) -> Register:
    """Bamboo's register as numbers, as its lead may ask for it."""
    with world.eyes_of(world.an):
        return queries.register_of(world.bamboo, on=date(2020, 2, 10), crossings=0.5, age_unknown=40, child=14)


def test_the_register_becomes_numbers_without_names(world: World) -> None:
    settle(world)
    found = columns(world)
    with world.all_eyes():
        people = list(Resident.objects.filter(left_at=None, household__dwelling__building__community=world.bamboo))
    assert sorted(found.person) == sorted(person.pk for person in people)
    assert all(column.dtype.kind in "if" for column in vars(found).values())
    homes = dict(zip(found.person.tolist(), found.household.tolist(), strict=True))
    assert homes == {person.pk: person.household_id for person in people}


def test_the_township_may_count_and_so_may_ask(world: World) -> None:
    settle(world)
    with world.eyes_of(world.zhen):
        assert len(
            queries.register_of(world.bamboo, on=date(2020, 2, 10), crossings=0.5, age_unknown=40, child=14).person
        )


def test_an_empty_place_has_no_largest_workplace(world: World) -> None:
    found = columns(world)
    assert len(found.person) == 0 and queries.largest_workplace(found) is None


def test_the_team_can_give_what_rest_allows(world: World) -> None:
    with world.eyes_of(world.an):
        assert queries.team_hours(world.bamboo, on=date(2020, 2, 10)) == 0


def test_a_trial_is_kept_with_its_counts(world: World) -> None:
    key = kept(world)
    with world.eyes_of(world.an):
        trial = Trial.objects.get(pk=key)
    assert trial.by == world.an and trial.figures["best"] == "isolate"


def test_a_run_is_carried_out_behind_its_page_and_kept(
    world: World, page_of: PageOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(world)

    def at_once(name: str, *, subject: int, by: Person, work: Callable[[], object]) -> None:
        report = apart.Report(apart.RUNNING, subject, by.pk, 0.0)
        apart.carry_out(name, report, work)  # type: ignore[arg-type]

    monkeypatch.setattr(apart, "begin", at_once)
    page = page_of(world.an)
    shown = page.get(reverse("whatif:overview", args=[world.bamboo]))
    number = shown.context["form"]["act_id"].value()
    asked = {"act_id": number, "question": "long_enough", "infected": 1, "days": 20, "after": 10, "runs": 100}
    begun = page.post(reverse("whatif:begin", args=[world.bamboo]), asked)
    assert begun.status_code == 302
    done = page.get(begun["Location"])
    assert done.status_code == 302
    outcome = page.get(done["Location"]).content.decode()
    assert "quarantine of 14 days" in outcome and "a person decides" in outcome
    with world.all_eyes():
        names = [person.name for person in Resident.objects.all()]
        trial = Trial.objects.get()
    assert not any(name in str(trial.figures) for name in names)
    assert trial.asked["question"] == "long_enough" and trial.asked["pack"] == "cn-2020-covid"


def test_a_run_that_is_stopped_keeps_nothing(world: World) -> None:
    settle(world)
    with world.eyes_of(world.an):
        ground = trials.ground_of(world.bamboo)
    number = KeepTrial(area=1, asked={}, figures={}).id
    wanted = trials.Wanted(number, world.bamboo, world.an, "which_plan", infected=1, days=20, after=10, runs=100)
    trials.cancel(world.bamboo)
    entry = trials.carried_out(wanted, ground)
    assert (entry.written, entry.code) == (False, "trial_stopped")
    with world.all_eyes():
        assert not Trial.objects.exists()


FAULTS = [
    ({"infected": "0"}, "infected"), ({"after": "70"}, "after"), ({"days": "1000"}, "days"),
    ({"question": "x"}, "question"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "field"), FAULTS)
def test_bad_input_is_said_beside_its_field(world: World, page_of: PageOf, wrong: dict[str, str], field: str) -> None:
    settle(world)
    page = page_of(world.an)
    form = page.get(reverse("whatif:overview", args=[world.bamboo])).context["form"]
    asked = {
        "act_id": form["act_id"].value(),
        "question": "which_plan",
        "infected": 2,
        "days": 60,
        "after": 28,
        "runs": 100,
    }
    answered = page.post(reverse("whatif:begin", args=[world.bamboo]), {**asked, **wrong})
    assert answered.status_code == 422 and field in answered.context["form"].errors


def test_a_place_without_residents_says_what_to_do(world: World, page_of: PageOf) -> None:
    page = page_of(world.an)
    form = page.get(reverse("whatif:overview", args=[world.bamboo])).context["form"]
    asked = {
        "act_id": form["act_id"].value(),
        "question": "which_plan",
        "infected": 2,
        "days": 60,
        "after": 28,
        "runs": 100,
    }
    answered = page.post(reverse("whatif:begin", args=[world.bamboo]), asked)
    assert answered.status_code == 422 and "Import the household ledger first" in answered.content.decode()


def test_the_outcome_shows_plans_with_what_the_team_cannot_carry(world: World, page_of: PageOf) -> None:
    shown = page_of(world.an).get(reverse("whatif:trial", args=[world.bamboo, kept(world)])).content.decode()
    for word in ("isolate cases", "more than the team can carry", "small buildings together", "cn-2020-covid: Lavezzo"):
        assert word in shown


def test_whoever_counts_may_read_but_not_ask(world: World, page_of: PageOf) -> None:
    kept(world)
    inspector = page_of(world.cha)
    shown = inspector.get(reverse("whatif:overview", args=[world.bamboo]))
    assert shown.status_code == 200 and "Try the plans" not in shown.content.decode()
    assert inspector.post(reverse("whatif:begin", args=[world.bamboo])).status_code == 403
    assert page_of(world.gao).get(reverse("whatif:overview", args=[world.bamboo])).status_code == 403


def test_a_trial_of_another_place_is_not_there(world: World, page_of: PageOf) -> None:
    assert page_of(world.dou).get(reverse("whatif:trial", args=[world.lotus, kept(world)])).status_code == 404


def test_a_scenario_file_runs_on_the_register_by_its_code(world: World) -> None:
    settle(world)
    text = '[model]\nkind = "register"\narea = "371103150201"\ninfected = 1\ndays = 20\nafter = 10\n[run]\nruns = 5'
    first, again = answer(read(text)), answer(read(text))
    assert first == again and first["people"] == len(np.unique(columns(world).person))


def test_a_place_without_residents_is_refused_in_a_scenario(world: World) -> None:
    with pytest.raises(ValueError, match="Nobody is registered"):
        read('[model]\nkind = "register"\narea = "371103150201"')
