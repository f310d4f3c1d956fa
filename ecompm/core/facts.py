"""The registry of facts: the figures of a project that one app computes and every other may ask for by name.

An app states its facts in `<app>/facts.py`:

    @fact("requirements.must.verified_pct", unit="pct", label=_("Must requirements verified"))
    def must_verified_pct(project_ids: Collection[int], on: date) -> Mapping[int, Decimal]: ...

    @fact("compliance.open_must", unit="count", label=_("Open must items of %(pack)s"), args=("pack",))
    def open_must(project_ids: Collection[int], on: date, pack: str) -> Mapping[int, int]: ...

What several facts read from one statement is a function that they share:

    @shared
    def work(project_ids: Collection[int], on: date) -> Mapping[int, Row]: ...

A fact is computed set-wise: for one project or ten thousand in the same number of queries. A project without a value
is left out or given None; it is then unknown, never 0. The name is the dotted path without its arguments, so that
`compliance('gdpr').open_must` and `compliance.open_must('gdpr')` are both the fact `compliance.open_must` with the
argument 'gdpr', and `kpi('aov_eur', window='7d')` is the fact `kpi`.

Values are int, float, Decimal, bool, str, date or None. Numbers arrive as arguments as Decimal, durations as timedelta,
ordered choices (`severity>='major'`) as the tuple of choices that fit.
"""

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, TypeAlias, TypeVar

from django.utils.functional import Promise

from ecompm.core import expressions
from ecompm.core.expressions import (
    Expression,
    ExpressionError,
    FactCall,
    Kind,
    Parameter,
    Resolve,
    Result,
    Signature,
    Value,
    bind,
    known_value,
    parse,
    supplied,
    unknown_fact,
)
from ecompm.core.expressions.unit_kinds import UNIT_KINDS
from ecompm.core.sentences import Sentence, gettext_noop

NOT_A_FACT = gettext_noop("%(found)s is more than the name of one fact with its arguments.")

Compute: TypeAlias = Callable[..., Mapping[int, Any]]
Label: TypeAlias = str | Promise
Found = TypeVar("Found")


@dataclass(frozen=True)
class Fact:
    """A registered fact. `app` is the Django app that owns it."""

    name: str
    unit: str
    label: Label
    signature: Signature
    compute: Compute
    app: str

    @property
    def kind(self) -> Kind:
        return self.signature.kind

    @property
    def args(self) -> tuple[Parameter, ...]:
        return self.signature.parameters

    def label_of(self, call: FactCall) -> str:
        """The label in the active language, with the arguments of this call filled in."""
        if not self.args:
            return str(self.label)
        values = {parameter.name: "" for parameter in self.args}
        values |= {name: str(value) for name, value in bind(call, self.signature).items()}
        return str(self.label) % values


class DuplicateFactError(ValueError):
    """Two functions claim the same fact; raised while the apps are loaded."""


class FactRegistry:
    """All facts by name. The product has one, `facts.registry`; tests make their own."""

    def __init__(self) -> None:
        self._facts: dict[str, Fact] = {}

    def fact(
        self, name: str, *, unit: str, label: Label, args: Iterable[str | Parameter] = ()
    ) -> Callable[[Compute], Compute]:
        """Register the decorated function as the fact `name`; a plain text among `args` is a required text."""
        parameters = tuple(Parameter(arg) if isinstance(arg, str) else arg for arg in args)
        signature = Signature(name, UNIT_KINDS[unit], parameters)

        def register(function: Compute) -> Compute:
            self._add(Fact(name, unit, label, signature, function, function.__module__.split(".")[0]))
            return function

        return register

    def _add(self, fact: Fact) -> None:
        if fact.name in self._facts:
            raise DuplicateFactError(
                f"the fact {fact.name} is registered by {self._facts[fact.name].app} and by {fact.app}"
            )
        if parse(fact.name).root != FactCall(fact.name):
            raise ValueError(f"{fact.name} is not a dotted name")
        taken = list(inspect.signature(fact.compute).parameters)[2:]
        if taken != [parameter.name for parameter in fact.args]:
            raise TypeError(f"the fact {fact.name} declares {fact.signature.takes!r} but its function takes {taken}")
        self._facts[fact.name] = fact

    @property
    def signatures(self) -> Mapping[str, Signature]:
        """What `expressions.check` needs to know of every fact."""
        return {fact.name: fact.signature for fact in self._facts.values()}

    def all(self) -> list[Fact]:
        """Every fact, by name."""
        return [self._facts[name] for name in sorted(self._facts)]

    def get(self, call: FactCall) -> Fact:
        """The fact of a call; ExpressionError with the closest names when there is none."""
        try:
            return self._facts[call.name]
        except KeyError:
            raise unknown_fact(call, self.signatures) from None


registry = FactRegistry()
fact = registry.fact


_kept: ContextVar[dict[Any, Any]] = ContextVar("kept")
"""What shared functions have found in the run that is computing a fact."""


def shared(function: Callable[[Collection[int], date], Found]) -> Callable[[Collection[int], date], Found]:
    """Have a run compute once what several of its facts read."""

    @wraps(function)
    def once(project_ids: Collection[int], on: date) -> Found:
        kept = _kept.get({})
        asked = (function, tuple(project_ids), on)
        if asked not in kept:
            kept[asked] = function(project_ids, on)
        return kept[asked]  # type: ignore[no-any-return]

    return once


class FactRun:
    """The facts of some projects on one day. Each distinct call is computed once; make one run per request or job."""

    def __init__(self, project_ids: Iterable[int], on: date, *, registry: FactRegistry = registry) -> None:
        self.project_ids: Collection[int] = tuple(dict.fromkeys(project_ids))
        self.on = on
        self.registry = registry
        self._values: dict[FactCall, Mapping[int, Value | None]] = {}
        self._shared: dict[Any, Any] = {}

    def values(self, asked: FactCall | str, **surroundings: str) -> Mapping[int, Value | None]:
        """The value of a fact for every project of the run, None where it is unknown.

        `surroundings` say where it is asked: `gate="build"` reaches the facts that take a gate and were given none.
        """
        call = as_call(asked)
        fact = self.registry.get(call)
        call = supplied(call, fact.signature, surroundings)
        if call not in self._values:
            found = self.find(fact.compute, **bind(call, fact.signature))
            self._values[call] = {pk: known_value(found.get(pk)) for pk in self.project_ids}
        return self._values[call]

    def find(self, function: Callable[..., Found], **arguments: Any) -> Found:
        """What a set-wise function finds for the projects of the run; what facts share with it is computed once."""
        token = _kept.set(self._shared)
        try:
            return function(self.project_ids, self.on, **arguments)
        finally:
            _kept.reset(token)

    def resolver(self, project_id: int) -> Resolve:
        """What `expressions.evaluate` asks for the values of one project of the run."""
        return lambda call: self.values(call)[project_id]

    def evaluate(self, expression: Expression) -> dict[int, Result]:
        """Whether a condition is met, unmet or unknown, for every project of the run."""
        return {pk: expressions.evaluate(expression, self.resolver(pk)) for pk in self.project_ids}

    def compute(self, expression: Expression) -> dict[int, Value | None]:
        """The value of a metric for every project of the run."""
        return {pk: expressions.compute(expression, self.resolver(pk)) for pk in self.project_ids}


def evaluate(
    asked: Iterable[FactCall | str], project_ids: Iterable[int], on: date, *, registry: FactRegistry = registry
) -> dict[FactCall, Mapping[int, Value | None]]:
    """The values of several facts for several projects, by call and project."""
    run = FactRun(project_ids, on, registry=registry)
    return {call: run.values(call) for call in dict.fromkeys(map(as_call, asked))}


def as_call(asked: FactCall | str) -> FactCall:
    """The call written as `kpi('aov_eur', window='7d')`; ExpressionError when the text is anything else."""
    if isinstance(asked, FactCall):
        return asked
    expression = parse(asked)
    if isinstance(expression.root, FactCall):
        return expression.root
    sentence = Sentence(NOT_A_FACT, {"found": asked})
    raise ExpressionError(sentence, source=asked, column=1, found=asked)
