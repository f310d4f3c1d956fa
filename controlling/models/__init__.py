"""Tables of control: the daily record, issues, the contingency reserve."""

from controlling.models.issues import Issue
from controlling.models.reserve import ReserveEntry
from controlling.models.snapshots import Snapshot

__all__ = ["Issue", "ReserveEntry", "Snapshot"]
