"""Whether it happened: the status of what a word tells."""

from __future__ import annotations

from dateline.codebook import EventType, Status
from dateline.model.analysis import Analysis
from dateline.model.claims import Ground
from dateline.reading.attribution import Attribution


def read_status(
    analysis: Analysis, token: int, attribution: Attribution, event_type: EventType | None = None
) -> tuple[Status, Ground]:
    """The status of what the token tells, from tense, modals, negation and what governs it."""
    return Status.OCCURRED, Ground("status", "default")
