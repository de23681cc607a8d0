"""From the analysis of a report to its claims."""

from __future__ import annotations

from typing import Protocol

from dateline.model.analysis import Analysis
from dateline.model.claims import Claim
from dateline.model.reports import Report
from dateline.reading.agreements import read_agreements
from dateline.reading.attribution import read_attribution
from dateline.reading.counts import read_counts
from dateline.reading.custody import read_custody
from dateline.reading.events import read_events
from dateline.reading.movements import read_movements
from dateline.reading.parties import name_parties
from dateline.reading.presence import read_presence
from dateline.reading.silence import read_silence

__all__ = ["Reader", "read"]


class Reader(Protocol):
    """What makes claims of an analysed report; another reader may stand in for `read`."""

    def __call__(self, report: Report, analysis: Analysis) -> tuple[Claim, ...]:
        """The claims of a report; each value's evidence stands verbatim in the report's text."""
        ...


def read(report: Report, analysis: Analysis) -> tuple[Claim, ...]:
    """The claims of a report in a stable order: events, counts, movements, agreements, and what is not known.

    Claims have no ids and no grounding yet; `analysis` must be of `report.text`.
    """
    names = name_parties(analysis)
    attribution = read_attribution(analysis, report, names)
    events = read_events(analysis, report, names, attribution)
    readers = (read_counts, read_movements, read_agreements, read_presence, read_custody)
    claims = [*events]
    for reader in readers:
        claims.extend(reader(analysis, report, names, attribution, events))
    claims.extend(read_silence(analysis, report, names, attribution))
    return tuple(claims)
