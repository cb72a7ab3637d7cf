"""The first administrator can be made once; after that posts come from people who hold one."""

import pytest
from django.core.management import call_command

from fangxian.areas.divisions import Division
from fangxian.areas.loading import load_divisions
from fangxian.areas.models import Post
from tests.world import World


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANGXIAN_PASSWORD", "a long enough secret")


def test_a_new_district_gets_its_first_administrator(db: None, password: None) -> None:
    load_divisions([Division("37", "省"), Division("3711", "市"), Division("371103", "区")])
    call_command("appoint_first", "first", name="初", area="371103")
    post = Post._base_manager.get()
    assert (post.role, post.person.name, post.person.check_password("a long enough secret")) == (
        "administrator",
        "初",
        True,
    )


@pytest.mark.parametrize(
    ("code", "status", "says"),
    [("371103", 1, "administers"), ("371103150201", 1, "administers"), ("999999", 2, "no place"), ("x", 2, "no place")],
)
def test_a_second_one_or_an_unknown_place_is_said_in_one_sentence(
    world: World, password: None, capsys: pytest.CaptureFixture[str], code: str, status: int, says: str
) -> None:
    with pytest.raises(SystemExit) as left:
        call_command("appoint_first", "second", name="贰", area=code)
    said = capsys.readouterr().err
    assert left.value.code == status and says in said and len(said.strip().splitlines()) == 1


def test_a_weak_password_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANGXIAN_PASSWORD", "12345678")
    with pytest.raises(SystemExit):
        call_command("appoint_first", "second", name="贰", area="371103150")
    assert not Post._base_manager.filter(person__username="second").exists()
