"""The small safe language of gate criteria, risk indicators, KPI limits and alerts.

    expression = parse("requirements.must.verified_pct == 100 and compliance('pci-dss').open_must == 0")
    check(expression, signatures)             # names, arguments and kinds; ExpressionError tells what and where
    result = evaluate(expression, resolve)    # met, unmet or unknown, with the values that decided it

It knows numbers, texts, dates, comparison, `in`, and/or/not, + - * / and registered facts with literal arguments; no
attributes, no calls beyond that. Free of Django, so that the calculations may use it too.
"""

from ecompm.core.expressions.building import condition
from ecompm.core.expressions.checking import check, unknown_fact
from ecompm.core.expressions.errors import ExpressionError
from ecompm.core.expressions.evaluation import (
    Part,
    Reading,
    Resolve,
    Result,
    State,
    compute,
    evaluate,
    fact_calls,
    known_value,
)
from ecompm.core.expressions.nodes import Argument, Expression, FactCall, Kind, Literal, Value
from ecompm.core.expressions.parser import parse, parse_limit
from ecompm.core.expressions.signatures import Bound, Parameter, Signature, Signatures, bind, supplied
from ecompm.core.expressions.unit_kinds import UNIT_KINDS

__all__ = [
    "UNIT_KINDS",
    "Argument",
    "Bound",
    "Expression",
    "ExpressionError",
    "FactCall",
    "Kind",
    "Literal",
    "Parameter",
    "Part",
    "Reading",
    "Resolve",
    "Result",
    "Signature",
    "Signatures",
    "State",
    "Value",
    "bind",
    "check",
    "compute",
    "condition",
    "evaluate",
    "fact_calls",
    "known_value",
    "parse",
    "parse_limit",
    "supplied",
    "unknown_fact",
]
