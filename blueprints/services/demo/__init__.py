"""The demo portfolio: six projects from the six shipped templates, each somewhere on its way, told day by day."""

from blueprints.services.demo.people import PASSWORD, PEOPLE, is_there, sign_ins
from blueprints.services.demo.portfolio import make_portfolio

__all__ = ["PASSWORD", "PEOPLE", "is_there", "make_portfolio", "sign_ins"]
