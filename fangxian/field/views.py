"""The phone's one address for everything it did: always 200, one fate per item."""

import json

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from fangxian.areas.pages import Request
from fangxian.field.sync import fates_of

MOST_ITEMS = 500


@require_POST
def sync(request: Request) -> HttpResponse:
    """Take `{"items": [{"kind", "id", "happened_at", …}]}` and answer `{"fates": […], "left": n}` in the same order.

    Items beyond the first 500 are left for the next call. A body that is no such list is 400: the phone keeps it all.
    """
    try:
        items = json.loads(request.body)["items"]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"code": "no_items"}, status=400)
    if not isinstance(items, list):
        return JsonResponse({"code": "no_items"}, status=400)
    fates = fates_of(items[:MOST_ITEMS], by=request.user)
    return JsonResponse({"fates": fates, "left": max(0, len(items) - MOST_ITEMS)})
