"""The catalogue of refusals: one code, one sentence, in one place each (house rule 13)."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise
_sentences: dict[str, Sentence] = {}


def refusals(**sentences: Sentence) -> Mapping[str, Sentence]:
    """Register a room's refusal codes with their sentences. A code that is taken raises ValueError."""
    if taken := _sentences.keys() & sentences.keys():
        raise ValueError(f"Refusal codes used twice: {sorted(taken)}")
    _sentences.update(sentences)
    return sentences


def sentence_of(code: str, params: Mapping[str, Any]) -> Sentence:
    """The sentence for a code, filled in."""
    return (
        str(_sentences[code]) % params if code in _sentences else now("This was refused (%(code)s).") % {"code": code}
    )


def known_codes() -> set[str]:
    """Every registered refusal code."""
    return set(_sentences)


refusals(
    id_taken=_("This receipt number is already used for something else. Please enter it again."),
    not_found=_("This does not exist, or lies outside the places you serve."),
    not_allowed=_("Your post does not include this here. Ask the person responsible for the place."),
)
