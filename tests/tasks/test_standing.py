"""Nothing is lost at midnight."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.tasks.rules.standing import Dates, Standing, standing

D = date(2020, 2, 5)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("noted", "due", "done", "expected"),
    [
        (0, None, None, Standing.TODAY),
        (-1, None, None, Standing.CARRIED),
        (-1, 0, None, Standing.TODAY),
        (-3, -2, None, Standing.CARRIED),
        (0, 1, None, Standing.COMING),
        (-2, -1, 0, Standing.DONE),
        (-2, 2, 0, Standing.DONE),
        (-2, -1, -1, Standing.AWAY),
        (1, 1, None, Standing.AWAY),
        (-2, -1, 1, Standing.CARRIED),
    ],
)
def test_the_standing_of_a_task(noted: int, due: int | None, done: int | None, expected: Standing) -> None:
    dates = Dates(D + noted * DAY, None if due is None else D + due * DAY, None if done is None else D + done * DAY)
    assert standing(dates, on=D) is expected


DAYS = st.dates(date(2020, 1, 1), date(2020, 4, 1))


@given(noted=DAYS, due=DAYS | st.none(), open_for=st.integers(0, 60) | st.none(), later=st.integers(0, 80))
def test_from_noting_to_doing_a_task_is_on_every_day(
    noted: date, due: date | None, open_for: int | None, later: int
) -> None:
    done = None if open_for is None else noted + open_for * DAY
    on = noted + later * DAY
    away = standing(Dates(noted, due, done), on=on) is Standing.AWAY
    assert away == (done is not None and on > done)
