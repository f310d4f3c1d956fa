import re

from ecompm.core.ui.charts import heat_map

RISKS = {(5, 4): ["K04", "K01", "K11", "K12"], (1, 1): ["K<9>"]}


def cells(html: str) -> list[str]:
    return re.findall(r"<td class=\"(h\dc[^\"]*)\">(.*?)</td>", html)


def test_twenty_five_cells_from_almost_certain_down_to_rare():
    html = heat_map(RISKS, caption="Threats")
    assert len(cells(html)) == 25
    assert html.index("Almost certain") < html.index("Rare")
    assert "20" in cells(html)[3][1]


def test_the_worst_cells_carry_a_heavy_outline():
    heavy = [css for css, _ in cells(heat_map({}, caption="Threats")) if "band4" in css]
    assert len(heavy) == 6


def test_keys_stand_inside_and_the_rest_is_counted():
    worst = cells(heat_map(RISKS, caption="Threats"))[3][1]
    assert "K04" in worst
    assert "K11" not in worst
    assert "+2" in worst


def test_only_cells_with_risks_are_links():
    html = heat_map(RISKS, caption="Threats", href=lambda likelihood, impact: f"?p={likelihood}&i={impact}")
    assert html.count("<a ") == 2
    assert 'href="?p=5&amp;i=4"' in html


def test_an_organisation_may_have_its_own_bands():
    assert {css for css, _ in cells(heat_map({}, caption="x", band=lambda likelihood, impact: 1))} == {"h1c"}


def test_the_band_is_said_where_risks_are_and_keys_are_escaped():
    html = heat_map(RISKS, caption="Threats")
    assert "Very high: " in html
    assert "K<9>" not in html
