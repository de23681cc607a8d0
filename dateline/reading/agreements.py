"""Agreements: deals between parties, with kind, terms and guarantors."""

from __future__ import annotations

from dateline.model.analysis import Analysis
from dateline.model.claims import Claim
from dateline.model.reports import Report
from dateline.reading.attribution import Attribution
from dateline.reading.parties import Names


def read_agreements(
    analysis: Analysis, report: Report, names: Names, attribution: Attribution, events: tuple[Claim, ...]
) -> tuple[Claim, ...]:
    """The claims of a report."""
    del analysis, report, names, attribution, events
    return ()
