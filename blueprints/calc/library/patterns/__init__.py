"""What the content library holds: patterns that a project copies and then edits freely.

Scores, efforts, limits and acceptance numbers are starting values from practice, not benchmarks; what carries a `ref`
names its source in `Library.references`. Titles are in English, German, Italian and Vietnamese, prose is English.
"""

from blueprints.calc.library.patterns.base import Pattern, Words
from blueprints.calc.library.patterns.cutover import Rollback, Runbook, Step, StopRule
from blueprints.calc.library.patterns.figures import (
    BaseMeasure,
    Formula,
    GoodPractice,
    KpiPattern,
    LegalLimit,
    Reference,
    TypicalValue,
)
from blueprints.calc.library.patterns.people import (
    AgendaItem,
    Anchor,
    ChangeMeasure,
    CommunicationPattern,
    ContentRule,
    Course,
    DeliverablePattern,
    LessonPattern,
    MeetingPattern,
    Need,
    Raci,
    StakeholderPattern,
)
from blueprints.calc.library.patterns.scope import (
    Acceptance,
    Hits,
    Measure,
    RequirementPattern,
    Response,
    RiskIndicator,
    RiskPattern,
    RolePattern,
)

__all__ = [
    "Acceptance",
    "AgendaItem",
    "Anchor",
    "BaseMeasure",
    "ChangeMeasure",
    "CommunicationPattern",
    "ContentRule",
    "Course",
    "DeliverablePattern",
    "Formula",
    "GoodPractice",
    "Hits",
    "KpiPattern",
    "LegalLimit",
    "LessonPattern",
    "Measure",
    "MeetingPattern",
    "Need",
    "Pattern",
    "Raci",
    "Reference",
    "RequirementPattern",
    "Response",
    "RiskIndicator",
    "RiskPattern",
    "RolePattern",
    "Rollback",
    "Runbook",
    "StakeholderPattern",
    "Step",
    "StopRule",
    "TypicalValue",
    "Words",
]
