from itertools import pairwise

from ecompm.core.ui.charts import Stake, power_grid
from tests.core.ui.pictures import all_of, wide, words

SPONSOR = Stake("S1", "Sponsor", 5, 4, "warn")


def test_names_when_wide_and_keys_when_narrow():
    html = power_grid([SPONSOR], label="x")
    assert "Sponsor" in words(wide(html))
    assert "S1" in words(html)


def test_the_gap_gives_the_shape():
    stakes = [Stake("S", "S", 3, index, state) for index, state in enumerate(("ok", "warn", "bad", "unknown"), 1)]
    html = wide(power_grid(stakes, label="x"))
    assert len(all_of(html, "circle", "ok")) == 1
    assert len(all_of(html, "path", "warn-pt")) == 1
    assert len(all_of(html, "rect", "bad")) == 1
    assert len(all_of(html, "circle", "none-l")) == 1


def test_power_goes_up_and_interest_to_the_right():
    html = wide(power_grid([Stake("A", "A", 1, 1, "ok"), Stake("B", "B", 5, 5, "ok")], label="x"))
    low, high = all_of(html, "circle", "ok")
    assert float(low.get("cx")) < float(high.get("cx"))
    assert float(low.get("cy")) > float(high.get("cy"))


def test_those_at_one_spot_do_not_cover_each_other():
    html = wide(power_grid([Stake(f"S{n}", f"S{n}", 5, 3, "ok") for n in range(3)], label="x"))
    heights = sorted(float(mark.get("cy")) for mark in all_of(html, "circle", "ok"))
    assert all(lower - upper >= 18 for upper, lower in pairwise(heights))
