"""Gates of the demo: what they ask for is brought, the approvers vote, what is missing becomes a waiver."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from blueprints.services.demo import stories
from blueprints.services.demo.clock import moment
from blueprints.services.demo.figures import Measuring
from blueprints.services.demo.stories import Story
from ecompm.core.expressions import fact_calls, parse
from ecompm.core.facts import registry
from lifecycle.loaders import live_criteria
from lifecycle.models import Criterion, Gate, Review
from lifecycle.services import closing, gates, lessons, reviews
from planning.models import Baseline, Task
from planning.services.baselines import take_baseline
from projects.models import Project
from requirements.services import change_requirement
from risks.loaders.compliance import load_packs
from risks.services.compliance import change_control

SOON = timedelta(days=21)


class Deciding:
    """Decides the gates of one project."""

    def __init__(self, project: Project, story: Story, people: Mapping[str, Any], measuring: Measuring) -> None:
        self.project, self.story, self.people, self.measuring = project, story, people, measuring
        self.manager = people["anna"]

    def may_decide(self, milestone: Task) -> bool:
        """Whether enough approvers of the gate are named."""
        gate = self._gate(milestone)
        return gate.approvers.exclude(person=None).count() >= gate.quorum

    def decide(self, milestone: Task, day: date) -> None:
        """Pass the gate at the milestone on the day: a go, or with waivers a conditional go."""
        gate = self._gate(milestone)
        approvers = list(gate.approvers.exclude(person=None).select_related("person"))
        self._prepare(gate, day)
        self._waive(gate, approvers[0].person, day)
        review = reviews.request_review(gate, by=self.manager, note="")
        for role in approvers:
            reviews.cast_vote(review, by=role.person, role=role, vote=Review.Outcome.GO, on=day)
        review.refresh_from_db()
        if review.state == Review.State.OPEN:
            condition = {"text": stories.CONDITION, "owner": self.manager, "due_on": day + SOON}
            reviews.decide_review(review, by=self.manager, on=day, conditions=[condition])

    def _gate(self, milestone: Task) -> Gate:
        gate = Gate.objects.select_related("phase").get(project=self.project, milestone=milestone)
        gate.project = self.project
        return gate

    def _prepare(self, gate: Gate, day: date) -> None:
        """Bring what the criteria of the gate ask for, as far as anybody can."""
        if gate.phase.code == "planning" and not Baseline.objects.of(self.project).exists():
            take_baseline(by=self.manager, project=self.project, name="Approved plan", at=moment(day, 10))
        for criterion in gate.criteria.exclude(expression=""):
            for call in fact_calls(parse(criterion.expression)):
                self._bring(criterion, call, day)
        if gate.phase.code == "closure":
            self._close()

    def _bring(self, criterion: Criterion, call: Any, day: date) -> None:
        subject = str(call.arguments[0].literal.value) if call.arguments else ""
        if call.name not in registry.signatures:
            value, source = stories.FIGURES.get(str(call), (None, ""))
            if value is not None:
                values = {"name": str(call), "value": value, "source": source}
                gates.state_figure(by=self.manager, project=self.project, **values)
        elif call.name == "evidence":
            url = f"https://files.example.com/{self.project.key.lower()}/{subject}"
            gates.add_evidence(by=self.manager, project=self.project, key=subject, title=criterion.text, url=url)
        elif call.name == "kpi":
            self.measuring.reach_target(subject, day)
        elif call.name.startswith("compliance."):
            self._comply(subject, day)
        elif call.name.startswith("requirements.must."):
            self._requirements("verified" if call.name.endswith("verified_pct") else "approved")

    def _comply(self, pack: str, day: date) -> None:
        """Accept the controls of a pack that are owed at the next gate."""
        for state in load_packs([self.project.pk], day, pack):
            owed = {one.control.id for one in state.open(day) if one.control.gate in state.gates}
            for item in state.applied.items.filter(control__in=owed).select_related("applied"):
                item.project = self.project
                values = {"status": "accepted", "evidence": stories.PROOF, "accepted_on": day}
                change_control(item, by=self.manager, version=item.version, **values)

    def _requirements(self, status: str) -> None:
        known = ("verified", "accepted") if status == "verified" else ("approved", "in_build", "verified", "accepted")
        for requirement in self.project.requirements.exclude(status__in=known):
            requirement.project = self.project
            change_requirement(requirement, by=self.manager, version=requirement.version, status=status)

    def _close(self) -> None:
        """Handover, lessons and acceptance, without which the last gate can't be asked for."""
        for item in self.project.handover_items.filter(done_at=None):
            item.project = self.project
            closing.accept_handover_item(item, by=self.people["mai"], version=item.version)
        rows = [
            {"title": title, "situation": title, "effect": effect, "recommendation": advice, "is_public": True}
            for title, effect, advice in stories.LESSONS
        ]
        named = [{**row, "template_id": self.project.template_id, "phase": "closure"} for row in rows]
        lessons.create_lessons(by=self.manager, project=self.project, rows=named)
        closing.accept_results(closing.closure_of(self.project), by=self.people["katrin"])

    def _waive(self, gate: Gate, approver: Any, day: date) -> None:
        """Set aside what a must asks for and nobody could bring."""
        for found in live_criteria(gate.criteria.all(), day):
            if found.criterion.is_must and not found.passes:
                reviews.grant_waiver(found.criterion, by=approver, reason=stories.WAIVED, expires_on=day + SOON, on=day)
