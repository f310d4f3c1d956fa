"""Addresses of lifecycle pages."""

from django.urls import path

from lifecycle.views import actions, closing, gates, phases

app_name = "lifecycle"
P = "projects/<str:key>/"
GATE = P + "gates/<int:number>/"
CRITERION = P + "criteria/<int:pk>/"
urlpatterns = [
    path(P + "gates/", gates.GateList.as_view(), name="gates"),
    path(P + "gates/new/", gates.GateEdit.as_view(), name="gate_new"),
    path(GATE, gates.GatePage.as_view(), name="gate"),
    path(GATE + "edit/", gates.GateEdit.as_view(), name="gate_edit"),
    path(GATE + "delete/", gates.GateDelete.as_view(), name="gate_delete"),
    path(GATE + "criteria/new/", gates.CriterionAdd.as_view(), name="criterion_new"),
    path(GATE + "request/", actions.RequestReview.as_view(), name="request"),
    path(GATE + "withdraw/", actions.WithdrawReview.as_view(), name="withdraw"),
    path(GATE + "vote/", actions.CastVote.as_view(), name="vote"),
    path(GATE + "decide/", actions.Decide.as_view(), name="decide"),
    path(GATE + "verify/", actions.VerifySeal.as_view(), name="verify"),
    path(CRITERION + "edit/", gates.CriterionEdit.as_view(), name="criterion_edit"),
    path(CRITERION + "confirm/", actions.Confirm.as_view(), name="confirm"),
    path(CRITERION + "evidence/", actions.AttachEvidence.as_view(), name="evidence"),
    path(CRITERION + "figure/", actions.StateFigure.as_view(), name="figure"),
    path(CRITERION + "waive/", actions.GrantWaiver.as_view(), name="waive"),
    path(P + "waivers/<int:pk>/revoke/", actions.RevokeWaiver.as_view(), name="waiver_revoke"),
    path(P + "conditions/<int:pk>/finish/", actions.FinishCondition.as_view(), name="condition_finish"),
    path(P + "phases/", phases.PhaseList.as_view(), name="phases"),
    path(P + "phases/new/", phases.PhaseEdit.as_view(), name="phase_new"),
    path(P + "phases/<int:pk>/edit/", phases.PhaseEdit.as_view(), name="phase_edit"),
    path(P + "phases/<int:pk>/move/", phases.PhaseMove.as_view(), name="phase_move"),
    path(P + "closure/", closing.ClosurePage.as_view(), name="closure"),
    path(P + "closure/edit/", closing.ClosureEdit.as_view(), name="closure_edit"),
    path(P + "closure/accept/", closing.AcceptResults.as_view(), name="closure_accept"),
    path(P + "closure/handover/", closing.HandoverSetUp.as_view(), name="handover_set_up"),
    path(P + "closure/handover/new/", closing.HandoverEdit.as_view(), name="handover_new"),
    path(P + "closure/handover/<int:pk>/edit/", closing.HandoverEdit.as_view(), name="handover_edit"),
    path(P + "closure/handover/<int:pk>/accept/", closing.HandoverAccept.as_view(), name="handover_accept"),
    path(P + "lessons/", closing.LessonList.as_view(), name="project_lessons"),
    path(P + "lessons/new/", closing.LessonEdit.as_view(), name="lesson_new"),
    path(P + "lessons/<int:number>/", closing.LessonPage.as_view(), name="lesson"),
    path(P + "lessons/<int:number>/edit/", closing.LessonEdit.as_view(), name="lesson_edit"),
    path(P + "lessons/<int:number>/delete/", closing.LessonDelete.as_view(), name="lesson_delete"),
    path(P + "lessons/offered/<int:pk>/", closing.JudgeLesson.as_view(), name="lesson_judge"),
    path("lessons/", closing.LessonLibrary.as_view(), name="lessons"),
]
