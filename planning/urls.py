"""Addresses of the pages of the plan."""

from django.urls import path

from planning.views import (
    assignments,
    baselines,
    calendars,
    health,
    levelling,
    load,
    plan,
    plan_changes,
    plan_papers,
    recurring,
    resources,
    scenarios,
    tasks,
)

app_name = "planning"
urlpatterns = [
    path("projects/<str:key>/plan/", plan.Plan.as_view(), name="plan"),
    path("projects/<str:key>/plan/print/", plan_papers.PlanPrint.as_view(), name="print"),
    path("projects/<str:key>/plan/plan.pdf", plan_papers.PlanPdf.as_view(), name="pdf"),
    path("projects/<str:key>/plan/plan.svg", plan_papers.PlanSvg.as_view(), name="svg"),
    path("projects/<str:key>/plan/add/", plan_changes.TaskAdd.as_view(), name="task_add"),
    path("projects/<str:key>/plan/undo/", plan_changes.UndoLast.as_view(), name="undo_last"),
    path("projects/<str:key>/plan/undo/<str:token>/", plan_changes.Undo.as_view(), name="undo"),
    path("projects/<str:key>/plan/redo/", plan_changes.Redo.as_view(), name="redo"),
    path("projects/<str:key>/plan/baselines/", baselines.Baselines.as_view(), name="baselines"),
    path("projects/<str:key>/plan/baselines/new/", baselines.BaselineNew.as_view(), name="baseline_new"),
    path(
        "projects/<str:key>/plan/baselines/<int:number>/delete/",
        baselines.BaselineDelete.as_view(),
        name="baseline_delete",
    ),
    path("projects/<str:key>/plan/health/", health.Health.as_view(), name="health"),
    path("projects/<str:key>/plan/recurring/", recurring.RecurringTasks.as_view(), name="recurring"),
    path("projects/<str:key>/plan/recurring/new/", recurring.RecurringEdit.as_view(), name="recurring_new"),
    path(
        "projects/<str:key>/plan/recurring/<int:number>/edit/", recurring.RecurringEdit.as_view(), name="recurring_edit"
    ),
    path(
        "projects/<str:key>/plan/recurring/<int:number>/delete/",
        recurring.RecurringDelete.as_view(),
        name="recurring_delete",
    ),
    path("projects/<str:key>/plan/scenarios/", scenarios.Scenarios.as_view(), name="scenarios"),
    path("projects/<str:key>/plan/scenarios/new/", scenarios.ScenarioEdit.as_view(), name="scenario_new"),
    path("projects/<str:key>/plan/scenarios/<int:number>/", scenarios.ScenarioDetail.as_view(), name="scenario"),
    path(
        "projects/<str:key>/plan/scenarios/<int:number>/edit/", scenarios.ScenarioEdit.as_view(), name="scenario_edit"
    ),
    path(
        "projects/<str:key>/plan/scenarios/<int:number>/drop/", scenarios.ScenarioDrop.as_view(), name="scenario_drop"
    ),
    path(
        "projects/<str:key>/plan/scenarios/<int:number>/step/<slug:step>/",
        scenarios.ScenarioStep.as_view(),
        name="scenario_step",
    ),
    path(
        "projects/<str:key>/plan/scenarios/<int:number>/changes/new/",
        scenarios.ScenarioChangeEdit.as_view(),
        name="scenario_change_new",
    ),
    path(
        "projects/<str:key>/plan/scenarios/<int:number>/changes/<int:task>/",
        scenarios.ScenarioChangeEdit.as_view(),
        name="scenario_change",
    ),
    path(
        "projects/<str:key>/plan/scenarios/<int:number>/changes/<int:task>/remove/",
        scenarios.ScenarioChangeRemove.as_view(),
        name="scenario_change_remove",
    ),
    path(
        "projects/<str:key>/plan/scenarios/<int:number>/assignments/new/",
        scenarios.ScenarioAssignmentEdit.as_view(),
        name="scenario_assignment_new",
    ),
    path(
        "projects/<str:key>/plan/scenarios/<int:number>/assignments/<int:pk>/",
        scenarios.ScenarioAssignmentEdit.as_view(),
        name="scenario_assignment",
    ),
    path(
        "projects/<str:key>/plan/scenarios/<int:number>/assignments/<int:pk>/remove/",
        scenarios.ScenarioAssignmentRemove.as_view(),
        name="scenario_assignment_remove",
    ),
    path("projects/<str:key>/plan/calendar/", calendars.CalendarEdit.as_view(), name="calendar"),
    path("projects/<str:key>/plan/levelling/", levelling.LevellingPage.as_view(), name="levelling"),
    path("projects/<str:key>/plan/levelling/lift/", levelling.LevellingLift.as_view(), name="levelling_lift"),
    path("projects/<str:key>/resources/", resources.ResourceList.as_view(), name="resources"),
    path("projects/<str:key>/resources/load/", load.LoadPage.as_view(), name="load"),
    path("projects/<str:key>/resources/new/", resources.ResourceEdit.as_view(), name="resource_new"),
    path("projects/<str:key>/resources/<int:number>/", resources.ResourceDetail.as_view(), name="resource"),
    path("projects/<str:key>/resources/<int:number>/edit/", resources.ResourceEdit.as_view(), name="resource_edit"),
    path(
        "projects/<str:key>/resources/<int:number>/delete/", resources.ResourceDelete.as_view(), name="resource_delete"
    ),
    path("projects/<str:key>/resources/<int:number>/leave/", resources.LeaveNew.as_view(), name="leave_new"),
    path(
        "projects/<str:key>/resources/<int:number>/leave/<int:pk>/delete/",
        resources.LeaveDelete.as_view(),
        name="leave_delete",
    ),
    path("projects/<str:key>/tasks/<int:number>/assign/", assignments.AssignmentNew.as_view(), name="assign"),
    path(
        "projects/<str:key>/tasks/<int:number>/assignments/<int:pk>/",
        assignments.AssignmentEdit.as_view(),
        name="assignment_edit",
    ),
    path(
        "projects/<str:key>/tasks/<int:number>/assignments/<int:pk>/delete/",
        assignments.AssignmentDelete.as_view(),
        name="assignment_delete",
    ),
    path("projects/<str:key>/tasks/", tasks.TaskList.as_view(), name="tasks"),
    path("projects/<str:key>/tasks/new/", tasks.TaskEdit.as_view(), name="task_new"),
    path("projects/<str:key>/tasks/<int:number>/", tasks.TaskDetail.as_view(), name="task"),
    path("projects/<str:key>/tasks/<int:number>/path/", tasks.TaskPath.as_view(), name="task_path"),
    path("projects/<str:key>/tasks/<int:number>/edit/", tasks.TaskEdit.as_view(), name="task_edit"),
    path("projects/<str:key>/tasks/<int:number>/delete/", tasks.TaskDelete.as_view(), name="task_delete"),
    path("projects/<str:key>/tasks/<int:number>/cell/", plan_changes.TaskCell.as_view(), name="cell"),
    path("projects/<str:key>/tasks/<int:number>/step/", plan_changes.TaskStep.as_view(), name="step"),
]
