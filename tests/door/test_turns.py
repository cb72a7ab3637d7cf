"""Writers of a file queue for their turn; inside a transaction nobody waits for one."""

import threading

import pytest
from django.db import connection, transaction

from fangxian.door.turns import turn

pytestmark = pytest.mark.django_db(transaction=True)
only_a_file = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a server needs no turns")


def in_a_thread(done: list[str]) -> threading.Thread:
    def write() -> None:
        try:
            with turn():
                done.append("second")
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    return thread


@only_a_file
def test_the_second_writer_waits_until_the_first_is_done() -> None:
    done: list[str] = []
    with turn():
        second = in_a_thread(done)
        second.join(0.2)
        assert done == []
        done.append("first")
    second.join(10)
    assert done == ["first", "second"]


def test_inside_a_transaction_a_turn_is_not_waited_for() -> None:
    with turn(), transaction.atomic(), turn():
        assert connection.in_atomic_block
