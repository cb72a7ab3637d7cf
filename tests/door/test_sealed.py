"""Sealed values: unreadable at rest, readable with the key, found by their index, and never in the ledger."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from fangxian.door.sealed import Unreadable, blind, seal, unseal
from fangxian.register.models import Resident
from tests.homes import settle
from tests.world import World


@given(st.text(min_size=1))
def test_what_is_sealed_can_be_read_again_and_never_looks_the_same(text: str) -> None:
    one, other = seal(text), seal(text)
    assert unseal(one) == unseal(other) == text
    assert one != other


@given(st.text(min_size=1), st.data())
def test_a_changed_byte_is_noticed(text: str, data: st.DataObject) -> None:
    sealed = bytearray(seal(text))
    sealed[data.draw(st.integers(1, len(sealed) - 1))] ^= 1 + data.draw(st.integers(0, 254))
    with pytest.raises(Unreadable):
        unseal(bytes(sealed))


@given(st.text(), st.text())
def test_equal_values_and_only_they_share_an_index(one: str, other: str) -> None:
    assert (blind(one, purpose="x") == blind(other, purpose="x")) == (one == other)


def test_the_same_value_in_another_column_has_another_index() -> None:
    assert blind("13900000001", purpose="phone") != blind("13900000001", purpose="citizen_id")


def test_the_database_never_holds_a_phone_in_plain(world: World) -> None:
    homes = settle(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM register_resident WHERE id = %s", [homes.li.pk])
        stored = bytes(cursor.fetchone()[0])
    assert b"13900000001" not in stored
    with world.all_eyes():
        assert Resident.objects.get(pk=homes.li.pk).phone == "13900000001"
