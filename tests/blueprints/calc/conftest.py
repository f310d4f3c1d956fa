import pytest

from blueprints.calc import shelf
from ecompm.core.documents import DocumentError

SMALL = """\
schema: ecpm-template/1
id: small-shop
version: 1
name: {en: Small shop, de: Kleiner Shop}
summary: Three tasks and a decision.
fit: {team_size: [2, 4], budget_eur: [1000, 5000], complexity: low}
event: T3
roles:
  - {code: PM, name: Project manager, side: internal}
  - {code: DEV, name: Developers, side: agency}
tasks:
  - {id: T1, wbs: "1.1", phase: planning, name: Plan, d: [1, 2, 4], deps: [], r: PM, a: PM}
  - {id: T2, wbs: "1.2", phase: execution, name: Build, d: [3, 5, 9], deps: [T1], r: [DEV, PM], a: PM}
  - {id: T3, wbs: "1.3", phase: execution, name: Launch, d: [1, 1, 2], deps: ["T2:FS+2", "T1:SS"], r: DEV, a: PM}
  - {id: M1, wbs: "1.4", phase: closure, name: End, d: [0, 0, 0], deps: [T3], r: PM, a: PM, milestone: true, gate: G1}
gates:
  - id: G1
    name: Closure
    approvers: {roles: [PM, DEV],
      quorum: 2}
    criteria:
      - {id: G1.1, kind: auto, must: true, text: Lessons recorded, expr: "lessons.count >= 5"}
      - {id: G1.2, kind: kpi, must: false, text: Basket value, expr: "kpi('aov_eur') >= baseline('aov_eur') - 1"}
      - {id: G1.3, kind: manual, must: true, text: Sponsor is content}
requirements:
  - {id: R1, type: functional, moscow: must, text: Guests can order, acceptance: Shown on a phone, traces: [T2]}
risks:
  - {id: K1, category: data, statement: Data may be late, p: 3, i: 4, strategy: reduce, response: Ask early,
     hits: [T2, T3], delay_d: [1, 2, 5], cost_eur: [0, 100, 900],
     kri: [{metric: task('T2').slip_days, op: ">", value: 3, adds: 1}]}
kpis:
  - {code: aov_eur, target: 65.5, direction: up, green: ">=65", amber: ">=baseline*0.9", window: 7d, source: shop}
communication:
  - {audience: Team, purpose: Progress, channel: meeting, every: 1w, owner: PM}
compliance: [gdpr]
budget_split_pct: {build: 80, contingency: 20}
blocks:
  - {id: build, name: {en: Build}, tasks: [T2], kpis: [aov_eur]}
"""


@pytest.fixture
def small():
    return shelf.read(SMALL, "small.yaml")


@pytest.fixture
def changed():
    """Return the small template with pieces of its text replaced: old, new, old, new."""
    return lambda *pieces: shelf.read(replaced(*pieces), "small.yaml")


@pytest.fixture
def faults():
    """Return line and sentence of every fault that replacements make."""

    def told(*pieces):
        with pytest.raises(DocumentError) as caught:
            shelf.read(replaced(*pieces), "small.yaml")
        return [(fault.line, str(fault.sentence)) for fault in caught.value.faults]

    return told


def replaced(*pieces):
    text = SMALL
    for old, new in zip(pieces[::2], pieces[1::2], strict=True):
        assert text.count(old) == 1, f"{old!r} must stand in the template once"
        text = text.replace(old, new)
    return text
