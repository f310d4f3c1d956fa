"""Puts a condition together from the parts that forms and files keep apart: metric, operator, limit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ecompm.core.expressions.errors import ExpressionError
from ecompm.core.expressions.evaluation import known_value
from ecompm.core.expressions.nodes import COMPARISONS, Comparison, Expression, Literal, Node
from ecompm.core.expressions.parser import parse
from ecompm.core.sentences import Sentence, gettext_noop

NO_OPERATOR = gettext_noop("%(found)s is no comparison. Use one of %(operators)s.")
NO_LIMIT = gettext_noop("A limit is a number, a text without both kinds of quotes, a date, true or false.")


def condition(metric: str, operator: str, limit: float | Decimal | str | bool | date | Expression) -> Expression:
    """Return `metric operator limit` as an expression, as a risk indicator states it.

    The limit is a plain value or, for "contingency below the expected loss", an expression. Raises ExpressionError.
    """
    if operator not in COMPARISONS:
        sentence = Sentence(NO_OPERATOR, {"found": operator, "operators": " ".join(COMPARISONS)})
        raise ExpressionError(sentence, source=operator, column=1, found=operator, known=COMPARISONS)
    left = parse(metric).root
    right: Node = limit.root if isinstance(limit, Expression) else _literal(limit)
    root = Comparison(operator, left, right, column=left.column)
    return parse(str(root))


def _literal(limit: float | Decimal | str | bool | date) -> Literal:
    value = known_value(limit)
    if value is None or (isinstance(value, str) and "'" in value and '"' in value):
        raise ExpressionError(Sentence(NO_LIMIT), source=str(limit), column=1, found=str(limit))
    return Literal(value)
