from ecompm.core.ui.charts import twin


def test_a_chart_s_figures_can_be_read_as_a_table():
    html = twin("Coverage", ["Week", "Per cent"], [("15 Jun", 66), ("22 Jun", 69)])
    assert '<caption class="sr">Coverage</caption>' in html
    assert '<th scope="row">15 Jun</th><td class="r num">66</td>' in html
    assert html.count("<tr>") == 3


def test_the_download_is_offered_where_there_is_one():
    assert "CSV" not in twin("x", ["a"], [])
    assert 'href="/x.csv" download' in twin("x", ["a"], [], csv_url="/x.csv")


def test_cells_are_escaped():
    assert "<b>" not in twin("<b>", ["<b>"], [("<b>", "<b>")])
