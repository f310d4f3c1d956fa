"""Files that people write: YAML read safely into typed records, every fault told with its file and line.

Free of Django, so that the calculations may use it too.
"""

from ecompm.core.documents.faults import DocumentError, Fault
from ecompm.core.documents.records import Misfit, Reader, Record, load, spelled
from ecompm.core.documents.yaml_source import Entries, Items, Node, Scalar, read_yaml

__all__ = [
    "DocumentError",
    "Entries",
    "Fault",
    "Items",
    "Misfit",
    "Node",
    "Reader",
    "Record",
    "Scalar",
    "load",
    "read_yaml",
    "spelled",
]
