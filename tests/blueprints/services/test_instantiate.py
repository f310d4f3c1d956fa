"""A project made from a template: its plan, and when it is scheduled."""

from dataclasses import replace
from datetime import date

import pytest

from blueprints.calc import shelf
from blueprints.calc.answers import Freeze
from blueprints.calc.offsets import length
from blueprints.services.instantiate import create_from_template
from planning.calc.calendars import STANDARD
from planning.loaders import load_calendars
from planning.models import Task, TaskLink
from projects.models import Project
from tests.blueprints.stage import MONDAY, answers, made, work

TEMPLATES = list(shelf.shipped())


def span(project):
    tasks = Task.objects.of(project)
    return tasks.order_by("start").first().start, tasks.order_by("-finish").first().finish


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_plan_is_as_long_as_the_template_says(cast, template):
    start, finish = span(made(cast, template))
    assert start.date() == MONDAY
    assert STANDARD.between(start, finish) == length(shelf.shipped()[template]) * 480


def test_public_holidays_are_not_worked(cast):
    project = made(cast, country="DE")
    start, finish = span(project)
    calendar = load_calendars([project])[project.pk].own
    assert calendar.between(start, finish) == length(shelf.shipped()["payment-migration"]) * 480
    assert STANDARD.between(start, finish) > calendar.between(start, finish)


@pytest.mark.parametrize("template", TEMPLATES)
def test_counted_back_from_the_event_the_event_starts_on_its_day(cast, template):
    project = made(cast, template, fixed="event", day=date(2026, 11, 24), country="DE")
    event = work(project, shelf.shipped()[template].event)
    assert event.start.date() == date(2026, 11, 24)
    assert event.deadline == event.finish_day
    assert span(project)[0].date() == project.wished_start


def test_without_an_event_the_day_is_the_last_one(cast):
    template = replace(shelf.shipped()["payment-migration"], event=None)
    project = create_from_template(
        by=cast.alice, answers=answers(template=template, fixed="event", day=date(2026, 11, 24))
    )
    assert span(project)[1].date() == date(2026, 11, 24)


def test_tasks_keep_their_id_phase_and_three_durations(cast):
    task = work(made(cast), "T22")
    assert (task.optimistic, task.duration, task.pessimistic) == (8 * 480, 10 * 480, 15 * 480)
    assert task.phase == "execution"
    assert task.parent.name == "Execution"


def test_links_keep_type_and_lag(cast):
    project = made(cast, "replatforming")
    link = TaskLink.objects.get(project=project, predecessor__ref="T32", successor__ref="T33")
    assert (link.type, link.lag) == ("FS", -5 * 480)
    assert TaskLink.objects.filter(project=project).count() == 57


def test_a_block_that_is_left_out_leaves_no_gap(cast):
    project = made(cast, "replatforming", left_out=frozenset({"payment"}))
    assert not Task.objects.of(project).filter(ref="T16").exists()
    assert work(project, "T22").predecessor_links.filter(predecessor__ref="T14").exists()


def test_freezes_stand_in_the_calendar_and_change_no_date(cast):
    peak = Freeze("Trade peak", date(2026, 6, 1), date(2026, 6, 30))
    project = made(cast, freezes=(peak,), country="DE")
    calendars = load_calendars([project])[project.pk]
    assert calendars.freezes == (peak,)
    assert calendars.own.between(*span(project)) == length(shelf.shipped()["payment-migration"]) * 480


def test_the_project_remembers_its_template(cast):
    project = made(cast, project={"description": "Cheaper cards"})
    assert (project.template_id, project.template_version) == ("payment-migration", 1)
    assert (project.kind, project.description) == (Project.Kind.PAYMENT, "Cheaper cards")
