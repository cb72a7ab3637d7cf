"""Every field of every act has its word: nobody who reads the ledger meets the name of a variable."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from django.utils import translation
from pydantic import BaseModel

from fangxian.console.field_words import FIELDS
from fangxian.console.words import SAID_ALREADY, lines_of
from fangxian.door.act import all_acts
from tests.examples import examples


def models_in(kind: Any) -> Iterator[type[BaseModel]]:
    """The models inside a type, however deep they lie in unions and tuples."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for part in get_args(kind):
        yield from models_in(part)


def names_of(model: type[BaseModel]) -> Iterator[str]:
    """The names of a model's fields and of the fields inside them."""
    for name, field in model.model_fields.items():
        yield name
        for inner in models_in(field.annotation):
            yield from names_of(inner)


@pytest.mark.parametrize("kind", sorted(examples()))
def test_every_field_of_every_act_has_a_word_in_chinese(kind: str) -> None:
    with translation.override("zh-hans"):
        words = {name: str(FIELDS.get(name, "")) for name in names_of(all_acts()[kind]) if name not in SAID_ALREADY}
    assert [name for name, word in words.items() if not any("\u4e00" <= letter <= "\u9fff" for letter in word)] == []


def test_what_lies_inside_a_value_is_said_in_words_as_well() -> None:
    payload = {"tours": [{"deliverer": 7, "bags": [1, 2]}, {"deliverer": 8, "bags": []}], "consent": True, "note": ""}
    with translation.override("zh-hans"):
        assert lines_of(payload) == [("每人的配送", "配送人 7、配送份 1、2；配送人 8"), ("已征得住户同意", "是")]
