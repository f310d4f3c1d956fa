from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprints.calc import shelf
from blueprints.calc.rendering import render
from blueprints.calc.template import Indicator, Link, Template, ThreePoint
from ecompm.core.documents import load
from tests.blueprints.calc.conftest import SMALL

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
values = st.booleans() | st.integers(-(10**9), 10**9) | st.floats(-1e6, 1e6).map(lambda x: round(x, 3)) | texts


@pytest.mark.parametrize("template", shelf.shipped().values(), ids=lambda template: template.id)
def test_a_written_template_is_read_back_as_the_same(template):
    assert shelf.read(render(template), "copy.yaml") == template


def test_a_template_is_written_a_row_a_line(small):
    lines = render(small).splitlines()
    assert (
        "  - {id: T2, wbs: '1.2', phase: execution, name: Build, d: [3, 5, 9], deps: [T1], r: [DEV, PM], a: PM}"
        in lines
    )
    assert "    approvers: {roles: [PM, DEV], quorum: 2}" in lines
    assert not any("schedule_mode" in line for line in lines)


@settings(deadline=None)
@given(texts, values)
def test_any_text_and_value_survives_the_way_to_the_file_and_back(text, value):
    template = shelf.read(SMALL, "small.yaml")
    indicator = Indicator(metric="kpi('aov_eur')", op="==", value=value, adds=2)
    written = replace(
        template,
        summary=text,
        name={"en": f"x{text}"},
        risks=(replace(template.risks[0], kri=(indicator,), response=text),),
    )
    assert load(Template, render(written), "copy.yaml") == written


def test_half_days_and_leads_survive(small):
    task = replace(
        small.tasks[1], duration=ThreePoint(0.5, 1, 2.25), links=(Link("T1", "SS", -1), Link("T1", "FF", 0.5))
    )
    changed = replace(small, tasks=(small.tasks[0], task, *small.tasks[2:]))
    assert shelf.read(render(changed), "copy.yaml") == changed
