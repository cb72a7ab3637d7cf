"""Who of the register a row means: by the register's own ways, and otherwise nobody, however likely."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fangxian.linelists.rules.fields import Field
from fangxian.linelists.rules.reading import Line
from fangxian.register.ledger import DwellingKey
from fangxian.register.ledger.addresses import read_address
from fangxian.register.rules import Known, Stated, indexed, namesake


@dataclass(frozen=True)
class Found:
    """The resident a row means, if one is sure; else how many carry the name."""

    known: Known | None = None
    namesakes: int = 0


class Register:
    """The residents who may be meant by a list, looked up as a ledger's people are: by number, home, or phone."""

    def __init__(self, known: Iterable[Known]) -> None:
        people = list(known)
        self.by_id, self.at_home, self.by_phone = indexed(people)
        self.names = Counter(one.values["name"] for one in people)

    def find(self, line: Line) -> Found:
        """The resident this row means. Two rows may mean the same one: a contact of two cases."""
        stated = stated_by(line)
        same = self.by_id.get(line.values.get(Field.CITIZEN_ID, ""))
        found = same or namesake(stated, at_home=self.at_home, by_phone=self.by_phone, taken=set())
        return Found(found, 0 if found else self.names[line.name])


def stated_by(line: Line) -> Stated:
    """A row as the register's merging rules see a person."""
    values = {
        "name": line.name, "citizen_id": line.values.get(Field.CITIZEN_ID, ""), "sex": line.values.get(Field.SEX, ""),
        "phone": line.values.get(Field.PHONE, ""), "born_on": day_in(line, Field.BORN_ON),
    }  # fmt: skip
    return Stated(home_in(line), "one", {name: value for name, value in values.items() if value})


def home_in(line: Line) -> DwellingKey | None:
    """The dwelling a row's address names."""
    address = line.values.get(Field.ADDRESS, "")
    return read_address(address) if address else None


def day_in(line: Line, field: Field) -> date | None:
    """A day a row states."""
    text = line.values.get(field, "")
    return date.fromisoformat(text) if text else None
