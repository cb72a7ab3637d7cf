"""Prepared questions answer as the query sets they are built from, for whoever asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.models import Area, Post
from fangxian.areas.prepared import Prepared, Remembered, forget, remembering
from fangxian.areas.queries import scope_of
from fangxian.areas.roles import Can
from fangxian.areas.rules import Span
from tests.world import World


@Prepared
def _places_called(name: str) -> QuerySet[Area]:
    return Area.objects.filter(name=name)


@Prepared
def _places_among(keys: list[int]) -> Any:
    return Area.objects.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True)


def seen_by(spans: tuple[Span, ...], keys: list[int]) -> list[int]:
    with scope.opened(scope.Scope({Can.SEE_PLACE: spans})):
        return list(_places_among(keys=keys))


def test_whoever_asks_later_sees_with_their_own_eyes(world: World) -> None:
    now = timezone.now()
    for person in (world.an, world.gao, world.zhen, world.an):
        with scope.opened(scope_of(person, at=now)):
            for area in Area._base_manager.all():
                plain = list(Area.objects.filter(name=area.name))
                assert _places_called(name=area.name) == plain


def test_spans_of_any_number_are_put_in_and_none_sees_nothing(world: World) -> None:
    areas = list(Area._base_manager.filter(level=5).order_by("pk")[:2])
    keys = [area.pk for area in areas]
    first, second = (area.span for area in areas)
    for _ in range(2):
        assert seen_by((first,), keys) == keys[:1]
        assert seen_by((second,), keys) == keys[1:]
        assert seen_by((first, second), keys) == keys
        assert seen_by((scope.EVERYWHERE,), keys) == keys
        assert seen_by((), keys) == []


def test_with_no_scope_open_a_closed_table_stays_closed_however_often_it_was_asked(world: World) -> None:
    with scope.opened(scope.whole(scope.EVERYWHERE)):
        _places_called(name="x")
    with pytest.raises(scope.NoScope):
        _places_called(name="x")


def test_a_sequence_of_any_length_is_asked_for_whole(world: World) -> None:
    with scope.opened(scope.whole(scope.EVERYWHERE)):
        every = list(Area.objects.order_by("pk").values_list("pk", flat=True))
        for length in (1, 2, 1, 0, len(every)):
            assert list(_places_among(keys=every[:length])) == every[:length]


def test_moments_and_text_are_put_in_as_the_database_stores_them(world: World) -> None:
    since = Prepared(lambda role, at: Post._base_manager.filter(role=role, since__lte=at).order_by("pk"))
    for post in Post._base_manager.all():
        for at in (post.since - timedelta(microseconds=1), post.since):
            plain = list(Post._base_manager.filter(role=post.role, since__lte=at).order_by("pk"))
            assert since(role=post.role, at=at) == plain


def test_the_question_is_built_once_and_asked_each_time(world: World) -> None:
    built = []

    def build(code: str) -> QuerySet[Area]:
        built.append(code)
        return Area._base_manager.filter(code=code)

    question = Prepared(build)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for area in Area._base_manager.all():
            assert question.first(code=area.code) == area
    assert len(built) == 1
    assert len(asked) == 1 + Area._base_manager.count()


@pytest.mark.parametrize("value", [None, True])
def test_a_value_that_would_change_the_question_is_refused(value: object, world: World) -> None:
    with pytest.raises(TypeError):
        Prepared(lambda flag: Area._base_manager.filter(code=flag))(flag=value)


@Remembered
def _seen_called(name: str) -> QuerySet[Post]:
    return Post.objects.filter(area__name=name)


def test_an_answer_is_remembered_for_the_same_eyes_until_something_is_decided(world: World) -> None:
    eyes, blind = scope.whole(scope.EVERYWHERE), scope.Scope({})
    with remembering(), remembering(), CaptureQueriesContext(connection) as asked:
        with scope.opened(eyes):
            first = _seen_called(name="竹村")
            assert first and _seen_called(name="竹村") == first and len(asked) == 1
            assert _seen_called(name="远村") != first and len(asked) == 2
        with scope.opened(blind):
            assert _seen_called(name="竹村") == []
        with scope.opened(eyes):
            forget()
            assert _seen_called(name="竹村") == first and len(asked) == 3
    with scope.opened(eyes), CaptureQueriesContext(connection) as asked:
        assert _seen_called(name="竹村") == _seen_called(name="竹村")
        assert len(asked) == 2
