"""The content library: requirements, risks, KPIs, roles, stakeholders and more, to be copied and then edited."""

from blueprints.calc.library.collection import CONTENT, Kind, Library, folded, offered, shipped
from blueprints.calc.library.patterns import Pattern, Raci
from blueprints.calc.library.vocabulary import Vocabulary

__all__ = ["CONTENT", "Kind", "Library", "Pattern", "Raci", "Vocabulary", "folded", "offered", "shipped"]
