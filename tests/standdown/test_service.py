"""Certificates of service: what was stood counts, by who stood it, and all are printed in one run."""

from collections.abc import Callable
from decimal import Decimal

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.areas.models import Person
from fangxian.standdown.acts import IssueServiceCertificates
from fangxian.standdown.models import ServiceCertificate
from fangxian.standdown.queries.service import services_of
from tests.homes import settle
from tests.standdown.serving import stood
from tests.world import World

PageOf = Callable[[Person], Client]


def test_a_shift_counts_for_who_stood_it(world: World) -> None:
    stood(world)
    with world.all_eyes():
        found = services_of(world.bamboo, at=timezone.now())
    assert [(one.member.name, one.shifts, one.hours) for one in found] == [
        ("云一", 1, Decimal("8.0")), ("云二", 1, Decimal("8.0")),
    ]  # fmt: skip


def test_everybody_gets_a_number_once(world: World) -> None:
    stood(world)
    act = IssueServiceCertificates(area=world.bamboo.pk)
    assert world.written(act, by=world.an) == {"certificates": 2, "first": 1}
    again = IssueServiceCertificates(area=world.bamboo.pk)
    assert world.submit(again, by=world.an).refused == "nobody_to_certify"
    with world.all_eyes():
        assert list(ServiceCertificate.objects.values_list("number", "hours")) == [
            (1, Decimal("8.0")), (2, Decimal("8.0")),
        ]  # fmt: skip


def test_the_papers_come_in_one_file(world: World, page_of: PageOf) -> None:
    settle(world)
    stood(world)
    client, url = page_of(world.an), reverse("standdown:service", args=[world.bamboo])
    assert "云一" in client.get(url).content.decode()
    papers = reverse("standdown:service_papers", args=[world.bamboo])
    assert client.get(papers).status_code == 404
    client.post(url, {"act_id": uuid7()})
    answer = client.get(papers)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF") and b"/Count 2" in answer.content
