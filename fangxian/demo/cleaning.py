"""Days of disinfection: what everybody touches, twice a day, with what is allowed and no more."""

from datetime import timedelta

from django.utils import timezone

from fangxian.demo.stage import Stage
from fangxian.disinfection.acts import AddProduct, PlanRound, RecordDisinfection
from fangxian.disinfection.models import Stop

SPOTS = "村口岗亭\n村委会门把手\n卫生室\n超市门口\n垃圾点\n公厕\n快递架\n水站"


def keep_clean(stage: Stage) -> None:
    """A round over what everybody touches, walked morning and evening; this morning's is half done."""
    area = stage.places["village"].pk
    bleach = AddProduct(
        area=area, product_kind="bleach", name="84消毒液", mg_l=50_000, happened_at=stage.at(1, 13),
        expires_on=(timezone.now() + timedelta(days=300)).date(),
    )  # fmt: skip
    product = stage.do(bleach, by="cunzhi")["product"]
    plan = PlanRound(
        area=area, name="公共触碰点", surface="public_surface", product=product, mg_l=500, minutes=30, times_per_day=2,
        begins=stage.at(1, 14), places=SPOTS, happened_at=stage.at(1, 13, 30),
    )  # fmt: skip
    number = stage.do(plan, by="cunzhi")["round"]
    with stage.eyes_of("duiyuan"):
        stops = list(Stop.objects.filter(round=number).order_by("place_in_walk").values_list("pk", flat=True))
    for day in range(1, 5):
        walk(stage, stops, day)


def walk(stage: Stage, stops: list[int], day: int) -> None:
    """The round in the morning and in the afternoon, as far as the day has come."""
    for hour in (8, 16):
        for n, stop in enumerate(stops):
            at = stage.first_day + timedelta(days=day, hours=hour, minutes=7 * n)
            if stage.at(1, 14) <= at < timezone.now():
                stage.do(RecordDisinfection(stop=stop, proof="已擦拭,作用30分钟", happened_at=at), by="duiyuan")
