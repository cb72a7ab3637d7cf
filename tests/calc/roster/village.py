"""The village's 35 and their posts (mission section 12), and smaller teams cut from the same cloth."""

from datetime import date

from fangxian.calc.roster import HOUR, Limits, Need, Pattern, Person, Post, Problem, Rules

REST = Rules(min_rest_h=11, max_weekly_h=48, max_daily_h=8, max_shift_h=8, max_nights_in_row=3, max_days_in_row=6)
ROUND_THE_CLOCK = tuple(Pattern(h * HOUR, 8 * HOUR) for h in (7, 15, 23))
MONDAY = date(2020, 2, 10)
QUICK = Limits(seconds=60, effort=1.0, workers=2)


def posts() -> tuple[Post, ...]:
    """Gate and patrol round the clock in pairs, disinfection twice a day, delivery, the register desk."""
    gate, patrol = (Need(7 * HOUR, 31 * HOUR, 2),), (Need(7 * HOUR, 31 * HOUR, 2),)
    return (
        Post("gate", "村口", gate, ROUND_THE_CLOCK, trainings=frozenset({"gate"}), min_team=2),
        Post("patrol", "巡逻", patrol, ROUND_THE_CLOCK, min_team=2),
        Post(
            "disinfection",
            "消毒",
            (Need(8 * HOUR, 12 * HOUR, 4), Need(14 * HOUR, 18 * HOUR, 4)),
            skills=frozenset({"disinfection"}),
            min_age=18,
        ),
        Post("delivery", "配送", (Need(9 * HOUR, 12 * HOUR, 6),)),
        Post("desk", "登记台", (Need(7 * HOUR, 23 * HOUR, 1),)),
    )


def team(size: int = 35) -> tuple[Person, ...]:
    """People with names no one bears; every fifth not trained for the gate, the last one sixteen."""
    return tuple(
        Person(
            f"p{n:02}",
            f"队员{n}",
            skills=frozenset({"disinfection"} if n % 5 < 3 else set()),
            trainings=frozenset({"gate"} if n % 10 != 9 else set()),
            age=16 if n == 34 else 30,
            no_night=n in (33, 34),
        )
        for n in range(size)
    )


def village(size: int = 35, days: int = 7) -> Problem:
    """The seed week."""
    return Problem(MONDAY, days, team(size), posts(), REST)


def one_gate(size: int, days: int = 7, *, people: int = 1) -> Problem:
    """One post round the clock."""
    need = (Need(7 * HOUR, 31 * HOUR, people),)
    return Problem(
        MONDAY,
        days,
        tuple(Person(f"p{n}") for n in range(size)),
        (Post("gate", needs=need, patterns=ROUND_THE_CLOCK),),
        REST,
    )
