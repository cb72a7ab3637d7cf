"""Why somebody is under observation, over the whole of it: the first reason and whatever came to it later."""

from fangxian.monitoring.models import Watch, WatchExtension

# Whoever works where somebody is suspected goes on living as before: nobody kept them at home.
AT_WORK = "workplace"


def reasons_of(watch: Watch) -> list[Watch | WatchExtension]:
    """The observation itself and its further reasons, as they were written down; the last one says until when."""
    return [watch, *WatchExtension.objects.filter(watch=watch).order_by("pk")]


def at_home(watch: Watch) -> bool:
    """Whether any of the reasons asks them to live apart at home."""
    return any(one.category != AT_WORK for one in reasons_of(watch))
