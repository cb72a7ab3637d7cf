"""Every act × every role × (own, child, foreign place): the role table decides, and nothing else does."""

import pytest
from django.db import transaction
from django.utils import timezone

from fangxian.areas.models import Person
from fangxian.areas.queries import scope_of
from fangxian.door.act import Act, all_acts
from fangxian.door.models import Entry
from fangxian.door.submit import submit
from tests.examples import example_of, examples
from tests.world import CAST, World

# Where each of the cast stands to Bamboo, in which every example happens.
OWN, CHILD, FOREIGN = "own", "child", "foreign"
KINDS = sorted(examples())


def standing(code: str) -> str:
    """Bamboo is this post's own place, lies below it, or is foreign to it."""
    if code == "371103150201":
        return OWN
    return CHILD if "371103150201".startswith(code) else FOREIGN


def tried(act: Act, by: Person) -> Entry:
    """Submit and undo, so that the next person finds the place as it was."""
    with transaction.atomic():
        entry = submit(act, by=by)
        transaction.set_rollback(True)
    return entry


def test_every_act_has_its_example() -> None:
    assert set(all_acts()) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_role_table_decides(world: World, kind: str) -> None:
    act = example_of(kind, world)
    written = []
    for nickname, _name, role, code in CAST:
        person = world.people[nickname]
        with world.all_eyes():
            place = act.place()
        eyes = scope_of(person, at=timezone.now())
        entry = tried(act, person)
        told = f"{role} ({standing(code)}) → {entry.fate} {entry.code}"
        if standing(code) == FOREIGN:
            assert entry.refused == "not_found", told
        elif not eyes.may(act.needs, place.pk):
            assert entry.refused in {"not_found", "not_allowed"}, told
        else:
            assert entry.refused not in {"not_allowed"}, told
            written += [role] * entry.written
    assert written, "nobody of the cast may do this: the example or the role table is wrong"


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_sending_is_the_same_entry(world: World, kind: str) -> None:
    act = example_of(kind, world)
    entry = submit(act, by=world.an)
    again = submit(act, by=world.an)
    assert (entry.pk, entry.fate, entry.answer) == (again.pk, again.fate, again.answer)


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_never_holds_what_is_sealed(world: World, kind: str) -> None:
    act = example_of(kind, world)
    entry = submit(act, by=world.an)
    with world.all_eyes():
        kept = str(Entry.objects.get(pk=entry.pk).payload) + str(entry.answer)
    for secret in ("13900000001", "371199", "李青", "张伟"):
        assert secret not in kept
