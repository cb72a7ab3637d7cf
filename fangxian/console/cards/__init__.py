"""The overview's cards: one small function per room, asked for a glance at a place, answering a card or nothing.

To add one: write `cards/<room>.py` with `card(seen) -> Card | None`, and name it in CARDS below. A card asks its
room's queries with the reader's own eyes, and answers None where the reader may not see or there is nothing to say.
"""

from fangxian.console.cards import (
    cases,
    disinfection,
    duty,
    gates,
    measures,
    monitoring,
    people,
    register,
    strays,
    supplies,
    tasks,
)
from fangxian.console.cards.card import Card, Glance

# In the order in which a secretary looks: what waits, what is closed, who lives here, who serves.
CARDS = (
    strays.card, tasks.card, monitoring.card, cases.card, measures.card, gates.card, duty.card, supplies.card,
    disinfection.card, register.card, people.card,
)  # fmt: skip

__all__ = ["Card", "Glance", "cards_of"]


def cards_of(seen: Glance) -> list[Card]:
    """Every card that has something to say to this reader, the urgent ones first."""
    found = [card for asked in CARDS if (card := asked(seen)) is not None]
    return sorted(found, key=lambda card: not card.urgent)
