from ecompm.core.ui.charts import Bin, Driver, Percentile, histogram, tornado
from tests.core.ui.pictures import all_of, parse, wide, words


def widths(html: str, css: str) -> list[float]:
    return [float(bar.get("width")) for bar in all_of(html, "rect", css)]


def test_bars_of_a_tornado_are_as_long_as_their_values():
    html = wide(tornado([Driver("K04", 0.4, 2), Driver("Test", 0.2)], label="x"))
    assert widths(html, "f2")[0] == 2 * widths(html, "f1")[0]
    assert {"K04", "0.40", "0.20"} <= set(words(html))


def test_what_shortens_the_project_goes_to_the_left():
    html = wide(tornado([Driver("Later", 0.3), Driver("Sooner", -0.3, 2)], label="x"))
    (later,), (sooner,) = all_of(html, "rect", "f1"), all_of(html, "rect", "f2")
    assert float(sooner.get("x")) + float(sooner.get("width")) <= float(later.get("x"))


def test_a_long_name_is_cut_where_its_bar_begins():
    assert any(text.endswith("…") for text in words(tornado([Driver("A name " * 9, 1)], label="x")))


def test_bars_of_a_histogram_start_at_zero():
    html = wide(histogram([Bin(0, 10, 5), Bin(10, 20, 10)], label="x"))
    bars = all_of(html, "rect", "ph-now")
    assert len({float(bar.get("y")) + float(bar.get("height")) for bar in bars}) == 1
    assert float(bars[1].get("height")) == 2 * float(bars[0].get("height"))


def test_percentiles_are_named_lines():
    html = wide(histogram([Bin(0, 10, 5)], label="x", percentiles=[Percentile(8, "P80 · 8")]))
    assert "P80 · 8" in words(html)
    assert len(all_of(html, "path", "limit")) == 1


def test_no_data_draws_nothing_and_all_zero_breaks_nothing():
    assert histogram([], label="x") == tornado([], label="x") == ""
    parse(histogram([Bin(0, 1, 0)], label="x"))
    parse(tornado([Driver("K04", 0)], label="x"))
