"""Who says so: the chain of holders for what stands at each token of a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.model.analysis import Analysis
from dateline.model.claims import Ground, Party
from dateline.model.reports import Report

if TYPE_CHECKING:
    from dateline.reading.parties import Names


@dataclass(frozen=True, slots=True)
class Attribution:
    """The holders of every token of a report."""

    chains: dict[int, tuple[Party, ...]] = field(default_factory=dict)
    grounds: dict[int, Ground] = field(default_factory=dict)
    cues: frozenset[int] = frozenset()
    """Tokens that merely report speech or belief: no events of their own."""

    def chain(self, token: int) -> tuple[Party, ...]:
        """Holders for what stands at the token, nearest to the report first; empty is the report's own voice."""
        return self.chains.get(token, ())

    def ground(self, token: int) -> Ground | None:
        """The cue that made the token's chain; None where the report speaks itself."""
        return self.grounds.get(token)


def read_attribution(analysis: Analysis, report: Report, names: Names) -> Attribution:
    """Who holds what: cues of saying and believing, quotations, running attribution, outlets citing outlets."""
    return Attribution()
