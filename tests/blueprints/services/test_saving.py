"""A project saved as a template makes the same project again."""

from datetime import date

import pytest

from blueprints.calc import shelf
from blueprints.models import ProjectTemplate
from blueprints.services.instantiate import create_from_template
from blueprints.services.saving import draw_template, save_as_template
from ecompm.core.errors import Conflict, NotAllowed
from lifecycle.models import Criterion
from planning.models import Task, TaskLink
from planning.services.tasks import change_task, create_task
from tests.blueprints.stage import answers, made, work

NAMES = {"template_id": "our-way", "name": {"en": "Our way"}, "summary": "As we did it."}


def saved(cast, project, **values):
    return save_as_template(project, by=cast.alice, **{**NAMES, **values})


def plan(project):
    """The tasks with everything that a template determines, by their ids in it."""
    columns = (
        "ref",
        "name",
        "phase",
        "kind",
        "optimistic",
        "duration",
        "pessimistic",
        "start",
        "finish",
        "gate",
        "wbs",
    )
    return {row[0]: row[1:] for row in Task.objects.of(project).filter(is_summary=False).values_list(*columns)}


def links(project):
    return set(TaskLink.objects.of(project).values_list("predecessor__ref", "successor__ref", "type", "lag"))


@pytest.mark.parametrize("name", shelf.shipped())
def test_the_same_plan_comes_out_again(cast, name):
    first = made(cast, name)
    second = create_from_template(by=cast.alice, answers=answers(template=saved(cast, first).template, key="AGAIN"))
    assert plan(second) == plan(first)
    assert links(second) == links(first)
    assert draw_template(first, version=1, **NAMES).notes == ()


@pytest.mark.parametrize("name", shelf.shipped())
def test_saved_twice_the_template_is_the_same(cast, name):
    first = saved(cast, made(cast, name)).template
    again = create_from_template(by=cast.alice, answers=answers(template=first, key="AGAIN"))
    assert draw_template(again, version=1, **NAMES).template == first


def test_gates_risks_requirements_and_kpis_are_kept(cast):
    template = saved(cast, made(cast)).template
    shipped = shelf.shipped()["payment-migration"]
    assert [gate.criteria for gate in template.gates] == [gate.criteria for gate in shipped.gates]
    assert [set(gate.approvers.roles) for gate in template.gates] == [
        set(gate.approvers.roles) for gate in shipped.gates
    ]
    assert [(r.id, r.statement, r.p, r.i, r.hits, r.kri) for r in template.risks] == [
        (r.id, r.statement, r.p, r.i, r.hits, r.kri) for r in shipped.risks
    ]
    assert [(r.id, r.text, r.traces) for r in template.requirements] == [
        (r.id, r.text, r.traces) for r in shipped.requirements
    ]
    assert [(k.code, k.target, k.green) for k in template.kpis] == [(k.code, k.target, k.green) for k in shipped.kpis]


def test_a_task_held_back_keeps_its_offset_in_working_days(cast):
    project = made(cast)
    task = work(project, "T05")
    change_task(task, by=cast.alice, version=task.version, start=date(2026, 7, 6))
    later = create_from_template(
        by=cast.alice, answers=answers(template=saved(cast, project).template, key="LATER", day=date(2027, 5, 3))
    )
    assert work(project, "T05").start.date() == date(2026, 7, 6)
    assert work(later, "T05").start.date() == date(2027, 7, 5)


def test_tasks_that_hang_loose_are_tied_to_start_and_end(cast):
    project = made(cast)
    create_task(by=cast.alice, project=project, name="Tell the press")
    drawn = draw_template(project, version=1, **NAMES)
    assert [note for note in drawn.notes if "Start" in note]
    assert [task.name for task in drawn.template.tasks if task.id in ("Start", "End")] == ["Start", "End"]


def test_a_cancelled_task_leaves_no_gap(cast):
    project = made(cast)
    task = work(project, "T05")
    change_task(task, by=cast.alice, version=task.version, status="cancelled")
    template = saved(cast, project).template
    assert "T05" not in template.task
    assert not any(link.task == "T05" for one in template.tasks for link in one.links)


def test_an_expression_of_this_installation_becomes_a_confirmation(cast):
    project = made(cast)
    Criterion.objects.filter(project=project, ref="G1.1").update(expression="gates.passed >= 0")
    drawn = draw_template(project, version=1, **NAMES)
    assert drawn.template.gates[0].criteria[0].kind == "manual"
    assert "G1.1" in drawn.notes[0]


def test_the_next_version_is_counted(cast):
    project = made(cast)
    assert [saved(cast, project).edition, saved(cast, project).edition] == [1, 2]


def test_nobody_takes_over_an_id_of_somebody_else(cast):
    with pytest.raises(Conflict):
        saved(cast, made(cast), template_id="replatforming")
    assert not ProjectTemplate.objects.exists()


def test_a_member_may_not_save(cast):
    project = made(cast, people={"PAY": cast.bob.pk})
    with pytest.raises(NotAllowed):
        save_as_template(project, by=cast.bob, **NAMES)
