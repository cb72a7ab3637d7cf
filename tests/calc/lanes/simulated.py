"""The same checkpoint simulated by ciw, vehicle by vehicle: shares no code with the planner."""

from collections.abc import Sequence
from dataclasses import dataclass

import ciw
import numpy as np


@dataclass(frozen=True)
class Seen:
    """What runs of the simulation showed in each step: means over runs and the half width of their 95 % interval."""

    share: list[float]
    share_half: list[float]
    wait: list[float]
    wait_half: list[float]


def simulate(vehicles: Sequence[float], lanes: Sequence[int], *, service_s: float, limit: float, runs: int) -> Seen:
    """Hours of vehicles and lanes, in minutes; statistics by the hour of arrival."""
    hours = len(vehicles)
    shares, waits = np.full((runs, hours), np.nan), np.full((runs, hours), np.nan)
    for run in range(runs):
        for hour, found in enumerate(_waits(vehicles, lanes, service_s, seed=run)):
            if found:
                shares[run, hour] = np.mean([wait < limit for wait in found])
                waits[run, hour] = np.mean(found)
    half = 1.96 / np.sqrt(runs)
    return Seen(
        list(np.nanmean(shares, axis=0)), list(half * np.nanstd(shares, axis=0, ddof=1)),
        list(np.nanmean(waits, axis=0)), list(half * np.nanstd(waits, axis=0, ddof=1)),
    )  # fmt: skip


def _waits(vehicles: Sequence[float], lanes: Sequence[int], service_s: float, *, seed: int) -> list[list[float]]:
    ends = [60.0 * (hour + 1) for hour in range(len(vehicles))]
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.PoissonIntervals([v / 60 for v in vehicles], ends, max_sample_date=ends[-1])],
        service_distributions=[ciw.dists.Exponential(60 / service_s)],
        number_of_servers=[
            ciw.Schedule(numbers_of_servers=[*lanes, lanes[-1]], shift_end_dates=[*ends, ends[-1] + 600])
        ],
    )
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(ends[-1] + 300)
    found: list[list[float]] = [[] for _ in vehicles]
    for record in simulation.get_all_records(only=["service"]):
        hour = int(record.arrival_date // 60)
        if hour < len(found):
            found[hour].append(record.waiting_time)
    return found
