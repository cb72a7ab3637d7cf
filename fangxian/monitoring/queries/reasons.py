"""Why somebody is under observation, over the whole of it: the first reason and whatever came to it later."""

from fangxian.monitoring.models import Watch, WatchExtension

# Whoever works where somebody is suspected goes on living as before: nobody kept them at home.
AT_WORK = "workplace"


def reason_to_last(watch: Watch) -> str:
    """The category of the reason by which it lasts as long as it does: the one that was written down last."""
    return (WatchExtension.objects.filter(watch=watch).order_by("-pk").first() or watch).category


def at_home(watch: Watch) -> bool:
    """Whether any of the reasons asks them to live apart at home."""
    further = WatchExtension.objects.filter(watch=watch).exclude(category=AT_WORK)
    return watch.category != AT_WORK or further.exists()
