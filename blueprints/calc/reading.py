"""Reads a template from its file and says everything that is wrong with it."""

from collections.abc import Collection

from blueprints.calc.checks import findings
from blueprints.calc.template import Template
from ecompm.core.documents import DocumentError, Fault, load
from ecompm.core.expressions import Signatures


def read_template(text: str | bytes, file: str, *, signatures: Signatures, packs: Collection[str]) -> Template:
    """The template in a YAML text, if it is sound; else DocumentError, whose `faults` name file and line.

    Faults of form (YAML, unknown or missing keys, kinds of values) are told first; only a file without them is judged
    by its sense. `signatures` are the facts that expressions may name, `packs` the compliance packs there are.
    """
    template = load(Template, text, file)
    faults = [Fault(file, *finding) for finding in findings(template, signatures, packs)]
    if faults:
        raise DocumentError(faults)
    return template
