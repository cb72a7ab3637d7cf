"""The sentences behind the server's codes, in both languages at once: the phone changes language without a network."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation

from fangxian.gates import words
from fangxian.rulepacks.schema import VOCABULARIES

TABLES = {
    "rulings": words.RULINGS, "reasons": words.REASONS, "remarks": words.REMARKS, "purposes": words.PURPOSES,
    "emergencies": words.EMERGENCIES, "kinds": words.KINDS, "outcomes": words.OUTCOMES,
}  # fmt: skip


@cache
def all_words() -> dict[str, dict[str, Any]]:
    """Language → table → code → sentence; the steps at a fever are a list."""
    found: dict[str, dict[str, Any]] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = {name: {k: str(v) for k, v in table.items()} for name, table in TABLES.items()}
            symptoms = VOCABULARIES["symptom"].items()
            found[language]["symptoms"] = {code: label.spoken(language=language) for code, label in symptoms}
            found[language]["fever_steps"] = [str(step) for step in words.FEVER_STEPS]
    return found
