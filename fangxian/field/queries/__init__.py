"""What a phone holds: which lists, what is on them, and what of them has changed."""

from fangxian.field.queries.phones import Enrolled, phones_of
from fangxian.field.queries.shelves import shelf_answer, shelves_of
from fangxian.field.queries.words import all_words

__all__ = ["Enrolled", "all_words", "phones_of", "shelf_answer", "shelves_of"]
