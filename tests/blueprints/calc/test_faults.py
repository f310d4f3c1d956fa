"""Every class of mistake in a template is told with the line it stands in."""

import pytest

from tests.blueprints.calc.conftest import SMALL


def line_of(piece):
    return SMALL[: SMALL.index(piece)].count("\n") + 1


CASES = [
    # form
    ("summary: Three", "sumary: Three", "There is no key sumary here. Did you mean summary?"),
    ("phase: planning, name: Plan,", "phase: dreaming, name: Plan,", "'dreaming' is none of initiation, planning"),
    ("version: 1", "version: one", "'one' is not a whole number."),
    ("d: [3, 5, 9]", "d: [3, 5]", "Three numbers are needed"),
    ("d: [3, 5, 9]", "d: [3, 5, long]", "Three numbers are needed"),
    ("deps: [T1]", "deps: T1", "Links stand in a list"),
    ("deps: [T1]", 'deps: ["T1:XX"]', "T1:XX is no link."),
    ("r: [DEV, PM], a: PM", "r: [DEV, PM], a: [PM, DEV]", "A task has exactly one accountable role"),
    ("r: [DEV, PM], a: PM", "r: [[DEV]], a: PM", "A role code or a list of role codes is needed."),
    ("team_size: [2, 4]", "team_size: [2.5, 4]", "Two whole numbers are needed"),
    ("schema: ecpm-template/1", "schema: ecpm-template/9", "'ecpm-template/9' is none of ecpm-template/1."),
    # ids and references
    ("id: small-shop", "id: Small Shop", "Small Shop is no template id."),
    ("name: {en: Small shop, de: Kleiner Shop}", "name: {en: ''}", "at least one language"),
    ("{id: T3,", "{id: T2,", "T2 stands here a second time; it was first given in line 13."),
    ("{id: R1,", "{id: R-1,", "R-1 is no id."),
    ("{code: aov_eur,", "{code: AOV,", "AOV is no KPI code."),
    ("deps: [T1]", "deps: [T7]", "There is no task T7."),
    ("r: [DEV, PM], a: PM", "r: [DEV, QA], a: PM", "There is no role QA."),
    ("r: [DEV, PM], a: PM", "r: [DEV, PM], a: DEF", "There is no role DEF. Did you mean DEV?"),
    ("r: [DEV, PM], a: PM", "r: [DEV, PM]", "The task T2 has no accountable role"),
    ("gate: G1}", "gate: G2}", "There is no gate G2."),
    ("roles: [PM, DEV]", "roles: [PM, QA]", "There is no role QA."),
    ("traces: [T2]", "traces: [T9]", "There is no task T9."),
    ("hits: [T2, T3]", "hits: [T2, T9]", "There is no task T9."),
    ("every: 1w, owner: PM", "every: 1w, owner: CEO", "There is no role CEO."),
    ("compliance: [gdpr]", "compliance: [gdrp]", "There is no compliance pack gdrp. Did you mean gdpr?"),
    ("event: T3", "event: T8", "There is no task T8."),
    ("kpis: [aov_eur]}", "kpis: [aov]}", "There is no KPI aov."),
    # gates
    (", milestone: true, gate: G1}", ", gate: G1}", "The gate G1 stands at a milestone; M1 is none."),
    ("quorum: 2}", "quorum: 3}", "3 votes are asked for; with 2 approving roles it must be 1 to 2."),
    ("quorum: 2}", "quorum: 0}", "0 votes are asked for"),
    ("roles: [PM, DEV]", "roles: []", "A gate needs at least one approving role."),
    # the network
    ("deps: [T1]", "deps: [M1, T1]", "These tasks wait for one another in a circle: "),
    ("deps: [T1]", "deps: [T1, T2]", "The task T2 waits for itself."),
    ("deps: [T1]", "deps: [T1, T1]", "The task T2 waits for T1 twice."),
    ("deps: [T1]", "deps: []", "T2 waits for nothing, and neither does T1."),
    ("tasks: [T2], kpis", "tasks: [T3], kpis", "T3 is a gate or the event of the plan"),
    ("tasks: [T2], kpis", "tasks: [M1], kpis", "M1 is a gate or the event of the plan"),
    # figures
    ("d: [3, 5, 9]", "d: [5, 3, 9]", "The three values must rise: lowest 5, most likely 3, highest 9."),
    ("d: [3, 5, 9]", "d: [-3, 5, 9]", "The lowest value, -3, is below zero."),
    ("d: [3, 5, 9]", "d: [3, 5, 9000]", "more than 2000 working days"),
    ("d: [0, 0, 0]", "d: [0, 1, 1]", "A milestone takes no time"),
    ("p: 3, i: 4", "p: 0, i: 4", "0 is outside the scale from 1 to 5."),
    ("p: 3, i: 4", "p: 3, i: 6", "6 is outside the scale from 1 to 5."),
    ("strategy: reduce", "strategy: exploit", "exploit is no strategy for a threat."),
    ("value: 3, adds: 1", "value: 3, adds: 3", "An indicator adds 1 or 2, not 3."),
    ("cost_eur: [0, 100, 900]", "cost_eur: [0, 100, 90]", "The three values must rise"),
    ("delay_d: [1, 2, 5]", "delay_d: [-1, 2, 5]", "The lowest value, -1, is below zero."),
    ("{build: 80, contingency: 20}", "{build: 80, contingency: 15}", "The shares add up to 95 %"),
    ("{build: 80, contingency: 20}", "{build: 120, contingency: -20}", "The share of contingency is below zero."),
    ("window: 7d", "window: 7y", "7y is no period"),
    ("every: 1w", "every: weekly", "weekly is no period"),
    ("version: 1", "version: 0", "The version is a whole number from 1 on."),
    ("team_size: [2, 4]", "team_size: [4, 2]", "The lowest value, 4, is above the highest, 2."),
    # expressions
    ("lessons.count >= 5", "lessons.count => 5", "Column 15 has a single = sign."),
    ("lessons.count >= 5", "lesson.count >= 5", "There is no fact lesson.count. Did you mean lessons.count,"),
    ("lessons.count >= 5", "lessons.count >= '5'", "lessons.count is a number and '5' is a text"),
    (', expr: "lessons.count >= 5"', "", "A criterion of the kind auto needs an expression."),
    ("kpi('aov_eur') >=", "kpi('aov') >=", "There is no KPI aov. Did you mean aov_eur?"),
    ("task('T2').slip_days", "task('T9').slip_days", "There is no task T9."),
    ("task('T2').slip_days", "task(T2", "The expression ends at column 8"),
    ('op: ">", value: 3', 'op: ">"', "An indicator has either a value or a value_ref."),
    ('op: ">", value: 3', 'op: ">", value: three', "task.slip_days('T2') is a number and 'three' is a text"),
    ("lessons.count >= 5", "roles.filled('CEO')", "There is no role CEO."),
    ("lessons.count >= 5", "compliance('iso').open_must == 0", "There is no compliance pack iso."),
    ('green: ">=65"', 'green: "65"', "where a comparison such as >=95"),
    ('amber: ">=baseline*0.9"', 'amber: ">=base*0.9"', "There is no fact base. Did you mean baseline?"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    CASES,
    ids=[new for _, new, _ in CASES],
)
def test_a_mistake_is_told_with_its_line(faults, old, new, sentence):
    told = faults(old, new)
    assert [line for line, said in told if sentence in said] == [line_of(old)], told


def test_a_gate_without_milestone_is_told_at_the_gate(faults):
    told = faults(", milestone: true, gate: G1}", ", milestone: true}")
    assert told == [(line_of("- id: G1"), "No milestone names the gate G1, so it has no place in the plan.")]


def test_a_gate_at_two_milestones_is_told_at_the_second(faults):
    told = faults("d: [1, 1, 2]", "milestone: true, gate: G1, d: [0, 0, 0]")
    assert (line_of("{id: M1,"), "The gate G1 already stands at T3.") in told


def test_a_second_end_is_told_at_the_task_nothing_waits_for(faults):
    told = faults("deps: [T3]", "deps: [T2]")
    assert told == [(line_of("{id: T3,"), "Nothing waits for T3, nor for M1. A plan ends at one task.")]


def test_a_circle_is_told_with_its_path(faults):
    told = faults("deps: [T1]", "deps: [T1, M1]")
    assert told == [(line_of("{id: T2,"), "These tasks wait for one another in a circle: T2 → T3 → M1 → T2.")]


def test_a_block_that_tears_the_plan_apart_is_told(faults):
    told = faults(
        "deps: [T3]", "deps: [T3, T2]", 'deps: ["T2:FS+2", "T1:SS"]', "deps: [T1]", "tasks: [T2]", "tasks: [T1]"
    )
    sentence = (
        "Without this block the plan falls apart: T3 waits for nothing, and neither does T2. A plan begins at one task."
    )
    assert told == [(line_of("{id: build"), sentence)]


def test_several_mistakes_are_told_in_the_order_of_their_lines(faults):
    told = faults("d: [3, 5, 9], deps: [T1], r: [DEV, PM]", "d: [9, 5, 3], deps: [T7], r: [QA]")
    assert [line for line, _ in told] == sorted(line for line, _ in told)
    assert len(told) >= 3


def test_a_template_that_is_too_large_is_refused_before_it_is_computed(faults):
    row = "  - {{id: X{0}, wbs: '9', phase: closure, name: x, d: [1, 1, 1], deps: [T1], r: PM, a: PM}}\n"
    told = faults("gates:\n", "".join(row.format(number) for number in range(1000)) + "gates:\n")
    assert (line_of("tasks:\n"), "The template has 1004 tasks; at most 1000 are allowed.") in told


def test_a_template_needs_tasks(faults):
    start, end = SMALL.index("tasks:\n"), SMALL.index("gates:\n")
    told = faults(SMALL[start:end], "tasks: []\n")
    assert (line_of("tasks:\n"), "A template needs at least one task.") in told


def test_too_many_optional_tasks_are_refused(faults):
    told = faults("tasks: [T2], kpis", f"tasks: [{', '.join(['T2'] * 201)}], kpis")
    assert told == [(line_of("blocks:"), "The blocks hold 201 tasks; at most 200 are allowed.")]
