"""Public routing instances: read in every spelling, counted as their set counts, solved within every limit."""

import numpy as np
import pytest

from fangxian.calc.routes import Limits, RouteError
from fangxian.calc.routes.public import Instance, as_sol, length_of, read, solve
from tests.calc.routes.checker import vrp_faults
from tests.shared import shared

QUICK = Limits(seconds=30, effort=200)

SMALL = """NAME : small
COMMENT : "invented"
TYPE : CVRP
DIMENSION : 5
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 4
NODE_COORD_SECTION
1 0 0
2 3 4
3 3 3
4 -6 -8
5 -6 -7
DEMAND_SECTION
1 0
2 2
3 2
4 2
5 2
DEPOT_SECTION
 1
 -1
EOF
"""

SOLOMON = """SMALL

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME

    0      40         50          0          0       1000          0
    1      45         68         10          0        500         90
    2      45         70         10        100        600         90
"""


def test_lengths_are_rounded_to_whole_numbers() -> None:
    found = read(SMALL)
    assert found.matrix[0].tolist() == [0, 5, 4, 10, 9]
    assert (found.capacity, found.demand, found.vehicles) == (4, (0, 2, 2, 2, 2), 0)


def test_the_best_routes_of_a_small_instance_are_found() -> None:
    found = read(SMALL)
    answer = solve(found, limits=QUICK)
    assert sorted(map(sorted, answer.routes)) == [[1, 2], [3, 4]]
    assert answer.cost == 5 + 1 + 4 + 10 + 1 + 9 == length_of(found, answer.routes)
    assert answer.feasible


def test_odd_spellings_are_understood() -> None:
    odd = SMALL.replace("NODE_COORD_SECTION", "Node_Coord_Section :").replace("DEMAND_SECTION", "DEMAND_SECTION\t")
    odd = (
        odd.replace("CAPACITY : 4", "capacity:4")
        .replace("EOF\n", "")
        .replace("\n", "\r\n")
        .replace("2 3 4", "2\t3.0\t4e0 ")
    )
    assert np.array_equal(read(odd).matrix, read(SMALL).matrix)


def test_the_depot_may_stand_anywhere_in_the_list() -> None:
    moved = read(SMALL.replace("DEPOT_SECTION\n 1", "DEPOT_SECTION\n 4"))
    assert moved.matrix[0].tolist() == [0, 10, 15, 14, 1]
    assert moved.demand == (2, 0, 2, 2, 2)


@pytest.mark.parametrize(
    ("shape", "numbers"),
    [
        ("FULL_MATRIX", "0 1 2 1 0 3 2 3 0"),
        ("LOWER_ROW", "1 2 3"),
        ("LOWER_DIAG_ROW", "0 1 0 2 3 0"),
        ("UPPER_ROW", "1 2 3"),
        ("UPPER_DIAG_ROW", "0 1 2 0 3 0"),
        ("LOWER_COL", "1 2 3"),
        ("UPPER_COL", "1 2 3"),
        ("LOWER_DIAG_COL", "0 1 2 0 3 0"),
        ("UPPER_DIAG_COL", "0 1 0 2 3 0"),
    ],
)
@pytest.mark.parametrize("comment", ["invented", "Eilon et al."])
def test_written_out_matrices(shape: str, numbers: str, comment: str) -> None:
    """With three nodes both readings of a triangle are the same; a fourth tells them apart below."""
    text = (
        f"NAME: m\nCOMMENT: {comment}\nDIMENSION: 3\nCAPACITY: 9\nEDGE_WEIGHT_TYPE: EXPLICIT\n"
        f"EDGE_WEIGHT_FORMAT: {shape}\nEDGE_WEIGHT_SECTION\n{numbers}\nDEMAND_SECTION\n1 0\n2 1\n3 1\n"
    )
    assert read(text).matrix.tolist() == [[0, 1, 2], [1, 0, 3], [2, 3, 0]]


def test_rows_of_a_triangle_are_not_its_columns() -> None:
    text = (
        "NAME: m\nDIMENSION: 4\nCAPACITY: 9\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: {}\n"
        "EDGE_WEIGHT_SECTION\n1\n2 3\n4 5 6\nDEMAND_SECTION\n1 0\n2 1\n3 1\n4 1\n"
    )
    assert read(text.format("LOWER_ROW")).matrix[0].tolist() == [0, 1, 2, 4]
    assert read(text.format("UPPER_ROW")).matrix[0].tolist() == [0, 1, 2, 3]
    eilon = "COMMENT: Eilon et al.\n" + text
    assert read(eilon.format("LOWER_ROW")).matrix[0].tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("kind", "length"),
    [("EUC_2D", 4), ("CEIL_2D", 5), ("FLOOR_2D", 4), ("MAN_2D", 6), ("MAX_2D", 3), ("ATT", 2), ("EXACT_2D", 18**0.5)],
)
def test_each_type_of_length(kind: str, length: float) -> None:
    assert read(SMALL.replace("EUC_2D", kind)).matrix[0, 2] == pytest.approx(length)


def test_geographical_lengths_are_those_of_tsplib() -> None:
    """Two nodes of burma14; their length in its optimal tour's matrix is 153."""
    text = SMALL.replace("EUC_2D", "GEO").replace("1 0 0", "1 16.47 96.10").replace("2 3 4", "2 16.47 94.44")
    assert read(text).matrix[0, 1] == 153


def test_sets_counted_without_rounding_are_known_by_name() -> None:
    assert read(SMALL.replace("small", "CMT1")).matrix[0, 2] == pytest.approx(18**0.5)
    assert read(SMALL, convention="exact").matrix[0, 2] == pytest.approx(18**0.5)
    assert read(SMALL).convention == "rounded"


def test_a_route_may_last_only_so_long_with_its_service() -> None:
    limited = read(SMALL.replace("CAPACITY : 4", "CAPACITY : 40\nDISTANCE : 24\nSERVICE_TIME : 2"))
    answer = solve(limited, limits=QUICK)
    assert vrp_faults(limited, answer.routes) == []
    assert len(answer.routes) == 2


def test_solomons_text_is_known_by_itself_and_cut_after_a_tenth() -> None:
    found = read(SOLOMON)
    assert (found.vehicles, found.capacity, found.convention) == (2, 10, "tenths")
    assert found.matrix[0].tolist() == [0, 18.6, 20.6]
    answer = solve(found, limits=QUICK)
    assert vrp_faults(found, answer.routes) == []
    assert answer.cost == pytest.approx(2 * (18.6 + 20.6))
    assert as_sol(answer).splitlines()[-1] == "Cost 78.4"


def test_windows_in_vrplib_are_counted_like_solomons() -> None:
    windows = "TIME_WINDOW_SECTION\n1 0 900\n2 0 400\n3 0 500\n4 0 400\n5 0 400\nDEPOT_SECTION"
    text = SMALL.replace("DEPOT_SECTION", windows).replace("CAPACITY", "SERVICE_TIME : 9\nCAPACITY")
    found = read(text)
    assert (found.convention, found.service) == ("tenths", (0, 9, 9, 9, 9))
    assert found.windows[2] == (0, 500)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("hello", "neither a value nor a section"),
        ("1 2 3", "before any section"),
        (SMALL.replace("CAPACITY : 4", ""), "CAPACITY"),
        (SMALL.replace("CAPACITY : 4", "CAPACITY : four"), "CAPACITY"),
        (SMALL.replace("DIMENSION : 5", "DIMENSION : 6"), "node 6 is missing"),
        (SMALL.replace("EUC_2D", "XRAY1"), "XRAY1"),
        (SMALL.replace("DEPOT_SECTION\n 1", "DEPOT_SECTION\n 1\n 2"), "more than one depot"),
        (SMALL.replace("5 2\n", "5 2\n").replace("DEMAND_SECTION", "DEMANDS_SECTION"), "DEMAND_SECTION"),
        (SMALL.replace("EUC_2D", "EXPLICIT"), "EDGE_WEIGHT_SECTION"),
        ("X\nVEHICLE\nNUMBER CAPACITY\n", "CUSTOMER"),
    ],
)
def test_a_wrong_file_is_named_by_its_part(text: str, words: str) -> None:
    with pytest.raises(RouteError, match=words):
        read(text)


def test_a_customer_too_heavy_for_any_vehicle_is_named() -> None:
    with pytest.raises(RouteError, match="customer 2 needs more"):
        solve(read(SMALL.replace("3 2\n4 2", "3 9\n4 2")), limits=QUICK)


def published(name: str) -> tuple[Instance, tuple[tuple[int, ...], ...], float]:
    """A public instance with its best known routes and what they are said to cost."""
    lines = shared(f"data/planning/vrp/{name}.sol").read_text().splitlines()
    routes = tuple(tuple(map(int, line.split(":")[1].split())) for line in lines if line.startswith("Route"))
    return read(shared(f"data/planning/vrp/{name}.vrp").read_text()), routes, float(lines[-1].split()[1])


@pytest.mark.parametrize("name", ["X-n101-k25", "X-n251-k28", "X-n502-k39", "C1_10_2"])
def test_best_known_routes_cost_here_what_their_authors_say(name: str) -> None:
    instance, routes, cost = published(name)
    assert vrp_faults(instance, routes) == []
    assert length_of(instance, routes) == pytest.approx(cost)


@pytest.mark.parametrize("workers", [1, 2])
def test_routes_found_by_the_clock_break_nothing_and_come_near_the_best_known(workers: int) -> None:
    instance, _, cost = published("X-n101-k25")
    answer = solve(instance, limits=Limits(seconds=4, workers=workers))
    assert vrp_faults(instance, answer.routes) == []
    assert answer.cost <= cost * 1.1


def test_effort_makes_an_answer_the_same_on_any_day() -> None:
    instance, _, _ = published("X-n101-k25")
    some, other = (solve(instance, limits=Limits(seconds=60, effort=40)).routes for _ in range(2))
    assert some == other


def test_a_large_instance_is_cut_up_and_put_together_without_losing_anybody() -> None:
    instance, _, _ = published("X-n502-k39")
    answer = solve(instance, limits=Limits(seconds=8, workers=2))
    assert vrp_faults(instance, answer.routes) == []
