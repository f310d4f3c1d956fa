"""Expressions can be read, name facts there are, and speak of tasks, KPIs, roles and packs there are."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final, NamedTuple

from blueprints.calc.checks.finding import Finding
from blueprints.calc.checks.references import KPI, PACK, ROLE, TASK, unknown
from blueprints.calc.template import Criterion, Indicator, Template
from ecompm.core.expressions import (
    Expression,
    ExpressionError,
    Kind,
    Signature,
    Signatures,
    check,
    condition,
    fact_calls,
    parse,
    parse_limit,
)
from ecompm.core.sentences import Sentence, gettext_noop

LIMIT: Final = {name: Signature(name, Kind.NUMBER) for name in ("value", "baseline")}

NO_EXPRESSION = gettext_noop("A criterion of the kind %(kind)s needs an expression.")
ONE_LIMIT = gettext_noop("An indicator has either a value or a value_ref.")

SUBJECTS: Final = {"kpi": KPI, "baseline": KPI, "task": TASK, "compliance": PACK, "roles": ROLE}


class _Known(NamedTuple):
    """What expressions may speak of: facts by name, and the ids of this template by what they are."""

    signatures: Signatures
    ids: Mapping[str, Collection[str]]


def expression_findings(template: Template, signatures: Signatures, packs: Collection[str]) -> Iterator[Finding]:
    """Findings about criteria, indicators and KPI limits."""
    kpis, roles = {kpi.code for kpi in template.kpis}, {role.code for role in template.roles}
    known = _Known(signatures, {KPI: kpis, TASK: template.task, PACK: packs, ROLE: roles})
    for gate in template.gates:
        for criterion in gate.criteria:
            yield from _criterion(criterion, known)
    for risk in template.risks:
        for indicator in risk.kri:
            yield from _indicator(indicator, f"risks {risk.id} kri", known)
    for kpi in template.kpis:
        for field in ("green", "amber"):
            yield from _limit(getattr(kpi, field), kpi.line(field), f"kpis {kpi.code} {field}")


def indicator_condition(indicator: Indicator) -> Expression:
    """The condition under which an indicator fires; ExpressionError when its parts cannot be read."""
    limit = parse(indicator.value_ref) if indicator.value_ref is not None else indicator.value
    return condition(indicator.metric, indicator.op, "" if limit is None else limit)


def _criterion(criterion: Criterion, known: _Known) -> Iterator[Finding]:
    line, place = criterion.line("expr"), f"criteria {criterion.id} expr"
    if criterion.expr:
        yield from _condition(lambda: parse(criterion.expr), line, place, known)
    elif criterion.kind in ("auto", "kpi"):
        yield Finding(criterion.line(), place, Sentence(NO_EXPRESSION, {"kind": criterion.kind}))


def _indicator(indicator: Indicator, place: str, known: _Known) -> Iterator[Finding]:
    if (indicator.value is None) == (indicator.value_ref is None):
        yield Finding(indicator.line(), place, Sentence(ONE_LIMIT))
    else:
        yield from _condition(lambda: indicator_condition(indicator), indicator.line("metric"), place, known)


def _condition(build: Callable[[], Expression], line: int, place: str, known: _Known) -> Iterator[Finding]:
    try:
        expression = build()
        check(expression, known.signatures)
    except ExpressionError as error:
        yield Finding(line, place, error.sentence)
        return
    for call in fact_calls(expression):
        kind = SUBJECTS.get(call.name.split(".")[0])
        subject = next((str(argument.literal.value) for argument in call.arguments if not argument.name), None)
        if kind and subject is not None and subject not in known.ids[kind]:
            yield Finding(line, place, unknown(subject, kind, known.ids[kind]))


def _limit(text: str, line: int, place: str) -> Iterator[Finding]:
    try:
        check(parse_limit(text), LIMIT)
    except ExpressionError as error:
        yield Finding(line, place, error.sentence)
