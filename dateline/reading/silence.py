"""Parties that stay silent: who has not commented, declined to or could not be reached, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.model.analysis import Analysis
from dateline.model.claims import Claim
from dateline.model.reports import Report
from dateline.reading.attribution import Attribution

if TYPE_CHECKING:
    from dateline.reading.parties import Names


def read_silence(
    analysis: Analysis, report: Report, names: Names, attribution: Attribution
) -> tuple[Claim, ...]:
    """One claim for each party that is told to have stayed silent."""
    return ()
