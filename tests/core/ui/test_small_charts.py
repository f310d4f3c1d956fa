from ecompm.core.ui.charts import coverage, meter, sparkline
from tests.core.ui.pictures import all_of, points


def test_the_last_point_is_marked_in_its_state_and_the_limit_is_drawn():
    html = sparkline([66, 80, 94.2], limit=97, state="bad", label="Coverage")
    assert len(all_of(html, "circle", "bad")) == 1
    assert len(all_of(html, "path", "lim")) == 1


def test_higher_values_stand_higher():
    (line,) = all_of(sparkline([1, 3, 2], label="x"), "path", "ln")
    heights = [y for _, y in points(line)]
    assert heights[1] < heights[2] < heights[0]


def test_unknown_values_are_gaps_not_zeros():
    (line,) = all_of(sparkline([5, None, 5], label="x"), "path", "ln")
    assert len(points(line)) == 2
    assert len({y for _, y in points(line)}) == 1


def test_nothing_known_draws_nothing():
    assert sparkline([None, None], label="x") == ""


def test_a_meter_shows_lost_points_on_the_scale_of_the_largest_cause():
    html = meter(14, 20, largest=25, state="warn", label="14 of 20 points lost")
    assert [all_of(html, "rect", css)[0].get("width") for css in ("muted", "warn")] == ["83.2", "58.2"]


def test_a_step_of_a_chain_that_is_missing_is_an_empty_segment():
    html = coverage(["done", "running", "failed", "who knows"], label="x")
    assert len(all_of(html, "rect", "none-l")) == 1
    assert len(all_of(html, "rect", "bad")) == 1
