"""Which case or contact of ours a mark in a list names: one of our own making, or one a former list came with."""

from django.db.models import Q, QuerySet

from fangxian.areas.models import Area
from fangxian.cases.models import Case, Contact
from fangxian.door.sealed import blind
from fangxian.linelists.models import ListRow, ListRowEnd
from fangxian.linelists.rules.ours import marked


def blinded(mark: str) -> str:
    """The fingerprint of another system's mark; nothing for none."""
    return blind(mark.strip(), purpose="list_mark") if mark.strip() else ""


def either(*marks: str) -> Q:
    """The filter for rows that carry one of these marks, as mark or as number."""
    known = [blinded(mark) for mark in marks if mark.strip()]
    return Q(mark__in=known) | Q(number__in=known) if known else Q(pk__in=())


def case_marked(community: Area, *marks: str) -> Case | None:
    """The case one of these marks names in a community."""
    for mark in marks:
        own = marked(mark)
        if own and not own[1] and own[0] == community.code:
            found = Case.objects.filter(community=community, number=own[2]).first()
            if found is not None:
                return found
    rows = ListRow.objects.filter(either(*marks), area=community)
    end = ListRowEnd.objects.filter(row__in=rows, case__isnull=False).select_related("case").order_by("pk").last()
    return end.case if end else None


def contacts_marked(community: Area, *marks: str) -> list[Contact]:
    """The contacts these marks name in a community, those of each case apart."""
    own = [found[2] for mark in marks if (found := marked(mark)) and found[1] and found[0] == community.code]
    rows = ListRow.objects.filter(either(*marks), area=community)
    ended = ListRowEnd.objects.filter(row__in=rows, contact__isnull=False).values("contact_id")
    named = Contact.objects.filter(Q(pk__in=own) | Q(pk__in=ended), area=community)
    return list(named.select_related("resident").order_by("pk"))


def contact_rows_marked(community: Area, *marks: str) -> QuerySet[ListRow]:
    """The rows of lists of contacts that carry one of these marks and wait."""
    return ListRow.objects.filter(either(*marks), area=community, of__kind="contacts", end=None).select_related("of")
