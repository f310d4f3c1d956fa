"""What a name of the language means to a checker: the kind of its value and the arguments it takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from ecompm.core.expressions.errors import ExpressionError
from ecompm.core.expressions.nodes import Argument, FactCall, Kind, Literal
from ecompm.core.sentences import Sentence, gettext_noop

DURATION: Final = re.compile(r"(\d{1,4})([hdw])", re.ASCII)
UNITS: Final = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}

Bound = Decimal | str | bool | date | timedelta | tuple[str, ...]

TOO_MANY = gettext_noop("%(name)s does not take the argument %(found)s. It takes: %(takes)s.")
NONE_TAKEN = gettext_noop("%(name)s takes no arguments; %(found)s is too much.")
MISSING = gettext_noop("%(name)s needs the argument %(missing)s. It takes: %(takes)s.")
TWICE = gettext_noop("%(name)s gets the argument %(missing)s twice.")
NOT_COMPARED = gettext_noop("The argument %(parameter)s of %(name)s is set with a single =, not with %(operator)s.")
WRONG_KIND = gettext_noop("The argument %(parameter)s of %(name)s is %(wanted)s; %(found)s is not.")
NO_CHOICE = gettext_noop("The argument %(parameter)s of %(name)s is one of %(choices)s; %(found)s is not.")

KIND_NAMES: Final = {
    Kind.NUMBER: gettext_noop("a number"),
    Kind.TEXT: gettext_noop("a text"),
    Kind.BOOLEAN: gettext_noop("true or false"),
    Kind.DATE: gettext_noop("a date"),
    Kind.DURATION: gettext_noop("a duration such as '12h', '7d' or '4w'"),
    Kind.ANY: gettext_noop("a value"),
}


@dataclass(frozen=True)
class Parameter:
    """One argument that a fact takes.

    `kind`: NUMBER, TEXT, BOOLEAN, DATE or DURATION (a text such as '7d', handed over as a timedelta). `choices`
    lists the allowed texts. With `ordered` choices (lowest first) the argument may be compared,
    `severity>='major'`, and the fact receives the tuple of choices that fit.
    """

    name: str
    kind: Kind = Kind.TEXT
    required: bool = True
    choices: tuple[str, ...] = ()
    ordered: bool = False


@dataclass(frozen=True)
class Signature:
    """A name, the kind of its value, and its parameters in order."""

    name: str
    kind: Kind = Kind.ANY
    parameters: tuple[Parameter, ...] = ()

    @property
    def takes(self) -> str:
        """The parameters as one would write them: `code, window=`."""
        return ", ".join(p.name if p.required else f"{p.name}=" for p in self.parameters)


Signatures = Mapping[str, Signature]


def bind(call: FactCall, signature: Signature, source: str = "") -> dict[str, Bound]:
    """Return the arguments of a call by parameter name, ready for the fact.

    Optional parameters that are not given are absent. Raises ExpressionError, with the place in `source`, for an
    argument that is missing, too much, given twice or of another kind.
    """
    bound: dict[str, Bound] = {}
    for position, argument in enumerate(call.arguments):
        parameter = _parameter(call, signature, argument, position, source)
        if parameter.name in bound:
            raise _fault(TWICE, call, signature, argument, source, missing=parameter.name)
        bound[parameter.name] = _converted(call, signature, parameter, argument, source)
    for parameter in signature.parameters:
        if parameter.required and parameter.name not in bound:
            raise _fault(MISSING, call, signature, None, source, missing=parameter.name)
    return bound


def supplied(call: FactCall, signature: Signature, surroundings: Mapping[str, str]) -> FactCall:
    """Return the call with the texts that its surroundings give for arguments it takes and does not state itself."""
    named = {argument.name for argument in call.arguments}
    placed = sum(not argument.name for argument in call.arguments)
    unstated = {parameter.name for parameter in signature.parameters[placed:]} - named
    given = [Argument(Literal(text), name) for name, text in sorted(surroundings.items()) if name in unstated]
    return replace(call, arguments=(*call.arguments, *given)) if given else call


def _parameter(call: FactCall, signature: Signature, argument: Argument, position: int, source: str) -> Parameter:
    if argument.name:
        for parameter in signature.parameters:
            if parameter.name == argument.name:
                return parameter
    elif position < len(signature.parameters):
        return signature.parameters[position]
    text = TOO_MANY if signature.parameters else NONE_TAKEN
    raise _fault(text, call, signature, argument, source)


def _converted(call: FactCall, signature: Signature, parameter: Parameter, argument: Argument, source: str) -> Bound:
    operator, value = argument.operator, argument.literal.value
    if operator != "=" and not parameter.ordered:
        raise _fault(NOT_COMPARED, call, signature, argument, source, parameter=parameter.name, operator=operator)
    if parameter.kind is Kind.DURATION and isinstance(value, str) and (match := DURATION.fullmatch(value)):
        return int(match[1]) * UNITS[match[2]]
    if argument.literal.kind is not parameter.kind:
        wanted = Sentence(KIND_NAMES[parameter.kind])
        raise _fault(WRONG_KIND, call, signature, argument, source, parameter=parameter.name, wanted=wanted)
    if parameter.choices and value not in parameter.choices:
        choices = ", ".join(parameter.choices)
        raise _fault(NO_CHOICE, call, signature, argument, source, parameter=parameter.name, choices=choices)
    return _fitting(parameter.choices, operator, str(value)) if parameter.ordered else value


def _fitting(choices: tuple[str, ...], operator: str, value: str) -> tuple[str, ...]:
    """Return the ordered choices for which `choice operator value` holds."""
    rank = choices.index(value)
    slices = {"=": choices[rank : rank + 1], "!=": choices[:rank] + choices[rank + 1 :]}
    slices |= {"<": choices[:rank], "<=": choices[: rank + 1], ">": choices[rank + 1 :], ">=": choices[rank:]}
    return slices[operator]


def _fault(
    text: str, call: FactCall, signature: Signature, argument: Argument | None, source: str, **values: object
) -> ExpressionError:
    column = (argument.literal.column if argument else call.column) or 1
    found = str(argument) if argument else call.name
    sentence = Sentence(text, {"name": call.name, "found": found, "takes": signature.takes, **values})
    known = [parameter.name for parameter in signature.parameters]
    return ExpressionError(sentence, source=source or str(call), column=column, found=found, known=known)
