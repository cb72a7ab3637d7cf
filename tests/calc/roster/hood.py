"""Invented plain planning files of the shapes neighbourhoods and districts send in."""

import random
from typing import Any

SHIFTS = {
    "N": {"start": 22, "len": 8, "night": True},
    "M": {"start": 6, "len": 8, "night": False},
    "A": {"start": 14, "len": 8, "night": False},
}
DAY = {"D": {"start": 8, "len": 8, "night": False}}
SKILLS = ("captain", "medic", "driver", "disinfect")


def hood(*, people: int = 35, days: int = 14, seed: int = 7) -> dict[str, Any]:
    """A gate, two fixed posts and a patrol round the clock, disinfection and delivery by day."""
    posts = [
        {"post": post, "shift": shift, "need": need, "skills": _asked(post, shift)}
        for shift in SHIFTS
        for post, need in (("gate", 2), ("fixed1", 1), ("fixed2", 1), ("patrol", 2))
    ]
    posts.append({"post": "disinfect", "shift": "D", "need": 2, "skills": {"disinfect": 2}})
    posts.append({"post": "delivery", "shift": "D", "need": 3, "skills": {"driver": 1}})
    return _file({**SHIFTS, **DAY}, posts, people, days, random.Random(seed))


def district(*, checkpoints: int = 12, people: int = 200, days: int = 14, seed: int = 7) -> dict[str, Any]:
    """Checkpoints of three, each with its own people; the two neighbours can be reached at a price."""
    names = [f"cp{n:02}" for n in range(checkpoints)]
    posts = [
        {"post": name, "shift": shift, "need": 3, "skills": {"medic": 1} if shift != "N" else {}, "captain": 1}
        for name in names
        for shift in SHIFTS
    ]
    data = _file(SHIFTS, posts, people, days, random.Random(seed))
    for number, person in enumerate(data["people"]):
        at = number % checkpoints
        person["posts"] = {names[at]: 0, names[(at + 1) % checkpoints]: 2, names[at - 1]: 2}
        turn = number // checkpoints
        person["skills"] = [skill for skill, every in (("captain", 2), ("medic", 3)) if turn % every == 0]
    return data


def _asked(post: str, shift: str) -> dict[str, int]:
    if post == "patrol":
        return {"driver": 1}
    return {"medic": 1} if post == "gate" and shift != "N" else {}


def _file(shifts: dict[str, Any], posts: list[Any], people: int, days: int, chance: random.Random) -> dict[str, Any]:
    names = [f"p{n:03}" for n in range(people)]
    return {
        "days": days,
        "shifts": shifts,
        "posts": posts,
        "people": [
            {
                "id": name,
                "skills": [s for s in SKILLS if chance.random() < 0.4],
                "no_night": chance.random() < 0.1,
                "h7": 48,
            }
            for name in names
        ],
        "unavail": [[name, day, "*"] for name in names for day in range(days) if chance.random() < 0.08],
        "wish": [[name, chance.randrange(days), "*", -chance.randint(1, 5)] for name in names for _ in range(2)],
        "rest": 11,
        "max_nights": 3,
        "max_days": 6,
    }
