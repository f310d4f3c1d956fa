"""What a template brings beside its plan: roles, gates, requirements, risks, KPIs, people."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from blueprints.calc import shelf
from lifecycle.models import Criterion, Gate, HandoverItem
from risks.models import Indicator, Risk
from stakeholders.models import Communication, RaciEntry, Stakeholder
from tests.blueprints.stage import made, work

TEMPLATES = list(shelf.shipped())


@pytest.mark.parametrize("name", TEMPLATES)
def test_everything_of_the_template_is_there(cast, name):
    project, template = made(cast, name), shelf.shipped()[name]
    assert [gate.ref for gate in project.gates.order_by("position")] == [gate.id for gate in template.gates]
    assert Criterion.objects.of(project).count() == sum(len(gate.criteria) for gate in template.gates)
    assert project.requirements.count() == len(template.requirements)
    assert project.risks.count() == len(template.risks)
    assert Indicator.objects.of(project).count() == sum(len(risk.kri) for risk in template.risks)
    assert set(project.kpis.values_list("key", flat=True)) == {kpi.code for kpi in template.kpis}
    assert Communication.objects.of(project).count() == len(template.communication)
    assert RaciEntry.objects.of(project).filter(letter="A").count() == len(template.tasks)
    assert HandoverItem.objects.of(project).exists()


def test_the_communication_plan_says_who_tells_whom_how_often(cast):
    line = Communication.objects.of(made(cast, "new-shop-launch")).get(audience="Service and warehouse")
    assert (line.purpose, line.channel) == ("What changes, when, training", "newsletter")
    assert (line.every_days, line.role.code) == (14, "OPS")


def test_the_five_phases_begin_with_initiation(cast):
    phases = {phase.code: phase for phase in made(cast).phases.all()}
    assert list(phases) == ["initiation", "planning", "execution", "monitoring_control", "closure"]
    assert phases["initiation"].state == "current"
    assert phases["monitoring_control"].is_lane


def test_a_gate_in_the_lane_ends_the_phase_before_it(cast):
    gates = {gate.ref: gate for gate in Gate.objects.filter(project=made(cast)).select_related("phase", "milestone")}
    assert [gate.phase.code for gate in gates.values()] == ["initiation", "planning", "execution", "closure"]
    assert gates["G3"].milestone.ref == "T21"


def test_a_gate_has_its_approvers_quorum_and_criteria(cast):
    gate = Gate.objects.get(project=made(cast, "replatforming"), ref="G3")
    assert gate.quorum == 4
    assert set(gate.approvers.values_list("code", flat=True)) == {"SPO", "ECM", "OPS", "SEC"}
    assert gate.criteria.get(ref="G3.2").expression == "kpi('migration_match_pct') >= 99.95"


def test_a_risk_is_told_by_cause_event_and_effect(cast):
    risk = Risk.objects.get(project=made(cast, "replatforming"), ref="K02")
    assert risk.cause == "old data is inconsistent"
    assert risk.title == "Migration may lose or double records"
    assert risk.effect == "hurts customers and accounting"
    assert (risk.score, risk.delay_high, risk.cost_likely) == (15, 20, 25_000)
    assert set(risk.hits.values_list("ref", flat=True)) == {"T17", "T21", "T30"}


def test_a_risk_is_watched_by_its_indicators(cast):
    risk = Risk.objects.get(project=made(cast, "replatforming"), ref="K04")
    assert [str(one) for one in risk.indicators.all()] == ["simulation.p80_days_to_freeze < 15"]


def test_requirements_are_traced_to_tasks(cast):
    project = made(cast, "replatforming")
    requirement = project.requirements.get(ref="R04")
    assert (requirement.priority, requirement.type) == ("must", "quality")
    assert list(requirement.tasks.all()) == [work(project, "T23")]


def test_a_kpi_takes_name_and_formula_from_the_library(cast):
    with override("de"):
        kpi = made(cast, "replatforming").kpis.get(key="conversion_rate_pct")
    assert (kpi.name, kpi.unit, kpi.window_days, kpi.target) == ("Konversionsrate", "%", 7, Decimal("2.4"))
    assert kpi.formula == "100 * orders / sessions"
    assert kpi.baseline is None


def test_a_person_in_a_role_gets_its_tasks_and_becomes_a_member(cast):
    project = made(cast, people={"PAY": cast.charlie.pk, "SPO": cast.vera.pk})
    assert work(project, "T22").owner == cast.charlie
    assert project.memberships.get(user=cast.charlie).role == "member"
    assert project.sponsor == cast.vera
    assert project.roles.get(code="DEV").person is None


def test_a_person_from_outside_sees_only_what_is_shared(cast):
    project = made(cast, people={"DEV": cast.gus.pk})
    assert project.memberships.get(user=cast.gus).role == "guest"


def test_the_project_manager_manages(cast):
    project = made(cast, people={"PM": cast.bob.pk})
    assert project.manager == cast.bob
    assert set(project.memberships.filter(role="manager").values_list("user__name", flat=True)) == {"Alice", "Bob"}


def test_stakeholders_play_the_roles_of_the_template(cast):
    sponsor = Stakeholder.objects.get(project=made(cast), ref="sponsor@1")
    assert (sponsor.role.code, sponsor.power, sponsor.desired_engagement) == ("SPO", 5, "leading")


def test_patterns_of_the_library_come_along(cast):
    project = made(cast, picks={"requirements": ("RQ-CAT-01",), "risks": ("STR01",), "lessons": ("LL-01",)})
    assert project.requirements.get(ref="RQ-CAT-01@1").acceptance.startswith("Given an item without")
    assert project.risks.get(ref="STR01@1").cause
    assert project.lessons.get().recommendation == "Approve the charter only with three complete SMART goals"
