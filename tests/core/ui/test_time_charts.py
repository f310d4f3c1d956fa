import datetime as dt

import pytest

from ecompm.core.ui import charts
from ecompm.core.ui.charts import Limit, Mark, Series, Window
from tests.core.ui.pictures import all_of, parse, points, wide, words

DAY = dt.timedelta(days=1)
START = dt.date(2026, 6, 15)
RISING = [(START + 7 * DAY * week, 60.0 + 5 * week) for week in range(8)]


def trend(**options) -> str:
    return charts.trend(RISING, label="Coverage", **options)


def test_there_is_a_wide_and_a_narrow_drawing_and_both_are_named():
    pictures = list(parse(trend()).iter("{http://www.w3.org/2000/svg}svg"))
    assert [picture.get("aria-label") for picture in pictures] == ["Coverage", "Coverage"]
    assert pictures[0].get("viewBox") != pictures[1].get("viewBox")


def test_time_runs_to_the_right_and_more_stands_higher():
    corners = points(all_of(wide(trend()), "path", "k1")[0])
    assert corners == sorted(corners)
    assert [y for _, y in corners] == sorted((y for _, y in corners), reverse=True)


def test_a_limit_is_dashed_and_carries_its_words():
    html = wide(trend(limits=[Limit(97, "Limit 97 %")]))
    assert len(all_of(html, "path", "limit")) == 1
    assert "Limit 97 %" in words(html)


def test_an_outlook_is_dotted_and_starts_at_the_last_point():
    html = wide(trend(outlook=[(START + 70 * DAY, 99)]))
    line, outlook = all_of(html, "path", "k1")
    assert "dots" in outlook.get("class")
    assert points(outlook)[0] == points(line)[-1]


def test_lines_differ_without_colour():
    series = [Series(name, RISING) for name in ("PV", "EV", "AC")]
    styles = [all_of(wide(charts.line_chart(series, label="x")), "path", f"k{n}")[0].get("class") for n in (1, 2, 3)]
    assert ["dash" in style for style in styles] == [False, True, False]
    assert "dots" in styles[2]


def test_names_of_lines_that_end_together_stand_apart():
    html = wide(charts.line_chart([Series("EV", RISING), Series("AC", RISING)], label="x"))
    heights = {text.text: float(text.get("y")) for text in parse(html).iter("{http://www.w3.org/2000/svg}text")}
    assert abs(heights["EV"] - heights["AC"]) >= 14


def test_a_chance_runs_from_0_to_100_per_cent_and_names_its_percentile():
    curve = [(START + DAY * step, step / 10) for step in range(11)]
    html = wide(charts.s_curve([Series("with", curve)], label="x", marks=[Mark(START + 8 * DAY, 0.8, "P80 · 23 Jun")]))
    assert {"0\u202f%", "100\u202f%", "P80 · 23 Jun"} <= set(words(html))


def test_a_freeze_is_shaded_named_and_cut_at_the_edge_of_the_chart():
    html = wide(
        charts.line_chart([Series("PV", RISING)], label="x", windows=[Window(START, START + 900 * DAY, "Freeze")])
    )
    (shade,) = all_of(html, "rect", "freeze")
    assert float(shade.get("x")) + float(shade.get("width")) <= 640
    assert "Freeze" in words(html)


def test_a_window_outside_the_chart_is_not_drawn():
    far = Window(START + 900 * DAY, START + 910 * DAY, "Freeze")
    assert not all_of(charts.line_chart([Series("PV", RISING)], label="x", windows=[far]), "rect", "freeze")


@pytest.mark.parametrize("values", [[], [(START, 5.0)], [(START, 0.0), (START + DAY, 0.0)]])
def test_too_little_data_breaks_nothing(values):
    html = charts.trend(values, label="x")
    assert bool(html) is bool(values)
    parse(html)
