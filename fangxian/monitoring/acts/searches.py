"""Closing the search for somebody who is missing: found elsewhere, or handed over to whoever searches."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.door.act import Answer, Doing, Refusal, Sealed, handles
from fangxian.door.words import refusals
from fangxian.monitoring.acts.watches import AboutWatch, running_watch
from fangxian.monitoring.models import SearchEnd
from fangxian.monitoring.queries import standing_of

REFUSALS = refusals(
    nobody_missing=_("Nobody is looking for this person: they were reached, or the search was handed over."),
    search_words_missing=_("Write down where they are, or who searches on."),
)


class CloseSearch(AboutWatch):
    """End the search for somebody missing. Refusing is for the police to help with, never for neighbours (C-16)."""

    outcome: Literal["found", "handed_over"]
    words: Annotated[str, Sealed(), Field(max_length=200)] = ""


@handles(CloseSearch)
def close_search(act: CloseSearch, doing: Doing) -> Answer:
    """Write down how it ended. Whoever is reached again ends it of itself, by the check."""
    watch = running_watch(act.watch)
    if not standing_of(watch, at=doing.at).silent:
        raise Refusal("nobody_missing")
    if not act.words:
        raise Refusal("search_words_missing")
    row = SearchEnd.objects.create(watch=watch, outcome=act.outcome, words=act.words, by=doing.by, at=doing.at)
    return {"search_end": row.pk}
