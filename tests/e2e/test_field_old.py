"""The same walks in a browser as old as the app promises to run in: nothing that was learnt later."""

import pytest
from playwright.sync_api import Page

from tests.e2e import test_field_gate as gate
from tests.e2e import test_field_screens as screens
from tests.e2e.desk import OpenPage
from tests.e2e.old import OLD

pytestmark = screens.pytestmark
village, phone, answers, page = gate.village, gate.phone, screens.answers, screens.page


@pytest.fixture
def open_page(open_page: OpenPage) -> OpenPage:
    """Every window is years younger."""

    def opened(**how: object) -> Page:
        window = open_page(**how)  # type: ignore[arg-type]
        window.context.add_init_script(OLD)
        return window

    return opened


test_an_old_browser_keeps_a_night_without_a_network = (
    gate.test_a_night_without_a_network_is_written_once_in_its_order_when_it_is_back
)
test_an_old_browser_takes_a_slip_back = gate.test_the_verdict_stands_there_at_once_and_a_slip_is_taken_back
test_an_old_browser_keeps_two_outboxes_apart = (
    gate.test_a_second_person_has_an_outbox_of_their_own_and_the_first_one_s_acts_still_go_out
)
test_an_old_browser_opens_a_door = screens.test_an_open_door_takes_needs_and_the_reading_of_whoever_is_under_observation
test_an_old_browser_hands_bags_over = screens.test_bags_stand_in_walking_order_and_go_to_the_end_when_handed_over
test_an_old_browser_makes_a_photo_small = screens.test_a_photo_leaves_the_phone_small_bare_and_after_its_act
test_an_old_browser_meets_a_car = screens.test_a_car_on_the_road_has_its_people_measured_and_its_village_named
test_an_old_browser_hands_a_gate_over = screens.test_a_handover_shows_the_balance_and_locks_the_phone
test_an_old_browser_tells_a_refusal = screens.test_a_refusal_is_said_in_the_line_with_why_and_put_away_by_a_person
