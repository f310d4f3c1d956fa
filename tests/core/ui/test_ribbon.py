import datetime as dt

from ecompm.core.ui.charts import Gate, Phase, ribbon

DAY = dt.date(2026, 6, 15)


def test_the_running_phase_shows_progress_and_is_the_current_step():
    html = ribbon([Phase("Execution", DAY, DAY, "now", 30, 40)])
    assert 'aria-current="step"' in html
    assert 'max="100" value="30"' in html
    assert "30\u202f% done, 40\u202f% planned" in html


def test_progress_without_a_plan_claims_none():
    assert "planned" not in ribbon([Phase("Execution", state="now", done=30)])


def test_a_gate_is_said_with_its_state_and_links_where_it_has_a_page():
    html = ribbon([Gate("G1", "Ready", "ok", "/g1"), Gate("G4", "Closure", "todo")])
    assert '<a class="gatepin ok" href="/g1"' in html
    assert "Ready, passed" in html
    assert '<span class="gatepin todo">' in html


def test_names_are_escaped():
    assert "<i>" not in ribbon([Phase("<i>"), Gate("G1", "<i>", "ok", "/g1")], lane="<i>", note="<i>")
