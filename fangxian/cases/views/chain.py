"""Who infected whom, the curve of cases, and what the escalation table of a pack proposes."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.cases import queries
from fangxian.cases.models import CLASSES
from fangxian.cases.queries.proposals import clusters_of
from fangxian.cases.queries.trees import CURVE
from fangxian.cases.rules.clusters import Cluster
from fangxian.cases.rules.tree import Bar
from fangxian.cases.views.drawing import drawn_curve, drawn_tree
from fangxian.measures.forms import named


@area_page(Can.SEE_HEALTH, Can.SEE_COUNTS)
def chain(request: Request, area: Area) -> HttpResponse:
    """The tree and the curve; for whoever may only count, the curve alone."""
    now, today = timezone.now(), timezone.localdate()
    if not scope.current().may(Can.SEE_HEALTH, area.pk):
        return render(
            request, "cases/chain.html", {"area": area, **curve(queries.counted_curve(area, at=now, until=today))}
        )
    found = queries.chain_of(area, at=now)
    known = list(found.known.values())
    settings, units = dict(named("setting")), dict(named("trigger"))
    shown = {
        "area": area, "named": True, "tree": drawn_tree(found),
        "rows": [row(found, node, settings) for node in found.nodes],
        "clusters": [words_of(one, found, settings) for one in clusters_of(known, area, at=now)],
        "ladder": queries.ladder_of(area, on=today),
        "rises": [
            (place or area.name, units[rise.rung.trigger], settings[rise.rung.close], rise)
            for rise, place in queries.escalations(area, known, at=now)
        ],
    }  # fmt: skip
    return render(request, "cases/chain.html", shown | curve(queries.curve_of(known, until=today)))


def row(found: queries.Chain, node: Any, settings: dict[str, str]) -> dict[str, Any]:
    """A case of the tree in words: its number and class, and the number of the case it comes from."""
    one = found.known[node.key]
    source = found.known[node.source].case.number if node.source is not None else None
    setting = settings.get(found.settings.get(node.key, ""), "")
    return {"one": one, "word": CLASSES[one.classification], "node": node, "source": source, "setting": setting}


def words_of(one: Cluster, found: queries.Chain, settings: dict[str, str]) -> dict[str, Any]:
    """A cluster in words: its cases, its settings, its first and last day."""
    cases = [found.known[key].case for key in one.numbers]
    return {"cases": cases, "settings": [settings.get(code, code) for code in one.settings], "days": one}


def curve(bars: list[Bar]) -> dict[str, Any]:
    """The curve drawn, and its figures day by day."""
    words = [CLASSES[code] for code in CURVE]
    return {"curve": drawn_curve(bars), "bars": [bar for bar in bars if bar.total], "classes": words}
