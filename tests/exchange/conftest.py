"""The reference plans of Microsoft Project, for every test of the exchange."""

from tests.exchange.mspdi.conftest import expected, reference

__all__ = ["expected", "reference"]
