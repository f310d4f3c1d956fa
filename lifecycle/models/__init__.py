"""The way of a project through its phases: gates, criteria, reviews, votes, conditions, waivers, closure, lessons."""

from lifecycle.models.closing import Closure, HandoverItem, Lesson
from lifecycle.models.gates import Criterion, Evidence, Gate, Phase, StatedFigure
from lifecycle.models.reviews import Condition, Review, Vote, Waiver

__all__ = [
    "Closure",
    "Condition",
    "Criterion",
    "Evidence",
    "Gate",
    "HandoverItem",
    "Lesson",
    "Phase",
    "Review",
    "StatedFigure",
    "Vote",
    "Waiver",
]
