"""Tables of the risk register, of simulations, of compliance packs and of security findings."""

from risks.models.compliance import AppliedPack, ControlItem
from risks.models.criteria import RiskCriteria
from risks.models.intake import FindingImport, RegisterImport
from risks.models.links import RiskLink
from risks.models.register import Indicator, Response, Risk, ScoreMove
from risks.models.security import Finding
from risks.models.simulation import Simulation

__all__ = [
    "AppliedPack",
    "ControlItem",
    "Finding",
    "FindingImport",
    "Indicator",
    "RegisterImport",
    "Response",
    "Risk",
    "RiskCriteria",
    "RiskLink",
    "ScoreMove",
    "Simulation",
]
