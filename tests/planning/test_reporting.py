"""Progress of many tasks reported at once."""

from datetime import date

import pytest
from django.utils import timezone

from ecompm.core.errors import Invalid, NotAllowed
from planning.services.reporting import report_progress
from tests.planning.stage import again, chain, open_plan, task

NOON = timezone.make_aware(timezone.datetime(2026, 5, 8, 12))


def test_reports_tell_one_story_and_move_what_follows(cast):
    project = open_plan(cast)
    first, second = task(cast, "Build", 2), task(cast, "Test", 2)
    chain(cast, first, second)
    report = {first.pk: {"status": "done", "actual_start": date(2026, 5, 4), "actual_finish": date(2026, 5, 7)}}
    report_progress(by=cast.bob, project=project, reports=report, at=NOON)
    assert (again(first).percent, again(first).version) == (100, 2)
    assert again(second).start.date() == date(2026, 5, 8)


def test_a_day_to_come_is_refused(cast):
    project = open_plan(cast)
    one = task(cast, "Build")
    with pytest.raises(Invalid):
        report_progress(by=cast.bob, project=project, reports={one.pk: {"actual_finish": date(2026, 5, 11)}}, at=NOON)
    assert again(one).status == "todo"


def test_a_viewer_reports_nothing(cast):
    project = open_plan(cast)
    with pytest.raises(NotAllowed):
        report_progress(by=cast.vera, project=project, reports={}, at=NOON)
