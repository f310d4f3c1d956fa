"""Numbers within their bounds: estimates, scores, votes, shares."""

import re
from collections.abc import Iterator
from typing import Final

from blueprints.calc.checks.finding import Finding
from blueprints.calc.template import Task, Template, ThreePoint
from ecompm.core.sentences import Sentence, gettext_noop

MOST_DAYS: Final = 2000
WINDOW: Final = re.compile(r"[1-9][0-9]{0,3}[hdw]|once", re.ASCII)

NOT_RISING = gettext_noop("The three values must rise: lowest %(low)s, most likely %(likely)s, highest %(high)s.")
NEGATIVE = gettext_noop("The lowest value, %(low)s, is below zero.")
TOO_LONG = gettext_noop("The highest value, %(high)s, is more than %(limit)s working days.")
MILESTONE_WORK = gettext_noop("A milestone takes no time; its three values are 0.")
NO_VOTES = gettext_noop("A gate needs at least one approving role.")
QUORUM = gettext_noop("%(quorum)s votes are asked for; with %(count)s approving roles it must be 1 to %(count)s.")
SCORE = gettext_noop("%(found)s is outside the scale from 1 to 5.")
ADDS = gettext_noop("An indicator adds 1 or 2, not %(found)s.")
NO_STRATEGY: Final = {
    "threat": gettext_noop("%(found)s is no strategy for a threat."),
    "opportunity": gettext_noop("%(found)s is no strategy for an opportunity."),
}
SHARES = gettext_noop("The shares add up to %(sum)s %%; they must add up to 100 %%.")
SHARE = gettext_noop("The share of %(name)s is below zero.")
PERIOD = gettext_noop("%(found)s is no period such as 4h, 7d, 2w or once.")
VERSION = gettext_noop("The version is a whole number from 1 on.")
RANGE = gettext_noop("The lowest value, %(low)s, is above the highest, %(high)s.")

STRATEGIES: Final = {
    "threat": ("avoid", "reduce", "transfer", "accept"),
    "opportunity": ("exploit", "enhance", "share", "accept"),
}


def figure_findings(template: Template) -> Iterator[Finding]:
    """Findings about numbers."""
    if template.version < 1:
        yield Finding(template.line("version"), "version", Sentence(VERSION))
    for task in template.tasks:
        yield from _task(task)
    yield from _quorums(template)
    yield from _risks(template)
    yield from _periods(template)
    yield from _shares(template)
    yield from _fit(template)


def _three_point(values: ThreePoint, line: int, place: str) -> Iterator[Finding]:
    if values.low < 0:
        yield Finding(line, place, Sentence(NEGATIVE, values._asdict()))
    if not values.low <= values.likely <= values.high:
        yield Finding(line, place, Sentence(NOT_RISING, values._asdict()))


def _task(task: Task) -> Iterator[Finding]:
    line, place = task.line("duration"), f"tasks {task.id} d"
    yield from _three_point(task.duration, line, place)
    if task.milestone and any(task.duration):
        yield Finding(line, place, Sentence(MILESTONE_WORK))
    if task.duration.high > MOST_DAYS:
        yield Finding(line, place, Sentence(TOO_LONG, {"high": task.duration.high, "limit": MOST_DAYS}))


def _quorums(template: Template) -> Iterator[Finding]:
    for gate in template.gates:
        approvers, place = gate.approvers, f"gates {gate.id} approvers"
        count = len(set(approvers.roles))
        if not count:
            yield Finding(approvers.line("roles"), place, Sentence(NO_VOTES))
        elif not 1 <= approvers.quorum <= count:
            values = {"quorum": approvers.quorum, "count": count}
            yield Finding(approvers.line("quorum"), place, Sentence(QUORUM, values))


def _risks(template: Template) -> Iterator[Finding]:
    for risk in template.risks:
        place = f"risks {risk.id}"
        for field in ("p", "i"):
            if not 1 <= getattr(risk, field) <= 5:
                yield Finding(risk.line(field), f"{place} {field}", Sentence(SCORE, {"found": getattr(risk, field)}))
        if risk.strategy not in STRATEGIES[risk.kind]:
            sentence = Sentence(NO_STRATEGY[risk.kind], {"found": risk.strategy})
            yield Finding(risk.line("strategy"), f"{place} strategy", sentence)
        yield from _three_point(risk.delay_d, risk.line("delay_d"), f"{place} delay_d")
        yield from _three_point(risk.cost_eur, risk.line("cost_eur"), f"{place} cost_eur")
        for indicator in risk.kri:
            if indicator.adds not in (1, 2):
                yield Finding(indicator.line("adds"), f"{place} kri", Sentence(ADDS, {"found": indicator.adds}))


def _periods(template: Template) -> Iterator[Finding]:
    for kpi in template.kpis:
        if not WINDOW.fullmatch(kpi.window):
            yield Finding(kpi.line("window"), f"kpis {kpi.code} window", Sentence(PERIOD, {"found": kpi.window}))
    for message in template.communication:
        if not WINDOW.fullmatch(message.every):
            place = f"communication {message.audience} every"
            yield Finding(message.line("every"), place, Sentence(PERIOD, {"found": message.every}))


def _shares(template: Template) -> Iterator[Finding]:
    shares = template.budget_split_pct
    line, total = template.line("budget_split_pct"), round(sum(shares.values()), 6)
    for name, share in shares.items():
        if share < 0:
            yield Finding(line, "budget_split_pct", Sentence(SHARE, {"name": name}))
    if shares and total != 100:
        yield Finding(line, "budget_split_pct", Sentence(SHARES, {"sum": f"{total:g}"}))


def _fit(template: Template) -> Iterator[Finding]:
    for field in ("team_size", "budget_eur") if template.fit else ():
        span = getattr(template.fit, field)
        if not 0 <= span.low <= span.high:
            yield Finding(template.fit.line(field), f"fit {field}", Sentence(RANGE, span._asdict()))  # type: ignore[union-attr]
