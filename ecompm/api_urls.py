"""Addresses of the REST API: one flat collection for each kind of object."""

from django.urls import include, path

from accounts.api import views as accounts
from blueprints.api import views as blueprints
from controlling.api import views as controlling
from delivery.api import views as delivery
from ecompm.core.api.docs import Schema, documentation, documented
from ecompm.core.api.routing import DeclaredRouter
from exchange.api import views as exchange
from kpis.api import views as kpis
from lifecycle.api import views as lifecycle
from planning.api import health as plan_health
from planning.api import papers, recurring, resources, scenarios
from planning.api import views as planning
from projects.api import views as projects
from requirements.api import views as requirements
from risks.api import compliance, security
from risks.api import criteria as risks_criteria
from risks.api import files as risk_files
from risks.api import views as risks
from stakeholders.api import views as stakeholders

router = DeclaredRouter()
router.register("projects", projects.ProjectViewSet, "project")
router.register("memberships", projects.MembershipViewSet, "membership")
router.register("invitations", projects.InvitationViewSet, "invitation")
router.register("roles", projects.RoleViewSet, "role")
router.register("shares", projects.ShareViewSet, "share")
router.register("comments", projects.CommentViewSet, "comment")
router.register("attachments", projects.AttachmentViewSet, "attachment")
router.register("audit", projects.AuditViewSet, "audit")
router.register("notifications", projects.NotificationViewSet, "notification")
router.register("jobs", projects.JobViewSet, "job")
router.register("tokens", accounts.ApiTokenViewSet, "token")
router.register("tasks", planning.TaskViewSet, "task")
router.register("task-links", planning.TaskLinkViewSet, "task-link")
router.register("calendars", planning.WorkCalendarViewSet, "calendar")
router.register("resources", resources.ResourceViewSet, "resource")
router.register("leaves", resources.LeaveViewSet, "leave")
router.register("assignments", resources.AssignmentViewSet, "assignment")
router.register("boards", delivery.BoardViewSet, "board")
router.register("baselines", planning.BaselineViewSet, "baseline")
router.register("recurring-tasks", recurring.RecurringTaskViewSet, "recurring-task")
router.register("scenarios", scenarios.ScenarioViewSet, "scenario")
router.register("scenario-changes", scenarios.ScenarioChangeViewSet, "scenario-change")
router.register("scenario-assignments", scenarios.ScenarioAssignmentViewSet, "scenario-assignment")
router.register("plan-papers", papers.PlanPaperViewSet, "plan-paper")
router.register("plan-health", plan_health.PlanHealthViewSet, "plan-health")
router.register("issues", controlling.IssueViewSet, "issue")
router.register("reserve-entries", controlling.ReserveEntryViewSet, "reserve-entry")
router.register("requirements", requirements.RequirementViewSet, "requirement")
router.register("goals", kpis.GoalViewSet, "goal")
router.register("kpis", kpis.KpiViewSet, "kpi")
router.register("measurements", kpis.MeasurementViewSet, "measurement")
router.register("stakeholders", stakeholders.StakeholderViewSet, "stakeholder")
router.register("communications", stakeholders.CommunicationViewSet, "communication")
router.register("raci-entries", stakeholders.RaciEntryViewSet, "raci-entry")
router.register("risks", risks.RiskViewSet, "risk")
router.register("risk-burn-downs", risk_files.BurnDownViewSet, "risk-burn-down")
router.register("risk-links", risks.RiskLinkViewSet, "risk-link")
router.register("risk-imports", risk_files.RegisterImportViewSet, "risk-import")
router.register("risk-exports", risk_files.RegisterExportViewSet, "risk-export")
router.register("risk-indicators", risks.IndicatorViewSet, "indicator")
router.register("risk-responses", risks.ResponseViewSet, "response")
router.register("risk-score-moves", risks.ScoreMoveViewSet, "score-move")
router.register("simulations", risks.SimulationViewSet, "simulation")
router.register("compliance-packs", compliance.AppliedPackViewSet, "compliance-pack")
router.register("compliance-controls", compliance.ControlItemViewSet, "compliance-control")
router.register("security-findings", security.FindingViewSet, "security-finding")
router.register("security-finding-imports", risk_files.FindingImportViewSet, "security-finding-import")
router.register("security-finding-exports", risk_files.FindingExportViewSet, "security-finding-export")
router.register("phases", lifecycle.PhaseViewSet, "phase")
router.register("gates", lifecycle.GateViewSet, "gate")
router.register("gate-criteria", lifecycle.CriterionViewSet, "criterion")
router.register("evidence", lifecycle.EvidenceViewSet, "evidence")
router.register("stated-figures", lifecycle.StatedFigureViewSet, "stated-figure")
router.register("gate-reviews", lifecycle.ReviewViewSet, "review")
router.register("gate-votes", lifecycle.VoteViewSet, "vote")
router.register("gate-conditions", lifecycle.ConditionViewSet, "condition")
router.register("gate-waivers", lifecycle.WaiverViewSet, "waiver")
router.register("handover-items", lifecycle.HandoverItemViewSet, "handover-item")
router.register("closures", lifecycle.ClosureViewSet, "closure")
router.register("lessons", lifecycle.LessonViewSet, "lesson")
router.register("plan-imports", exchange.PlanImportViewSet, "plan-import")
router.register("plan-exports", exchange.PlanExportViewSet, "plan-export")
router.register("templates", blueprints.TemplateViewSet, "template")

whole = [
    path("me/", accounts.MeView.as_view(), name="me"),
    path("risk-criteria/", risks_criteria.RiskCriteriaView.as_view(), name="risk-criteria"),
    path("projects/from-template/", blueprints.FromTemplateView.as_view(), name="from-template"),
]

urlpatterns = [
    path("schema/", Schema.as_view(), name="api_schema"),
    path("docs/", documentation, name="api_docs"),
    path("docs/<slug:resource>/", documented, name="api_resource"),
    path("v1/", include(([*whole, *router.urls], "api"))),
]
