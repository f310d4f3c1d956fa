"""Addresses of risk pages."""

from django.urls import path

from risks.views import burndown, compliance, criteria, files, intake, links, occurrence, register, security, simulation

app_name = "risks"
P = "projects/<str:key>/risks/"
urlpatterns = [
    path("risk-criteria/", criteria.CriteriaPage.as_view(), name="criteria"),
    path(P, register.RiskList.as_view(), name="list"),
    path(P + "simulation/", simulation.SimulationPage.as_view(), name="simulation"),
    path(P + "compliance/", compliance.PackList.as_view(), name="compliance"),
    path(P + "compliance/controls/<int:pk>/", compliance.ControlPage.as_view(), name="compliance_control"),
    path(P + "compliance/<str:pack>/", compliance.PackPage.as_view(), name="compliance_pack"),
    path(P + "compliance/<str:pack>/upgrade/", compliance.UpgradePack.as_view(), name="compliance_upgrade"),
    path(P + "compliance/<str:pack>/remove/", compliance.RemovePack.as_view(), name="compliance_remove"),
    path(P + "findings/", security.FindingList.as_view(), name="findings"),
    path(P + "findings/new/", security.FindingEdit.as_view(), name="finding_new"),
    path(P + "findings/export.<str:kind>", files.ExportFindings.as_view(), name="finding_export"),
    path(P + "findings/import/", intake.ImportFindings.as_view(), name="finding_import"),
    path(P + "findings/import/<int:pk>/", intake.FindingReport.as_view(), name="finding_import_report"),
    path(P + "findings/import/<int:pk>/discard/", intake.DiscardFindings.as_view(), name="finding_import_discard"),
    path(P + "findings/<int:number>/", security.FindingDetail.as_view(), name="finding"),
    path(P + "findings/<int:number>/edit/", security.FindingEdit.as_view(), name="finding_edit"),
    path(P + "findings/<int:number>/delete/", security.FindingDelete.as_view(), name="finding_delete"),
    path(P + "findings/<int:number>/retest/", security.FindingRetest.as_view(), name="finding_retest"),
    path(P + "burn-down/", burndown.BurnDown.as_view(), name="burn_down"),
    path(P + "export.<str:kind>", files.ExportRegister.as_view(), name="export"),
    path(P + "import/", intake.ImportRegister.as_view(), name="import"),
    path(P + "import/<int:pk>/", intake.ImportReport.as_view(), name="import_report"),
    path(P + "import/<int:pk>/discard/", intake.DiscardImport.as_view(), name="import_discard"),
    path(P + "new/", register.RiskEdit.as_view(), name="new"),
    path(P + "<int:number>/", register.RiskDetail.as_view(), name="detail"),
    path(P + "<int:number>/edit/", register.RiskEdit.as_view(), name="edit"),
    path(P + "<int:number>/delete/", register.RiskDelete.as_view(), name="delete"),
    path(P + "<int:number>/occurred/", occurrence.Occurs.as_view(), name="occurs"),
    path(P + "<int:number>/take-back/", occurrence.TakeBack.as_view(), name="take_back"),
    path(P + "responses/<int:pk>/judge/", occurrence.JudgeResponse.as_view(), name="response_judge"),
    path(P + "of-issue/<int:number>/", occurrence.OfIssue.as_view(), name="of_issue"),
    path(P + "proposed-reserve/", occurrence.ProposedReserve.as_view(), name="proposed_reserve"),
    path(P + "<int:number>/review/", register.Review.as_view(), name="review"),
    path(P + "<int:number>/indicators/new/", register.AddIndicator.as_view(), name="indicator_new"),
    path(P + "<int:number>/responses/new/", register.AddResponse.as_view(), name="response_new"),
    path(P + "<int:number>/links/new/", links.AddLink.as_view(), name="link_new"),
    path(P + "links/<int:pk>/remove/", links.RemoveLink.as_view(), name="link_remove"),
    path(P + "indicators/<int:pk>/remove/", register.RemoveIndicator.as_view(), name="indicator_remove"),
    path(P + "responses/<int:pk>/remove/", register.RemoveResponse.as_view(), name="response_remove"),
]
