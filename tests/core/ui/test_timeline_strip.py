import datetime as dt

from ecompm.core.ui.charts import Pin, Span, Timeline
from tests.core.ui.pictures import all_of, words

FIRST, LAST = dt.date(2026, 4, 1), dt.date(2027, 3, 31)
TODAY = dt.date(2026, 7, 22)


def strip(*spans: Span, **options) -> str:
    return Timeline(FIRST, LAST, today=TODAY).strip(spans, label="x", **options)


def test_spans_stand_where_their_dates_are():
    html = strip(Span(FIRST, TODAY, "done"), Span(TODAY, LAST, "now"))
    (done,), (now,) = all_of(html, "rect", "ph-done"), all_of(html, "rect", "ph-now")
    assert float(done.get("x")) == 0
    assert float(now.get("x")) > float(done.get("width"))


def test_what_lies_outside_is_cut_at_the_edge():
    (bar,) = all_of(strip(Span(dt.date(2020, 1, 1), dt.date(2030, 1, 1), "now")), "rect", "ph-now")
    assert (bar.get("x"), float(bar.get("width")) <= 300) == ("0", True)


def test_gates_and_the_finish_at_p80_outside_the_axis_are_left_out():
    far = dt.date(2030, 1, 1)
    html = strip(pins=[Pin(TODAY, "ok"), Pin(far)], p80=far)
    assert len(all_of(html, "path", "gate")) == 1
    assert not all_of(html, "path", "p80")


def test_the_head_names_the_span_for_everybody():
    head = Timeline(FIRST, LAST, today=TODAY).head()
    assert "Timeline 1 Apr" in head
    assert "Apr" in words(head.replace(head[: head.index("<svg")], ""))


def test_freezes_are_shaded():
    axis = Timeline(FIRST, LAST, today=TODAY, windows=[(dt.date(2026, 10, 26), dt.date(2027, 1, 8))])
    assert len(all_of(axis.strip([], label="x"), "rect", "freeze")) == 1
