"""Background work of the plan: jobs of the ledger."""

from ecompm.core import jobs
from planning.services import levelling

jobs.handler(levelling.JOB)(levelling.level_plan)
