"""Microsoft Project XML (MSPDI): read, write, and hand a plan to the scheduler. Needs lxml, nothing of Django."""

from exchange.mspdi.errors import MspdiError, Place
from exchange.mspdi.limits import LIMITS, Limits
from exchange.mspdi.model import Plan
from exchange.mspdi.reader import read
from exchange.mspdi.report import Dropped, Report
from exchange.mspdi.writer import write

__all__ = ["LIMITS", "Dropped", "Limits", "MspdiError", "Place", "Plan", "Report", "read", "write"]
