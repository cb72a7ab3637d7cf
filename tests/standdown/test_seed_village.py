"""The demo's village of 658 people, re-run under another disease with no code changed: only the pack counts (S-29)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.utils import timezone

from fangxian.cases.models import Case, ContactFinding
from fangxian.cases.queries import level_at, proposal_for, standing_of, tracing_rules, window_of
from fangxian.demo.cluster import trace_cluster
from fangxian.demo.ground import lay_ground
from fangxian.demo.stage import Stage, new_stage
from fangxian.demo.village import BASIS, BODY, close_village, settle_village, two_cases
from fangxian.door.acts import AdoptPack
from fangxian.door.submit import submit
from fangxian.monitoring.acts import CloseWatch, OpenWatch
from fangxian.monitoring.models import Watch
from fangxian.monitoring.queries import standings
from fangxian.register.models import Resident
from fangxian.standdown.acts import StepDown
from tests.standdown.ended import clock


@dataclass(frozen=True)
class Pack:
    """What a pack says, in days: a watch, the window before onset, calm without a case, calm without an exposure."""

    name: str
    watch: int
    before: int
    clear: int = 14
    contact_clear: int = 14


PACKS = [Pack("cn-2020-covid", watch=14, before=2), Pack("sars-2003", watch=10, before=0)]


@pytest.fixture(params=PACKS, ids=lambda pack: pack.name)
def pack(request: pytest.FixtureRequest) -> Pack:
    said: Pack = request.param
    return said


@pytest.fixture
def stage(db: None, pack: Pack) -> Stage:
    """The village as the demo builds it, up to its contacts; the pack is the only thing that differs."""
    built = new_stage(StringIO())
    lay_ground(built)
    chosen = AdoptPack(
        area=built.places["district"].pk, pack_kind="disease", pack=pack.name, since=built.first_day.date(),
        happened_at=built.at(0, 6, 30),
    )  # fmt: skip
    built.do(chosen, by="zhihui")
    for step in (settle_village, two_cases, close_village, trace_cluster):
        step(built)
    return built


def later(stage: Stage, day: int, hour: int = 22) -> datetime:
    """A moment of the story that may still be ahead."""
    return timezone.make_aware(datetime.combine(first(stage) + timedelta(days=day), datetime.min.time())) + timedelta(
        hours=hour
    )


def first(stage: Stage) -> date:
    """Day 0 of the story."""
    return timezone.localdate(stage.first_day)


def held(stage: Stage) -> list[Watch]:
    """Whoever is under observation."""
    with stage.eyes_of("yisheng"):
        return list(Watch.objects.order_by("pk"))


def refused(stage: Stage, watch: Watch, day: int) -> str | None:
    """Why the door lets nobody end an observation as completed in the evening of a day; None where it does."""
    with clock(later(stage, day)):
        act = CloseWatch(watch=watch.pk, outcome="completed", happened_at=timezone.now())
        return submit(act, by=stage.cast["yisheng"]).refused


def test_a_returnee_is_watched_for_the_pack_s_days_and_released_on_the_day_after(stage: Stage, pack: Pack) -> None:
    with stage.eyes_of("cunzhi"):
        back = Resident.objects.order_by("-pk")[0]
    opened = OpenWatch(resident=back.pk, category="returnee", day_zero=first(stage), happened_at=stage.at(0, 12))
    key = stage.do(opened, by="cunzhi")["watch"]
    village = stage.places["village"]
    with clock(later(stage, pack.watch)), stage.eyes_of("cunzhi"):
        found = next(one for one in standings(village, at=timezone.now()) if one.watch.pk == key)
    assert found.watch.last_day == first(stage) + timedelta(days=pack.watch)
    assert len(found.found) == 2 * pack.watch
    assert refused(stage, found.watch, pack.watch) == "days_left"
    assert refused(stage, found.watch, pack.watch + 1) is None


def test_contacts_count_from_the_pack_s_window_and_end_after_its_days(stage: Stage, pack: Pack) -> None:
    with stage.eyes_of("yisheng"):
        for case in Case.objects.all():
            rules = tracing_rules(stage.places["village"], on=timezone.localdate())
            assert case.onset_on is not None
            window = window_of(case, rules, at=timezone.now())
            assert window.first_day == case.onset_on - timedelta(days=pack.before)
        decided = list(ContactFinding.objects.filter(finding="close"))
        assert decided
        assert {one.until - one.last_on for one in decided} == {timedelta(days=pack.watch)}


def test_the_level_is_proposed_decided_and_stepped_down_after_the_pack_s_days(stage: Stage, pack: Pack) -> None:
    village, today = stage.places["village"], timezone.localdate()
    with stage.eyes_of("cunzhi"):
        assert proposal_for(village, at=timezone.now(), on=today).level == "outbreak"
    with stage.eyes_of("yisheng"):
        exposed = max(ContactFinding.objects.values_list("last_on", flat=True))
    free = max(watch.last_day for watch in held(stage)) + timedelta(days=1)
    for watch in held(stage):
        assert refused(stage, watch, (free - first(stage)).days) is None
    # The second case is found on day 1 of the story.
    calm = max(
        first(stage) + timedelta(days=1 + pack.clear), exposed + timedelta(days=pack.contact_clear + 1), free
    )  # fmt: skip
    assert not stepping(stage, (calm - first(stage)).days - 1)
    assert stepping(stage, (calm - first(stage)).days)


def stepping(stage: Stage, day: int) -> bool:
    """Whether stepping down is proposed late on a day; where it is, a named person does it and the level drops."""
    village = stage.places["village"]
    with clock(later(stage, day)):
        now = timezone.now()
        with stage.eyes_of("cunzhi"):
            standing = standing_of(village, at=now, on=timezone.localdate(now))
        act = StepDown(area=village.pk, body=BODY, basis=BASIS, document_no="演防指〔2020〕21号", happened_at=now)
        entry = submit(act, by=stage.cast["cunzhi"])
        assert entry.written is standing.proposed, entry.sentence
        with stage.eyes_of("cunzhi"):
            level = level_at(village, now)
        assert level is not None and (level.level == "no_case") is standing.proposed
    return standing.proposed
