"""The overview of a project: where it stands, what comes next, and why its health is what it is."""

from typing import Any

from django.db.models import F, Max, Min
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from controlling.models import Snapshot
from ecompm.core.models import AuditEntry
from ecompm.core.pages import today
from ecompm.core.ui import charts
from kpis.calc.judging import light
from kpis.models import Kpi
from kpis.tables import SHAPES, last_values
from kpis.tables import WORDS as KPI_WORDS
from lifecycle import sentences as gate_sentences
from lifecycle.loaders import live_criteria
from lifecycle.mending import page_url
from lifecycle.services.reviews import next_gate
from planning.models import Task
from planning.querysets import late
from portfolio.calc.health import WEIGHTS
from portfolio.models import ProjectFigures
from portfolio.sentences import DIMENSIONS, WORDS, cause
from projects.access import Role
from projects.views.overview import Overview
from risks.loaders.criteria import load_criteria
from risks.models import Risk
from risks.tables import score_mark

SHOWN = 5  # rows of a panel


class Dashboard(Overview):
    """For a guest only what is shared with them, as `Overview` has it."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        if self.role == Role.GUEST:
            return super().get(request, key)
        self.template_name = "portfolio/overview.html"
        return self.render({**self._gate(), **self._health(), **self._plan(), **self._registers()})

    @cached_property
    def figures(self) -> ProjectFigures | None:
        return ProjectFigures.objects.filter(project=self.project).first()

    def _gate(self) -> dict[str, Any]:
        gate = next_gate(self.project)
        results = live_criteria(gate.criteria.all(), today()) if gate else []
        sentence = gate_sentences.readiness(results) if gate else ""
        return {"next_gate": gate, "gate_sentence": sentence, "ribbon": self._ribbon(gate)}

    def _ribbon(self, waiting: Any) -> Any:
        phases = self.project.phases.filter(is_active=True).prefetch_related("gates")
        spans = self._phase_spans()
        steps: list[charts.Phase | charts.Gate] = []
        for phase in phases:
            if phase.is_lane:
                continue
            start, finish = spans.get(phase.code, (None, None))
            state = {"done": "done", "current": "now"}.get(phase.state, "")
            steps.append(charts.Phase(phase.name, start, finish, state))
            steps += [self._pin(gate, waiting) for gate in phase.gates.all()]
        lanes = [phase.name for phase in phases if phase.is_lane]
        words = _("%(lane)s runs beside the phases") % {"lane": ", ".join(lanes)} if lanes else ""
        return charts.ribbon(steps, lane=words, note=self._freshness()) if steps else ""

    def _pin(self, gate: Any, waiting: Any) -> charts.Gate:
        state = "ok" if gate.state == "passed" else "next" if gate == waiting else "todo"
        return charts.Gate(
            gate.code,
            gate.name,
            state,
            reverse("lifecycle:gate", kwargs={"key": self.project.key, "number": gate.number}),
        )

    def _phase_spans(self) -> dict[str, Any]:
        rows = Task.objects.of(self.project).filter(is_summary=False).exclude(start=None).exclude(phase="")
        bounds = rows.order_by().values("phase").annotate(first=Min("start"), last=Max("finish"))
        return {row["phase"]: (row["first"].date(), row["last"].date()) for row in bounds}

    def _freshness(self) -> str:
        if self.figures is None or self.figures.computed_at is None:
            return _("Figures are being computed")
        at = timezone.localtime(self.figures.computed_at)
        return _("Figures from %(time)s, took %(ms)d ms") % {"time": f"{at:%H:%M}", "ms": self.figures.took_ms}

    def _health(self) -> dict[str, Any]:
        figures = self.figures
        trend = list(Snapshot.objects.of(self.project).order_by("-on").values_list("health", flat=True)[:60])
        state = figures.light if figures else "unknown"
        return {
            "figures": figures,
            "state": state,
            "state_word": WORDS[state],
            "causes": [self._cause(part) for part in figures.causes] if figures else [],
            "health_trend": charts.sparkline(trend[::-1], label=_("Health over the last days"), state=state),
        }

    def _cause(self, part: dict[str, Any]) -> dict[str, Any]:
        lost, of = part["lost"], WEIGHTS[part["dimension"]]
        name = DIMENSIONS[part["dimension"]]
        shape = "unknown" if lost is None else "ok" if lost < 1 else "warn" if lost < of * 0.7 else "bad"
        label = _("%(name)s costs %(lost)s points") % {"name": name, "lost": lost or 0}
        drawn = charts.meter(lost or 0, of, largest=25, state=shape if lost is not None else "muted", label=label)
        href = page_url(part["measure"], self.project)
        points = round(lost or 0)
        return {
            "name": name,
            "lost": lost,
            "points": points,
            "why": cause(part),
            "meter": drawn,
            "href": href,
            "shape": shape,
        }

    def _plan(self) -> dict[str, Any]:
        on = today()
        tasks = Task.objects.of(self.project).open()
        critical = tasks.filter(is_critical=True).filter(late(on)).select_related("owner")
        milestones = tasks.filter(kind=Task.Kind.MILESTONE).exclude(finish=None).order_by("finish")
        return {"slipping": critical.order_by("finish")[:SHOWN], "milestones": milestones[:SHOWN], "today": on}

    def _registers(self) -> dict[str, Any]:
        user = self.request.user
        risks = Risk.objects.allowed(user, "risk.view").of(self.project).open().order_by("-score", "number")
        kpis = list(Kpi.objects.of(self.project).order_by(F("last_at").desc(nulls_last=True))[:6])
        values = last_values([kpi.pk for kpi in kpis])
        entries = AuditEntry.objects.filter(project_id=self.project.pk)
        return {
            "risks": self._marked(risks.select_related("owner")[:SHOWN]),
            "kpis": [self._kpi(kpi, values) for kpi in kpis],
            "changes": entries[:8] if self.may("audit.all") else [],
        }

    def _marked(self, risks: Any) -> list[Risk]:
        """The risks with their scores in the bands of the instance."""
        criteria, rows = load_criteria(), list(risks)
        for risk in rows:
            risk.mark = score_mark(risk.score, criteria)
        return rows

    def _kpi(self, kpi: Kpi, values: dict[int, list[float]]) -> dict[str, Any]:
        judged = light(kpi.last_value, kpi.green, kpi.amber, kpi.baseline)
        line = charts.sparkline(values.get(kpi.pk, []), label=kpi.name, state=SHAPES[judged])
        return {"kpi": kpi, "shape": SHAPES[judged], "word": KPI_WORDS[judged], "line": line}
