"""Parties: which words name somebody, and the most specific name that the report gives for them."""

from __future__ import annotations

from dateline.model.analysis import Analysis
from dateline.model.claims import Party
from dateline.model.evidence import Evidence


class Names:
    """The names of one report's parties, by the token that refers to them."""

    def __init__(self, analysis: Analysis) -> None:
        """Index the chains and entities of the analysis."""
        self.analysis = analysis

    def party(self, token: int) -> Party | None:
        """The party that the noun phrase around a token refers to, by its most specific name; None if none."""
        del token
        return None

    def phrase(self, token: int) -> Evidence:
        """The noun phrase around a token as it stands, without article, numeral, relative clause or tail."""
        t = self.analysis.tokens[token]
        return Evidence(t.start, t.end, self.analysis.text[t.start : t.end])

    def conjuncts(self, token: int) -> list[int]:
        """The token and the tokens coordinated with it, in text order."""
        return [token]


def name_parties(analysis: Analysis) -> Names:
    """The parties of a report."""
    return Names(analysis)
