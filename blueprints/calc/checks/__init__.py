"""Whether a template makes sense: references, the network of tasks, figures, expressions, lengths.

Each check yields findings (line, place, sentence); none stops at its first.
"""

from collections.abc import Collection, Iterator

from blueprints.calc.checks.expressions import expression_findings
from blueprints.calc.checks.figures import figure_findings
from blueprints.calc.checks.finding import Finding
from blueprints.calc.checks.graph import graph_findings
from blueprints.calc.checks.lengths import length_findings
from blueprints.calc.checks.references import reference_findings
from blueprints.calc.template import Template
from ecompm.core.expressions import Signatures

__all__ = ["Finding", "findings"]


def findings(template: Template, signatures: Signatures, packs: Collection[str]) -> Iterator[Finding]:
    """Everything that is wrong with a template. `signatures` are the facts an expression may name, `packs` the
    compliance packs there are."""
    yield from reference_findings(template, packs)
    yield from graph_findings(template)
    yield from figure_findings(template)
    yield from expression_findings(template, signatures, packs)
    yield from length_findings(template)
