"""Why a stop is not served, and the cheapest things that would help, each of which would really let it be served."""

from collections.abc import Callable, Iterator

from fangxian.calc.routes.problem import Deliverer, Problem, Stop
from fangxian.calc.routes.result import Repair, Tour, Unmet
from fangxian.calc.routes.ways import Ways

Minutes = Callable[[Ways, Deliverer, Stop, int], int]
"""How many minutes of something a trip from a moment on would need; 0 where that does not help."""


def hopeless(problem: Problem, ways: Ways) -> Iterator[Unmet]:
    """Stops that nobody could serve even with nothing else to do."""
    for stop in problem.stops:
        able = [one for one in problem.deliverers if one.capacity >= stop.load]
        if not able:
            yield _too_heavy(problem, stop)
        elif not any(_alone(ways, one, stop) for one in able):
            yield _too_far(ways, able, stop)


def explain(problem: Problem, ways: Ways, tours: tuple[Tour, ...], stop: Stop) -> Unmet:
    """A stop that one could serve alone, and that finds no room beside the others."""
    able = [one for one in problem.deliverers if one.capacity >= stop.load]
    made = {tour.deliverer: tour.trips for tour in tours}
    again = [one for one in able if one.trips is None or len(made.get(one.id, ())) < one.trips]
    home = {one.id: max((trip.returns for trip in made.get(one.id, ())), default=one.since) for one in able}
    repairs = _repairs(ways, again, stop, home, (("later_window", _wider), ("longer_shift", _longer_shift)))
    return Unmet(stop.id, "no_time", (), (*repairs, _one_more(ways, able, stop)))


def _repairs(
    ways: Ways, able: list[Deliverer], stop: Stop, begin: dict[str, int], kinds: tuple[tuple[str, Minutes], ...]
) -> list[Repair]:
    """What a last trip just for this stop would need, whoever needs least of each kind; the least first."""
    repairs = list[Repair]()
    for code, minutes in kinds:
        least = min(((m, one.id) for one in able if (m := minutes(ways, one, stop, begin[one.id]))), default=None)
        if least:
            repairs.append(Repair(code, (("minutes", least[0]), ("deliverer", least[1]))))
    return sorted(repairs, key=lambda repair: int(dict(repair.params)["minutes"]))


def _too_heavy(problem: Problem, stop: Stop) -> Unmet:
    most = max(one.capacity for one in problem.deliverers)
    parts = -(-stop.load // most)
    repairs = (Repair("split_load", (("parts", parts), ("load", most))), Repair("larger_load", (("load", stop.load),)))
    return Unmet(stop.id, "too_heavy", (("load", stop.load), ("most", most)), repairs)


def _too_far(ways: Ways, able: list[Deliverer], stop: Stop) -> Unmet:
    """Nobody gets there in its window and home again."""
    kinds = (("later_window", _wider), ("earlier_shift", _earlier), ("longer_shift", _longer_shift))
    repairs = _repairs(ways, able, stop, {one.id: one.since for one in able}, kinds)
    short = min(max(_late(ways, one, stop, one.since), _over(ways, one, stop, one.since)) for one in able)
    return Unmet(stop.id, "too_far", (("minutes", short),), (*repairs, _one_more(ways, able, stop)))


def _wider(ways: Ways, one: Deliverer, stop: Stop, since: int) -> int:
    """By how many minutes the window would have to end later; 0: that does not help."""
    return max(0, _late(ways, one, stop, since)) if _over(ways, one, stop, since) <= 0 else 0


def _earlier(ways: Ways, one: Deliverer, stop: Stop, since: int) -> int:
    """By how many minutes the shift would have to begin earlier; 0: that does not help."""
    minutes = max(_late(ways, one, stop, since), _over(ways, one, stop, since))
    begun = since - minutes * 60
    helps = begun >= 0 and _late(ways, one, stop, begun) <= 0 and _over(ways, one, stop, begun) <= 0
    return minutes if helps else 0


def _alone(ways: Ways, one: Deliverer, stop: Stop) -> bool:
    return _late(ways, one, stop, one.since) <= 0 and _over(ways, one, stop, one.since) <= 0


def _longer_shift(ways: Ways, one: Deliverer, stop: Stop, since: int) -> int:
    """By how many minutes the shift would have to last longer; 0: that does not help."""
    return max(0, _over(ways, one, stop, since)) if _late(ways, one, stop, since) <= 0 else 0


def _late(ways: Ways, one: Deliverer, stop: Stop, since: int) -> int:
    """Whole minutes after the window's end at which the handing over would begin; not above 0: in time."""
    row = ways.at[stop.id]
    begins = since + one.loading_s + int(ways.seconds(one.speed_m_s)[0, row])
    return -(-(begins - stop.window[1]) // 60)


def _over(ways: Ways, one: Deliverer, stop: Stop, since: int) -> int:
    """Whole minutes after the shift's end at which the deliverer would be back; not above 0: in time."""
    row, seconds = ways.at[stop.id], ways.seconds(one.speed_m_s)
    begins = max(since + one.loading_s + int(seconds[0, row]), stop.window[0])
    return -(-(begins + stop.service_s + int(seconds[row, 0]) - one.until) // 60)


def _one_more(ways: Ways, able: list[Deliverer], stop: Stop) -> Repair:
    """Somebody like the quickest of them, just for this stop."""
    quick = max(able, key=lambda one: (one.speed_m_s, one.id))
    row, seconds = ways.at[stop.id], ways.seconds(quick.speed_m_s)
    begins = min(stop.window[1], max(stop.window[0], quick.since + quick.loading_s + int(seconds[0, row])))
    since = begins - int(seconds[0, row]) - quick.loading_s
    until = begins + stop.service_s + int(seconds[row, 0])
    return Repair("one_more", (("since", since), ("until", until), ("like", quick.id)))
