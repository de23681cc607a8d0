"""Times: the expression that dates an event."""

from __future__ import annotations

from dateline.model.analysis import Analysis
from dateline.model.claims import When


def time_of(analysis: Analysis, token: int) -> When | None:
    """The unresolved time of the event at a token; None where the report does not date it."""
    del analysis, token
    return None
