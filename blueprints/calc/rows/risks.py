"""Risks of templates and of the library, with their indicators, as rows of a project."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from blueprints.calc.library.patterns import RiskPattern
from blueprints.calc.rows.origin import as_title, exact, origin, shortened
from blueprints.calc.template import Indicator, Risk
from risks.calc.categories import GROUP_OF

TITLE: Final = 200
STATEMENT: Final = re.compile(r"Because (?P<cause>.+?), (?P<event>.+), which (?P<effect>.+)", re.DOTALL)
CATEGORIES: Final[Mapping[str, str]] = {"cost": "finance"}
"""Categories of the library that a project's register calls by another name."""


class Statement(NamedTuple):
    """A risk in three parts: because …, this may happen …, which leads to …"""

    cause: str
    event: str
    effect: str


def statement_parts(text: str) -> Statement:
    """The parts of “Because …, … may …, which …”; a text of another form is the event alone."""
    match = STATEMENT.fullmatch(text.strip().rstrip("."))
    return Statement(match["cause"], match["event"], match["effect"]) if match else Statement("", text, "")


def statement_of(cause: str, event: str, effect: str) -> str:
    """The three parts as one statement, for a template; parts that are missing are left out."""
    whole = f"Because {cause}, {event}" if cause else event
    return f"{whole}, which {effect}" if effect else whole


def risk_row(risk: Risk, categories: Mapping[str, str]) -> dict[str, Any]:
    """The columns of a risk, without the tasks it hits. `categories` maps those of templates to the library's."""
    parts = statement_parts(risk.statement)
    return {
        "title": shortened(as_title(parts.event), TITLE),
        "category": _category(risk.category, categories),
        "response": risk.response,
        "ref": risk.id,
        **parts._asdict(),
        **_strategy(risk.kind, risk.strategy),
        **_scores(risk.p, risk.i),
        **_three("delay", risk.delay_d),
        **_three("cost", risk.cost_eur),
    }


def risk_pattern_row(pattern: RiskPattern, language: str, version: int) -> dict[str, Any]:
    """The columns of a risk copied from the library, its title in the language where there is one."""
    strategy = pattern.typical_responses[0].strategy if pattern.typical_responses else "accept"
    return {
        "title": shortened(pattern.title.get(language) or pattern.title["en"], TITLE),
        "category": _category(pattern.category, {}),
        "cause": pattern.cause,
        "event": pattern.event,
        "effect": pattern.effect,
        "response": "\n".join(response.text for response in pattern.typical_responses),
        "ref": origin(pattern.code, version),
        **_strategy(pattern.kind, strategy),
        **_scores(pattern.p, pattern.i),
    }


def indicator_rows(indicators: Iterable[Indicator]) -> list[dict[str, Any]]:
    """The columns of the leading indicators of a risk, without the risk."""
    return [
        {"metric": item.metric, "operator": item.op, "threshold": threshold(item), "adds": item.adds}
        for item in indicators
    ]


def indicator_pattern_rows(pattern: RiskPattern, template: str) -> list[dict[str, Any]]:
    """The indicators of a pattern that make sense in a project of the template."""
    return indicator_rows(item for item in pattern.kri if item.only_template in (None, template))


def threshold(indicator: Indicator) -> str:
    """The limit of an indicator as an expression: a number, true or false, a quoted text, or what `value_ref` says."""
    value = indicator.value
    if indicator.value_ref is not None:
        return indicator.value_ref
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}'" if isinstance(value, str) else str(value)


def _category(name: str, others: Mapping[str, str]) -> str:
    """The name itself where the register knows it, else what `others` and the library's names lead to."""
    if name in GROUP_OF:
        return name
    library = others.get(name, name)
    return CATEGORIES.get(library, library)


def _strategy(kind: str, strategy: str) -> dict[str, Any]:
    return {"is_opportunity": kind == "opportunity", "strategy": strategy}


def _scores(likelihood: int, impact: int) -> dict[str, int]:
    """Nothing is done about a new risk yet: what it was judged to be is its inherent and its current score."""
    return {
        "likelihood": likelihood,
        "impact": impact,
        "inherent_likelihood": likelihood,
        "inherent_impact": impact,
        "current_likelihood": likelihood,
        "current_impact": impact,
        "score": likelihood * impact,
    }


def _three(name: str, values: Iterable[float]) -> dict[str, Any]:
    """Three values, or none where all of them are zero: nobody has judged them."""
    given = tuple(map(exact, values))
    ends = ("low", "likely", "high")
    return {f"{name}_{end}": value if any(given) else None for end, value in zip(ends, given, strict=True)}
