"""Taking a large ledger in apart from the page. One ledger of a community at a time; another waits, and is told."""

import base64

from fangxian.areas.models import Person
from fangxian.areas.rules import community_key
from fangxian.door.act import Act
from fangxian.door.apart import RUNNING, Report, begin, report_of, say
from fangxian.door.models import Entry
from fangxian.door.submit import submit
from fangxian.register.acts.ledgers import read_ahead
from fangxian.register.models import Upload
from fangxian.register.queries import layouts_of

# Characters of the sealed file up to which the page itself waits: about three thousand people, a second or two.
SMALL = 300_000


def take_in(upload: Upload, act: Act, *, by: Person) -> Report | None:
    """Begin to take a file in; None, or the report of whoever is taking one in for the same community."""
    layouts = layouts_of(upload.area)

    def work() -> Entry:
        say("read")
        with read_ahead(upload, base64.b64decode(upload.content), layouts):
            return submit(act, by=by)

    return begin(_name(upload), subject=upload.pk, by=by, work=work)


def going_on(upload: Upload) -> Report | None:
    """The report on what is being taken in for the community of a file just now."""
    report = report_of(_name(upload))
    return report if report and report.state == RUNNING else None


def report_on(upload: Upload) -> Report | None:
    """How far this very file is."""
    report = report_of(_name(upload))
    return report if report and report.subject == upload.pk else None


def _name(upload: Upload) -> str:
    return f"import-{community_key(upload.area_id)}"
