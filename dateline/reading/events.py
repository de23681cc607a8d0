"""Events: who did what to whom, read from anchors, their arguments, and the report's other signals."""

from __future__ import annotations

from dateline.model.analysis import Analysis
from dateline.model.claims import Claim
from dateline.model.reports import Report
from dateline.reading.attribution import Attribution
from dateline.reading.parties import Names


def read_events(
    analysis: Analysis, report: Report, names: Names, attribution: Attribution
) -> tuple[Claim, ...]:
    """The event claims of a report in text order, each event entered once for each chain of holders and status."""
    del analysis, report, names, attribution
    return ()
